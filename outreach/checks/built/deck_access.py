"""A finished deck is read by everybody: titles, words for pictures, letters for the last row, nothing that moves on.

Why: whoever listens to a slide hears its title and the words of its pictures; in the last row 14 points are grey lines.
Source: Microsoft, Rules for the Accessibility Checker (alternative text, titles); text of at least 18 pt (University of
Pittsburgh, digital accessibility); WCAG 2.2 SC 2.2.1 (no slide goes by itself), SC 3.1.2 (each text in its language).
PASS: every slide with a title of its own, every picture with words or marked as decoration, a language at every text
FAIL: a picture called `image1.png`; a slide without a title, or two of one title; letters of 14 pt; a text that begins
outside of its slide; a slide that goes on after 5 s
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import Message, msg

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DECORATION = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
FILES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".emf")

Fault = tuple[Message, str]  # what is wanted, what was found


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what keeps somebody from reading a slide."""
    package = Presentation(io.BytesIO(built.bytes))
    size, titles = (int(package.slide_width or 0), int(package.slide_height or 0)), dict[str, int]()
    least = built.limit("deck_access.letters")
    for n, slide in enumerate(package.slides, 1):
        look = (*_pictures(slide), *_letters(slide, least), *_edges(slide, size), *_moves(slide))
        faults = [*_title(slide, n, titles), *look]
        for wanted, found in dict.fromkeys(faults):
            values = {"name": built.path, "n": n, "wanted": wanted, "found": found}
            told = msg("`{name}`, slide {n}: expected {wanted}, found {found}", **values)
            spot = Spot(built.path, "slide", n)
            hint = msg("mend it in the deck, or build it again")
            yield error("deck-access", NOWHERE, told, hint, wanted=wanted, measured=found, spot=spot)


def _title(slide: Any, n: int, titles: dict[str, int]) -> Iterator[Fault]:
    title = slide.shapes.title
    words = title.text_frame.text.strip() if title is not None else ""
    if not words:
        yield msg("a title"), msg("none")
    elif words in titles:
        yield msg("a title of its own"), msg("that of slide {n}", n=titles[words])
    titles.setdefault(words, n)


def _pictures(slide: Any) -> Iterator[Fault]:
    for picture in slide._element.iter(f"{P}pic"):
        named = picture.find(f"{P}nvPicPr/{P}cNvPr")
        words = named.get("descr", "").strip()
        decoration = any(one.get("val") in ("1", "true") for one in named.iter(DECORATION))
        if not decoration and (not words or words.lower().endswith(FILES)):
            found = msg("`{name}`", name=words) if words else msg("none at `{name}`", name=named.get("name", ""))
            yield msg("words for every picture"), found


def _letters(slide: Any, least: float) -> Iterator[Fault]:
    """Sizes that are said at a text itself; what stands in a placeholder has the template's."""
    for run in slide._element.iter(f"{A}r"):
        look, words = run.find(f"{A}rPr"), (run.findtext(f"{A}t") or "").strip()
        if not words:
            continue
        size = int(look.get("sz", "0")) / 100 if look is not None else 0.0
        if 0 < size < least:
            yield (
                msg("letters of {n} pt and more", n=f"{least:g}"),
                msg("{n} pt: `{words}`", n=f"{size:g}", words=words),
            )
        if look is None or not look.get("lang"):
            yield msg("a language at every text"), msg("none: `{words}`", words=words)


def _edges(slide: Any, size: tuple[int, int]) -> Iterator[Fault]:
    for shape in slide.shapes:
        if not getattr(shape, "has_text_frame", False) or not shape.text_frame.text.strip() or shape.left is None:
            continue
        across, down = shape.left + shape.width, shape.top + shape.height
        if shape.left < 0 or shape.top < 0 or across > size[0] or down > size[1]:
            yield msg("texts inside the slide"), msg("`{name}` reaches over its edge", name=shape.name)


def _moves(slide: Any) -> Iterator[Fault]:
    for change in slide._element.iter(f"{P}transition"):
        after = change.get("advTm")
        if after:
            yield (
                msg("slides that wait for the speaker"),
                msg("one that goes on after {n} s", n=f"{int(after) / 1000:g}"),
            )
