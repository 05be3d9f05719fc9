"""Progress on stderr while jobs run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from outreach.cli import author_says
from outreach.messages import msg

if TYPE_CHECKING:  # half a second that a command without jobs does not need
    from outreach.jobs import Job
    from outreach.runner import Pool


class Watch:
    """A bar with the time left on a terminal, a line a finished file elsewhere."""

    def __init__(self, workers: int) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
        )
        self.task = self.bar.add_task("", total=0.0)
        self.workers = workers
        self.words = author_says()

    def __enter__(self) -> Watch:
        if self.console.is_terminal:
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.console.is_terminal:
            self.bar.stop()

    def plan(self, jobs: Sequence[Job]) -> None:
        """More to do: the bar grows by the jobs' weights."""
        total = (self.bar.tasks[0].total or 0.0) + sum(job.weight for job in jobs)
        self.bar.update(self.task, total=total)

    def done(self, job: Job, problem: BaseException | None) -> None:
        """One job ended."""
        self.bar.update(self.task, advance=job.weight, description=self.words(job.label))
        if not self.console.is_terminal and (problem is not None or job.kind in ("render", "film")):
            self.say(msg("failed: {job}", job=job.label) if problem else msg("made {job}", job=job.label))

    def say(self, message: str) -> None:
        """A line above the bar."""
        self.console.print(self.words(message), markup=False, soft_wrap=True)


@contextmanager
def working(workers: int | None = None) -> Iterator[tuple[Pool, Watch]]:
    """Worker processes (one a core unless said otherwise), and their bar."""
    from outreach.runner import Pool  # noqa: PLC0415 - only when something is made

    count = workers or os.cpu_count() or 1
    with Pool(count) as pool, Watch(count) as watch:
        yield pool, watch
