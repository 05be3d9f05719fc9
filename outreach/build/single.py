"""One file that is made alone, beside all builds of packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from outreach.build.bench import TURNS, Bench, worn
from outreach.cache import LostError
from outreach.diagnostics import OutreachError
from outreach.jobs import Job


def made(jobs: Sequence[Job], name: str, target: Path, bench: Bench) -> Path:
    """The file `name` of the last of these jobs, the others being what it needs, at `target`.

    One that the cache loses on the way is made again. Raises OutreachError.
    """
    lost, last = "", jobs[-1]
    for _ in range(TURNS):
        bench.request(jobs, [last.key])
        bench.work()
        found = bench.results.get(last.key)
        if found is None:
            raise OutreachError(bench.failed.get(last.key) or bench.diagnostics)
        try:
            bench.cache.copy(found.outputs[name], target)
        except LostError as problem:
            bench.lose(problem)
            lost, bench = str(problem), bench.again(())
        else:
            return target
    raise OutreachError([worn(lost)])
