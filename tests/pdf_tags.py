"""Reads the tags of a PDF as a screen reader meets them, without our code: what is wrong with their meaning.

veraPDF asks whether the tags are there and well formed; that a table has header cells, that headings go down by one and
that a picture's words say something, no machine rule of PDF/UA-1 asks (Matterhorn 1.1: 14-002, 15-003, 13-004).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

GROUPS = ("THead", "TBody", "TFoot")
SCOPES = ("Row", "Column", "Both")


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree: its standard type, its entries, its elements, whether it holds content."""

    kind: str
    entries: dict[str, Any]
    below: tuple[Tag, ...] = field(repr=False)
    holds: bool

    def all(self, *kinds: str) -> Iterator[Tag]:
        """Itself and what is under it, in reading order; of some kinds alone."""
        if not kinds or self.kind in kinds:
            yield self
        for one in self.below:
            yield from one.all(*kinds)

    @property
    def full(self) -> bool:
        """Is there content in it?"""
        return any(one.holds for one in self.all())


def tree(file: pikepdf.Pdf) -> Tag:
    """The whole structure tree."""
    root = file.Root.StructTreeRoot
    roles = {str(key): str(value) for key, value in root.get("/RoleMap", pikepdf.Dictionary()).items()}

    def read(one: Any) -> Tag:
        kids = _listed(one.get("/K"))
        elements = tuple(read(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
        kind = str(one.get("/S", "/Root"))
        while kind in roles and roles[kind] != kind:
            kind = roles[kind]
        holds = any(isinstance(kid, int) or (isinstance(kid, pikepdf.Dictionary) and "/S" not in kid) for kid in kids)
        return Tag(kind.lstrip("/"), {key: one[key] for key in map(str, one)}, elements, holds)

    return read(root)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _attribute(tag: Tag, name: str) -> str:
    """An attribute of an element, without its slash; empty when it has none."""
    found = [str(a[name]) for a in _listed(tag.entries.get("/A")) if isinstance(a, pikepdf.Dictionary) and name in a]
    return found[-1].lstrip("/") if found else ""


def faults(data: bytes) -> list[str]:
    """All that is wrong, empty when nothing is."""
    with pikepdf.open(io.BytesIO(data)) as file:
        if "/StructTreeRoot" not in file.Root or not file.Root.get("/MarkInfo", pikepdf.Dictionary()).get(
            "/Marked", False
        ):
            return ["it is not tagged"]
        tags = tree(file)
        return [*_document(file), *_headings(tags), *_pictures(tags), *(f for t in tags.all("Table") for f in table(t))]


def _document(file: pikepdf.Pdf) -> Iterator[str]:
    if not str(file.Root.get("/Lang", "")).strip():
        yield "it names no language"
    with file.open_metadata() as told:
        if not str(told.get("dc:title", "")).strip():
            yield "it has no title"
        if str(told.get("pdfuaid:part")) != "1":
            yield "it does not say that it is PDF/UA-1"
    if not file.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield "its window does not show the title"
    for number, page in enumerate(file.pages, 1):
        if page.obj.get("/Tabs") != pikepdf.Name.S:
            yield f"page {number}: the tabulator does not follow the tags"


def _headings(tags: Tag) -> Iterator[str]:
    found = [one for one in tags.all() if one.kind in {f"H{n}" for n in range(1, 7)} or one.kind == "H"]
    levels = [int(one.kind[1:] or 0) for one in found]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"expected one heading of level 1, the first, found {levels}"
    yield from (f"a heading goes from level {a} to {b}" for a, b in pairwise(levels) if b > a + 1)
    yield from (f"a heading of level {one.kind[1:]} is empty" for one in found if not one.full)


def _pictures(tags: Tag) -> Iterator[str]:
    for one in tags.all("Figure", "Formula"):
        if not str(one.entries.get("/Alt", "") or one.entries.get("/ActualText", "")).strip():
            yield "a picture has no words"


def table(one: Tag) -> Iterator[str]:
    """What a table lacks: rows, as many cells in each, header cells that say what they head."""
    rows = [
        row for part in one.below for row in (part.below if part.kind in GROUPS else (part,)) if part.kind != "Caption"
    ]
    if not rows or any(row.kind != "TR" or not row.below for row in rows):
        yield "a table is not made of rows with cells"
        return
    cells = [cell for row in rows for cell in row.below]
    if any(cell.kind not in ("TH", "TD") for cell in cells):
        yield "a row holds what is no cell"
    if len({sum(int(_attribute(cell, "/ColSpan") or 1) for cell in row.below) for row in rows}) > 1:
        yield "rows have different numbers of cells"
    headed = all(cell.kind == "TH" for cell in rows[0].below) or all(row.below[0].kind == "TH" for row in rows)
    if not headed:
        yield "a table has no header cells"
    heads = [cell for cell in cells if cell.kind == "TH"]
    yield from (
        "a header cell does not say what it heads" for cell in heads if _attribute(cell, "/Scope") not in SCOPES
    )
    yield from ("a header cell is empty" for cell in heads if not cell.full)
