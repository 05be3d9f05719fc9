"""The tracks of an MP4 that players switch on by themselves: a flag in each track's header (ISO/IEC 14496-12 §8.3.2).

ffmpeg switches on the first track of each kind whatever its disposition says, and players then draw the captions a
second time, over those in the picture. So the flag of caption tracks is cleared in the finished file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from outreach.diagnostics import Where, fail
from outreach.messages import msg

ENABLED = 0x000001
MAX_HEADER = 64 << 20  # bytes of `moov`: an hour of film has one or two million
_TEXT = (b"text", b"sbtl", b"subt", b"clcp")  # handlers of timed text

Box = tuple[bytes, int, int]  # type, first byte inside, byte after the last


def captions_off(film: Path) -> None:
    """Clears the enabled flag of every caption track of a film of ours. Raises OutreachError for another file."""
    with film.open("r+b") as stream:
        start, header = _moov(film)
        for handler, flags in _tracks(header):
            if handler in _TEXT:
                value = int.from_bytes(header[flags : flags + 3], "big") & ~ENABLED
                stream.seek(start + flags)
                stream.write(value.to_bytes(3, "big"))


def enabled(film: Path) -> list[tuple[str, bool]]:
    """Each track's handler (`vide`, `soun`, `sbtl` …) and whether a player switches it on by itself."""
    _, header = _moov(film)
    found = _tracks(header)
    return [(kind.decode("latin-1"), bool(header[flags + 2] & ENABLED)) for kind, flags in found]


def _moov(film: Path) -> tuple[int, bytes]:
    """Where the header of the film lies, and its bytes."""
    with film.open("rb") as stream:
        size, at = film.stat().st_size, 0
        while at + 8 <= size:
            stream.seek(at)
            head = stream.read(16)
            length, kind = struct.unpack(">L4s", head[:8])
            if length == 1 and len(head) == 16:
                length = struct.unpack(">Q", head[8:])[0]
            if length < 8:
                break
            if kind == b"moov" and length <= min(MAX_HEADER, size - at):
                stream.seek(at)
                return at, stream.read(length)
            at += length
    raise fail("film", Where(str(film)), msg("expected a film (MP4), found none that can be read"))


def _tracks(header: bytes) -> Iterator[tuple[bytes, int]]:
    """(handler, offset of the three flag bytes) of each track."""
    for kind, start, end in _boxes(header, 8, len(header)):
        if kind != b"trak":
            continue
        inside = {name: (first, last) for name, first, last in _boxes(header, start, end)}
        media = {name: first for name, first, _ in _boxes(header, *inside.get(b"mdia", (0, 0)))}
        if b"tkhd" in inside and b"hdlr" in media:
            handler = media[b"hdlr"] + 8  # version, flags and a reserved field before it
            yield header[handler : handler + 4], inside[b"tkhd"][0] + 1


def _boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    while start + 8 <= end:
        length, kind = struct.unpack_from(">L4s", data, start)
        if not 8 <= length <= end - start:
            return
        yield kind, start + 8, start + length
        start += length
