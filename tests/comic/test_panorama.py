"""The places over the folds of a sheet: which they are, no face or sign on a fold, all of it one picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from edits import assert_told

from outreach.comic import Frames, panorama
from outreach.comic import table as strips
from outreach.comic.panorama import FILE, PRESENTER, helper, table
from outreach.keyvisual.composer import FACE
from outreach.layout import Layout
from outreach.paper.form import filled
from outreach.paper.views import Panorama
from outreach.project import Project
from outreach.renderers import trifold
from outreach.storyboard import Storyboard

Boards = Callable[..., Storyboard]
AIR = 2.0  # mm from a fold
SIZES = [(form.size, 2 / 3 * (form.size[0] + 3)) for form in trifold.SHEET.files.values()]  # and the second fold


def _view(board: Storyboard, layout: Layout, name: str = "trifold.pdf") -> Panorama:
    found = filled(board, layout, trifold.SHEET, name).panorama
    assert found
    return found


def test_a_story_is_drawn_as_it_reaches_somebody(project: Project) -> None:
    """A call is heard, a message is read; each is between who calls and who helps."""
    poses = [[one.people[0].pose for one in table(project).shown(channel)] for channel in ("phone", "chat")]
    assert poses == [["lean-in", "listen-worried", "reassure"], ["lean-in", "read", "reassure"]]


def test_whoever_ends_the_story_helps(own_board: Boards) -> None:
    """Else the presenter does."""
    board = own_board()
    roles = {item.role for scene in board.scenes if scene.kind == "outcome" for item in scene.items}
    assert helper(board) in roles - {"victim"}
    assert helper(replace(board, scenes=())) == PRESENTER


@pytest.mark.parametrize(("size", "second"), sorted(set(SIZES)))
def test_no_face_and_no_sign_lies_on_a_fold(
    own_board: Boards, project: Project, size: tuple[float, float], second: float
) -> None:
    """Whatever the story, on A4 and on the narrower sheet."""
    (wide, high), folds = size, (second / 2, second)
    for channel in ("phone", "chat"):
        scenes = tuple(replace(scene, channel=channel) if scene.channel else scene for scene in own_board().scenes)
        common = Frames(
            project, replace(own_board(), scenes=scenes), strips(project), "color", (wide, high - 12.5, 0.0)
        )
        file = table(project)
        for place, drawn in zip(file.shown(channel), panorama.drawn(common, file), strict=True):
            (one,), (left, _, w, h) = place.people, drawn.box
            middle, half = drawn.mouths[one.who][0], FACE[2] * 0.75 * one.tall * h / 2
            things = [(middle - half, middle + half)]
            if place.sign:
                across = place.sign.across * min(w, h)
                things.append((left + place.sign.at[0] * w - across / 2, left + place.sign.at[0] * w + across / 2))
            for from_, to in things:
                assert not [fold for fold in folds if from_ - AIR < fold < to + AIR], (place.part, channel)


@pytest.mark.slow
def test_the_inside_is_one_picture_over_its_folds(own_board: Boards, layout: Layout) -> None:
    """On a fold there is colour from the picture's upper edge to its lower one."""
    board = own_board("visitors")
    page = pdfium.PdfDocument(trifold.render(board, layout)["trifold.pdf"])[1]
    dots = np.asarray(page.render(scale=72 / 25.4 / 2).to_pil().convert("RGB")).astype(int)
    across, down = dots.shape[1] / 297, dots.shape[0] / 210
    low = round(_view(board, layout).high * down) - 3
    for fold in (100, 200):
        part = dots[round(7 * down) : low, round(fold * across)]
        assert float((part.min(axis=1) < 250).mean()) > 0.95, fold


def test_only_the_press_goes_over_the_trim(own_board: Boards, layout: Layout) -> None:
    """Above and at the sides; below is the line of the source."""
    board = own_board("visitors")
    plain, press = (_view(board, layout, name) for name in ("trifold.pdf", "trifold-press.pdf"))
    assert plain.places[0].box[:2] == (0, 0) and press.places[0].box[:2] == (-3, -3)
    assert press.field[1][0] == plain.field[1][0] + 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pose: listen-worried", "pose: thanks", "does not fit the beat `threat`"),
        ("pose: lean-in", "pose: dance", "found `dance`"),
        ("sets: [den]", "sets: [nowhere]", "found `sets/nowhere`"),
        ("part: helped", "part: paid", "found `paid`"),
    ],
)
def test_a_fault_of_the_table_is_told_at_its_line(
    project: Project, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """A pose, a place or a part that there is not, and a smile at a threat."""
    assert_told(table, project, tmp_path, FILE, old, new, said)
