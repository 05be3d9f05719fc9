"""A finished sheet can be read aloud: it is tagged, in a language, and what is seen has words.

Why: who does not see listens; a sheet saved by a program that drops the tags is read as one long line, or not at all.
Source: PDF/UA-1 (ISO 14289-1; Matterhorn Protocol 1.1: 06-003 title, 07-001 shown, 11-006 language, 13-004 alternative
text, 14-003 levels of headings, 15-003 header cells). veraPDF asks the rest in our tests.
PASS: tags, a language, a title that the window shows, headings in steps of one, words for pictures, header cells
FAIL: a sheet that was printed into a PDF; a picture without words; a table whose first row heads nothing
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from lxml import etree

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import Message, msg

Fault = tuple[Message, Message | str]  # what is wanted, what was found
TITLE = "{http://purl.org/dc/elements/1.1/}title"
HEADINGS = {f"H{n}": n for n in range(1, 7)}


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what a reading program would miss; nothing of a PDF that no format makes."""
    if not built.format:
        return
    with pikepdf.open(io.BytesIO(built.bytes)) as file:
        faults = dict.fromkeys((*_document(file), *_tags(file)))
    for wanted, found in faults:
        told = msg("`{name}`: expected {wanted}, found {found}", name=built.path, wanted=wanted, found=found)
        hint = msg("take the sheet from the build again; printing into a PDF takes away what is read aloud")
        spot = Spot(built.path)
        yield error("paper-tags", NOWHERE, told, hint, wanted=wanted, measured=found, spot=spot)


def _document(file: pikepdf.Pdf) -> Iterator[Fault]:
    none = msg("none")
    if not str(file.Root.get("/Lang", "")).strip():
        yield msg("a language"), none
    if not _title(file):
        yield msg("a title"), none
    if not file.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield msg("a window that shows the title"), msg("the name of the file")


def _title(file: pikepdf.Pdf) -> str:
    """The title in the metadata; "" when there is none, or nothing that can be read."""
    told = file.Root.get("/Metadata")
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(bytes(told.get_stream_buffer()), safe) if isinstance(told, pikepdf.Stream) else None
    except etree.XMLSyntaxError:
        return ""
    found = [] if root is None else [one.text or "" for title in root.iter(TITLE) for one in title.iter()]
    return "".join(found).strip()


def _tags(file: pikepdf.Pdf) -> Iterator[Fault]:
    marked = file.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    if "/StructTreeRoot" not in file.Root or not marked:
        yield msg("tags"), msg("none")
        return
    roles = {str(key): str(value) for key, value in file.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    elements = [(roles.get(str(one.S), str(one.S)).lstrip("/"), one) for one in _elements(file.Root.StructTreeRoot)]
    levels = [HEADINGS[kind] for kind, _ in elements if kind in HEADINGS]
    for before, after in pairwise([0, *levels]):
        if after > before + 1:
            yield msg("headings in steps of one"), msg("level {b} after level {a}", a=before, b=after)
    for kind, one in elements:
        if kind == "Figure" and not str(one.get("/Alt", "") or one.get("/ActualText", "")).strip():
            yield msg("words for every picture"), msg("a picture without words")
        if kind == "Table" and not any(roles.get(str(cell.S), str(cell.S)) == "/TH" for cell in _elements(one)):
            yield msg("tables with header cells"), msg("a table without any")


def _elements(above: Any) -> Iterator[Any]:
    """The elements below another, in reading order. A damaged tree may lead back to itself: each is told once."""
    waiting, seen = [above], set[tuple[int, int]]()
    while waiting:
        one = waiting.pop()
        kids = one.get("/K")
        listed = [*kids] if isinstance(kids, pikepdf.Array) else [kids]
        below = [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and _new(kid, seen)]
        waiting += reversed(below)
        if one is not above:
            yield one


def _new(one: Any, seen: set[tuple[int, int]]) -> bool:
    """An element that stands in no other place of the tree."""
    place = one.objgen
    new = place not in seen or place == (0, 0)
    seen.add(place)
    return new
