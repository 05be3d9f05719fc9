"""What looking at digests costs for a whole library: `python tests/benchmarks/store.py`. Budget: 1 s if unchanged.

The films of nine packs for three audiences and twenty sheets of each, of the sizes that a build makes, are put into an
empty output folder, and again with nothing changed; then `cache verify`. CPU and wall seconds, the best of some rounds:
whatever else the machine does only adds to them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from outreach.cache import Blob, Cache, key_of  # noqa: E402
from outreach.outputs import Outputs  # noqa: E402

FILMS, FILM_BYTES = 9 * 3, 12 << 20
SHEETS, SHEET_BYTES = 9 * 3 * 20, 300 << 10
ROUNDS = 3


def store(cache: Cache) -> dict[str, Blob]:
    """The library's files, each with other bytes, by the name they have in the output folder."""
    found = {}
    for kind, count, size in (("film.mp4", FILMS, FILM_BYTES), ("sheet.pdf", SHEETS, SHEET_BYTES)):
        for n in range(count):
            data = f"{kind} {n} ".encode() * (size // 10)
            record = cache.put(key_of({"kind": kind, "n": n}), {kind: data[:size]})
            found[f"scam-{n % 9}/audience/zh-CN/{n}-{kind}"] = record.outputs[kind]
    return found


def best(act: Callable[[], object], before: Callable[[], object] = lambda: None) -> tuple[float, float]:
    """CPU and wall seconds of the quickest round."""
    rounds = []
    for _ in range(ROUNDS):
        before()
        cpu, wall = time.process_time(), time.perf_counter()
        act()
        rounds.append((time.process_time() - cpu, time.perf_counter() - wall))
    return min(cpu for cpu, _ in rounds), min(wall for _, wall in rounds)


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory(prefix="store-") as base:
        cache, out = Cache(Path(base) / "cache"), Outputs(Path(base) / "out")
        cache.prepare()
        blobs = store(cache)

        def place() -> int:
            return sum(out.put(name, blob, cache) for name, blob in blobs.items())

        empty = best(place, lambda: shutil.rmtree(out.root, ignore_errors=True))
        assert place() == 0
        again = best(place)
        size = sum(blob.bytes for blob in blobs.values()) >> 20
        rows = {"into an empty folder": empty, "nothing changed": again, "cache verify": best(cache.verify)}
        sys.stdout.write(f"{len(blobs)} files, {size} MB\n")
        for name, (cpu, wall) in rows.items():
            sys.stdout.write(f"{name:22} {cpu:.2f} s CPU, {wall:.2f} s wall clock\n")


if __name__ == "__main__":
    main()
