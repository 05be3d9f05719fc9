"""Drives a run: plan the packs, ask the cache, run the jobs, check, write. The only room that writes outputs.

Waves: what is said (`speech`), then everything that waits for no picture (pages, decks, captions, a film's segments
and its sound), then `films`, which join them, then decks with the film inside. A job that fails loses its own artefact.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from outreach import manifest, rebrand
from outreach.adapt.mediums import shown_in
from outreach.aigc import Record as AiRecord
from outreach.build import films
from outreach.build.bench import Bench, Progress
from outreach.build.current import Made, place_all, settle, show
from outreach.build.speech import Spoken, speak
from outreach.cache import Cache, LostError, Record
from outreach.checks import content
from outreach.codes import links
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, error, errors, unusable
from outreach.drawings import check_drawings
from outreach.faces import check_faces
from outreach.gallery import pictures
from outreach.jobs import Job, files_of
from outreach.jobs.render import Heard, Page, Rendered
from outreach.manifest import Artefact
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.plan import Pack, Wish, packs
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.renderers import RENDERERS, Renderer
from outreach.runner import Pool
from outreach.standing import standing

TURNS = 3  # a damaged file of the cache is made again in another turn; who loses files faster has a broken disk


@dataclass(frozen=True)
class Outcome:
    """What a run made and what went wrong."""

    artefacts: list[Artefact]
    diagnostics: list[Diagnostic]
    made: int  # jobs that ran
    reused: int  # jobs whose result was in the cache
    changed: list[str] = field(default_factory=list)  # outputs that were written; the others stood there already
    withdrawn: list[str] = field(default_factory=list)  # outputs of earlier runs that left


def build(wish: Wish, project: Project, out: Path, cache: Cache, pool: Pool, progress: Progress) -> Outcome:
    """Makes what was wished for and writes it below `out`. Never raises for one artefact's sake.

    Raises OutreachError when nothing can start: profiles with errors, a name that does not exist, no room to write.
    """
    profiles = require(*load_profiles(project))
    drawn = [*check_drawings(project, profiles, cache), *check_faces(project, profiles)]
    if errors(drawn):
        raise OutreachError(drawn)
    found, problems = packs(wish, project, profiles)
    problems += [*drawn, *rebrand.left(project, profiles)]
    outputs = Outputs(out)
    cache.prepare()
    outputs.prepare()
    bench = Bench(project, profiles, cache, pool, progress, wish.sound, [*problems])
    made, changed = _turn(found, wish, bench, outputs)
    for _ in range(TURNS - 1):
        if not bench.lost:
            break
        bench = replace(bench, diagnostics=[*problems], reused=0, lost=set())
        made, more = _turn(found, wish, bench, outputs)
        changed += more
    bench.diagnostics += [_worn(name) for name in sorted(bench.lost)]
    withdrawn = _finish(outputs, made, wish, bench)
    artefacts = [a for a in made.artefacts if a.path in made.placed]
    return Outcome(artefacts, bench.diagnostics, bench.made, bench.reused, changed, withdrawn)


@dataclass(frozen=True)
class _Turn:
    """What one turn made: the artefacts, those that stand in their place, what is complete, the words of the packs."""

    artefacts: list[Artefact]
    placed: set[str]
    complete: set[tuple[str, str, str]]
    words: dict[tuple[str, str, str], str]


def _turn(found: list[Pack], wish: Wish, bench: Bench, outputs: Outputs) -> tuple[_Turn, list[str]]:
    """Everything once; a file of the cache that is lost on the way is noted on the bench."""
    spoken = [speak(pack, wish, bench) for pack in found if _fit(pack, wish, bench)]
    artefacts, complete = _make(spoken, bench)
    words = {(p.board.scam, p.board.audience, p.board.lang): p.words for p in found}
    turn = _Turn(artefacts, set(), complete, words)
    changed = [artefact.path for artefact in artefacts if _placed(artefact, turn, bench, outputs)]
    return turn, changed


def _placed(artefact: Artefact, turn: _Turn, bench: Bench, outputs: Outputs) -> bool:
    """Puts an artefact in its place; True when it was not there yet. A place that takes none is an error of its own."""
    try:
        written = outputs.put(artefact.path, artefact.blob, bench.cache)
    except LostError as problem:
        bench.lose(problem)
    except (OutreachError, OSError) as problem:
        found = problem.diagnostics if isinstance(problem, OutreachError) else (unusable(problem),)
        bench.diagnostics += [d for d in found if d not in bench.diagnostics]
    else:
        turn.placed.add(artefact.path)
        return written
    turn.complete.discard((artefact.pack, artefact.facts["branch"], artefact.facts["format"]))
    return False


def _worn(name: str) -> Diagnostic:
    hint = msg("the disk of the cache may be failing; `--cache-dir` names another place")
    return error("cache", NOWHERE, msg("a file of the cache was lost {n} times: {name}", n=TURNS, name=name[:12]), hint)


def _finish(outputs: Outputs, made: _Turn, wish: Wish, bench: Bench) -> list[str]:
    """Withdraws what is not current, then writes gallery and manifest. Returns what left."""
    now = standing(bench.project, bench.profiles)
    rows = {a.path: a.row() for a in made.artefacts if a.path in made.placed}
    for row in rows.values():
        if not now.usual(row):
            row["asked"] = True
    bench.diagnostics += place_all(outputs, pictures(list(rows.values()), outputs.root))
    former = manifest.read(outputs.root)  # late: another run may have written meanwhile
    settled = settle(outputs, former.rows, Made(rows, frozenset(made.complete), made.words), wish, now)
    bench.diagnostics += [*former.problems, *settled.diagnostics, *show(outputs, settled.rows, former, bench.project)]
    return settled.withdrawn


def _fit(pack: Pack, wish: Wish, bench: Bench) -> bool:
    """May this pack be built? Content errors and, for a release, a missing approval hold it back."""
    found = list(content.run_storyboard(pack.board, bench.project, bench.profiles))
    if wish.release and not pack.board.review.approved:
        scam = pack.board.scam
        hint = msg("`outreach approve {scam} --by NAME` records a review", scam=scam)
        message = msg("`{scam}` is a draft: {why}", scam=scam, why=pack.board.review.why_not)
        found.append(error("release", NOWHERE, message, hint))
    bench.diagnostics += [d for d in found if d not in bench.diagnostics]
    borrowed = wish.release and any(d.code == rebrand.CODE for d in bench.diagnostics)
    return not borrowed and not any(d.severity == "error" for d in found)


def _make(spoken: list[Spoken], bench: Bench) -> tuple[list[Artefact], set[tuple[str, str, str]]]:
    """The artefacts, and which formats of which packs have all their files."""
    pages = [(s, f, page) for s in spoken for f in s.pack.formats if f != "video" and (page := _page(s, f, bench))]
    plans = [plan for s in spoken for plan in films.plan(s, bench)]
    # Segments first: they are the longest, and a worker that is done with them still finds pages to make.
    parts = [job for plan in plans for job in (*plan.segments, plan.sound)]
    records = bench.run([*parts, *(page for _, _, page in pages)])
    joins = [(plan, job) for plan in plans if (job := films.join(plan, records, _ai(plan.spoken), bench))]
    records |= bench.run(job for _, job in joins)
    inside = [
        (plan.spoken, format, job)
        for plan, join in joins
        if join.key in records
        for format, job in films.decks(plan, join, _ai(plan.spoken), bench)
    ]
    records |= bench.run(job for _, _, job in inside)
    made = [*pages, *((p.spoken, "video", job) for p, job in joins if "video" in p.spoken.pack.formats), *inside]
    artefacts = [piece for s, f, job in made if job.key in records for piece in _pieces(s, f, job, records[job.key])]
    return artefacts, {_format_of(s, f) for s in spoken for f in s.pack.formats if _complete(s, f, made, records)}


def _format_of(s: Spoken, format: str) -> tuple[str, str, str]:
    board = s.pack.board
    return f"{board.scam}/{board.audience}/{board.lang}", board.branch.id if board.branch else "", format


def _complete(s: Spoken, format: str, made: list[tuple[Spoken, str, Job]], records: dict[str, Record]) -> bool:
    """Has every job of this format been done?"""
    wanted = len(s.pack.board.style.shapes) if format == "video" else 1
    return sum(job.key in records for one, f, job in made if one is s and f == format) >= wanted


def _page(s: Spoken, format: str, bench: Bench) -> Rendered | None:
    renderer: Renderer = RENDERERS[format]
    source = s.timeline if renderer.needs == "timeline" else shown_in(s.pack.board, renderer.medium)
    if source is None or renderer.needs == "film":
        return None
    codes = (links.payload(s.pack.board, format),) if renderer.codes else ()
    files, label = files_of(bench.project, renderer.inputs), f"{s.pack.folder}: {format}"
    common: dict[str, Any] = {"format": format, "source": source, "ai": _ai(s), "codes": codes, "files": files}
    common |= {"label": label, "weight": renderer.weight}
    if renderer.needs != "voice":
        return Page(**common)
    clips = tuple(clip for line, clip in s.clips.items() if line.startswith(f"{format}."))
    return Heard(**common, clips=clips) if clips else None


def _ai(s: Spoken) -> AiRecord | None:
    """The metadata record of a pack with a synthetic voice: all of its files are published as one."""
    board = s.pack.board
    return AiRecord(board.brand.producer_code, s.pack.folder) if s.synthetic else None


def _pieces(s: Spoken, format: str, job: Job, record: Record) -> list[Artefact]:
    board = s.pack.board
    approved = f"approved by {board.review.by} on {board.review.date}"
    facts: dict[str, Any] = {
        "scam": board.scam,
        "audience": board.audience,
        "lang": board.lang,
        "branch": board.branch.id if board.branch else "",
        "format": format,
        "title": board.title.shown,
        "state": "approved" if board.review.approved else "draft",
        "why": approved if board.review.approved else board.review.why_not,
        "inputs": job.key,
        "words": s.pack.words,
        **{name: fact for name, fact in record.facts.items() if name != "room"},
    }
    return [Artefact(f"{s.pack.folder}/{name}", blob, facts) for name, blob in record.outputs.items()]
