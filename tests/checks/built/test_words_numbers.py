"""Numbers that nobody has reviewed, in finished files of every kind that has words."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from judged import judged
from pptx import Presentation
from pptx.util import Cm

from outreach import drawn
from outreach.checks.built import CHECKS, Built
from outreach.checks.built.words_numbers import check
from outreach.cli import main
from outreach.content_numbers import content_numbers
from outreach.layout import Layout
from outreach.project import Project
from outreach.renderers import deck
from outreach.renderers.cards import post_text
from outreach.storyboard import Storyboard
from outreach.written import READERS

SOMEBODY = "13812345678"
HTML = "<!doctype html><html lang='en'><head><title>t</title></head><body><p>{}</p></body></html>\n"
CUES = "WEBVTT\n\n1\n00:00:00.000 --> 00:00:03.000\n{}\n"
PLANTED: dict[str, tuple[str, str, str]] = {
    # name -> the file, what stands in it, what is told
    "somebody's number on a page": ("index.html", HTML.format("Call 138 1234 5678."), "138 1234 5678"),
    "a number that is no hotline in a post": ("note.txt", "拿不准，拨打96119", "96119"),
    "an identity number in captions": ("captions.vtt", CUES.format("110101199001011234"), "110101199001011234"),
    "a mail address on a page": ("index.html", HTML.format("li.fang@mail.cn"), "li.fang@mail.cn"),
}
KNOWN = ("打 110，或 96110", "400-000-0001", "400 000 0001", "138****0000", "2026-11-28", "￥2,000", "1:05", "128 元")


@pytest.mark.parametrize("fault", PLANTED)
def test_each_number_is_told_by_this_check_alone(own: Project, fault: str) -> None:
    """With the number as it stands there."""
    name, words, found = PLANTED[fault]
    (one,) = judged(f"x/{name}", words.encode(), "words_numbers", content=content_numbers(own))
    assert found in str(one.measured) and f"`{found}`" in str(one.message)


@pytest.mark.parametrize("words", KNOWN)
def test_what_stands_in_the_content_passes(own: Project, words: str) -> None:
    """Hotlines in any grouping, masks, dates, sums, times."""
    assert judged("x/note.txt", words.encode(), "words_numbers", content=content_numbers(own)) == []


def test_our_own_files_pass(own: Project, own_board: Callable[..., Storyboard]) -> None:
    """A post has all numbers that are offered."""
    assert not [*check(Built("post.txt", post_text(own_board()).encode(), content=content_numbers(own)))]


def test_a_number_on_a_sheet_has_its_place(own: Project) -> None:
    """Page and box."""
    sheet = pikepdf.new()
    sheet.add_blank_page(page_size=(600, 800))
    page = sheet.add_blank_page(page_size=(600, 800))
    letters = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=letters))
    page.obj.Contents = sheet.make_stream(f"BT /F 20 Tf 300 600 Td ({SOMEBODY}) Tj ET".encode())
    out = io.BytesIO()
    sheet.save(out)
    (one,) = check(Built("x/leaflet.pdf", out.getvalue(), content=content_numbers(own)))
    assert one.spot and (one.spot.unit, one.spot.at) == ("page", 2) and one.spot.box
    left, top, right, low = one.spot.box
    assert 0.49 < left < 0.51 < right < 0.75 and 0.2 < top < low < 0.26


@pytest.mark.slow
def test_a_number_on_a_slide_or_in_its_notes(
    own: Project, own_board: Callable[..., Storyboard], layout: Layout
) -> None:
    """Whoever brings the deck back has written it there; cut into runs it is still one."""
    data, content = deck.full_deck(own_board("visitors"), layout), content_numbers(own)
    assert not [*check(Built("x/deck.pptx", data, content=content))]
    package, out = Presentation(io.BytesIO(data)), io.BytesIO()
    words = package.slides[2].shapes.add_textbox(Cm(1), Cm(1), Cm(5), Cm(1)).text_frame.paragraphs[0]
    for part in ("138", "1234", "5678"):
        words.add_run().text = part
    notes = package.slides[3].notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "WeChat: fraud_helper_88"
    package.save(out)
    found = [*check(Built("x/deck.pptx", out.getvalue(), content=content))]
    assert [(one.spot.at, str(one.measured).partition("`")[2]) for one in found if one.spot] == [
        (3, f"{SOMEBODY}`"),
        (4, "fraud_helper_88`"),
    ]


def test_a_folder_is_asked_what_its_project_knows(
    own: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the command; a branch's telephone is known by its list."""
    monkeypatch.chdir(own.root)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    (tmp_path / "post.txt").write_text(f"96110\n{SOMEBODY}", "utf-8")
    ended = CliRunner().invoke(main, ["check", "--built", str(tmp_path)])
    assert ended.exit_code == 1 and f"found a mobile number: `{SOMEBODY}`" in ended.stderr
    (tmp_path / "post.txt").write_text("96110", "utf-8")
    assert CliRunner().invoke(main, ["check", "--built", str(tmp_path)]).exit_code == 0


def test_every_kind_of_file_that_can_be_read_is_asked() -> None:
    """A new reader is asked, too."""
    (asked,) = (one.suffixes for one in CHECKS if one.name == "words_numbers")
    assert {*asked} == {*READERS, *drawn.READERS}
