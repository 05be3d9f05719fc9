"""Measures text with the widest of the faces that people's machines have, before any slide is drawn.

PowerPoint, WPS and LibreOffice wrap with their own rules and with the faces they find; what we measured as fitting must
fit in all of them: the widest face fills the most lines, and line pitch is exact. So no line breaks are written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate, pairwise
from pathlib import Path

from PIL import ImageFont

from outreach.kept import Kept
from outreach.lang.breaks import NO_END, NO_START, inside_link

FACE_SC = 2  # the simplified Chinese face of the Noto CJK collections; face 0 draws Japanese forms
EM = 1000
SEAM = 0.2  # em that applications add between a Chinese and a Latin letter or digit
ROUNDING = 0.008  # of a line is kept free: applications round advances to their own units
NARROWED = 0.5  # of a column at most is left free at its end, for lines that end where a phrase does
# One letter with the marks that must not leave it: none of NO_START begins a line, none of NO_END ends one.
_ENDS, _STARTS = re.escape("".join(NO_END)), re.escape("".join(NO_START))
_UNBREAKABLE = re.compile(f"[{_ENDS}]*.[{_STARTS}]*", re.S)
# The same where words of Latin letters and numbers are whole: as an application breaks Chinese by itself.
# LibreOffice does not part a digit from the mark before it.
_LATIN = r"[!-~\u00a1-\u024f\u2010-\u2012]+"
_CLUSTER = re.compile(f"[{_ENDS}]*(?:{_LATIN}|.)(?:[{_STARTS}]+(?=[0-9]){_LATIN})*[{_STARTS}]* *", re.S)


@cache
def _table(faces: str, bold: bool) -> dict[str, int]:
    """Thousandths of an em of Latin letters, digits and signs (tests/tools/deck_widths.py writes them)."""
    read = json.loads((resources.files(__package__) / "widths.json").read_text(encoding="utf-8"))
    weight = read[faces]["bold" if bold else "regular"]
    return {letter: int(width) for width, letters in weight.items() for letter in letters}


@dataclass
class Ruler:
    """Widths of characters in the widest regular and bold faces, or in Arial; of all others in the bundled ones."""

    folder: Path
    faces: str = "widest"
    _fonts: dict[bool, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _advance: dict[tuple[str, bool], float] = field(default_factory=dict)
    _known: Kept[tuple[str, bool], float] = field(default_factory=lambda: Kept(1 << 14))  # lines of a few decks

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width in points of `text` at `size` points."""
        return self._known.of((text, bold), lambda: self._measured(text, bold)) * size

    def _measured(self, text: str, bold: bool) -> float:
        seams = sum((_is_wide(a) and b.isalnum()) or (a.isalnum() and _is_wide(b)) for a, b in pairwise(text)
                    if _is_wide(a) != _is_wide(b))  # fmt: skip
        return sum(self._of(c, bold) for c in text) / EM + seams * SEAM

    def _of(self, character: str, bold: bool) -> float:
        key = (character, bold)
        if key not in self._advance:
            known = _table(self.faces, bold).get(character)
            if (self.faces != "widest" and character >= "\u2010") or character == "·":
                known = EM  # among Chinese these signs are Chinese
            self._advance[key] = self._font(bold).getlength(character) if known is None else known
        return self._advance[key]

    def _font(self, bold: bool) -> ImageFont.FreeTypeFont:
        if bold not in self._fonts:
            file = self.folder / f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
            self._fonts[bold] = ImageFont.truetype(str(file), EM, index=FACE_SC, layout_engine=ImageFont.Layout.BASIC)
        return self._fonts[bold]

    @cached_property
    def _usual(self) -> Ruler:
        """In the faces that most people have."""
        return Ruler(self.folder, "Arial")

    def flow(
        self, phrases: Sequence[str], width: float, size: float, bold: bool = False
    ) -> tuple[tuple[str, ...], float, int]:
        """Lines as an application breaks unspaced text by itself, the points to leave free at their ends, and how much
        they tear: twice the phrases torn in most people's faces and those torn in the widest.

        Of the margins that need no line more the one with the fewest phrases torn, then the most even lines.
        """
        words = _CLUSTER.findall("".join(phrases))
        ends = {*accumulate(map(len, phrases))}
        least = best = self.wrap(words, width, size, bold)
        worth, margin = (len(words), 0), 0.0
        for step in range(int(width * NARROWED / size * 2) + 1):
            room = width - step * size / 2
            lines = self.wrap(words, room, size, bold)
            if len(lines) > len(least):
                break
            seen = self._usual.wrap(words, room, size, bold)
            torn = sum(_torn(one, ends) * by for one, by in ((seen, 2), (lines, 1)))
            uneven = max(map(len, seen), default=0) - len(seen[-1] if seen else "")
            if (torn, uneven) < worth:  # does it hold where an application rounds the other way?
                loose = self._usual.wrap(words, room + 2 * _rounded(room), size, bold)
                torn += 2 * max(0, _torn(loose, ends) - _torn(seen, ends))
            tried = (torn, uneven)
            if tried < worth:
                best, worth, margin = lines, tried, step * size / 2
            if len(least) == 1:
                break
        return best, margin, worth[0] if len(best) > 1 else 0

    def wrap(self, phrases: Sequence[str], width: float, size: float, bold: bool = False) -> tuple[str, ...]:
        """Lines of at most `width` points, broken between phrases (inside one only when it is longer than a line)."""
        lines, line = [], ""
        width -= _rounded(width)
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


def _rounded(width: float) -> float:
    """Points of a line that rounding may take."""
    return max(1.5, width * ROUNDING)


def _torn(lines: Sequence[str], ends: Set[int]) -> int:
    """How many phrases lines tear, by where phrases end."""
    return len({*accumulate(map(len, lines))} - ends)


def _is_wide(character: str) -> bool:
    return character >= "\u2e80"
