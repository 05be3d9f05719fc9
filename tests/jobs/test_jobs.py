"""Every kind of job: what its bytes depend on is in its key, and what is not in its key has no part in its bytes."""

from __future__ import annotations

import dataclasses
import os
import pickle
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach import closure, film, voices
from outreach.aigc import AiLabel
from outreach.cache import Cache
from outreach.codes import links
from outreach.film.scene import look_of
from outreach.film.testcard import Card, Tip
from outreach.formats import FORMATS
from outreach.jobs import Desk, Job, files_of, guide, work
from outreach.jobs.clips import SpokenClip
from outreach.jobs.deck_film import DeckFilm
from outreach.jobs.excerpts import Excerpts
from outreach.jobs.film import Film
from outreach.jobs.fit import Fit
from outreach.jobs.guide import CueSheetJob, GuideJob
from outreach.jobs.leaves import Leaves
from outreach.jobs.picture import PictureJob
from outreach.jobs.render import HeardJob, RenderJob
from outreach.jobs.segment import SegmentJob
from outreach.jobs.shots import Shots
from outreach.jobs.sound import SoundJob
from outreach.jobs.speak import Speak
from outreach.jobs.testcard import INPUTS as CARD_INPUTS
from outreach.jobs.testcard import CardJob
from outreach.jobs.tone import ToneJob
from outreach.project import Project
from outreach.renderers import hotline_audio
from outreach.signing import sign_kit
from outreach.storyboard import Storyboard
from outreach.timeline import lay_out
from outreach.voices.espeak import Espeak
from outreach.voices.silent import Silent

NAMES = (
    "speak",
    "captions",
    "leaflet",
    "deck",
    "page",
    "fit",
    "segment",
    "sound",
    "film",
    "deck-film",
    "hotline-audio",
    "picture",
    "guide",
    "cue-sheet",
    "shots",
    "leaves",
    "excerpts",
    "testcard",
    "tone",
)


@dataclasses.dataclass(frozen=True, repr=False)
class Bench:
    """A project, a store in which everything was made once, and a job of each kind."""

    project: Project
    desk: Desk
    made: dict[str, Job]


@pytest.fixture(scope="module")
def bench(project: Project, board: Callable[..., Storyboard], tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One job of each kind, of the first and the last scene of a film."""
    whole = board("nfc-skimming", "students", "zh-CN")
    few = dataclasses.replace(whole, scenes=(whole.scenes[0], whole.scenes[-1]))
    desk = Desk(project.root, Cache(tmp_path_factory.mktemp("jobs")))
    engine, ai = Espeak(), AiLabel("code", "pack")
    lines = voices.lines(few, engine)
    said = [voices.line(few, engine, name, text, rate=rate) for name, text, rate in hotline_audio.parts(few, True)]
    spoken = {line.id: Speak(engine=engine, line=line) for line in (*lines, *said)}
    records = {name: work(desk, job) for name, job in spoken.items()}
    clips = {n: SpokenClip(n, r.outputs["clip.pcm"], r.facts["seconds"], spoken[n].key) for n, r in records.items()}
    timeline = lay_out(few, {line.id: 0.4 for line in lines})

    def page(format: str, source: Any) -> dict[str, Any]:
        one = FORMATS[format]
        codes = (links.payload(few, one.bears),) if one.bears else ()
        return {"format": format, "source": source, "ai": ai, "codes": codes, "files": files_of(project, one.inputs)}

    opening, *_, hold = film.plan(timeline, "landscape", bearer="video", ai_label=True, sign_clips={})
    short = [dataclasses.replace(opening, frames=30), hold]
    scenes = [SegmentJob(segment=s, files=files_of(project, FORMATS["video"].inputs)) for s in short]
    sound = SoundJob(
        timeline=timeline,
        score=film.compose(film.plan(timeline, "landscape", bearer="video", ai_label=True, sign_clips={}), project),
        clips=tuple(clips[line.id] for line in lines),
        profile="online",
        files=files_of(project, ("media/music",)),
    )
    joined = Film(
        format="video",
        segments=tuple(s.key for s in scenes),
        sound=sound.key,
        cues=timeline.cues,
        folder=few.folder,
        name="video.mp4",
        codes=(links.payload(few, "video"),),
        title="t",
        approved="",
        lang="zh-CN",
        ai=ai,
        facts={"voice": "espeak"},
    )
    both = files_of(project, (*FORMATS["deck-film"].inputs, *FORMATS["video"].inputs))
    deck = {**page("deck-film", few), "files": both}
    leaflet = RenderJob(**page("leaflet", few))
    made: dict[str, Job] = {
        "speak": spoken[lines[0].id],
        "captions": RenderJob(**page("captions", timeline)),
        "leaflet": leaflet,
        "deck": RenderJob(**page("deck", few)),
        "page": RenderJob(**page("page", few)),
        "fit": Fit(format="leaflet", source=few, files=page("leaflet", few)["files"]),
        "segment": scenes[-1],
        "sound": sound,
        "film": joined,
        "deck-film": DeckFilm(**deck, film=joined.key, name="video.mp4", opening=short[0]),
        "picture": PictureJob(made_by=joined.key, name="video.mp4"),
        "hotline-audio": HeardJob(**page("hotline-audio", few), clips=tuple(clips[line.id] for line in said)),
        "guide": GuideJob(
            segments=(dataclasses.replace(opening, frames=4),), countdown=2, files=files_of(project, guide.FILM_INPUTS)
        ),
        "cue-sheet": CueSheetJob(
            sheet=sign_kit.cue_sheet(few, timeline, {}, sign_kit.table(timeline, "silent")),
            date="2026-11-01",
            files=files_of(project, guide.SHEET_INPUTS),
        ),
        "shots": Shots(segment=short[0], files=scenes[0].files),
        "leaves": Leaves(made_by=leaflet.key, office=False),
        "excerpts": Excerpts(sound=sound.key, spans=(("00", 0.0, timeline.seconds),)),
        "testcard": CardJob(
            card=Card(
                shape="portrait",
                look=look_of(few.style),
                title="t",
                brief="t",
                code="CODE",
                samples=((44, "w"),),
                tips=(Tip("bars", ("w",), ("v",), True),),
            ),
            start=0,
            end=2,
            files=files_of(project, CARD_INPUTS),
        ),
        "tone": ToneJob(seconds=2, first=1, every=1),
    }
    for job in (*scenes, *made.values()):
        work(desk, job)
    return Bench(project, desk, made)


def kinds(of: type[Job] = Job) -> Iterator[type[Job]]:
    """Every kind of job there is."""
    for kind in of.__subclasses__():
        yield from kinds(kind)
        if "run" in vars(kind):
            yield kind


def test_there_is_a_sample_of_every_kind(bench: Bench) -> None:
    """A new kind of job is tried like the others."""
    assert {type(job) for job in bench.made.values()} == set(kinds())
    assert set(NAMES) == set(bench.made)


# --- fields ----------------------------------------------------------------------------------------------------------


# Another value that there is, where not any word will do.
KNOWN = {"format": "poster", "engine": Silent(), "sha256": "0" * 64}


def other(value: Any, name: str) -> Any:
    """Another value in its place."""
    if name in KNOWN:
        return KNOWN[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return f"{value}x" if isinstance(value, str) else f"another {name}"


def changed(value: Any, pick: random.Random, name: str = "") -> tuple[Any, bool]:
    """The value with one thing changed, however deep, and whether that may change what is made."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        field = pick.choice(dataclasses.fields(value))
        new, counts = changed(getattr(value, field.name), pick, field.name)
        aside = field.name == "where" or field.metadata.get("aside")
        return dataclasses.replace(value, **{field.name: new}), counts and not aside
    if isinstance(value, tuple) and value:
        at = pick.randrange(len(value))
        new, counts = changed(value[at], pick, name)
        return (*value[:at], new, *value[at + 1 :]), counts
    if isinstance(value, dict) and value:
        at = pick.choice(sorted(value, key=str))
        new, counts = changed(value[at], pick, name)
        return {**value, at: new}, counts
    return other(value, name), True


@pytest.mark.parametrize("name", NAMES)
def test_every_field_counts_or_is_marked_as_aside(name: str, bench: Bench) -> None:
    """Also a field that will be added tomorrow."""
    job = bench.made[name]
    for field in dataclasses.fields(job):
        another = dataclasses.replace(job, **{field.name: other(getattr(job, field.name), field.name)})
        assert (another.key == job.key) == bool(field.metadata.get("aside")), field.name


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40)
@given(seed=st.integers(0, 1 << 30))
def test_whatever_changes_deep_inside_changes_the_key(name: str, bench: Bench, seed: int) -> None:
    """A letter in a label, a colour, a frame; but neither a line number nor a progress label."""
    job = bench.made[name]
    another, counts = changed(job, random.Random(seed))
    assert (another.key != job.key) == counts


@pytest.mark.parametrize("name", NAMES)
def test_no_field_says_where_this_machine_keeps_things(name: str, bench: Bench) -> None:
    """Not the project, not the store: the job is the same in any checkout and crosses to any machine."""
    plain = pickle.dumps(bench.made[name])
    assert all(str(path).encode() not in plain for path in (bench.project.root / "content", bench.desk.store.root))  # type: ignore[attr-defined]
    assert pickle.loads(plain).key == bench.made[name].key


# --- files -----------------------------------------------------------------------------------------------------------


def put(source: Path, target: Path) -> None:
    """A hard link where the disk has them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def alone(job: Job, project: Project, root: Path) -> Project:
    """A project in which every file that the job does not name is spoilt."""
    named = [path for path, _ in job.files]
    for top in ("content", "templates", "media/art", "media/fonts", "media/music", "media/voices"):
        for file in project.files(top):
            if any(file == path or file.startswith(f"{path}/") for path in named):
                put(project.path(file), root / file)
            else:
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_bytes(b"spoilt: {")
    return Project(root, project.date)


ALONE = """
import pickle, sys
from pathlib import Path
from outreach.cache import Cache
from outreach.jobs.base import Desk, work

class Store(Cache):
    # Of its own, but for what other jobs made in another one.
    def get(self, key):
        return super().get(key) if key == job.key else others.get(key)
    def read(self, blob):
        return others.read(blob)
    def path(self, blob):
        return others.path(blob)

here = Path(sys.argv[1])
others, job = pickle.loads((here / "job").read_bytes())
(here / "record").write_bytes(pickle.dumps(work(Desk(here / "own", Store(here / "cache")), job)))
print("\\n".join(name.removeprefix("outreach").lstrip(".") for name in sys.modules if name.startswith("outreach")))
"""
DEAR = ("segment", "deck-film", "shots")


@pytest.mark.every(4)
@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.slow] if n in DEAR else []) for n in NAMES])
def test_a_job_needs_no_file_and_no_code_that_its_key_does_not_know(name: str, bench: Bench, tmp_path: Path) -> None:
    """In a process of its own, in another folder in which all other files are spoilt, it makes the same bytes; and
    every module of ours that was loaded is among those whose digests count.

    But for what other formats say of themselves: all are listed, and a job asks its own only.
    """
    job = bench.made[name]
    alone(job, bench.project, tmp_path / "own")
    (tmp_path / "job").write_bytes(pickle.dumps((bench.desk.store, job)))
    command = [sys.executable, "-c", ALONE, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert pickle.loads((tmp_path / "record").read_bytes()) == bench.desk.store.get(job.key)
    loaded = {one for one in ran.stdout.split("\n") if one and not one.startswith("formats.")}
    assert loaded <= closure.reach(*job.modules())


def test_each_file_that_a_job_reads_changes_its_key(bench: Bench, tmp_path: Path) -> None:
    """One letter more in any of them."""
    for top in ("templates", "media/art", "media/music"):
        for file in bench.project.files(top):
            put(bench.project.path(file), tmp_path / file)
    (tmp_path / "content").mkdir()
    fresh = Project(tmp_path, bench.project.date)
    inputs = sorted({path for job in bench.made.values() for path, _ in job.files if path != "media/fonts"})
    before = dict(files_of(fresh, inputs))
    for path in inputs:
        own = tmp_path / fresh.files(path)[0]
        data = own.read_bytes()
        own.unlink()
        own.write_bytes(data + b" ")
        assert dict(files_of(Project(tmp_path, fresh.date), inputs))[path] != before[path]


# --- code ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("segment", {"checks.content", "cli", "build", "adapt", "paper.printing", "renderers.deck", "sound"}),
        ("segment", {"profiles", "profiles.settings", "script", "hosts", "spreadsheet", "film.guide"}),
        ("sound", {"film", "art", "svg", "source", "profiles", "script", "voices", "checks"}),
        ("film", {"checks.content", "adapt", "renderers.leaflet", "voices.edge", "profiles", "script"}),
        ("speak", {"film", "layers", "checks", "voices.edge", "renderers", "adapt"}),
        ("leaflet", {"film", "checks.content", "voices", "renderers.deck", "renderers.page", "adapt"}),
        pytest.param("deck", {"film", "paper.printing", "renderers.leaflet"}, marks=pytest.mark.slow),
    ],
)
def test_code_of_another_package_has_no_part_in_a_key(name: str, without: set[str], bench: Bench) -> None:
    """A typo mended in a check encodes no film again, one in the film speaks no line again."""
    assert closure.reach(*bench.made[name].modules()) & without == set()


def test_mended_code_changes_the_keys_of_what_it_makes(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest follows the modules that are reached."""
    before = {name: dataclasses.replace(job).key for name, job in bench.made.items()}
    real = closure._sha
    monkeypatch.setattr(closure, "_sha", lambda name: "mended" if name == "film.compositor" else real(name))
    closure.digest.cache_clear()
    try:
        after = {name: dataclasses.replace(job).key for name, job in bench.made.items()}
    finally:
        closure.digest.cache_clear()
    drawn = {"segment", "shots", "film", "deck-film", "guide", "cue-sheet", "testcard"}
    assert {name for name in NAMES if before[name] != after[name]} == drawn
