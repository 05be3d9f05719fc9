"""How wide words will be, measured in the typeface they are drawn in: what a layout is chosen by before it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import count

from PIL import ImageFont

from outreach.coverage import FONT_FILES
from outreach.project import Project
from outreach.storyboard import Style, Text

FOLDER = "media/fonts"
EM = 1000
KERNED = 1.025  # of their widths: Latin letters that are set apart, as in `Ask:`, are up to 2.1 % wider than one by one
SEAM = 0.25  # em that Typst sets between a Chinese and a Latin letter or digit (clreq §3.2.2)
HALF = 0.5  # em that the proportional form of a quotation mark is narrower than its full width
_SEAM = re.compile(r"(?=[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff])")
_QUOTES = re.compile("[“”‘’]")


class Widths:
    """Widths of words in the faces of a style, in em of their type size: letter by letter, rather a little too much."""

    def __init__(self, project: Project, style: Style) -> None:
        names = [f"{FOLDER}/{name}" for suffix in FONT_FILES for name in project.names(FOLDER, suffix)]
        self._files = tuple((str(project.path(name)), str(project.stamp(name))) for name in names)
        self._style = style
        self._advances: dict[tuple[str, str], float] = {}

    def of(self, words: str, weight: str = "Regular") -> float:
        """How wide words are on one line."""
        wide = sum(self._advance(sign, weight) for sign in words)
        if self._style.wide_chars:
            return wide + SEAM * len(_SEAM.findall(words))
        return KERNED * (wide - HALF * len(_QUOTES.findall(words)))

    def lines(self, text: Text, room: float) -> int:
        """On how many lines of `room` em a text stands when its phrases stay whole."""
        found, free = 1, room
        for phrase, after in zip(text.phrases, (*text.phrases[1:], ""), strict=True):
            if self.of(phrase.rstrip()) > free < room:
                found, free = found + 1, room
            free -= self.of(phrase) + SEAM * bool(_SEAM.match(phrase[-1:] + after[:1]))
        return found

    def _advance(self, sign: str, weight: str) -> float:
        key = (sign, weight)
        if key not in self._advances:
            face = _face(self._files, self._style.font, weight)
            self._advances[key] = face.getlength(sign) / EM if face else 1.0
        return self._advances[key]


@lru_cache(maxsize=4)  # regular and bold of two languages
def _face(files: tuple[tuple[str, str], ...], family: str, weight: str) -> ImageFont.FreeTypeFont | None:
    """The face of a family; each file comes with its stamp, so that a font that was replaced is opened again."""
    faces = [face for file, _ in files for face in _faces(file) if face.getname()[1] == weight]
    return next((face for face in faces if face.getname()[0] == family), faces[0] if faces else None)


def _faces(file: str) -> Iterator[ImageFont.FreeTypeFont]:
    """The faces of a font file; a collection has several."""
    with suppress(OSError):  # after the last of them
        for index in count():
            yield ImageFont.truetype(file, EM, index=index, layout_engine=ImageFont.Layout.BASIC)
