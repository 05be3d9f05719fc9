"""What the film guesses of numbers and short words before they are drawn is never less than what is drawn."""

from __future__ import annotations

import json

import pytest
import typst

from outreach.film.scenes.endcard import PADDING
from outreach.film.scenes.estimate import ems
from outreach.project import Project

DRAWN = 50  # px beside the words of a tile: templates/scenes/end.typ
NUMBERS = ("110", "96110", "400-000-0000", "+86 10 8888 0000", "0571-88880000")
WORDS = (("报警", True), ("反诈咨询", True), ("冻结银行卡", True), ("police", False), ("fraud advice", False))
SOURCE = """#let asked = json(bytes(sys.inputs.asked))
#let wide(words) = measure(text(font: "Noto Sans SC", size: 100pt, weight: "bold", words)).width / 100pt
#context [#metadata(asked.map(wide)) <wide>]"""


@pytest.fixture(scope="module")
def drawn(project: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The widths in em, as Typst measures them."""
    asked = [*NUMBERS, *(words for words, _ in WORDS)]
    file = tmp_path_factory.mktemp("estimate") / "wide.typ"
    file.write_text(SOURCE, encoding="utf-8")
    fonts = [str(project.path("media/fonts"))]
    inputs = {"asked": json.dumps(asked)}
    found = typst.query(str(file), "<wide>", font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)
    return dict(zip(asked, json.loads(found)[0]["value"], strict=True))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("floor", [44, 54])
def test_a_tile_of_the_end_card_holds_its_number(number: str, floor: int, drawn: dict[str, float]) -> None:
    """Its width is guessed, with room for what the guess is short of."""
    assert PADDING + ems(number, wide_chars=False) * floor >= DRAWN + drawn[number] * floor


@pytest.mark.parametrize("number", NUMBERS)
def test_the_strip_holds_its_numbers(number: str, drawn: dict[str, float]) -> None:
    """A tenth more than the guess (outreach/film/strip.py)."""
    assert 1.1 * ems(number, wide_chars=False) >= drawn[number]


@pytest.mark.parametrize(("words", "wide"), WORDS)
def test_the_strip_holds_its_words(words: str, wide: bool, drawn: dict[str, float]) -> None:
    """A twentieth more than the guess."""
    assert 1.05 * ems(words, wide) >= drawn[words]
