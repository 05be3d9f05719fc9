"""WAV: a RIFF chunk named `AIGC` (TC260-PG-202510A). ffmpeg drops such a tag, so the chunk is written here."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg

NAME = b"AIGC"


def write(data: bytes, text: str) -> bytes:
    """The file with one `AIGC` chunk, at its end."""
    body = b"WAVE" + b"".join(_chunk(name, value) for name, value in _chunks(data) if name != NAME)
    body += _chunk(NAME, text.encode())
    return b"RIFF" + struct.pack("<I", len(body)) + body


def read(data: bytes) -> list[str]:
    """The text of every `AIGC` chunk."""
    return [value.rstrip(b"\0").decode("utf-8", "replace") for name, value in _chunks(data) if name == NAME]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise fail("aigc", NOWHERE, msg("expected a file of kind {kind}, found something else", kind="WAV"))
    place = 12
    while place + 8 <= len(data):
        size = struct.unpack_from("<I", data, place + 4)[0]
        yield data[place : place + 4], data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _chunk(name: bytes, value: bytes) -> bytes:
    return name + struct.pack("<I", len(value)) + value + b"\0" * (len(value) % 2)
