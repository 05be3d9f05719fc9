"""Every sheet that ships, as a screen reader gets it: by veraPDF's rules for PDF/UA-1, and by what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from pdf_tags import faults
from shipped import EACH
from verapdf import needs_verapdf, verdicts

from outreach.adapt.mediums import shown_in
from outreach.formats import FORMATS
from outreach.layout import Layout
from outreach.paper.form import Sheet
from outreach.paper.printing import prints
from outreach.storyboard import Storyboard


def in_one_print(sheet: Sheet, turn: int) -> Sheet:
    """The sheet with one of its files."""
    name = [*sheet.files][turn % len(sheet.files)]
    return replace(sheet, files={name: sheet.files[name]})


@pytest.mark.slow
@needs_verapdf
@pytest.mark.parametrize(("scam", "audience", "lang"), EACH)
def test_every_sheet_is_pdf_ua(
    board: Callable[..., Storyboard], layout: Layout, tmp_path: Path, scam: str, audience: str, lang: str
) -> None:
    """One print of each, of another kind with another scam: tests/renderers/test_tags.py asks a leaflet in all of its
    prints. The plan of a talk, too."""
    told = board(scam, audience, lang)
    shown, turn = shown_in(told, "print"), EACH.index((scam, audience, lang))
    made: dict[str, bytes] = {}
    for name, format in FORMATS.items():
        if format.medium == "print" and format.render:
            sheets = import_module(f"outreach.renderers.{name}").sheets(shown)
            made |= prints(shown, layout, [in_one_print(sheet, turn) for sheet in sheets])
    render = FORMATS["deck"].render
    assert render
    made |= {name: data for name, data in render(shown_in(told, "deck"), layout).items() if name.endswith(".pdf")}
    assert {name: found for name, data in made.items() if (found := faults(data))} == {}
    told_of = verdicts(made, tmp_path)
    assert {name: one.broken for name, one in told_of.items() if one.broken} == {}
    assert "session-plan.pdf" in made and min(one.looked for one in told_of.values()) > 200
