"""The project of this folder, kept open while a command runs, and the workers it may ask for."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.cli import wrong
from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.session import Session
from outreach.store import Store

if TYPE_CHECKING:  # half a second that an unchanged library does not need
    from outreach.cli.watch import Watch
    from outreach.cluster.executor import Cluster
    from outreach.runner import Pool


def opened(store: Store | None = None) -> Session:
    """The project of this folder, else the starter."""
    return Session(Project.find(), store)


def own(store: Store | None = None) -> Session:
    """The project of this folder, for a command that writes into it: the starter is everybody's and stays as it is."""
    session = opened(store)
    if session.project.root != Path.cwd().resolve():
        raise wrong(msg("there is no content/ in this folder; hint: `outreach init DIR` makes a project"))
    return session


@contextmanager
def at_work(workers: int | None = None) -> Iterator[tuple[Pool, Watch]]:
    """Worker processes (one a core unless said otherwise), and their bar; loaded when there is work."""
    from outreach.cli.watch import working  # noqa: PLC0415

    with working(workers) as (pool, watch):
        yield pool, watch


@contextmanager
def at_cluster(address: str, project: Project, store: Store) -> Iterator[tuple[Cluster, Watch]]:
    """The machines of a cluster, and their bar. Raises OutreachError when there is none."""
    with_dask()
    from outreach.cli.watch import Watch  # noqa: PLC0415
    from outreach.cluster.executor import Cluster  # noqa: PLC0415

    with Watch(1) as watch, Cluster(address, project.root, store, watch.say) as cluster:
        yield cluster, watch


def with_dask() -> None:
    """Raises OutreachError where the extra is not installed, and on Windows: there, what a job started is no group."""
    if sys.platform == "win32":
        raise fail("cluster", NOWHERE, msg("a cluster needs Linux or macOS"))
    if importlib.util.find_spec("distributed") is None:
        command = "pip install 'outreach[cluster]'"
        message = msg("the package {name} is not installed: {command}", name="distributed", command=command)
        raise fail("cluster", NOWHERE, message)
