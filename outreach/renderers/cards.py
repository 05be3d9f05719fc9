"""Social pictures: cards of 1080 × 1440, one long picture, a banner, and a slogan strip for LED, from a storyboard."""

from __future__ import annotations

from typing import Any

from outreach.art import draw
from outreach.diagnostics import OutreachError, fail
from outreach.layout import Layout
from outreach.sheet import sheet, words
from outreach.storyboard import Storyboard, Text

TOO_LONG = "too long for one strip"  # what templates/cards/led.typ says
MARKS = ("tick", "cross", "warn", "phone-mark")
COVER, LAST = "cover", "last"  # beside the scenes' ids; a hook is told by the cover, an endcard by the last card
# A phone in the hand is nearer than the screen the film's sizes are for. At 1080 px for 360 dp a senior's body text is
# then 18 dp, the least for elders (MIIT 适老化, standards §4).
SCALE = 0.875
_TOLD = ("hook", "endcard")


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """Cards `card-01-cover.png` … in reading order, `long.png` (1080 px wide), `banner.png` (1080 × 383),
    `led.txt` and `led-1.png` … (1920 × 128). Raises OutreachError when a slogan is too long for a strip."""
    data = picture_data(board, layout)
    files = _cards(data, layout)
    files["long.png"] = layout.png("cards/long.typ", {**data, "long": True})[0]
    files["banner.png"] = layout.png("cards/banner.typ", data)[0]
    files["led.txt"] = led_text(board).encode()
    for n, text in enumerate(slogans(board), 1):
        files[f"led-{n}.png"] = _strip(text, data, layout)
    return files


def picture_data(board: Storyboard, layout: Layout) -> dict[str, Any]:
    """What the templates of templates/cards/ read: a printed sheet's data in sizes of a 1080 px screen."""
    style = board.style
    return {
        **sheet(board, layout.project, "cards"),
        "type": {name: size * SCALE for name, size in style.video_type.items()},
        "shape": dict(style.shape),
        "strip": [{"number": h.number, "short": words(h.short)} for h in board.hotlines if h.short],
        "marks": {name: draw(layout.project, name, "plain", style.colors) for name in MARKS},
    }


def slogans(board: Storyboard) -> tuple[Text, ...]:
    """One line each for an LED strip: the slogan, whom to call, who says it."""
    end = next((s for s in board.scenes if s.kind == "endcard"), None)
    said = (end.title, *(item.text for item in end.items)) if end else (board.title,)
    return (*said, board.brand.name)


def led_text(board: Storyboard) -> str:
    """The lines to type into an LED controller; each of a draft says so, for lines are copied one by one."""
    mark = "" if board.review.approved else f"〔{board.labels['draft'].shown}〕"
    return "".join(f"{mark}{text.shown}\n" for text in slogans(board))


def _strip(text: Text, data: dict[str, Any], layout: Layout) -> bytes:
    try:
        return layout.png("cards/led.typ", {**data, "slogan": words(text)})[0]
    except OutreachError as problem:
        if TOO_LONG not in str(problem):
            raise
        hint = "about 35 Chinese characters or 70 letters fit; split the line in two"
        raise fail(
            "led", text.where, f"expected a line that fits one LED strip, found `{text.shown}`", hint
        ) from problem


def _cards(data: dict[str, Any], layout: Layout) -> dict[str, bytes]:
    names = [COVER, *(s["id"] for s in data["scenes"] if s["kind"] not in _TOLD), LAST]
    files: dict[str, bytes] = {}
    for name in names:
        for page in layout.png("cards/card.typ", {**data, "scene": name}):
            files[f"card-{len(files) + 1:02}-{name}.png"] = page
    return files
