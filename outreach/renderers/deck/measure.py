"""Measures text with the bundled fonts and breaks it into lines between words, before any slide is drawn.

PowerPoint, WPS and LibreOffice wrap with their own rules; what we measured as fitting must fit in all three, so Chinese
lines are broken here and written with line breaks, and line pitch is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import ImageFont

FACE_SC = 2  # the simplified Chinese face of the Noto CJK collections; face 0 draws Japanese forms
EM = 1000
# Arial is 3.5 % narrower than the bundled Latin, Microsoft YaHei's Latin up to 3 % wider.
SLACK = 1.03
ROUNDING = 0.008  # of a line is kept free: applications round advances to their own units


@dataclass
class Ruler:
    """Widths of characters in the bundled regular and bold faces."""

    folder: Path
    _fonts: dict[bool, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _advance: dict[tuple[str, bool], float] = field(default_factory=dict)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width in points of `text` at `size` points."""
        return sum(self._of(c, bold) for c in text) * size / EM

    def _of(self, character: str, bold: bool) -> float:
        key = (character, bold)
        if key not in self._advance:
            slack = SLACK if character < "\u2000" else 1.0
            self._advance[key] = self._font(bold).getlength(character) * slack
        return self._advance[key]

    def _font(self, bold: bool) -> ImageFont.FreeTypeFont:
        if bold not in self._fonts:
            file = self.folder / f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
            self._fonts[bold] = ImageFont.truetype(
                str(file), EM, index=FACE_SC, layout_engine=ImageFont.Layout.BASIC
            )
        return self._fonts[bold]

    def wrap(self, phrases: Sequence[str], width: float, size: float, bold: bool = False) -> tuple[str, ...]:
        """Lines of at most `width` points, broken between phrases (inside one only when it is longer than a line)."""
        lines, line, used = [], "", 0.0
        width -= max(1.5, width * ROUNDING)
        for piece in self._pieces(phrases, width, size, bold):
            length = self.width(piece, size, bold)
            if line and used + self.width(piece.rstrip(), size, bold) > width:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + piece, used + length
        return (*lines, line) if line else tuple(lines)

    def balance(self, phrases: Sequence[str], width: float, size: float, bold: bool = False) -> tuple[str, ...]:
        """The same number of lines as `wrap` makes, as equal in length as the phrases allow."""
        best = self.wrap(phrases, width, size, bold)
        low, high = width / 2, width
        while len(best) > 1 and high - low > size / 4:
            middle = (low + high) / 2
            tried = self.wrap(phrases, middle, size, bold)
            if len(tried) == len(best):
                best, high = tried, middle
            else:
                low = middle
        return best

    def _pieces(self, phrases: Sequence[str], width: float, size: float, bold: bool) -> list[str]:
        fine: list[str] = []
        for phrase in phrases:
            fine += [phrase] if self.width(phrase.rstrip(), size, bold) <= width else list(phrase)
        return fine
