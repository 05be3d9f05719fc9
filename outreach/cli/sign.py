"""`outreach sign`: the kit an interpreter works from, adding recorded clips, and what is covered."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from outreach import film, signing
from outreach.adapt import adapt
from outreach.adapt.cuts import cut as cut_of
from outreach.art import draw
from outreach.build.bench import Bench
from outreach.build.speech import Spoken, recall, speak
from outreach.cache import Cache
from outreach.cli import author_says, known, report, tell
from outreach.cli.places import Finite, cache_option, out_option, own_project, printable, straight
from outreach.cli.watch import Watch
from outreach.diagnostics import Diagnostic, OutreachError, Where, fail
from outreach.files import write_atomically
from outreach.film import ingest
from outreach.film.guide import guide as guide_film
from outreach.formats import FILMS
from outreach.kinds import LESSON
from outreach.lang import SOURCE
from outreach.layout import Layout
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.plan import Pack, Wish
from outreach.profiles import Profiles, load_profiles, require
from outreach.project import MAX_TEXT_BYTES, Project, read_regular, text_of
from outreach.reviews import review
from outreach.runner import Pool
from outreach.script import load_script
from outreach.signing import sign_kit
from outreach.source import parse
from outreach.storyboard import Storyboard
from outreach.timeline import Timeline
from outreach.voices.slots import slot

SCAM = click.argument("scam")
AUDIENCE = click.option("-a", "--audience", required=True, help="For whom the film is.")
LANGUAGE = click.option("-l", "--lang", default=SOURCE, show_default=True, help="The film's language.")
VOICE = click.option("--voice", default="", help="The film's voice, chosen as `build` does.")
GUIDE = "guide.yaml"


@click.group()
def sign() -> None:
    """Sign language: a kit for the interpreter, adding clips, and what is covered."""


@sign.command()
@SCAM
@AUDIENCE
@LANGUAGE
@VOICE
@out_option
@cache_option
@click.option("--sheet-only", is_flag=True, help="Only the cue sheet, without the guide film.")
def kit(scam: str, audience: str, lang: str, voice: str, out: Path, cache_dir: Cache, sheet_only: bool) -> None:
    """Write the cue sheet (PDF) and the guide film that the interpreter signs against, with the film's real times."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    board = _board(project, profiles, scam, audience, lang)
    with _bench(project, profiles, cache_dir) as bench:
        spoken = speak(_pack(board), Wish(voice=voice), bench)
    if spoken.timeline is None:
        raise OutreachError(bench.diagnostics)
    tell(_times(spoken), err=True)
    timeline, layout = spoken.unsigned, Layout(project)
    guide = sign_kit.table(timeline, _names(spoken))
    target = _kit(out, board)
    sheet = sign_kit.cue_sheet(board, timeline, _pictures(project, timeline), guide)
    write_atomically(target / "cue-sheet.pdf", layout.pdf("scenes/sign-kit.typ", sheet, date=board.reviewed))
    click.echo(target / "cue-sheet.pdf")
    if sheet_only:
        return
    unsigned = replace(board, review=replace(board.review, approved=False))  # the slot is there, whoever approved
    segments = film.plan(replace(timeline, board=unsigned), "landscape", bearer=FILMS[0], ai_label=False, sign_clips={})
    with _part(target / "guide.mp4") as made:
        guide_film(segments, layout, made, sign_kit.COUNTDOWN)
    write_atomically(target / GUIDE, sign_kit.listing(guide).encode())
    click.echo(target / "guide.mp4")
    click.echo(target / GUIDE)


@sign.command()
@SCAM
@click.argument("clip", type=click.Path(dir_okay=False, path_type=Path))
@AUDIENCE
@LANGUAGE
@click.option("--scene", help="The scene it signs; without it the clip is of the whole film, signed against the guide.")
@click.option("--signer", required=True, callback=printable, help="The interpreter's name.")
@click.option(
    "--guide",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The table of the guide film that was signed against; else the one `sign kit` wrote below `out`.",
)
@click.option(
    "--offset",
    type=Finite(min=0),
    default=0.0,
    show_default=True,
    help="Seconds into the clip at which the guide film (or the scene) starts.",
)
def add(
    scam: str, clip: Path, audience: str, lang: str, scene: str | None, signer: str, guide: Path | None, offset: float
) -> None:
    """Check an interpreter's CLIP, take out its background and store it for SCAM.

    A clip of the whole film is cut by the guide film's table: each scene from the end of its countdown until the signer
    comes to rest, at the latest where the next countdown is over. Nothing that was signed is cut off.
    """
    project = own_project()
    board = _board(project, require(*load_profiles(project)), scam, audience, lang)
    if not project.folders["media"].is_relative_to(project.root):  # the starter's own: other projects read it, too
        hint = msg("copy media/ of a project that `outreach init` makes")
        raise fail(
            "sign", Where("media"), msg("expected a folder media/ in this project for the clip, found none"), hint
        )
    straight(Path("out"))
    found, problems = ingest.probe(clip)
    wanted, more = _cuts(board, scene, clip, found.seconds, guide or _kit_folder(Path("out"), board) / GUIDE, offset)
    problems += more
    folder = signing.folder(scam, audience, lang)
    for cut in wanted:
        make = partial(ingest.transcode, found, clip, start=cut.start, length=cut.length)
        seconds = _store(project, folder, cut, signer, make)
        problems += signing.judge(cut.scene, cut.speech, seconds, Where(str(clip)))
    shown = _kit(Path("out"), board) / f"preview-{wanted[0].scene}.png"
    with _part(shown) as picture:
        ingest.preview(project.path(f"{folder}/{wanted[0].scene}.mp4"), picture)
    report(problems)
    tell(msg("look at {file}: the signer on a light and a dark ground", file=shown))
    counts = {"n": len(wanted), "all": len(signing.rehearsal(board).scenes), "background": found.background}
    tell(msg("{n} of {all} scenes signed by {signer}, background: {background}", signer=signer, **counts))


def _store(project: Project, folder: str, cut: sign_kit.Excerpt, signer: str, make: Callable[[Path], None]) -> float:
    """Makes a scene's mezzanine and lists it; its length in seconds.

    The list is the point of no return: until it is written, the old clip and its entry stay; from then on the new clip
    is found under its waiting name, until it takes the old one's place.
    """
    file = project.path(f"{folder}/{cut.scene}.mp4")
    with _part(file) as made:
        make(made)
        seconds, digest = film.seconds(made), hashlib.sha256(made.read_bytes()).hexdigest()
        entry = signing.ClipModel(
            seconds=round(seconds, 2), signer=signer, words=cut.words, added=project.date.isoformat(), sha256=digest
        )
        waiting = file.with_name(signing.waiting(cut.scene, digest))
        with slot(f"sign-{hashlib.sha256(str(file.parent).encode()).hexdigest()[:16]}", 1):  # one writer of the list
            made.replace(waiting)
            listed = {**signing.read(project, folder), cut.scene: entry}
            write_atomically(file.with_name("clips.yaml"), signing.listing(listed).encode())
            waiting.replace(file)
            for left in file.parent.glob(signing.waiting(cut.scene, "*")):
                left.unlink()
    return seconds


@sign.command()
@SCAM
@AUDIENCE
@LANGUAGE
@VOICE
@cache_option
def status(scam: str, audience: str, lang: str, voice: str, cache_dir: Cache) -> None:
    """Show which scenes are signed, where signing lags speech by more than 4 s, and what has become stale."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    board = _board(project, profiles, scam, audience, lang)
    clips, problems = signing.known(project, scam, audience, lang), signing.faults(project, scam, audience, lang)
    with _bench(project, profiles, cache_dir) as bench:
        spoken = recall(_pack(board), Wish(voice=voice), bench)
    rows = signing.coverage(board, spoken.unsigned if spoken.timeline else signing.rehearsal(board), clips)
    for row in rows:
        click.echo(_line(row))
    lost = sorted(set(clips) - {row.scene for row in rows})
    for name in lost:
        tell(msg("{scene}: signed, but the script has no such scene any more", scene=name))
    signed = sum(row.signing is not None for row in rows)
    tell(msg("{n} of {all} scenes signed", n=signed, all=len(rows)))
    tell(_times(spoken))
    if problems:
        raise OutreachError(problems)


def _times(spoken: Spoken) -> str:
    """Whose lengths the times are."""
    if spoken.timeline is None:
        return msg(
            "times: the audience's pace; the film's voice has not spoken these words yet (`outreach build` does)"
        )
    if all(engine.name == "silent" for engine in spoken.speakers.values()):
        return msg("times: the audience's pace, as in a silent film; another voice will need other times")
    return msg("times: as spoken by `{voice}`; another voice will need other times", voice=_names(spoken))


def _names(spoken: Spoken) -> str:
    return ", ".join(dict.fromkeys(engine.name for engine in spoken.speakers.values()))


def _line(row: signing.Coverage) -> str:
    say, speech = author_says(), f"{row.speech:.1f}"
    if row.signing is None:
        told = msg("not signed ({s} s of speech)", s=speech)
        return f"{row.scene}: {say(told)}  {row.title}"
    notes = [msg("lags by {s} s", s=f"{row.lag:.1f}")] if row.lag > signing.MAX_LAG else []
    notes += [msg("the words changed since")] if row.stale else []
    note = f"  ! {', '.join(map(say, notes))}" if notes else ""
    told = msg("{s} s by {signer}, {speech} s of speech", s=f"{row.signing:.1f}", signer=row.signer, speech=speech)
    return f"{row.scene}: {say(told)}{note}  {row.title}"


def _cuts(
    board: Storyboard, scene: str | None, clip: Path, seconds: float, file: Path, offset: float
) -> tuple[list[sign_kit.Excerpt], list[Diagnostic]]:
    """The parts of a clip: one for `--scene`, else those of the guide film's table in `file`."""
    timeline = signing.rehearsal(board)
    scenes = {timed.scene.id: timed.scene for timed in timeline.scenes}
    if scene is not None:
        known(msg("scene"), (scene,), scenes)
        speech = signing.speech_end(timeline, scene)
        there = [sign_kit.Excerpt(scene, offset, None, speech, signing.digest_of(scenes[scene]))]
        problems: list[Diagnostic] = []
        if offset + sign_kit.SHORTEST > seconds:
            there = []
    else:
        found, problems = sign_kit.cuts(_guide(file), clip, seconds, offset)
        there = [cut for cut in found if cut.scene in scenes]
        if found and not there:
            hint = msg("there are: {names}", names=", ".join(scenes))
            raise fail("sign", Where(str(file)), msg("expected scenes of the script, found none of them"), hint)
    if not there:
        message = msg("the clip of {s} s ends before the first scene begins", s=round(seconds, 2))
        raise fail("sign", Where(str(clip)), message, msg("is `--offset` right? or name a --scene"))
    return there, problems


def _guide(file: Path) -> sign_kit.GuideFile:
    if not os.path.lexists(file):
        message = msg("cannot read `{file}`, which says where the scenes are in the guide film", file=file)
        hint = msg("name the file that came with the guide film: `--guide …/guide.yaml`, or name a --scene")
        raise fail("sign", Where(str(file)), message, hint)
    return parse(sign_kit.GuideFile, str(file), text_of(read_regular(file, str(file), MAX_TEXT_BYTES), str(file)))


def _pictures(project: Project, timeline: Timeline) -> dict[str, str]:
    """Scene id -> SVG of its first drawing."""
    scenes = [timed.scene for timed in timeline.scenes]
    drawn = {s.id: s.pictures[0] for s in scenes if s.pictures}
    return {scene: draw(project, p.name, p.state, timeline.board.style.colors) for scene, p in drawn.items()}


def _kit_folder(out: Path, board: Storyboard) -> Path:
    return out / board.scam / board.audience / board.lang / "sign-kit"


def _kit(out: Path, board: Storyboard) -> Path:
    """The kit's folder, made. Raises OutreachError where a link to a folder stands in the way."""
    return Outputs(out).path_for(f"{_kit_folder(Path(), board)}/{GUIDE}").parent


def _pack(board: Storyboard) -> Pack:
    """The film alone, as `build` would make it."""
    return Pack(board, f"{board.scam}/{board.audience}/{board.lang}", FILMS)


@contextmanager
def _bench(project: Project, profiles: Profiles, cache: Cache) -> Iterator[Bench]:
    workers = os.cpu_count() or 1
    with Pool(workers) as pool, Watch(workers) as watch:
        yield Bench(project, profiles, cache, pool, watch)


def _board(project: Project, profiles: Profiles, scam: str, audience: str, lang: str) -> Storyboard:
    known(msg("scam"), (scam,), project.names("content/scams"))
    known(msg("audience"), (audience,), profiles.audiences)
    known(msg("language"), (lang,), profiles.languages)
    script, problems = load_script(project, scam)
    if script is None:
        raise OutreachError(problems)
    state, faults = review(project, scam)
    board, more = adapt(script, profiles, audience, lang, review=state)
    if board is None:
        raise OutreachError([*faults, *more])
    return cut_of(board, LESSON, profiles.cuts[LESSON])


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """A temporary file beside `target`, which gets that name in one step when all went well; else it is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".part-{os.getpid()}-{target.name}")
    try:
        yield part
        if part.exists():
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
