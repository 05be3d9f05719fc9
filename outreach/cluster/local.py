"""A cluster of this machine alone, for a first try: a scheduler and a worker in one process, jobs in their own."""

from __future__ import annotations

from distributed import LocalCluster

HOST = "127.0.0.1"  # nobody else's


def local(jobs: int, port: int = 0) -> LocalCluster:
    """Does so many `jobs` at a time; none: a scheduler alone. Closed by whoever asked for it."""
    quiet = {"dashboard": False, "dashboard_address": f"{HOST}:0"}
    return LocalCluster(
        n_workers=min(1, jobs),
        threads_per_worker=max(1, jobs),
        processes=False,
        host=HOST,
        protocol="tcp://",
        scheduler_port=port,
        scheduler_kwargs=quiet,
    )
