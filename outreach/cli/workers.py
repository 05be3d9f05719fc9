"""Who does the work of a command: processes here (`-j`), or the machines of a cluster (`--cluster`)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from outreach.cli import wrong
from outreach.cli.opened import at_cluster, at_work
from outreach.cluster.address import scheduler
from outreach.messages import msg
from outreach.session import Session

if TYPE_CHECKING:
    from outreach.session import AnyAtWork


@dataclass(frozen=True)
class Workers:
    """As they were asked for."""

    jobs: int | None = None  # none: one a core
    cluster: str = ""  # the address of its scheduler; "": processes here

    @contextmanager
    def of(self, session: Session) -> Iterator[AnyAtWork]:
        """They are looked for when the first step needs them, and stay for all that follow."""
        with ExitStack() as until_the_end:
            there: list[Any] = []

            @contextmanager
            def at_hand() -> Iterator[Any]:
                if not there:
                    there.append(until_the_end.enter_context(self._found(session)))
                with there[0][1]:  # the bar is seen while they work, not while others speak
                    yield there[0]

            yield at_hand

    def _found(self, session: Session) -> Any:
        if self.cluster and session.store:
            return at_cluster(self.cluster, session.project, session.store)
        return at_work(self.jobs)


_OPTIONS = (
    click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Worker processes; default: one a core."),
    click.option("--cluster", metavar="ADDRESS", help="Work on the machines of a Dask scheduler, tcp://… or tls://…."),
    click.option(
        "--insecure-cluster", is_flag=True, help="Also where it is another machine and the address is tcp://…."
    ),
)


def workers_options(command: Callable[..., Any]) -> Any:
    """`-j`, `--cluster` and `--insecure-cluster`, as `workers`; what cannot be meant is told at once."""

    @functools.wraps(command)
    def with_workers(jobs: int | None, cluster: str | None, insecure_cluster: bool, **more: Any) -> Any:
        if cluster is not None and jobs is not None:
            raise wrong(msg("`-j` and `--cluster`: a cluster has its own workers"))
        address = "" if cluster is None else scheduler(cluster, insecure_cluster)
        return command(workers=Workers(jobs, address), **more)

    for option in reversed(_OPTIONS):
        option(with_workers)
    return with_workers
