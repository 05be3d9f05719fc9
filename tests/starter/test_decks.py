"""The decks that ship hold with the fonts of a machine that has neither Arial nor a face of its widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fonts
import office
import pypdfium2
import pytest
from shipped import PACKS
from slide_text import outside

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard


@pytest.mark.slow
@pytest.mark.skipif(office.SOFFICE is None or not fonts.installed(), reason="LibreOffice or a set of fonts is missing")
def test_text_stays_in_its_box(board: Callable[..., Storyboard], layout: Layout, tmp_path: Path) -> None:
    """DejaVu Sans, the widest, in place of Arial; the tests' own decks meet the other machines."""
    files = []
    for n, pack in enumerate(PACKS):
        files.append(tmp_path / f"{n}.pptx")
        files[-1].write_bytes(deck.full_deck(board(*pack), layout))
    for file, pdf in zip(files, office.convert(files, tmp_path, machine="DejaVu and Noto"), strict=True):
        with pypdfium2.PdfDocument(pdf) as drawn:
            assert [*outside(file.read_bytes(), drawn)] == [], PACKS[int(file.stem)]
