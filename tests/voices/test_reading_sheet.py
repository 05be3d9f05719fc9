"""The sheet a person reads from: rows, file names that stay, what is hard to say, and what a browser gets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.adapt.passes import lay_beats
from outreach.cli import main
from outreach.lang import spoken_form
from outreach.paginate import parts
from outreach.storyboard import Item, Scene, Storyboard, Text
from outreach.voices import sheet


def text(words: str) -> Text:
    """A text of these words, said as they are."""
    return Text(words, words, spoken_form(words, "zh-CN", {}), "zh-CN", (words,), (words,))


@pytest.fixture
def small(board: Callable[..., Storyboard]) -> Storyboard:
    """A storyboard of one dialogue of five lines and one list."""
    items = tuple(Item(f"s{n}", "line", text(f"第{n}句，打96110"), role="caller", side="left") for n in range(1, 6))
    steps = tuple(Item(f"d{n}", "do", text(f"做{n}")) for n in range(1, 4))
    scenes = (
        Scene("call", "dialogue", text("来电"), items, channel="phone"),
        Scene("act", "actions", text("怎么办"), steps),
    )
    return replace(board(), scenes=scenes)


@pytest.mark.parametrize(("bubbles", "items"), [(9, 9), (4, 2), (2, 1), (1, 3)])
def test_names_stay_however_the_film_divides(small: Storyboard, bubbles: int, items: int) -> None:
    """However many lines a frame takes in at once, each line keeps the name of the author's scene and line."""
    limits = {**small.style.limits, "bubbles": bubbles, "items": items}
    made = lay_beats(replace(small, style=replace(small.style, limits=limits)))
    names = [row.file for row in sheet.rows([made], ["seniors"])]
    assert names == [f"call.s{n}.wav" for n in range(1, 6)] + [f"act.d{n}.wav" for n in range(1, 4)]
    ids = [beat.id for scene in made.scenes for part in parts(scene, made) for beat in part.scene.beats]
    assert len(set(ids)) == len(ids) == len(names)


def test_names_stay_when_lines_move(small: Storyboard) -> None:
    """A line keeps its name at another place of its scene."""
    call, act = small.scenes
    moved = replace(small, scenes=(replace(call, items=call.items[::-1]), act))
    assert {r.file for r in sheet.rows([lay_beats(moved)], ["seniors"])} == {
        r.file for r in sheet.rows([lay_beats(small)], ["seniors"])
    }


def test_a_row_says_who_reads_what_and_how(small: Storyboard) -> None:
    """Number, scene, who, text, what is said otherwise than written, seconds."""
    first = sheet.rows([lay_beats(small)], ["seniors"])[0]
    assert (first.number, first.scene, first.text) == (1, "来电", "第1句，打96110")
    assert first.hard == "1 = 一; 96110 = 九六幺幺零" and first.seconds in ("3", "3-4")


def test_other_words_for_another_audience_get_a_file_of_their_own(small: Storyboard) -> None:
    """One take cannot serve two wordings; what is the same is read once."""
    first = lay_beats(small)
    call, act = small.scenes
    changed = replace(small, audience="students", scenes=(replace(call, items=(
        replace(call.items[0], text=text("别的话")), *call.items[1:])), act))  # fmt: skip
    names = [row.file for row in sheet.rows([first, lay_beats(changed)], ["seniors", "students"])]
    assert names[0] == "seniors/call.s1.wav" and "students/call.s1.wav" in names
    assert names.count("call.s2.wav") == 1 and len(names) == 9


def test_a_page_shows_words_not_markup(small: Storyboard) -> None:
    """What stands in a script is text on the page."""
    call, act = small.scenes
    evil = replace(small, scenes=(replace(call, items=(replace(call.items[0], text=text("<script>x</script>")),)), act))
    made = sheet.page("<b>", "zh-CN", ["&"], sheet.rows([lay_beats(evil)], ["seniors"]), "media/")
    assert "<script" not in made and "&lt;script&gt;x" in made and "<title>&lt;b&gt;</title>" in made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Runs `outreach voice sheet …` in an empty folder, with the starter's content."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return lambda *arguments: CliRunner().invoke(main, ["voice", "sheet", *arguments])


@pytest.mark.slow
def test_the_command_prints_and_writes(
    run: Callable[..., Result], tmp_path: Path, board: Callable[..., Storyboard]
) -> None:
    """On the terminal, as CSV and as a page: every spoken line of the storyboard, once."""
    said = [beat for scene in board().scenes for beat in scene.beats if beat.kind == "say" and beat.text]
    shown = run("nfc-skimming", "-a", "seniors")
    assert shown.exit_code == 0 and all(beat.text.said in shown.stdout for beat in said if beat.text)
    rows = list(csv.reader(io.StringIO(run("nfc-skimming", "-a", "seniors", "--csv").stdout)))
    assert rows[0] == ["number", "scene", "who", "what to read", "hard to say", "seconds", "file"]
    assert len(rows) - 1 == len(said)
    for name in ("sheet.csv", "sheet.html"):
        assert run("nfc-skimming", "-a", "seniors", "-o", name).exit_code == 0
    assert (tmp_path / "sheet.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "sheet.html").read_text(encoding="utf-8").count("<tr><td>") == len(said)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody"], "no scam is called `nobody`"),
        (["nfc-skimming", "-a", "nobody"], "is called `nobody`"),
        (["nfc-skimming", "-l", "xx"], "no language is called `xx`"),
    ],
)
def test_names_that_do_not_exist_are_wrong_usage(
    run: Callable[..., Result], arguments: list[str], message: str
) -> None:
    """Exit code 2, and what there is."""
    found = run(*arguments)
    assert found.exit_code == 2 and message in found.stderr
