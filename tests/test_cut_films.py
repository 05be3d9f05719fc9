"""The films of a small script: which are planned, their names, what they share, what is asked about their fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from telling import ASKED, HEAD, TAIL

from outreach import fitting
from outreach.build.films import films_of
from outreach.formats import FILMS, FORMATS
from outreach.library import check_library
from outreach.plan import Pack, Wish, packs
from outreach.profiles import Profiles, load_profiles
from outreach.project import Project
from outreach.renderers import captions
from outreach.timeline import rehearsal

Own = Callable[..., tuple[Project, Profiles]]


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Own:
    """A project with one small script for students, who get these cuts."""

    def make(cuts: str = "[talk, loop, phone]") -> tuple[Project, Profiles]:
        shutil.copytree(project.path("content"), tmp_path / "content", ignore=shutil.ignore_patterns("scams"))
        folder = tmp_path / "content/scams/told"
        folder.mkdir(parents=True)
        script = f"{HEAD}audiences: [students]\nscenes:\n{ASKED.rstrip()}{TAIL}"
        (folder / "script.yaml").write_text(script, encoding="utf-8")
        file = tmp_path / "content/audiences/students.yaml"
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("cuts:")]
        file.write_text("\n".join([*lines, f"cuts: {cuts}"]), encoding="utf-8")
        made = Project(tmp_path, project.date)
        found, problems = load_profiles(made)
        assert found is not None, "\n".join(map(str, problems))
        return made, found

    return make


def planned(own: tuple[Project, Profiles], *formats: str) -> list[Pack]:
    """The packs of the small script."""
    found, problems = packs(Wish(formats=formats), *own)
    assert [p for p in problems if p.severity == "error"] == []
    return found


def test_each_cut_has_films_and_captions_of_its_own(own: Own) -> None:
    """Named after it; those of the lesson plainly. All else is made once, of all that the script has."""
    found = planned(own())
    files = {p.told.cut: [cut.files[s].name for f in FILMS for cut, s in films_of(f, p.told)] for p in found}
    assert files == {
        "talk": ["video.mp4", "video-portrait.mp4"],
        "loop": ["video-loop.mp4", "video-loop-portrait.mp4"],
        "phone": ["video-phone.mp4"],
    }
    heard = {p.told.cut: {*captions.render(rehearsal(p.told), None)} for p in found}  # type: ignore[arg-type]
    assert {"captions.vtt", "transcript.txt"} < heard["talk"]
    assert {"captions-loop.vtt", "captions-loop.srt", "transcript-loop.txt"} == heard["loop"]
    assert [p.told.cut for p in found if "deck" in p.formats] == ["talk"]
    assert all(p.board == found[0].board for p in found)
    assert "pause" in {scene.kind for scene in found[0].board.scenes}
    assert "pause" not in {scene.kind for p in found if p.told.cut == "loop" for scene in p.told.scenes}


def test_who_wants_no_film_gets_no_cuts(own: Own) -> None:
    """One pack, told whole."""
    assert [p.cut for p in planned(own(), "leaflet")] == [None]


def test_a_cut_of_ones_own_is_called_after_itself(own: Own) -> None:
    """Nobody declares its files."""
    board = replace(planned(own(), "video")[0].told, cut="school")
    assert next(cut.files[shape].name for cut, shape in films_of("video", board)).startswith("video-school")
    assert films_of("leaflet", board) == []


def test_the_lesson_is_always_among_them(own: Own) -> None:
    """Page and deck show it."""
    with pytest.raises(AssertionError, match=r"expected `talk` among the cuts, found `?loop"):
        own("[loop]")


def test_every_film_is_asked_whether_it_fits(own: Own) -> None:
    """Each cut, in its own shapes."""
    project, _ = own()
    found = check_library(project)
    asked = [one for one in fitting.questions(found.made, (), project, found.films) if FORMATS[one.format].cuts]
    assert [(one.source.cut, one.source.style.shapes) for one in asked] == [
        ("talk", ("landscape", "portrait")),
        ("loop", ("landscape", "portrait")),
        ("phone", ("portrait",)),
    ]
