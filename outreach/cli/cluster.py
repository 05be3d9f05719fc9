"""`outreach cluster`: a first try of a cluster, on this machine alone."""

from __future__ import annotations

import os
import threading

import click

from outreach.cli import tell
from outreach.cli.opened import with_dask
from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg


@click.group()
def cluster() -> None:
    """Several machines that work for one build."""


@cluster.command()
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=None, help="Worker processes; default: one a core.")
@click.option("--port", type=click.IntRange(0, 65535), default=8786, show_default=True, help="Of this machine.")
def up(jobs: int | None, port: int) -> None:
    """Start a scheduler and its worker on this machine, which builds can use until Ctrl-C."""
    with_dask()
    from outreach.cluster.local import local  # noqa: PLC0415 - Dask

    try:
        here = local(jobs or os.cpu_count() or 1, port)
    except RuntimeError as problem:  # Dask's word for a port that is taken
        raise fail("cluster", NOWHERE, msg("port {port} cannot be used", port=port)) from problem
    with here:
        tell(msg("now, in another terminal: `outreach build --cluster {address}`", address=here.scheduler_address))
        threading.Event().wait()
