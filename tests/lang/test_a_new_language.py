"""A new language is a YAML file: a project gets Vietnamese, and one that runs to the left, without a line of Python."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import languages
import pypdfium2 as pdfium
import pytest
from pptx import Presentation

from outreach.adapt import adapt
from outreach.lang import tongue
from outreach.layout import Layout
from outreach.paper.hero import hero
from outreach.paper.sheet import sheet
from outreach.paper.views import Page
from outreach.profiles import Profiles, load_profiles, require
from outreach.project import Project
from outreach.renderers import poster, session_plan
from outreach.script import load_script
from outreach.signing import sign_kit
from outreach.storyboard import Storyboard

ROOT = Path(__file__).parent.parent.parent
DATE = dt.date(2026, 11, 23)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SCAM, AUDIENCE = "nfc-skimming", "foreign-residents"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> Callable[..., Storyboard]:
    """The storyboard of a starter scam in a language that the project has got."""
    languages.starter(ROOT, tmp_path)
    monkeypatch.setenv("OUTREACH_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)

    def make(tag: str, words: dict[str, str] | None = None) -> Storyboard:
        languages.add(tmp_path, tag, AUDIENCE, SCAM, words)
        project = Project(tmp_path, DATE)
        script, problems = load_script(project, SCAM)
        assert script is not None, problems
        board, problems = adapt(script, _drawn(require(*load_profiles(project)), tag), AUDIENCE, tag)
        assert board is not None, "\n".join(map(str, problems))
        return board

    return make


def _drawn(profiles: Profiles, tag: str) -> Profiles:
    """The drawings are the starter's: their alternative texts in English, too."""
    art = {
        name: one.model_copy(update={"alt": {**one.alt, tag: one.alt["en"]}}) for name, one in profiles.art.art.items()
    }
    return replace(profiles, art=profiles.art.model_copy(update={"art": art}))


def test_vietnamese_is_a_file(made: Callable[..., Storyboard]) -> None:
    """It is counted in words, said by its own numbers, cut at spaces, and its tracks and runs have its codes."""
    board = made("vi", {"act.dont.n1@foreign-residents": "Mất 90.000 tệ"})
    assert board.lang == "vi"
    said = [beat.text.spoken for scene in board.scenes for beat in scene.beats if beat.text]
    shown = [beat.text.said for scene in board.scenes for beat in scene.beats if beat.text]
    assert not any(c.isdigit() for text in said for c in text)
    assert any("90.000 tệ" in text for text in shown) and any("chín mươi nghìn tệ" in text for text in said)
    assert any("một một không" in text for text in said), "110"
    assert (board.style.wide_chars, board.style.boxed, board.style.direction) == (False, False, "ltr")
    assert board.captions.line_chars == 42
    assert (tongue("vi").iso639_2, tongue("vi").office) == ("vie", "vi-VN")


def _left_and_right(pdf: bytes, words: str) -> tuple[float, float]:
    """Where words stand on the first page, as shares of its width."""
    page = pdfium.PdfDocument(pdf)[0]
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found is not None, words
    boxes = [text.get_charbox(found[0] + n) for n in range(found[1])]
    return min(b[0] for b in boxes) / page.get_width(), max(b[2] for b in boxes) / page.get_width()


# Single words, which stand where a line begins: of several Latin ones the first is at the left in any case.
HEADS = {"hook.title": "Headline", "title": "Band"}
# Template, its design's width and height in mm, how much it is enlarged.
SHEETS = [
    ("bilingual.typ", 210, 297, 1), ("checklist.typ", 210, 297, 1), ("poster.typ", 297, 420, 1),
    ("poster.typ", 297, 420, 1.414), ("rollup.typ", 200, 500, 4),
]  # fmt: skip

TYPES: dict[str, Mapping[str, float]] = {"poster.typ": poster.POSTER, "rollup.typ": poster.ROLLUP}


@pytest.mark.slow
@pytest.mark.parametrize(("template", "width", "height", "zoom"), SHEETS)
def test_sheets_begin_at_the_right(
    made: Callable[..., Storyboard], layout: Layout, template: str, width: int, height: int, zoom: float
) -> None:
    """The headline ends where the margin is, not in the middle: on each sheet that is no booklet."""
    board = made("ar", HEADS)
    assert board.style.direction == "rtl" and tongue("ar").rtl
    page = Page(width, height, zoom)

    def laid(one: Storyboard) -> bytes:
        picture = hero(one, layout.project, "strip" if template == "rollup.typ" else "tall", "office")
        view = sheet(one, layout.project, "x", page=page)
        return layout.pdf(f"print/{template}", replace(view, hero=picture, type=TYPES.get(template, view.type)))

    left, right = (
        _left_and_right(laid(one), "Headline")
        for one in (replace(board, style=replace(board.style, direction="ltr")), board)
    )
    assert 0 < left[0] < 0.2
    assert 0.8 < right[1] < 1


def test_the_session_plan_begins_at_the_right(made: Callable[..., Storyboard], layout: Layout) -> None:
    """The talk's title stands at the right edge of its band."""
    board = made("ar", HEADS)
    kinds = list(session_plan.SHARES)[:3]
    parts = session_plan.plan(board, [(kind, board.labels["plan_title"], 1) for kind in kinds])
    assert _left_and_right(session_plan.page(board, parts, layout), "Band")[1] > 0.8
    other = replace(board, style=replace(board.style, direction="ltr"))
    assert _left_and_right(session_plan.page(other, parts, layout), "Band")[0] < 0.2


def test_the_interpreters_sheet_begins_at_the_right(made: Callable[..., Storyboard], layout: Layout) -> None:
    """The cue sheet of a sign kit."""
    board = made("ar", HEADS)
    labels = sign_kit.CueLabels(how=("x",), length="", columns=("a", "b", "c", "d", "e"), terms="", footer="")
    sheet = sign_kit.CueSheet(
        title=(board.title.shown,), lang=board.lang, brand=board.brand.name.shown, font=board.style.font, direction="",
        boxed=board.style.boxed, colors=board.style.colors, labels=labels, scenes=(), terms=(),
    )  # fmt: skip
    for direction, side in (("rtl", 1), ("ltr", 0)):
        stands = _left_and_right(layout.pdf("scenes/sign-kit.typ", replace(sheet, direction=direction)), "Band")
        assert stands[1] > 0.8 if side else stands[0] < 0.2


@pytest.mark.slow
def test_each_paragraph_of_a_deck_runs_as_its_language(made: Callable[..., Storyboard], layout: Layout) -> None:
    """By the words it begins with: Arabic to the left, the Chinese beside it to the right, both from the right edge."""
    from outreach.renderers import deck  # noqa: PLC0415 - brings python-pptx

    found: dict[str, set[tuple[str | None, str | None]]] = {}
    for slide in Presentation(io.BytesIO(deck.render(made("ar"), layout)["deck.pptx"])).slides:
        for looks in slide._element.iter(f"{A}pPr"):
            for run in [*looks.getparent().iter(f"{A}rPr")][:1]:
                found.setdefault(run.get("lang"), set()).add((looks.get("rtl"), looks.get("algn")))
    assert {rtl for rtl, align in found["ar-EG"] if align} == {"1"}
    assert ("1", "r") in found["ar-EG"] and (None, "r") in found["zh-CN"]
    assert (None, "l") not in found["zh-CN"]
