"""What a slide takes, by its boxes and by its audience: cards, an answer beside its question, letters, seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from outreach.lang import units
from outreach.renderers.deck import cards, places, questions
from outreach.renderers.deck.ink import Box, around
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.template import Template
from outreach.renderers.deck.typeset import TextSetter, height
from outreach.storyboard import Item, Picture, Storyboard, Text

PACKED = 2.0  # times `slide_chars` of a talk in two languages: its listeners read the slides themselves
TALK = 20.0  # seconds a slide is talked about beyond its own words: reading, pointing, a short answer


@dataclass(frozen=True)
class SlideRoom:
    """Of one storyboard on one template."""

    board: Storyboard
    template: Template
    setter: TextSetter

    @property
    def packed(self) -> bool:
        """In two languages: the second in a small line, more on a slide."""
        return bool(self.board.companion)

    def stacks(self, run: Sequence[Item], box: Box, layout: str = "") -> bool:
        """Do cards hold these items, beside the drawing of the layout or, in a packed talk, over its room as well?"""
        boxes = [box]
        if layout and self.packed:
            boxes.append(places.whole_width(box, self.template.box(layout, "picture")))
        return any(cards.rows(self.setter, run, one) is not None for one in boxes) and self.light(run)

    def answers(self, page: Page) -> bool:
        """Does a packed talk's slide hold the answer to its question as well?"""
        question, options, picture = (self.template.box(page.layout, name) for name in ("question", "cards", "picture"))
        box = around(question, options)
        return self.packed and questions.answered(self.setter, page, box, picture) is not None

    def holds(self, layout: str, name: str, texts: Sequence[Text]) -> bool:
        """Does a placeholder hold these texts at the floor size?"""
        box, floor = self.template.box(layout, name), self.setter.size("floor")
        return height([p for t in texts for p in self.setter.set(t, box.w, floor)]) <= box.h

    def light(self, run: Sequence[Item], stretch: float = 1.0) -> bool:
        """Within the audience's letters and lines a slide, or a single item that cannot be divided."""
        limits = self.board.style.limits
        count = sum(letters(i) for i in run)
        most = limits["slide_chars"] * (PACKED if self.packed else stretch)
        return len(run) == 1 or (count <= most and len(run) <= limits["slide_lines"])

    def seconds(self, said: Sequence[Text]) -> float:
        """Speaking time at the audience's pace, and time to look and answer."""
        rate = sum(self.board.pace.rate) / 2 / 60
        count = sum(units(t.spoken, t.lang) for t in said)
        return count / rate + self.board.pace.sentence_pause * len(said) + TALK

    def host(self, state: str = "plain") -> Picture | None:
        """Who presents it, as drawn in that state."""
        found = next((p.picture for p in self.board.cast if p.role == "host"), None)
        return replace(found, state=state) if found else None


def letters(item: Item) -> int:
    """How many an item shows."""
    return len(item.text.shown) + (len(item.detail.shown) if item.detail else 0)
