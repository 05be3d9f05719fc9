"""The sheet that lists a week's files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
from own import SCAM

from outreach.layout import Layout
from outreach.project import Project
from outreach.session import Session
from outreach.week.dates import week_of
from outreach.week.plan import Due, first_week
from outreach.week.sheet import sheet
from outreach.week.texts import Handed, mail
from outreach.week.words import words_of


def handed(session: Session, *scams: str) -> Handed:
    """A week of scams that are all told alike."""
    board = session.storyboard(SCAM, "visitors", "en")[0]
    boards = tuple(replace(board, scam=scam) for scam in scams)
    return Handed(week_of("2026-W48", first_week(session.profiles())), (Due("rotation", scams),), boards)


def row(scam: str, format: str, name: str) -> dict[str, Any]:
    """A row of the manifest."""
    there = {"scam": scam, "audience": "visitors", "lang": "en", "format": format, "seconds": 65.0}
    return {**there, "path": f"{scam}/visitors/en/{name}"}


def lines(own: Project, week: Handed, rows: list[dict[str, Any]]) -> list[str]:
    """What the sheet says."""
    page = sheet(week, rows, Path(), words_of(own)["en"], "en", Session(own).profiles(), Layout(own))
    with pypdfium2.PdfDocument(page) as made:
        return [" ".join(line.split()) for line in made[0].get_textpage().get_text_bounded().splitlines()]


def test_a_file_that_only_some_scams_have_says_which(own: Project) -> None:
    """By their numbers at the top; what all have needs none, nor does a week of one scam."""
    leaflets = [row(scam, "leaflet", "leaflet.pdf") for scam in ("one", "two")]
    film = row("two", "video", "video.mp4")
    said = lines(own, handed(Session(own), "one", "two"), [*leaflets, film])
    assert [line[0] for line in said if line[:2] in ("1 ", "2 ")] == ["1", "2"], said
    assert sum("(2)" in line for line in said) == 1 and not any("(1" in line for line in said), said
    alone = lines(own, handed(Session(own), "two"), [leaflets[1], film])
    assert not any("(" in line and line.endswith(")") for line in alone) and not any(line[:2] == "1 " for line in alone)


def test_a_film_for_another_screen_has_the_advice_of_its_cut(own: Project) -> None:
    """And stands with what is done with it."""
    loops = [row("one", "video", f"video-loop{shape}.mp4") for shape in ("", "-portrait")]
    said = lines(own, handed(Session(own), "one"), [*loops, row("one", "video", "video.mp4")])
    assert sum("in a loop" in line for line in said) == 2, said
    assert said.index("Show screen/") < said.index("Teach talk/"), said


def test_pages_for_reviewers_are_named_where_there_are_some(own: Project) -> None:
    """What is released goes to people who review nothing; words of before that have no such line stay as they are."""
    week, words = handed(Session(own), "one"), words_of(own)["en"]
    assert "in review" in mail(week, words, "en", True) and "in review" not in mail(week, words, "en", False)
    assert "None" not in mail(week, words.model_copy(update={"review": None}), "en", True)
