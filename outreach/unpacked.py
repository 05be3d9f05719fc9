"""How much a finished file unpacks to: one that is made to fill a machine is not opened.

A file of a kilobyte can hold gigabytes of zeros. What is counted here is what a reader would unpack, and no more of it
is unpacked than the bound.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import Message, msg

PACKAGE, PARTS = 200 << 20, 5000  # bytes and parts of a deck
STREAM, STREAMS = 32 << 20, 128 << 20  # bytes of one drawing of a sheet, and of all
PAGES = 60  # of a sheet


def bounded(suffix: str, data: bytes) -> None:
    """Raises OutreachError for a deck or sheet that unpacks to more than any of ours."""
    found = _package(data) if suffix == ".pptx" else _sheet(data) if suffix == ".pdf" else None
    if found:
        raise fail("unpacked", NOWHERE, found)


def _package(data: bytes) -> Message | None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
    if len(parts) > PARTS:
        return msg("it has more than {n} parts", n=PARTS)
    if sum(part.file_size for part in parts) > PACKAGE:
        return msg("it unpacks to more than {n} MB", n=PACKAGE >> 20)
    return None


def _sheet(data: bytes) -> Message | None:
    with pikepdf.open(io.BytesIO(data)) as file:
        if len(file.pages) > PAGES:
            return msg("it has more than {n} pages", n=PAGES)
        whole = 0
        for size in _streams(file):
            whole += size
            if size > STREAM or whole > STREAMS:
                return msg("it unpacks to more than {n} MB", n=STREAM >> 20)
    return None


def _streams(file: pikepdf.Pdf) -> Iterator[int]:
    """The unpacked bytes of each stream that is packed as Typst and most others pack, up to a little over the bound."""
    for one in file.objects:
        if isinstance(one, pikepdf.Stream) and _flate(one.get("/Filter")):
            packed = zlib.decompressobj()
            try:
                yield len(packed.decompress(one.read_raw_bytes(), STREAM + 1))
            except zlib.error:
                yield 0  # damaged: whoever reads it says so


def _flate(filters: Any) -> bool:
    first = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    return first is not None and str(first) == "/FlateDecode"
