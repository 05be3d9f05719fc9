"""What went wrong with a job, in words."""

from __future__ import annotations

import os

from outreach.cache import Record
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, error, unusable
from outreach.jobs.base import Job
from outreach.jobs.film import FOUND, Film
from outreach.jobs.fit import Fit
from outreach.jobs.render import Rendered
from outreach.messages import msg
from outreach.overflow import unfitting
from outreach.report import untold
from outreach.timeline import Timeline


def unfit(job: Job, record: Record) -> list[Diagnostic]:
    """What a format could not hold, with the places of its causes in the storyboard; what is told of a film."""
    if isinstance(job, Fit):
        return unfitting(record.facts, job.format, job.source, job.branches)
    if isinstance(job, Film):
        return [untold(one) for one in record.facts.get(FOUND, ())]
    if isinstance(job, Rendered):
        board = job.source.board if isinstance(job.source, Timeline) else job.source
        return unfitting(record.facts, job.format, board)
    return []


def faults(job: Job, problem: BaseException) -> list[Diagnostic]:
    """What went wrong with a job; a fault of ours is called one."""
    if isinstance(problem, OutreachError):
        return [*problem.diagnostics]
    if os.environ.get("OUTREACH_DEBUG"):
        raise problem
    if isinstance(problem, OSError) and problem.strerror:
        return [unusable(problem)]
    hint = msg("this is a fault of outreach, not of your text; OUTREACH_DEBUG=1 shows where")
    said = f"{type(problem).__name__}: {problem}"
    return [error("internal", NOWHERE, msg("`{job}` could not be made: {said}", job=job.label, said=said), hint)]
