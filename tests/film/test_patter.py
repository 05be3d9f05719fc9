"""What the caller reads from: words that were said and no others, and the tick that comes to the line just named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from films import SHAPES, Plan, of_kind, slower
from own import AUDIENCES

from outreach import film
from outreach.film.pieces import Patter
from outreach.film.shots import shots
from outreach.film.shots.director import ShotCut, cuts
from outreach.film.shots.patter import INSIDE, ROWS, TICK, WAITS, patter_pieces
from outreach.film.shots.take import Take
from outreach.film.shots.words import named
from outreach.film.stage import Stage, staged
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Shape


def shown(stage: Stage, project: Project) -> Iterator[tuple[ShotCut, Patter]]:
    """The shots of a scene in which the monitor is seen, each with it."""
    for cut in cuts(stage.segment, shots(project)):
        for piece in patter_pieces(stage, cut).values():
            if isinstance(piece, Patter):
                yield cut, piece


@pytest.mark.parametrize(("audience", "shape"), [*product(AUDIENCES, SHAPES)])
def test_he_has_said_what_can_be_read(plan: Plan, project: Project, audience: str, shape: Shape) -> None:
    """The line just named is the last that has words; what comes is not told before it is said."""
    stage = staged(slower(of_kind(plan(audience, shape), "dialogue"), 2), project)
    flags = [flag for item in stage.segment.scene.items for flag in item.flags]
    seen = [*shown(stage, project)]
    assert seen
    for cut, sheet in seen:
        own = named(stage, cut)
        assert own is not None
        said = [flag.phrase for flag in flags[: flags.index(own) + 1]][-ROWS[1] :]
        assert ["".join(words) for words in sheet.lines if words] == said
        assert sheet.now == len(said) - 1
        assert ROWS[0] <= len(sheet.lines) <= ROWS[1]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("outlines")
def test_the_tick_comes_to_the_line_just_named(plan: Plan, layout: Layout, shape: Shape) -> None:
    """Not with the shot: first it is seen that there is a line; and in that line's row."""
    segment = slower(of_kind(plan("elders", shape), "dialogue"), 2)
    with film.picture(segment, layout) as drawn:
        takes = [take for take in drawn.takes if "patter" in take.cut.shot.shows]
        assert takes
        for take in takes:
            comes = take.cut.start + round(WAITS * take.stage.motion.calm)
            assert comes < take.cut.end
            assert not ticks(take, comes - 1)
            (y,) = ticks(take, min(comes + 12, take.cut.end - 1))
            (sheet,) = (p for p in patter_pieces(take.stage, take.cut).values() if isinstance(p, Patter))
            row = (sheet.h - 2 * INSIDE) / len(sheet.lines)
            top = take.stage.boxes["patter"].y + INSIDE + row * sheet.now
            assert top < y < top + row


def ticks(take: Take, frame: int) -> list[float]:
    """The middles of the ticks that are seen, px down the frame."""
    tick = take.plane(TICK)
    return [put.y + tick.height * put.scale / 2 for put in take.fore(frame) if put.plane is tick]
