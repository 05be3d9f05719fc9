"""The starter on paper: every sheet that somebody may ask for holds the words of every pack."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import pypdfium2 as pdfium
import pytest
from sheets import BRANCH
from shipped import EACH, PACKS, SCAMS

from outreach.adapt.mediums import shown_in
from outreach.codes import links
from outreach.formats import FORMATS
from outreach.jobs.readback import read_back, wanted
from outreach.layout import Layout
from outreach.paper.printing import prints
from outreach.storyboard import Storyboard

SHEETS = tuple(name for name, made in FORMATS.items() if made.medium == "print" and made.overflow)


def said(board: Storyboard, layout: Layout, format: str) -> str:
    """The words of the office print of a sheet, without spaces."""
    sheets = import_module(f"outreach.renderers.{format}").sheets(board)
    plain = [replace(s, files={n: f for n, f in s.files.items() if f.print_ == "office"}) for s in sheets]
    pages = pdfium.PdfDocument(prints(board, layout, plain)[f"{format}.pdf"])
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pages))


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize(("format", "pack"), [(format, EACH[n % len(EACH)]) for n, format in enumerate(SHEETS)])
def test_every_sheet_is_as_its_checks_want_it(
    board: Callable[..., Storyboard], layout: Layout, format: str, pack: tuple[str, str, str]
) -> None:
    """All prints, in turn of a pack of each scam: the real address is longer than a sample's, and its code finer."""
    scam, audience, lang = pack
    made, told = FORMATS[format], shown_in(board(scam, audience, lang), "print")
    assert made.render
    files = {f"{scam}/{audience}/{lang}/{name}": data for name, data in made.render(told, layout).items()}
    facts = wanted((links.payload(told, made.bears),) if made.bears else (), None)
    assert read_back(files, format, facts, told) == []


@pytest.mark.parametrize("scam", SCAMS)
def test_the_leaflet_of_older_readers_says_why_a_trick_works(
    board: Callable[..., Storyboard], layout: Layout, scam: str
) -> None:
    """A sheet shows fewer conversations rather than lines that nobody explains, and the line of all stories."""
    told = shown_in(board(scam, "seniors", "zh-CN"), "print")
    text = said(told, layout, "leaflet")
    notes = [f.note.shown for s in told.scenes for item in s.items for f in item.flags]
    assert notes
    assert [n for n in notes if re.sub(r"\s", "", n) not in text] == []
    assert told.labels["series"].shown in text


@pytest.mark.slow
@pytest.mark.parametrize("scam", SCAMS)
def test_the_copy_of_a_branch_says_how_each_thing_is_done(
    board: Callable[..., Storyboard], layout: Layout, scam: str
) -> None:
    """The leaflet in two languages keeps the details of steps, do and don't, where the branch's card takes room."""
    told = replace(shown_in(board(scam, "foreign-residents", "en"), "print"), branch=BRANCH)
    text = said(told, layout, "leaflet")
    shown = [s for s in told.scenes if s.kind in ("rescue", "actions")]
    details = [item.detail.shown for s in shown for item in s.items if item.detail]
    assert details
    assert [one for one in details if re.sub(r"\s", "", one) not in text] == []


@pytest.mark.every(4, 1)
@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_the_trifold_asks_which_message_is_genuine(
    board: Callable[..., Storyboard], layout: Layout, scam: str, audience: str, lang: str
) -> None:
    """One that is, and two that are not, of the quiz."""
    told = shown_in(board(scam, audience, lang), "print")
    text = said(told, layout, "trifold")
    assert re.sub(r"\s", "", told.labels["quiz_which"].shown) in text
    asked = [one for one in told.quiz if one.message and re.sub(r"\s", "", one.message.shown) in text]
    assert [one.genuine for one in asked].count(True) == 1 and len(asked) == 3
