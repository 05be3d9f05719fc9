"""Measures text with the bundled fonts and breaks it into lines between words, before any slide is drawn.

PowerPoint, WPS and LibreOffice wrap with their own rules; what we measured as fitting must fit in all three, so Chinese
lines are broken here and written with line breaks, and line pitch is exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PIL import ImageFont

from outreach.kept import Kept
from outreach.lang.breaks import NO_END, NO_START, inside_link

FACE_SC = 2  # the simplified Chinese face of the Noto CJK collections; face 0 draws Japanese forms
EM = 1000
# Arial is 3.5 % narrower than the bundled Latin, Microsoft YaHei's Latin up to 3 % wider.
SLACK = 1.03
SEAM = 0.2  # em that applications add between a Chinese and a Latin letter or digit
ROUNDING = 0.008  # of a line is kept free: applications round advances to their own units
# One letter with the marks that must not leave it: none of NO_START begins a line, none of NO_END ends one.
_UNBREAKABLE = re.compile(f"[{re.escape(''.join(NO_END))}]*.[{re.escape(''.join(NO_START))}]*", re.S)


@dataclass
class Ruler:
    """Widths of characters in the bundled regular and bold faces."""

    folder: Path
    _fonts: dict[bool, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _advance: dict[tuple[str, bool], float] = field(default_factory=dict)
    _known: Kept[tuple[str, bool], float] = field(default_factory=lambda: Kept(1 << 14))  # lines of a few decks

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width in points of `text` at `size` points."""
        return self._known.of((text, bold), lambda: self._measured(text, bold)) * size

    def _measured(self, text: str, bold: bool) -> float:
        seams = sum(_is_wide(a) != _is_wide(b) for a, b in pairwise(text) if a != " " != b)
        return sum(self._of(c, bold) for c in text) / EM + seams * SEAM

    def _of(self, character: str, bold: bool) -> float:
        key = (character, bold)
        if key not in self._advance:
            slack = SLACK if character < "\u2000" else 1.0
            self._advance[key] = self._font(bold).getlength(character) * slack
        return self._advance[key]

    def _font(self, bold: bool) -> ImageFont.FreeTypeFont:
        if bold not in self._fonts:
            file = self.folder / f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
            self._fonts[bold] = ImageFont.truetype(str(file), EM, index=FACE_SC, layout_engine=ImageFont.Layout.BASIC)
        return self._fonts[bold]

    def wrap(self, phrases: Sequence[str], width: float, size: float, bold: bool = False) -> tuple[str, ...]:
        """Lines of at most `width` points, broken between phrases (inside one only when it is longer than a line)."""
        lines, line = [], ""
        width -= max(1.5, width * ROUNDING)
        for piece in self._pieces(phrases, width, size, bold):
            if line and self.width((line + piece).rstrip(), size, bold) > width:
                lines.append(line)
                line = ""
            line += piece
        return (*lines, line) if line else tuple(lines)

    def balance(self, phrases: Sequence[str], width: float, size: float, bold: bool = False) -> tuple[str, ...]:
        """The same number of lines as `wrap` makes, as equal in length as the phrases allow."""
        best = self.wrap(phrases, width, size, bold)
        widest = max((self.width(p.rstrip(), size, bold) for p in phrases), default=0.0)
        low, high = max(width / 2, widest * 1.02), width
        while len(best) > 1 and high - low > size / 4:
            middle = (low + high) / 2
            tried = self.wrap(phrases, middle, size, bold)
            if len(tried) == len(best):
                best, high = tried, middle
            else:
                low = middle
        return best

    def _whole_links(self, phrases: Sequence[str], width: float, size: float, bold: bool) -> list[str]:
        """A link that stands on a line of its own is not broken there."""
        glued: list[str] = []
        for phrase in phrases:
            joins = bool(glued) and inside_link(glued[-1], phrase)
            if joins and self.width((glued[-1] + phrase).rstrip(), size, bold) <= width:
                glued[-1] += phrase
            else:
                glued.append(phrase)
        return glued

    def _pieces(self, phrases: Sequence[str], width: float, size: float, bold: bool) -> list[str]:
        fine: list[str] = []
        for phrase in self._whole_links(phrases, width, size, bold):
            fits = self.width(phrase.rstrip(), size, bold) <= width
            fine += [phrase] if fits else _UNBREAKABLE.findall(phrase)
        return fine


def _is_wide(character: str) -> bool:
    return character >= "\u2e80"
