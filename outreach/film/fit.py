"""Before a film is made: which of its words fit no frame, in any of the shapes its audience gets."""

from __future__ import annotations

from outreach.film.overflow import measured
from outreach.film.scene import laid_out, looks
from outreach.film.segments import plan
from outreach.layout import Layout
from outreach.overflow import Cause, Fault
from outreach.storyboard import Storyboard
from outreach.timeline import rehearsal


def overflow(board: Storyboard, layout: Layout, branches: object) -> tuple[list[Fault], list[str]]:
    """What does not fit, in px that are missing; a film leaves no scene out."""
    timeline, faults = rehearsal(board), dict[Fault, None]()
    for shape in board.style.shapes:
        for segment in plan(timeline, shape, ai_label=True, sign_clips={}):
            paint = lambda pieces, bad, s=segment: measured(layout, looks(s), pieces, bad)  # noqa: E731
            for one in laid_out(segment, layout.project, paint).misfits:
                cause = Cause("most", one.words)
                faults[Fault(shape, one.kind, max(one.wide, one.tall), "px", causes=(cause,))] = None
    return [*faults], []
