"""What was approved is kept word by word, beside the approval and no part of what it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from own import SCAM, own_project

from outreach import approved
from outreach.cache import Cache
from outreach.cli import main
from outreach.project import Project
from outreach.reviews import review
from outreach.session import Session

PLACE = "elders/zh-CN"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tests' own project; the working folder."""
    made = own_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.slow
def test_an_approval_keeps_every_word(own: Project) -> None:
    """What is said and what is shown, by place; the approval stands, for the words have not changed by it."""
    assert CliRunner().invoke(main, ["approve", SCAM, "--by", "王芳"]).exit_code == 0
    found, problems = approved.approved(own, SCAM)
    board = Session(own).storyboard(SCAM, *PLACE.split("/"))[0]
    assert found and not problems and review(own, SCAM)[0].approved
    said = {f"{PLACE}/beats/{beat.id}": beat.text.said for beat in approved.beats(board) if beat.text}
    assert said and said.items() <= found.words.items()
    assert found.words[f"{PLACE}/title"] == board.title.shown
    assert found.words["labels/zh-CN/do"] == board.labels["do"].shown
    first = board.scenes[0]
    assert found.words[f"{PLACE}/scenes.{first.id}.title"] == first.title.shown


def test_pictures_of_the_page_that_was_reviewed_are_kept(own: Project, tmp_path: Path) -> None:
    """Only when its words are those that are approved."""
    session, seen = Session(own, Cache(tmp_path / "c")), approved.Pictures(draft=True, digests=["0123456789abcdef"])
    words = approved.words(approved.boards(own, session, SCAM))
    approved.remember(words, SCAM, {f"{PLACE}/deck": seen}, (), Cache(tmp_path / "c"))
    approved.remember({**words, f"{PLACE}/title": "另一个"}, SCAM, {f"{PLACE}/cards": seen}, (), Cache(tmp_path / "c"))
    approved.keep(session, SCAM)
    found, _ = approved.approved(own, SCAM)
    assert found and found.pictures == {f"{PLACE}/deck": seen}


def test_pictures_of_approved_words_are_found_again(own: Project, tmp_path: Path) -> None:
    """By their digests, as long as the store has them; those of another pack's page, too."""
    words, store = approved.words(approved.boards(own, Session(own), SCAM)), Cache(tmp_path / "c")
    for medium, drawn in (("deck", b"one"), ("cards", b"two")):
        seen = approved.Pictures(draft=True, digests=[approved.digest(drawn)])
        approved.remember(words, SCAM, {f"{PLACE}/{medium}": seen}, [drawn], store)
    one, two, none = (approved.digest(drawn) for drawn in (b"one", b"two", b"three"))
    assert approved.recalled_pictures(words, SCAM, [one, two, none], store) == {one: b"one", two: b"two"}
    assert approved.recalled_pictures({**words, "x": "y"}, SCAM, [one], store) == {}
    (path,) = [found for found in (store.root / "cas").glob("*/*") if found.read_bytes() == b"one"]
    path.chmod(0o644)
    path.write_bytes(b"uno")
    assert approved.recalled_pictures(words, SCAM, [one, two], store) == {two: b"two"}


@pytest.mark.parametrize("text", ["", "[", "{}", '{"words": {"a": 1}}', "[" * 90_000, '{"words": {}, "x": 1}'])
def test_a_broken_file_is_named_and_nothing_is_compared(own: Project, text: str) -> None:
    """It decides nothing, so it stops nothing."""
    own.path(approved.approved_file(SCAM)).write_text(text, "utf-8")
    found, (problem,) = approved.approved(own, SCAM)
    assert found is None and problem.severity == "warning" and problem.where.file == approved.approved_file(SCAM)
