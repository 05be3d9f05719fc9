"""Drives a run: plan the packs, ask the cache, run the jobs, check, write. The only package that writes outputs.

Each pack goes its own `course`: pages at once, its film when its lines are spoken. Jobs name what they need and run as
soon as it is there, the longest way to the end first (`graph`). A job that fails loses its own artefact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from outreach import manifest, rebrand
from outreach.build import speech
from outreach.build.bench import TURNS, Bench, Progress, worn
from outreach.build.course import Course
from outreach.build.current import Made, settle, show
from outreach.build.forecast import Forecast, Idle, forecast
from outreach.build.lengths import Lengths
from outreach.build.trace import Trace
from outreach.build_result import BuildResult as BuildResult
from outreach.cache import Blob, LostError
from outreach.checks import content
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, error, errors, unusable
from outreach.drawings import check_drawings
from outreach.faces import check_faces
from outreach.files import write_atomically
from outreach.inventory import inventory
from outreach.jobs.picture import NAME as PICTURE
from outreach.keys import recall_imports
from outreach.manifest import Artefact
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.plan import Pack, Wish, packs
from outreach.profiles import Profiles, load_profiles, require
from outreach.project import Project
from outreach.runner import Executor
from outreach.store import Store


def build(
    wish: Wish,
    project: Project,
    out: Path,
    cache: Store,
    pool: Executor,
    progress: Progress,
    trace: Path | None = None,
) -> BuildResult:
    """Makes what was wished for and writes it below `out`. Never raises for one artefact's sake.

    `trace`: a file that tells when each job ran and on what it waited.
    Raises OutreachError when nothing can start: profiles with errors, a name that does not exist, no room to write.
    """
    told = Trace()
    with told.driver("read", kind="start"):
        ready = _ready(wish, project, cache)
        outputs = Outputs(out)
        outputs.prepare()
        bench = ready.bench(pool, progress, told)
    made, changed, bench = _turns(ready, bench, outputs)
    with told.driver("gallery, manifest", kind="end"):
        withdrawn = _finish(outputs, made, wish, bench)
    if trace:
        _write(told, trace, bench)
    artefacts = [a for a in made.artefacts if a.path in made.placed]
    return BuildResult(
        artefacts, bench.diagnostics, bench.made, bench.reused, changed, withdrawn, frozenset(bench.voices)
    )


def render(
    wish: Wish, project: Project, cache: Store, pool: Executor, progress: Progress
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The files that `build` would write, by path, and what it would tell. Raises as `build` does."""
    ready, held = _ready(wish, project, cache), _Held()
    made, _, bench = _turns(ready, ready.bench(pool, progress, Trace()), held)
    return {one.path: held.files[one.path] for one in made.artefacts if one.path in made.placed}, bench.diagnostics


def foresee(wish: Wish, project: Project, cache: Store) -> tuple[Forecast, list[Diagnostic]]:
    """What `build` would do, and what it would tell before anything is made. Raises as `build` does."""
    ready, idle = _ready(wish, project, cache), Idle()
    bench = ready.bench(idle, idle, Trace())
    _courses(ready.packs, wish, bench)
    return forecast(ready.packs, idle, bench.results, Lengths(cache)), bench.diagnostics


class _Place(Protocol):
    """Where finished files go."""

    def put(self, name: str, blob: Blob, cache: Store) -> bool:
        """Puts a file of the cache there; was it not there yet?"""


class _Held:
    """No folder: what is finished is held."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, name: str, blob: Blob, cache: Store) -> bool:
        """Reads it out of the cache."""
        self.files[name] = cache.read(blob)
        return True


@dataclass(frozen=True)
class _Ready:
    """A run that can start: what is to be made, and what is wrong before anything is made."""

    wish: Wish
    project: Project
    profiles: Profiles
    cache: Store
    packs: list[Pack]
    problems: list[Diagnostic]

    def bench(self, pool: Executor, progress: Progress, told: Trace) -> Bench:
        """Where its jobs are run."""
        of = (self.project, self.profiles, self.cache, pool, progress, self.wish.sound)
        return Bench(*of, [*self.problems], trace=told)


def _ready(wish: Wish, project: Project, cache: Store) -> _Ready:
    """Reads what the wish needs. Raises OutreachError when nothing can start."""
    profiles = require(*load_profiles(project))
    drawn = [*check_drawings(project, profiles, cache), *check_faces(project, profiles)]
    if errors(drawn):
        raise OutreachError(drawn)
    found, problems = packs(wish, project, profiles)
    cache.prepare()
    recall_imports(cache)
    return _Ready(wish, project, profiles, cache, found, [*problems, *drawn, *rebrand.left(project, profiles)])


def _turns(ready: _Ready, bench: Bench, place: _Place) -> tuple[_Turn, list[str], Bench]:
    """Makes and places everything; what the cache loses on the way is made again in another turn."""
    made, changed = _turn(ready, bench, place)
    for _ in range(TURNS - 1):
        if not bench.lost:
            break
        bench = bench.again(ready.problems)
        made, more = _turn(ready, bench, place)
        changed += more
    bench.note([worn(name) for name in sorted(bench.lost)])
    return made, changed, bench


def _write(told: Trace, file: Path, bench: Bench) -> None:
    try:
        write_atomically(file, told.json().encode())
    except OSError as problem:
        bench.note([unusable(problem)])


@dataclass(frozen=True)
class _Turn:
    """What one turn made: the artefacts, those that stand in their place, what is complete, digests of the packs."""

    artefacts: list[Artefact]
    placed: set[str]
    complete: set[tuple[str, str, str]]
    digests: dict[tuple[str, str, str], str]


def _turn(ready: _Ready, bench: Bench, place: _Place) -> tuple[_Turn, list[str]]:
    """Everything once; a file of the cache that is lost on the way is noted on the bench."""
    courses = _courses(ready.packs, ready.wish, bench)
    with bench.trace.driver("place files", kind="end"):
        artefacts = [one for course in courses for one in course.artefacts(bench)]
        digests = {(p.board.scam, p.board.audience, p.board.lang): p.digest for p in ready.packs}
        marks = [mark for course in courses for mark in course.complete(bench)]
        complete = {one for one, done in marks if done} - {one for one, done in marks if not done}
        turn = _Turn(artefacts, set(), complete, digests)
        changed = [artefact.path for artefact in artefacts if _placed(artefact, turn, bench, place)]
        for course in courses:
            _show(course, bench, place)
    return turn, changed


def _courses(found: list[Pack], wish: Wish, bench: Bench) -> list[Course]:
    """Runs the packs until nothing is left to do."""
    courses: list[Course] = []
    for pack in found:
        bench.step(f"plan {pack.folder}", partial(_begin, pack, wish, bench, courses))
    bench.work()
    return courses


def _begin(pack: Pack, wish: Wish, bench: Bench, courses: list[Course]) -> None:
    if _fit(pack, wish, bench):
        courses.append(Course(pack))
        courses[-1].begin(wish, bench)
    elif wish.release:  # all reasons at once
        bench.note(speech.refused(pack, wish, bench))


def _placed(artefact: Artefact, turn: _Turn, bench: Bench, place: _Place) -> bool:
    """Puts an artefact in its place; True when it was not there yet. A place that takes none is an error of its own."""
    try:
        written = place.put(artefact.path, artefact.blob, bench.cache)
    except LostError as problem:
        bench.lose(problem)
    except (OutreachError, OSError) as problem:
        found = problem.diagnostics if isinstance(problem, OutreachError) else (unusable(problem),)
        bench.note(found)
    else:
        turn.placed.add(artefact.path)
        return written
    turn.complete.discard((artefact.pack, artefact.facts["branch"], artefact.facts["format"]))
    return False


def _finish(outputs: Outputs, made: _Turn, wish: Wish, bench: Bench) -> list[str]:
    """Withdraws what is not current, then writes gallery and manifest. Returns what left."""
    now = inventory(bench.project, bench.profiles)
    rows = {a.path: a.row() for a in made.artefacts if a.path in made.placed}
    for row in rows.values():
        if not now.usual(row):
            row["asked"] = True
    # Late: another run may have written meanwhile. Of branches that were made anew nobody needs the former row.
    former = manifest.read(outputs.root, {path for path, row in rows.items() if row["branch"]})
    settled = settle(outputs, former.rows, Made(rows, frozenset(made.complete), made.digests), wish, now)
    bench.note([*former.problems, *settled.diagnostics, *show(outputs, settled.rows, former, bench.project)])
    return settled.withdrawn


def _show(course: Course, bench: Bench, place: _Place) -> None:
    """Puts the gallery's pictures in their places; a place that takes none is told by the gallery itself."""
    for picture in course.pictures:
        shown, of = bench.results.get(picture.key), bench.results.get(picture.made_by)
        if shown and of and (blob := shown.outputs.get(PICTURE)):
            name = f"gallery/{of.outputs[picture.name].sha256[:16]}-{blob.sha256[:16]}.jpg"
            try:
                place.put(name, blob, bench.cache)
            except LostError as problem:
                bench.lose(problem)
            except (OutreachError, OSError):
                continue


def _fit(pack: Pack, wish: Wish, bench: Bench) -> bool:
    """May this pack be built? Content errors and, for a release, a missing approval hold it back."""
    found = list(content.check_board(pack.board, bench.context))
    if wish.release and not pack.board.review.approved:
        scam = pack.board.scam
        hint = msg("`outreach approve {scam} --by NAME` records a review", scam=scam)
        message = msg("`{scam}` is a draft: {why}", scam=scam, why=pack.board.review.why_not)
        found.append(error("release", NOWHERE, message, hint))
    bench.note(found)
    borrowed = wish.release and any(d.code == rebrand.CODE for d in bench.diagnostics)
    return not borrowed and not any(d.severity == "error" for d in found)
