"""A message of the quiz on a phone beside its question, as it would be seen; with the answer, what it was."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.renderers.deck import ink
from outreach.renderers.deck.canvas import Canvas
from outreach.renderers.deck.ink import CORNER, Box, name_of
from outreach.renderers.deck.pages import Screen
from outreach.renderers.deck.story import BEZEL, GAP, PAD, device, screen_of
from outreach.renderers.deck.typeset import Paragraph, TextSetter, height
from outreach.storyboard import Storyboard

AIR = 2 * (PAD - 4)  # points above and below the words of a bubble


@dataclass(frozen=True)
class Message:
    """A phone with its message measured."""

    screen: Screen
    phone: Box
    text: tuple[Paragraph, ...]
    verdict: tuple[Paragraph, ...]


def measured(setter: TextSetter, screen: Screen | None, phone: Box) -> Message | None:
    """None when there is no message, or the phone does not hold it with its verdict and the name above it."""
    if screen is None or setter.ruler.width(screen.contact.shown, setter.size("floor"), True) > phone.w - 2 * (
        BEZEL + PAD
    ):
        return None
    area, tone = screen_of(phone), "on_safe" if screen.genuine else "on_danger"
    verdict = setter.set(screen.verdict, area.w - 2 * PAD, setter.size("floor"), bold=True, color=tone, align="ctr")
    for size in (setter.size("body"), setter.size("floor")):
        text = setter.set(screen.message, area.w - 2 * PAD, size)
        if height(text) + height(verdict) + 2 * AIR + GAP <= area.h:
            return Message(screen, phone, text, verdict)
    return None


def draw(canvas: Canvas, shown: Message, board: Storyboard) -> None:
    """The phone and the bubble; below it the verdict, once it is told."""
    screen, area = shown.screen, screen_of(shown.phone)
    device(canvas, screen.channel, screen.contact, shown.phone, board)
    bubble = Box(area.x, area.y, area.w, height(shown.text) + AIR)
    below = Box(area.x, bubble.y + bubble.h + GAP, area.w, height(shown.verdict) + AIR)
    _plate(canvas, "message", shown.text, bubble, "bubble_in")
    if screen.told:
        _plate(canvas, "verdict", shown.verdict, below, "safe" if screen.genuine else "danger")


def _plate(canvas: Canvas, name: str, text: tuple[Paragraph, ...], box: Box, ground: str) -> None:
    body = canvas.pen.body(text, "ctr", (PAD - CORNER, 0))
    canvas.add(ink.shape(name_of(canvas.number(), name), box, body, geometry="roundRect", ground=ground))
