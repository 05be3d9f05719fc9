"""What people would understand: all films of the project are built and heard. `python tests/benchmarks/ear.py [FOLDER]`

Builds the film of every scam, audience and language (the lesson, landscape: other cuts and shapes have the same lines),
lets `outreach voice listen` hear them, and prints the table engine x audience x language, eSpeak's beside it: of some
lines (--every), as a clip without a film's music, which flatters it. With FOLDER the films are those that lie there.
Exit code 1 when a language as a whole is over its level of content/hearing.yaml or a film was not heard; with --strict
also for a single line or number. Another processor rounds the voice otherwise, so that single lines differ by machine.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from outreach import voices  # noqa: E402
from outreach.build.listening import Line, Total, totals  # noqa: E402
from outreach.ear import recogniser  # noqa: E402
from outreach.ear.judgement import judge  # noqa: E402
from outreach.plan import Pack, Wish, packs  # noqa: E402
from outreach.profiles import load_profiles, require  # noqa: E402
from outreach.profiles.hearing import Limits, limits  # noqa: E402
from outreach.project import Project  # noqa: E402

VOICE = "kokoro"
BESIDE = "espeak"


def outreach(*words: str, inside: Path) -> tuple[int, str]:
    """Runs the command line; its progress goes to stderr. Returns exit code and stdout."""
    command = [sys.executable, "-m", "outreach", *words]
    run = subprocess.run(
        command, cwd=inside, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, check=False
    )
    return run.returncode, run.stdout.decode()


def landscape(folder: Path) -> Path:
    """The project's content with one film a pack, in one shape: the shorter cuts say the same lines."""
    shutil.copytree(ROOT / "content", folder / "content")
    for file in (folder / "content/audiences").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^shapes:.*$", "shapes: [landscape]", text)
        file.write_text(re.sub(r"(?m)^cuts:.*$", "cuts: [talk]", text), encoding="utf-8")
    return folder


def rotated(boards: list[Pack], day: int) -> list[Pack]:
    """A film of one language, of another one every day: of its packs the first when each scam has another audience than
    the scam before."""
    scams, audiences = ([*dict.fromkeys(getattr(b.board, name) for b in boards)] for name in ("scam", "audience"))
    chosen = {(scam, audiences[n % len(audiences)]) for n, scam in enumerate(scams)}
    first = {pack.board.lang: pack for pack in reversed(boards) if (pack.board.scam, pack.board.audience) in chosen}
    turn = [pack for pack in boards if pack in first.values()]
    return [turn[day % len(turn)]]


def build(project: Path, boards: list[Pack], out: Path) -> int:
    """The films of those packs, the voice in the lead."""
    cache = ("--voice", VOICE, "-o", str(out), "--cache-dir", str(project / "cache"))
    for scam in dict.fromkeys(pack.board.scam for pack in boards):
        own = [pack.board for pack in boards if pack.board.scam == scam]
        asked = [word for board in own for word in ("-a", board.audience, "-l", board.lang)]
        if code := outreach("build", scam, "-f", "video", *asked, *cache, inside=project)[0]:
            return code
    return 0


def hear(project: Path, out: Path) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """Exit code, totals and lines of `outreach voice listen`."""
    code, said = outreach("voice", "listen", "--json", "-o", str(out), inside=project)
    found = json.loads(said)
    return code, found["totals"], found["lines"]


def beside(project: Project, boards: list[Pack], ear: recogniser.Ear, every: int) -> Iterator[Line]:
    """What is understood of the other voice, of one line in `every`."""
    for pack in boards:
        board = pack.board
        engine, _ = voices.choose(BESIDE, board, project)
        for line in voices.lines(board, engine)[::every]:
            hearing = judge(line.text, ear.hear(voices.speak(engine, line).samples, line.lang), line.lang)
            yield Line(pack.folder, line.lang, board.audience, BESIDE, line.id, "", 0.0, hearing, "", "")


def table(rows: list[Total]) -> str:
    """One row a voice, audience and language, then each voice and language as a whole."""
    lines = [f"{'voice':8} {'audience':18} {'lang':6} {'lines':>5} {'units':>6} {'misheard':>9} {'worst':>6}  numbers"]
    whole: dict[tuple[str, str], list[Total]] = {}
    for one in sorted(rows, key=lambda one: (one.lang, one.audience, one.voice != VOICE)):
        whole.setdefault((one.voice, one.lang), []).append(one)
        lines.append(_row(one.voice, one.audience, one.lang, [one]))
    return "\n".join([*lines, *(_row(voice, "all", lang, own) for (voice, lang), own in whole.items())])


def _row(voice: str, audience: str, lang: str, own: list[Total]) -> str:
    units, numbers = sum(t.units for t in own), sum(t.numbers for t in own)
    rate, worst = sum(t.errors for t in own) / max(units, 1), max(t.worst for t in own)
    right = numbers - sum(t.wrong for t in own)
    return (
        f"{voice:8} {audience:18} {lang:6} {sum(t.lines for t in own):5} {units:6} {rate:9.1%} {worst:6.0%}  "
        f"{right} of {numbers}"
    )


def over(rows: list[Total], levels: Limits) -> Iterator[str]:
    """The languages of which more is misheard than content/hearing.yaml allows."""
    for lang in sorted({one.lang for one in rows}):
        own = [one for one in rows if one.lang == lang]
        rate, most = sum(t.errors for t in own) / max(sum(t.units for t in own), 1), levels.of(lang).all
        if rate > most:
            yield f"{lang}: expected at most {most:.0%} misheard, found {rate:.1%}"


def main() -> None:
    """Builds, hears, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="finished films; they are built when it is left out")
    parser.add_argument("--strict", action="store_true", help="a single line or number that is misheard fails, too")
    parser.add_argument("--every", type=int, default=4, help=f"one of so many lines is spoken by {BESIDE}, too")
    parser.add_argument("--rotate", action="store_true", help="one film instead of all, of another language every day")
    asked = parser.parse_args()
    folder = asked.folder
    with tempfile.TemporaryDirectory() as scratch:
        inside, failed, start = landscape(Path(scratch)), [], time.perf_counter()
        out = folder.resolve() if folder else inside / "out"
        project = Project.find(inside)
        wanted = packs(Wish(formats=("video",)), project, require(*load_profiles(project)))[0]
        wanted = rotated(wanted, project.date.toordinal()) if asked.rotate else wanted
        if not folder and build(inside, wanted, out):
            failed.append("the build failed")
        built = time.perf_counter()
        code, found, lines = hear(inside, out)
        heard = time.perf_counter()
        other = totals([*beside(project, wanted, recogniser.load(), asked.every)])
        ended = time.perf_counter()
    rows = [Total(**{name: value for name, value in one.items() if name != "rate"}) for one in found]
    print(  # noqa: T201
        table([*rows, *other]),
        f"{BESIDE}: one line in {asked.every}, as a clip without music",
        f"built in {built - start:.0f} s, heard in {heard - built:.0f} s, {BESIDE} in {ended - heard:.0f} s",
        sep="\n",
    )
    missing = sorted({pack.folder for pack in wanted} - {line["film"].rpartition("/")[0] for line in lines})
    failed += [f"not heard: {name}" for name in missing] + list(over(rows, limits(project)))
    if asked.strict and code:
        failed.append("a line or a number is not understood")
    sys.exit("\n".join(failed) or 0)


if __name__ == "__main__":
    main()
