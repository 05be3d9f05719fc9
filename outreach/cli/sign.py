"""`outreach sign`: the kit an interpreter works from, adding recorded clips, and what is covered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from outreach import film, signing
from outreach.adapt import adapt
from outreach.art import draw
from outreach.cache import write_atomically
from outreach.cli import author_says, report, tell
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, Where, error, fail
from outreach.film import ingest
from outreach.layout import Layout
from outreach.messages import msg
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.reviews import review
from outreach.script import load_script
from outreach.storyboard import Storyboard
from outreach.timeline import Timeline

SCAM = click.argument("scam")
AUDIENCE = click.option("-a", "--audience", required=True, help="For whom the film is.")
LANGUAGE = click.option("-l", "--lang", default="zh-CN", show_default=True, help="The film's language.")


@click.group()
def sign() -> None:
    """Sign language: a kit for the interpreter, adding clips, and what is covered."""


@sign.command()
@SCAM
@AUDIENCE
@LANGUAGE
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--sheet-only", is_flag=True, help="Only the cue sheet, without the guide film.")
def kit(scam: str, audience: str, lang: str, out: Path, sheet_only: bool) -> None:
    """Write the cue sheet (PDF) and the guide film that the interpreter signs against."""
    project = Project.find()
    board = _board(project, scam, audience, lang)
    timeline, layout = signing.rehearsal(board), Layout(project)
    target = out / scam / audience / lang / "sign-kit"
    target.mkdir(parents=True, exist_ok=True)
    write_atomically(target / "cue-sheet.pdf", layout.pdf("scenes/sign-kit.typ", _sheet(project, board, timeline)))
    click.echo(target / "cue-sheet.pdf")
    if sheet_only:
        return
    unsigned = replace(board, review=replace(board.review, approved=False))  # the slot is there, whoever approved
    segments = film.plan(replace(timeline, board=unsigned), "landscape", ai_label=False, sign_clips={})
    with _part(target / "guide.mp4") as made:
        film.guide(segments, layout, made, signing.COUNTDOWN)
    click.echo(target / "guide.mp4")


@sign.command()
@SCAM
@click.argument("clip", type=click.Path(dir_okay=False, path_type=Path))
@AUDIENCE
@LANGUAGE
@click.option("--scene", help="The scene it signs; without it the clip is of the whole film, signed against the guide.")
@click.option("--signer", required=True, help="The interpreter's name.")
def add(scam: str, clip: Path, audience: str, lang: str, scene: str | None, signer: str) -> None:
    """Check an interpreter's CLIP, take out its background and store it for SCAM."""
    project = Project.find()
    board = _board(project, scam, audience, lang)
    timeline = signing.rehearsal(board)
    found, problems = ingest.probe(clip)
    wanted = _parts(timeline, scene, found.seconds)
    listed = dict(signing.known(project, scam, audience, lang))
    for name, (start, length) in wanted.items():
        file = project.path(f"{signing.folder(scam, audience, lang)}/{name}.mp4")
        with _part(file) as made:
            ingest.transcode(found, clip, made, start, length)
            seconds = film.seconds(made)
        problems += signing.judge(timeline, name, seconds, Where(str(clip)))
        digest = signing.words(next(s.scene for s in timeline.scenes if s.scene.id == name))
        added = project.date.isoformat()
        listed[name] = signing.ClipModel(seconds=round(seconds, 2), signer=signer, words=digest, added=added)
        listing = project.path(f"{signing.folder(scam, audience, lang)}/clips.yaml")
        write_atomically(listing, signing.listing(listed).encode())
    report(problems)
    counts = {"n": len(wanted), "all": len(timeline.scenes), "background": found.background}
    tell(msg("{n} of {all} scenes signed by {signer}, background: {background}", signer=signer, **counts))


@sign.command()
@SCAM
@AUDIENCE
@LANGUAGE
def status(scam: str, audience: str, lang: str) -> None:
    """Show which scenes are signed, where signing lags speech by more than 4 s, and what has become stale."""
    project = Project.find()
    board = _board(project, scam, audience, lang)
    clips = signing.known(project, scam, audience, lang)
    rows = signing.coverage(board, signing.rehearsal(board), clips)
    for row in rows:
        click.echo(_line(row))
    lost = sorted(set(clips) - {row.scene for row in rows})
    for name in lost:
        tell(msg("{scene}: signed, but the script has no such scene any more", scene=name))
    signed = sum(row.signing is not None for row in rows)
    tell(msg("{n} of {all} scenes signed", n=signed, all=len(rows)))


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


def _parts(timeline: Timeline, scene: str | None, seconds: float) -> dict[str, tuple[float, float | None]]:
    """Scene -> start and length in the clip."""
    names = [s.scene.id for s in timeline.scenes]
    if scene is not None:
        if scene not in names:
            raise OutreachError([_unknown(msg("scene"), scene, names)])
        return {scene: (0.0, None)}
    found = {name: part for name, part in signing.parts(timeline).items() if part[0] + 1 < seconds}
    if not found:
        raise fail(
            "sign", NOWHERE, msg("the clip ends before the first scene of the guide film"), msg("or name a --scene")
        )
    return {name: (start, length) for name, (start, length) in found.items()}


def _sheet(project: Project, board: Storyboard, timeline: Timeline) -> dict[str, object]:
    colors = board.style.colors
    pictures = {
        s.id: draw(project, s.pictures[0].name, s.pictures[0].state, colors) for s in board.scenes if s.pictures
    }
    sheet = signing.cue_sheet(board, timeline, pictures)
    starts = signing.parts(timeline)
    for scene in sheet["scenes"]:
        scene["at"] = starts[scene["id"]][0]
    label = board.labels
    labels = {
        "how": list(label["kit_how"].phrases),
        "length": label["kit_length"].shown,
        "columns": label["kit_columns"].shown.split(" · "),
        "terms": label["kit_terms"].shown,
        "footer": f"{label['kit_footer'].shown} · {board.brand.short.shown}",
    }
    look = {"font": board.style.font, "wide_chars": board.style.wide_chars, "colors": dict(colors)}
    return {**sheet, **look, "labels": labels, "brand": board.brand.name.shown}


def _board(project: Project, scam: str, audience: str, lang: str) -> Storyboard:
    profiles = require(*load_profiles(project))
    _known(msg("scam"), scam, project.names("content/scams"))
    _known(msg("audience"), audience, list(profiles.audiences))
    _known(msg("language"), lang, list(profiles.languages))
    script, problems = load_script(project, scam)
    if script is None:
        raise OutreachError(problems)
    state, faults = review(project, scam)
    board, more = adapt(script, profiles, audience, lang, review=state)
    if board is None:
        raise OutreachError([*faults, *more])
    return board


def _known(what: str, name: str, names: list[str]) -> None:
    if name not in names:
        raise OutreachError([_unknown(what, name, names)])


def _unknown(what: str, name: str, names: list[str]) -> Diagnostic:
    message = msg("no {what} is called `{name}`", what=what, name=name)
    return error("unknown", NOWHERE, message, msg("there are: {names}", names=", ".join(names)))


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """A temporary file beside `target`, which gets that name in one step when all went well; else it is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".part-{os.getpid()}-{target.name}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
