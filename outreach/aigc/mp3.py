"""MP3: an ID3v2 frame TXXX with the description `AIGC` (TC260-PG-202510A)."""

from __future__ import annotations

import io
from typing import Any

from mutagen import id3


def write(data: bytes, text: str) -> bytes:
    """The file with one such frame; its other tags stay."""
    tags = _tags(data)
    tags.delall("TXXX:AIGC")
    tags.add(id3.TXXX(encoding=id3.Encoding.UTF8, desc="AIGC", text=[text]))
    file = io.BytesIO(data)
    tags.save(file, v2_version=4, padding=lambda info: 0)
    return file.getvalue()


def read(data: bytes) -> list[str]:
    """The text of every such frame."""
    return [text for frame in _tags(data).getall("TXXX") if frame.desc == "AIGC" for text in frame.text]


def _tags(data: bytes) -> Any:
    try:
        return id3.ID3(io.BytesIO(data))
    except id3.ID3NoHeaderError:
        return id3.ID3()
