"""How long a deck takes: `python tests/benchmarks/deck.py`. Budget: 150 ms of CPU for each after the first."""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from outreach.adapt import adapt  # noqa: E402
from outreach.layout import Layout  # noqa: E402
from outreach.profiles import load_profiles  # noqa: E402
from outreach.project import Project  # noqa: E402
from outreach.renderers import deck  # noqa: E402
from outreach.script import load_script  # noqa: E402

PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
ROUNDS = 7


def main() -> None:
    """Print milliseconds of CPU: the first deck of a process, then the median of later ones, with what each holds."""
    project = Project(ROOT, dt.date(2026, 11, 23))
    layout = Layout(project)
    profiles, _ = load_profiles(project)
    assert profiles is not None
    for scam in project.names("content/scams"):
        script, _ = load_script(project, scam)
        assert script is not None
        for audience, lang in PACKS:
            board, problems = adapt(script, profiles, audience, lang)
            assert board is not None, problems
            first = _cpu(partial(deck.full_deck, board, layout))
            later = [_cpu(partial(deck.full_deck, board, layout)) for _ in range(ROUNDS)]
            short = statistics.median(_cpu(partial(deck.short_deck, board, layout)) for _ in range(3))
            print(  # noqa: T201
                f"{scam:22} {audience:18} first {first:5.0f} ms  later {statistics.median(later):4.0f} ms"
                  f" (best {min(later):4.0f})  short {short:4.0f} ms")  # fmt: skip


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
