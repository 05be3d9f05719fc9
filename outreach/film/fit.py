"""Before a film is made: which of its words fit no frame, in any of the shapes its audience gets."""

from __future__ import annotations

from outreach.film.overflow import measured
from outreach.film.scene import laid_out, looks
from outreach.film.segments import plan
from outreach.layout import Layout
from outreach.overflow import Cause, Fault
from outreach.storyboard import Storyboard
from outreach.timeline import rehearsal


def overflow(board: Storyboard, layout: Layout, bearer: str) -> tuple[list[Fault], list[str]]:
    """What does not fit, in px that are missing; no scene is left out. `bearer`: the format whose code it shows."""
    timeline, faults = rehearsal(board), dict[Fault, None]()
    for shape in board.style.shapes:
        for segment in plan(timeline, shape, bearer=bearer, ai_label=True, sign_clips={}):
            paint = lambda pieces, bad, s=segment: measured(layout, looks(s), pieces, bad)  # noqa: E731
            for one in laid_out(segment, layout.project, paint).misfits:
                cause = Cause("most", one.words)
                faults[Fault(shape, one.kind, max(one.wide, one.tall), "px", causes=(cause,))] = None
    return [*faults], []
