"""Kills builds of a tiny project with a film, at moments spread over the work: `python tests/benchmarks/kills.py`

Some kills are aimed (before a file is opened, renamed or removed, or a program started), some come from outside after a
share of the time; they hit the build or a worker. After each: no half file stands in the output folder, no process is
left, the next build makes the same bytes as an undisturbed one, and the cache is whole. Prints one row a kill.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from killing import Kill, Trials  # noqa: E402

FORMATS = ("video", "leaflet", "captions", "page")
PLACED = r"os.rename .*/out/tiny/"
AIMED = (
    Kill("build", r"(open|subprocess\.Popen) .*film\.mp4"),  # one film is joined in the build's own process
    Kill("build", r"open .*/out/\.\.outreach"),
    Kill("build", PLACED),
    *(Kill("build", PLACED, nth, former=nth % 2 == 1, kept=True) for nth in range(2, 9)),
    Kill("build", r"open .*/out/gallery/", former=True, kept=True),
    Kill("build", r"os.rename .*/out/index\.html", kept=True),
    Kill("build", r"open .*/out/\.manifest\.json", kept=True),
    Kill("build", r"open .*/out/\.manifest\.json", former=True, kept=True),
    Kill("build", r"os.rename .*/out/manifest\.json", kept=True),
    Kill("build", r"os.rename .*/out/manifest\.json", former=True, kept=True),
    Kill("build", r"os.remove .*/out/gallery/", former=True, kept=True),
    Kill("worker", r"open .*/cas/", 1),
    Kill("worker", r"os.rename .*/cas/", 1),
    Kill("worker", r"os.rename .*/cas/", 3),
    Kill("worker", r"open .*/ac/", 1),
    Kill("worker", r"os.rename .*/ac/", 2),
    Kill("worker", r"os.rename .*/ac/", 3, former=True),
    Kill("worker", r"subprocess.Popen .*segment\.mp4"),
    Kill("worker", r"open .*sound\.wav"),
    Kill("worker", r"subprocess.Popen .*sound\.m4a", former=True),
    Kill("worker", r"os.link .*/templates/"),
)
SHARES = (0.3, 0.38, 0.46, 0.54, 0.62, 0.7, 0.78, 0.88)


def main() -> None:
    """Runs all and prints the table; ends with 1 if anything was wrong."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--only", type=int, default=0, help="so many of the kills")
    kills = [*AIMED, *(Kill(who, share=share) for share in SHARES for who in ("build", "worker"))]
    chosen = kills[: options.parse_args().only or None]
    hits: Counter[tuple[str, str]] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="kills-") as base:
        trials = Trials(Path(base), FORMATS)
        say(f"undisturbed: {trials.seconds:.1f} s, {len(trials.after)} files")
        for number, kill in enumerate(chosen, 1):
            found = trials.run(kill)
            when = f"{kill.at} x{kill.nth}" if kill.at else f"after {kill.share:.0%}"
            outcome = "; ".join(found.faults) or "sound"
            say(f"{number:3} {kill.victim:7}{'hit' if found.hit else 'no hit':7} {found.moment:9} {when:44} {outcome}")
            hits[kill.victim, found.moment] += found.hit
            wrong += bool(found.faults)
    for (victim, moment), count in sorted(hits.items()):
        say(f"{victim:7} {moment:9} {count}")
    say(f"{sum(hits.values())} of {len(chosen)} kills hit; {wrong} were wrong")
    sys.exit(bool(wrong))


def say(line: str) -> None:
    """Prints a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
