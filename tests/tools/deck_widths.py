"""Measures the letters of the faces that people's machines show a deck in, and writes the widest of each, and that of
Arial, to outreach/renderers/deck/widths.json: `python tests/tools/deck_widths.py`.

It needs Debian's fonts-liberation, fonts-dejavu-core, fonts-wqy-microhei and fonts-wqy-zenhei; Noto Sans CJK is the
project's own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).parent.parent))
from fonts import DEJAVU, LIBERATION, NOTO, SYSTEM

FILE = Path(__file__).parent.parent.parent / "outreach/renderers/deck/widths.json"
SC = 2  # the simplified Chinese face of the Noto CJK collections
# Liberation Sans has the widths of Arial, glyph by glyph. WenQuanYi has no bold: programs thicken its one face.
FACES = {
    weight: (
        (SYSTEM / LIBERATION[n], -1),
        (SYSTEM / DEJAVU[n], -1),
        (SYSTEM / NOTO[n], SC),
        (SYSTEM / "truetype/wqy/wqy-microhei.ttc", 0),
        (SYSTEM / "truetype/wqy/wqy-zenhei.ttc", 0),
    )
    for n, weight in enumerate(("regular", "bold"))
}
# Latin, also of Vietnamese and Pinyin, Greek, Cyrillic, punctuation, signs. Chinese is one em in every face.
LETTERS = tuple(
    letter
    for first, last in ((0x20, 0x7E), (0xA1, 0x17F), (0x1CD, 0x1DC), (0x391, 0x3C9), (0x400, 0x45F), (0x1EA0, 0x1EF9),
                        (0x2010, 0x2027), (0x2030, 0x203B), (0x20A0, 0x20BF), (0x2100, 0x2122), (0x2190, 0x2199),
                        (0x2212, 0x2212), (0x2713, 0x2717))
    for letter in range(first, last + 1)
)  # fmt: skip


def widest(weight: str, faces: int | None = None) -> dict[str, str]:
    """Letters by the width of the widest of the first faces, in thousandths of an em."""
    found: dict[int, int] = {}
    for file, face in FACES[weight][:faces]:
        for letter, width in _widths(file, face):
            found[letter] = max(found.get(letter, 0), width)
    by_width: dict[int, str] = {}
    for letter, width in sorted(found.items()):
        by_width[width] = by_width.get(width, "") + chr(letter)
    return {str(width): letters for width, letters in sorted(by_width.items())}


def _widths(file: Path, face: int) -> Iterator[tuple[int, int]]:
    font = TTFont(file, fontNumber=face)
    names, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for letter in LETTERS:
        if letter in names:
            yield letter, -(-1000 * advances[names[letter]][0] // em)


def table() -> str:
    """The file's text."""
    made = {
        "source": sorted({file.name for faces in FACES.values() for file, _ in faces}),
        "widest": {weight: widest(weight) for weight in FACES},
        "Arial": {weight: widest(weight, 1) for weight in FACES},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(table(), "utf-8", newline="\n")
