"""A pack on its way through a build: its pages at once, what is heard and its films as soon as its lines are spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from outreach.adapt.mediums import shown_in
from outreach.aigc import AiLabel
from outreach.build import films
from outreach.build.bench import Bench
from outreach.build.films import FilmPlan
from outreach.build.speech import Speaking, Spoken, needs_voice
from outreach.cache import Record
from outreach.codes import links
from outreach.diagnostics import OutreachError
from outreach.formats import FORMATS
from outreach.jobs import Job
from outreach.jobs.picture import PictureJob
from outreach.jobs.render import HeardJob, Rendered, RenderJob
from outreach.manifest import Artefact
from outreach.plan import Pack, Wish


@dataclass
class Course:
    """One pack, and the jobs that were asked for it by format."""

    pack: Pack
    made: list[tuple[str, Job]] = field(default_factory=list)
    pictures: list[PictureJob] = field(default_factory=list)
    films: list[FilmPlan] = field(default_factory=list)
    spoken: Spoken | None = None

    def begin(self, wish: Wish, bench: Bench) -> None:
        """Asks for the pages, and for the lines when anything is heard."""
        if not needs_voice(self.pack):
            self._planned(Spoken(self.pack), bench)
            return
        Speaking(self.pack, wish, bench, lambda s: self._told(s, bench), lambda s: self._planned(s, bench)).begin()

    def _planned(self, s: Spoken, bench: Bench) -> None:
        """It is known whose voice it will be, and so whether its files carry the AI label."""
        self.spoken = s
        self.made, self.pictures = [], []
        self._ask(list(pages(s, bench, heard=False)), bench)

    def _told(self, s: Spoken, bench: Bench) -> None:
        """All lines are spoken, or none will be."""
        if self.spoken is None or label_of(self.spoken) != label_of(s):
            self._planned(s, bench)
        self.spoken = s
        self._ask(list(pages(s, bench, heard=True)), bench)
        try:
            self.films = films.plan(s, label_of(s), bench)
        except OutreachError as problem:  # a clip of the interpreter that is gone
            bench.note(problem.diagnostics)
            return
        for plan in self.films:
            own = [(plan.format.name, plan.film)] if plan.format.name in self.pack.formats else []
            self._ask([*own, *((deck.format, deck) for deck in plan.decks)], bench, plan)

    def _ask(self, found: list[tuple[str, Job]], bench: Bench, plan: FilmPlan | None = None) -> None:
        """Asks for jobs by format, with all they need, and for the gallery's pictures of what they make."""
        shown = [picture for format, job in found if (picture := self._picture(format, job))]
        self.made += found
        self.pictures += shown
        parts = plan.jobs if plan else [job for _, job in found]
        bench.request([*parts, *shown], goals=[job.key for job in (*(job for _, job in found), *shown)])

    def _picture(self, format: str, job: Job) -> PictureJob | None:
        name = FORMATS[format].picture
        if self.pack.board.branch or not name or getattr(job, "name", name) != name:
            return None
        return PictureJob(made_by=job.key, name=name, label=f"{self.pack.folder}: {name}, picture", weight=0.3)

    # --- what came of it -----------------------------------------------------------------------------------------

    def artefacts(self, bench: Bench) -> Iterator[Artefact]:
        """Every file that was made."""
        for format, job in self.made:
            if record := bench.results.get(job.key):
                yield from _pieces(self.pack, format, job, record)

    def complete(self, bench: Bench) -> Iterator[tuple[tuple[str, str, str], bool]]:
        """Pack, branch and format, and whether it has all its files; a pack of several films comes once for each."""
        board = self.pack.board
        for format in self.pack.formats:
            least = len(films.films_of(format, self.pack.told)) or 1
            branch = board.branch.id if board.branch else ""
            done = sum(job.key in bench.results for f, job in self.made if f == format) >= least
            yield (f"{board.scam}/{board.audience}/{board.lang}", branch, format), done


def pages(s: Spoken, bench: Bench, *, heard: bool) -> Iterator[tuple[str, Rendered]]:
    """The jobs of all formats but films: those of the storyboard alone, or those that need what is heard."""
    for format in s.pack.formats:
        if (FORMATS[format].needs != "storyboard") == heard:
            job = _page(s, format, bench)
            if job is not None:
                yield format, job


def _page(s: Spoken, format: str, bench: Bench) -> Rendered | None:
    made = FORMATS[format]
    source = s.timeline if made.needs == "timeline" else shown_in(s.pack.board, made.medium)
    if source is None or made.render is None or made.needs == "film":
        return None
    codes = (links.payload(s.pack.board, made.bears),) if made.bears else ()
    files, label = bench.files(made.inputs), f"{s.pack.folder}: {format}"
    common: dict[str, Any] = {"format": format, "source": source, "ai": label_of(s), "codes": codes, "files": files}
    common |= {"label": label, "weight": made.weight}
    if made.needs != "voice":
        return RenderJob(**common)
    clips = tuple(clip for line, clip in s.clips.items() if line.startswith(f"{format}."))
    return HeardJob(**common, clips=clips) if clips else None


def label_of(s: Spoken) -> AiLabel | None:
    """The metadata record of a pack with a synthetic voice: all of its files are published as one."""
    return AiLabel(s.pack.board.brand.producer_code, s.pack.folder) if s.synthetic else None


def _pieces(pack: Pack, format: str, job: Job, record: Record) -> Iterator[Artefact]:
    board = pack.board
    approved = f"approved by {board.review.by} on {board.review.date}"
    facts: dict[str, Any] = {
        "scam": board.scam,
        "audience": board.audience,
        "lang": board.lang,
        "branch": board.branch.id if board.branch else "",
        "format": format,
        "title": board.title.shown,
        "state": "approved" if board.review.approved else "draft",
        **({"approval": board.review.number, "until": board.review.until} if board.review.approved else {}),
        "why": approved if board.review.approved else board.review.why_not,
        "inputs": job.key,
        "words": pack.digest,
        **{name: fact for name, fact in record.facts.items() if name not in ("overflow", "found")},
    }
    for name, blob in record.outputs.items():
        yield Artefact(f"{pack.folder}/{name}", blob, facts)
