"""What shots promise of their movement holds on the timeline: `holds` in templates/scenes/shots.yaml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from edits import assert_refused, edited
from films import SHAPES, unheld
from own import AUDIENCES

from outreach.adapt.cuts import films
from outreach.diagnostics import OutreachError
from outreach.film import fit
from outreach.film.segments import Slot
from outreach.film.shots import FILE, shots
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.storyboard import Shape, Storyboard

SLOTS: tuple[Slot, ...] = ("none", "clip")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("audience", "shape", "slot"),
    [(who, shape, SLOTS[(n + k) % 2]) for n, who in enumerate(AUDIENCES) for k, shape in enumerate(SHAPES)],
)
def test_every_shot_holds_what_it_promises(
    own_board: Callable[..., Storyboard],
    own_profiles: Profiles,
    layout: Layout,
    audience: str,
    shape: Shape,
    slot: Slot,
) -> None:
    """In every cut, whatever its lines are; also beside an interpreter, under whom nothing lies."""
    for board in films(own_board(audience), own_profiles):
        assert unheld(board, shape, slot, layout) == [], board.cut


def promised(project: Project) -> set[str]:
    """All that the shots promise."""
    return {key for one in shots(project).holds.values() for key in one.model_fields_set}


def test_every_promise_is_made_somewhere(project: Project) -> None:
    """A rule that nobody uses guards nothing."""
    assert promised(project) == {"appears_by", "before", "stays_in_frame", "keeps_moving"}


FAULTS = [  # what a hand may change, the promise that breaks, where it stands in the file
    ("push: 0.05, to: [0.5, 0.42]", "push: 0.0, to: [0.5, 0.42]", "split", "keeps_moving", "the camera stands still"),
    ("pose: lean-in, then: smirk, at: 0.815", "pose: lean-in, then: smirk, at: 1.1", "split", "caller", "leaves the"),
    ("listen-worried, at: 0.225, foot: 1.12", "listen-worried, at: 0.225, foot: 1.5", "split", "victim", "captions"),
    ("split: {appears_by: {words: 0.6}", "split: {appears_by: {words: 0.04}", "split", "words", "is not seen 0.04 s"),
    ("before: [[words, trick]]", "before: [[trick, words]]", "named", "trick", "`words` is seen before `trick`"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after", "shot", "what", "message"), FAULTS)
def test_a_promise_that_breaks_is_told_at_its_line(
    own_board: Callable[..., Storyboard],
    project: Project,
    tmp_path: Path,
    before: str,
    after: str,
    shot: str,
    what: str,
    message: str,
) -> None:
    """`check` names file, line, shot, scene, frame and what is wrong."""
    ours = edited(project, tmp_path, FILE, before, after)
    board = own_board()
    board = replace(board, pace=replace(board.pace, rate=(110.0, 140.0)))  # slow: each shot is long enough to be asked
    with pytest.raises(OutreachError) as caught:
        fit.overflow(replace(board, style=replace(board.style, shapes=("landscape",))), Layout(ours), "video")
    told = [one for one in caught.value.diagnostics if f"shot `{shot}`" in str(one) and message in str(one)]
    assert told, caught.value
    line = ours.read_text(FILE).splitlines()[told[0].where.line - 1]
    assert told[0].where.file == FILE and line.startswith(f"  {shot}:") and what in line
    assert told[0].code == "motion"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  named: {appears_by:", "  nmaed: {appears_by:"),
        ("stays_in_frame: [words, trick]}", "stays_in_frame: [wrods, trick]}"),
        ("before: [[words, trick]]", "before: [[words]]"),
        ("appears_by: {words: 0.6}", "appears_by: {words: -1}"),
        ("keeps_moving: 0.5}", "keeps_moving: much}"),
    ],
)
def test_a_promise_that_cannot_be_is_an_error(project: Project, tmp_path: Path, before: str, after: str) -> None:
    """Of a shot that is none, of something nobody sees."""
    assert_refused(shots, project, tmp_path, FILE, before, after)
