"""What a reviewer sees is what a build makes: the same jobs, but one picture a shot and no film encoded."""

from __future__ import annotations

from pathlib import Path

import pytest
from own import SCAM, own_project

from outreach import approved
from outreach.build.proofs import Proof, proofs
from outreach.cache import Cache
from outreach.diagnostics import Diagnostic
from outreach.film.segments import plan
from outreach.film.shots import shots
from outreach.film.shots.director import cuts
from outreach.film.stills import stills
from outreach.layout import Layout
from outreach.project import Project
from outreach.runner import Pool
from outreach.session import Session, Silent
from outreach.timeline import rehearsal
from outreach.wish import Wish


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """The tests' own project."""
    return own_project(tmp_path / "own")


def shown(own: Project, cache: Path, *formats: str, heard: bool = False) -> tuple[list[Proof], list[str], int]:
    """The elders' pack as reviewers see it, what is wrong, and how many steps were made."""
    session = Session(own, Cache(cache))
    with Pool(1) as pool:
        bench = session.bench(pool, Silent())
        found = proofs(Wish((SCAM,), ("elders",), formats=formats, voice="silent"), bench, heard=heard)
    problems: list[Diagnostic] = [one for one in bench.diagnostics if one.severity == "error"]
    return found, list(map(str, problems)), bench.made


def test_a_still_for_each_shot_of_a_scene(own: Project) -> None:
    """In their order, without a gap, and no two alike."""
    board = Session(own).storyboard(SCAM, "elders", "zh-CN", "talk")[0]
    opening = plan(rehearsal(board), "landscape", bearer="video", ai_label=False, sign_clips={})[0]
    layout = Layout(own)
    found = list(stills(opening, layout))
    assert [(one.start, one.end) for one in found] == [(one.start, one.end) for one in cuts(opening, shots(own))]
    assert found[0].start == 0 and found[-1].end == opening.end
    assert len({one.pixels.tobytes() for one in found}) == len(found) > 1


def test_sheets_page_by_page_as_a_build_makes_them(own: Project, tmp_path: Path) -> None:
    """A picture a page, of the print in colour alone; the second time nothing is made."""
    ((one,), problems, made) = shown(own, tmp_path / "c", "checklist")
    assert problems == [] and made == 2 and one.films == ()
    assert [(leaf.file, leaf.number) for leaf in one.leaves["checklist"]] == [("checklist.pdf", 1)]
    assert one.leaves["checklist"][0].picture.startswith(b"RIFF")
    assert shown(own, tmp_path / "c", "checklist")[2] == 0


@pytest.mark.slow  # quick beside it: the stills of a scene
def test_every_line_is_in_a_shot_and_heard_in_its_scene(own: Project, tmp_path: Path) -> None:
    """The film in scenes; slides with their words and notes, drawn or not. A silent film has no sound."""
    ((one,), problems, _) = shown(own, tmp_path / "c", "video", "deck", heard=True)
    assert problems == []
    (film,) = one.films
    said = [beat for scene in film.scenes for shot in scene.shots if not shot.goes_on for beat in shot.beats]
    board = Session(own).storyboard(SCAM, "elders", "zh-CN", "talk")[0]
    assert said == [beat.id for beat in approved.beats(board) if beat.text]
    assert all(shot.picture.startswith(b"RIFF") for scene in film.scenes for shot in scene.shots)
    assert not any(scene.sound for scene in film.scenes)
    slides = [leaf for leaf in one.leaves["deck"] if leaf.file == "deck.pptx"]
    assert [leaf.number for leaf in slides] == list(range(1, len(slides) + 1)) and len(slides) > 5
    assert any(leaf.notes for leaf in slides) and all(leaf.words for leaf in slides)
