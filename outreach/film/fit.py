"""Before a film is made: which of its words fit no frame, and which shot does not move as it should, in every shape."""

from __future__ import annotations

from functools import partial

from outreach.diagnostics import Diagnostic, OutreachError
from outreach.film import holds
from outreach.film.overflow import measured
from outreach.film.painter import Misfit
from outreach.film.scene import laid_out, looks, seen
from outreach.film.segments import Segment, plan
from outreach.film.shots import shots
from outreach.film.shots.director import cuts
from outreach.layout import Layout
from outreach.overflow import Cause, Fault
from outreach.storyboard import Storyboard
from outreach.timeline import rehearsal


def overflow(board: Storyboard, layout: Layout, bearer: str) -> tuple[list[Fault], list[str]]:
    """What does not fit, in px that are missing; no scene is left out. `bearer`: the format whose code it shows.

    Raises OutreachError when a shot does not hold what templates/scenes/shots.yaml says of it.
    """
    timeline, faults, broken = rehearsal(board), dict[Fault, None](), list[Diagnostic]()
    for shape in board.style.shapes:
        for segment in plan(timeline, shape, bearer=bearer, ai_label=True, sign_clips={}):
            misfits, unheld = asked(segment, layout)
            broken += unheld
            for one in misfits:
                cause = Cause("most", one.words)
                faults[Fault(shape, one.kind, max(one.wide, one.tall), "px", causes=(cause,))] = None
    if broken:
        raise OutreachError([*dict.fromkeys(broken)])
    return [*faults], []


def asked(segment: Segment, layout: Layout) -> tuple[list[Misfit], list[Diagnostic]]:
    """The words of a scene that do not fit, and its shots that do not move as templates/scenes/shots.yaml says."""
    laid, file = laid_out(segment, layout.project, partial(measured, layout, looks(segment))), shots(layout.project)
    return laid.misfits, holds.broken(laid.stage, file, seen(cuts(segment, file), laid.stage), laid.layers)
