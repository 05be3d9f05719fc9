"""MP4: the key `AIGC` of moov.udta.meta, as `mdta` keys and ilst (TC260-PG-20257A), as `film.mux` lets ffmpeg write it.

mutagen does not know these keys, so the boxes are read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

NAME = b"AIGC"
Box = tuple[bytes, bytes]  # type and contents


def read(data: bytes) -> list[str]:
    """The text of every key `AIGC`."""
    return [value.decode("utf-8", "replace") for name, value in _keys(data) if name == NAME]


def _keys(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every (key, value) of every `mdta` metadata box in moov or moov.udta."""
    moov = next((body for kind, body in _boxes(data) if kind == b"moov"), b"")
    homes = [moov, *(body for kind, body in _boxes(moov) if kind == b"udta")]
    for meta in (body for home in homes for kind, body in _boxes(home) if kind == b"meta"):
        parts = dict(_boxes(_inside(meta)))
        if b"keys" not in parts or b"ilst" not in parts:
            continue
        names = [body for _, body in _boxes(parts[b"keys"][8:])]
        for kind, body in _boxes(parts[b"ilst"]):
            index = struct.unpack(">I", kind)[0] - 1
            value = next((b[8:] for k, b in _boxes(body) if k == b"data"), b"")
            if 0 <= index < len(names):
                yield names[index], value


def _inside(meta: bytes) -> bytes:
    """A `meta` box's boxes: ISO files put four bytes of version and flags before them, QuickTime files do not."""
    return meta if meta[4:8] == b"hdlr" else meta[4:]


def _boxes(data: bytes) -> Iterator[Box]:
    place = 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        start = place + 8
        if size == 1:
            size, start = struct.unpack_from(">Q", data, start)[0], place + 16
        end = len(data) if size == 0 else place + size
        if end < start or end > len(data):
            return
        yield kind, data[start:end]
        place = end
