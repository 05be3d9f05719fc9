"""The starter on paper: every sheet that somebody may ask for holds the words of every pack."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from shipped import PACKS, SCAMS

from outreach.adapt.mediums import shown_in
from outreach.formats import FORMATS
from outreach.layout import Layout
from outreach.storyboard import Storyboard

SHEETS = tuple(name for name, made in FORMATS.items() if made.medium == "print" and made.overflow)


@pytest.mark.parametrize("format", SHEETS)
@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_every_sheet_holds_its_words(
    board: Callable[..., Storyboard], layout: Layout, scam: str, audience: str, lang: str, format: str
) -> None:
    """Also those that are not among an audience's own: `outreach build -f trifold` asks for one of any pack."""
    overflow = FORMATS[format].overflow
    assert overflow
    faults, _ = overflow(shown_in(board(scam, audience, lang), "print"), layout, None)
    assert not faults


@pytest.mark.parametrize("scam", SCAMS)
def test_the_leaflet_of_older_readers_says_why_a_trick_works(
    board: Callable[..., Storyboard], layout: Layout, scam: str
) -> None:
    """A sheet shows fewer conversations rather than lines that nobody explains, and the line of all stories."""
    told = shown_in(board(scam, "seniors", "zh-CN"), "print")
    render = FORMATS["leaflet"].render
    assert render
    pages = pdfium.PdfDocument(render(told, layout)["leaflet.pdf"])
    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pages))
    notes = [f.note.shown for s in told.scenes for item in s.items for f in item.flags]
    assert notes
    assert [n for n in notes if re.sub(r"\s", "", n) not in text] == []
    assert told.labels["series"].shown in text
