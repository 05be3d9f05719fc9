"""Grounds of slides: a picture of the story behind the words, and what keeps the words legible on it.

The picture is the slide's background, so nobody who edits a slide takes hold of it. Where words stand on it they are
light on a dark veil; elsewhere they stand on cards. A shape named `ground` says what the picture shows.
"""

from __future__ import annotations

import io

from PIL import Image

from outreach.kept import Kept
from outreach.keyvisual import KeyVisual, Scenery, ground, key_visual, raster
from outreach.layout import Layout
from outreach.renderers.deck import ink
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.ink import Box, name_of
from outreach.renderers.deck.pages import GroundOf, Page
from outreach.storyboard import Storyboard, is_scammer

WIDTH, QUALITY = 1920, 88  # px of a picture, and of its JPEG: no seam of colours is seen on a wall
SLIDE = Box(0, 0, 960, 540)
AIR, FADE = 16.0, 96.0  # points of the veil beyond the words: whole, and growing thin
BRAND, NUMBER = 150.0, 56.0  # widths of the brand and the slide's number under the words
FOOT = 44.0  # height of the strip for the footer
# Words on the picture itself: the places of their layout that the veil reaches over.
VEILED = {
    "cover": ("title", "summary", "organisation"),
    "hook": ("title", "body"),
    "pause": ("title", "question", "cards"),
    "answer": ("title", "cards", "body"),
    "flags": ("title", "cards"),
    "sources": ("title", "body"),
    "end": (),  # over all of it
}


def begin(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """Before words are written: are they light, and is there somebody on the ground whom no drawing has to show?"""
    if page.ground:
        canvas.dark = page.ground in VEILED
        canvas.peopled = page.ground == "end" or bool(_scenery(canvas.layout, board, page.ground).faces)


def end(canvas: Canvas, page: Page, board: Storyboard) -> None:
    """The picture behind the words, and under them the veil or the strip for the footer."""
    if not page.ground:
        return
    shown = _scenery(canvas.layout, board, page.ground, peopled=not canvas.covered)
    relation = canvas.embed(_jpeg.of(shown.svg, lambda: _photo(canvas.layout, shown)), "jpg")
    canvas.behind(relation, bare=canvas.dark)
    alt = shown.alt if isinstance(shown, KeyVisual) else _who(page, board) if shown.faces else ""
    name = name_of(canvas.number(), "ground", alt, decorative=not alt)
    canvas.add(_veil(canvas, name) if canvas.dark else _strip(canvas, name), first=True)


def feet(canvas: Canvas) -> dict[str, Box]:
    """Where the footer goes when the veil ends before the slide does: under the words."""
    boxes = _words(canvas)
    if not canvas.dark or canvas.covered or not boxes:
        return {}
    own = canvas.box("footer")
    left, right = min(one.x for one in boxes), max(one.x + one.w for one in boxes)
    brand = left if canvas.layout_name == "cover" else left + BRAND + 4
    return {
        "footer": Box(left, own.y, BRAND, own.h),
        "draft": Box(brand, own.y, right - NUMBER - 4 - brand, own.h),
        "slide number": Box(right - NUMBER, own.y, NUMBER, own.h),
    }


def _words(canvas: Canvas) -> list[Box]:
    return [canvas.box(one) for one in VEILED.get(canvas.layout_name, ())]


def _scenery(layout: Layout, board: Storyboard, name: GroundOf, *, peopled: bool = True) -> Scenery:
    if name == "" or name == "cover":
        return key_visual(layout.project, board, "beside")
    return ground(layout.project, board, name, peopled=peopled)


def _photo(layout: Layout, shown: Scenery) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(raster(layout, shown, WIDTH))) as picture:
        picture.convert("RGB").save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


_jpeg: Kept[str, bytes] = Kept(48)  # of a few decks, a tenth of a megabyte each


def _who(page: Page, board: Storyboard) -> str:
    """The person called, as the scene shows them where it does; of what gives a scam away, whoever plays it."""
    wanted = is_scammer if page.ground == "flags" else lambda p: p.role == "victim"
    victim = next((p.picture for p in board.cast if wanted(p)), None)
    shown = page.scene.pictures if page.scene else ()
    return next((one.alt for one in shown if victim and one.name == victim.name), victim.alt if victim else "")


def _veil(canvas: Canvas, name: str) -> str:
    """Dark from the left edge to where the words end, then thinner; over all of it when cards lie over all of it."""
    boxes = _words(canvas)
    if canvas.covered or not boxes:
        return ink.shape(name, SLIDE, canvas.pen.body(()), veil=1.0)
    whole = max(one.x + one.w for one in boxes) + AIR
    box = Box(0, 0, min(SLIDE.w, whole + FADE), SLIDE.h)
    return ink.shape(name, box, canvas.pen.body(()), veil=whole / box.w)


def _strip(canvas: Canvas, name: str) -> str:
    box = Box(0, SLIDE.h - FOOT, SLIDE.w, FOOT)
    return ink.shape(name, box, canvas.pen.body(()), ground="paper")
