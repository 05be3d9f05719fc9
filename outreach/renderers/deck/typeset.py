"""Texts of a storyboard as measured paragraphs: lines, size, weight and colour settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from outreach.lang import tongue
from outreach.lang.breaks import inside_link
from outreach.renderers.deck.measure import Ruler
from outreach.storyboard import Run, Style, Text

PITCH = 1.3  # line pitch over type size (MIIT 适老化 1.3; WCAG 1.4.8)
TITLE_PITCH = 1.2
SMALLEST = 18.0  # points: nothing on a slide is smaller (University of Pittsburgh, accessible slides)
SECOND = 0.62  # times the size: what is said in the second language, in a small line
GAP = 0.3  # space before a paragraph, in type sizes
Align = Literal["l", "ctr", "r"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text in one language, cut into lines."""

    lines: tuple[str, ...]
    lang: str
    size: float
    bold: bool = False
    color: str = "ink"
    align: Align = "l"
    runs: tuple[Run, ...] = ()  # the text's runs, when flagged ones are to be highlighted
    pitch: float = PITCH
    tail: str = ""  # the companion's words, set behind the line in their own language
    tail_lang: str = ""
    breaks: bool = True  # write the line breaks; else the application wraps by itself, in no more lines
    torn: int = 0  # phrases that its lines tear
    margin: float = 0.0  # points left free at the end of its lines

    @property
    def height(self) -> float:
        """Points, without the space before it."""
        return len(self.lines) * self.size * self.pitch


def height(paragraphs: Iterable[Paragraph]) -> float:
    """Points that paragraphs need one under another."""
    rows = list(paragraphs)
    return sum(p.height for p in rows) + sum(p.size * GAP for p in rows[1:])


@dataclass(frozen=True)
class TextSetter:
    """Sets texts in the audience's sizes."""

    style: Style
    ruler: Ruler

    def size(self, name: str) -> float:
        """A size of the audience's slide type, in points."""
        return self.style.slide_type[name]

    def set(
        self,
        text: Text,
        width: float,
        size: float,
        *,
        bold: bool = False,
        color: str = "ink",
        align: Align = "l",
        runs: tuple[Run, ...] = (),
        pitch: float = PITCH,
        part: tuple[int, int] = (1, 1),
        second: float = SECOND,
    ) -> tuple[Paragraph, ...]:
        """The text's paragraph and, under it, that of its companion at `second` times the size.

        Part 1 of 2 gets "(1/2)" behind it.
        """
        own = self._one(text, width, size, bold, color, align, runs, pitch, part)
        if text.beside is None:
            return (own,)
        smaller = min(size, max(SMALLEST, round(size * second)))
        soft = "ink_soft" if color == "ink" else color
        return (own, self._one(text.beside, width, smaller, False, soft, align, (), pitch, part))

    def line(
        self, text: Text, width: float, size: float, *, bold: bool = False, color: str = "ink", align: Align = "l"
    ) -> Paragraph:
        """The text and its companion behind it on one line, or the text alone when both are too long for it."""
        tail = f"  {text.beside.shown}" if text.beside else ""
        if tail and self.ruler.width(text.shown + tail, size, bold) > width:
            tail = ""
        lang = text.beside.lang if text.beside and tail else ""
        return Paragraph((text.shown,), text.lang, size, bold, color, align, tail=tail, tail_lang=lang)

    def _one(
        self,
        text: Text,
        width: float,
        size: float,
        bold: bool,
        color: str,
        align: Align,
        runs: tuple[Run, ...],
        pitch: float,
        part: tuple[int, int],
    ) -> Paragraph:
        own = tongue(text.lang)
        phrases = [*text.phrases]
        if part[1] > 1:
            phrases[-1] += own.bracketed(f"{part[0]}/{part[1]}")
        spaced = " " in text.shown.strip() and own.spaced
        # Each application breaks a link that is longer than a line elsewhere.
        linked = any(self.ruler.width(run.rstrip(), size, bold) > width for run in _links(phrases))
        torn, margin = 0, 0.0
        if own.wide and not spaced and not linked:
            lines, margin, torn = self.ruler.flow(phrases, width, size, bold)
        else:
            lines = (self.ruler.wrap if spaced else self.ruler.balance)(phrases, width, size, bold)
        breaks = linked or not (spaced or own.wide)
        looks = (size, bold, color, align, runs, pitch)
        return Paragraph(lines, text.lang, *looks, breaks=breaks, torn=torn, margin=margin)

    def widest(self, paragraphs: Iterable[Paragraph]) -> float:
        """Points of the longest line."""
        return max(
            (self.ruler.width(line.rstrip(), p.size, p.bold) for p in paragraphs for line in p.lines), default=0.0
        )


def _links(phrases: Sequence[str]) -> Iterator[str]:
    """The links of a text, each whole again."""
    run = ""
    for one, after in zip(phrases, (*phrases[1:], ""), strict=True):
        run += one
        if not inside_link(one, after):
            if run != one:
                yield run
            run = ""
