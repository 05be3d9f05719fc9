"""A deck holds with the fonts that people have: no text leaves its box, whichever of them stands in for Arial."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import fonts
import office
import pypdfium2
import pytest
from slide_text import outside
from tools.deck_widths import FILE, table

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.renderers.deck.measure import Ruler
from outreach.storyboard import Storyboard

SPARE = 1.22  # DejaVu Sans Bold is up to so much wider than Arial Bold
Decks = dict[str, bytes]


@pytest.fixture(scope="module")
def decks(own_board: Callable[..., Storyboard], layout: Layout) -> Decks:
    """Both decks of both audiences of the tests' own project."""
    made: Decks = {}
    for audience in ("elders", "visitors"):
        board = own_board(audience)
        made |= {f"{audience}-full": deck.full_deck(board, layout), f"{audience}-short": deck.short_deck(board, layout)}
    return made


@pytest.mark.slow
@pytest.mark.skipif(office.SOFFICE is None or not fonts.installed(), reason="LibreOffice or a set of fonts is missing")
@pytest.mark.parametrize("machine", fonts.MACHINES)
def test_text_stays_in_its_box_with_the_fonts_of(machine: str, decks: Decks, tmp_path: Path) -> None:
    """Read from the drawn pages; every shape is on its slide (tests/renderers/test_deck.py). A machine has one
    audience's deck and the other's short one, the next machine the other way round."""
    turn = [*fonts.MACHINES].index(machine) % 2
    own = [name for n, name in enumerate(decks) if (n % 2 == 0) == (n // 2 == turn)]
    files = [tmp_path / f"{name}.pptx" for name in own]
    for name, file in zip(own, files, strict=True):
        file.write_bytes(decks[name])
    for name, pdf in zip(own, office.convert(files, tmp_path, machine=machine), strict=True):
        with pypdfium2.PdfDocument(pdf) as drawn:
            assert [*outside(decks[name], drawn)] == [], name


@pytest.mark.skipif(not fonts.installed(), reason="a set of fonts is missing")
def test_widths_are_those_of_the_faces() -> None:
    """The table that the product measures with is what its tool makes of the fonts."""
    assert json.loads(FILE.read_text("utf-8")) == json.loads(table())


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("words", ["400-000-0000", "96110", "0599-8765432"])
def test_numbers_have_room_to_spare(words: str, bold: bool, layout: Layout) -> None:
    """As much as the widest face that may stand in for Arial needs."""
    widest, usual = (Ruler(layout.project.path("media/fonts"), faces) for faces in ("widest", "Arial"))
    assert widest.width(words, 1.0, bold) >= usual.width(words, 1.0, bold) * (SPARE if bold else 1.1)


def test_no_letter_is_measured_narrower_than_arial(layout: Layout) -> None:
    """Of those that a person types on a keyboard."""
    widest, usual = (Ruler(layout.project.path("media/fonts"), faces) for faces in ("widest", "Arial"))
    for letter in map(chr, range(0x20, 0x7F)):
        assert widest.width(letter, 1.0) >= usual.width(letter, 1.0) > 0
