"""`outreach sign`: the kit an interpreter works from, adding recorded clips, and what is covered."""

from __future__ import annotations

from pathlib import Path

import click

from outreach import signing
from outreach.build import interpreter
from outreach.cache import Cache
from outreach.cli import author_says, report, tell
from outreach.cli.opened import at_work, opened, own
from outreach.cli.places import Finite, cache_option, out_option, printable, straight
from outreach.diagnostics import OutreachError
from outreach.kinds import LESSON
from outreach.lang import SOURCE
from outreach.messages import msg
from outreach.signing import intake

SCAM = click.argument("scam")
AUDIENCE = click.option("-a", "--audience", required=True, help="For whom the film is.")
LANGUAGE = click.option("-l", "--lang", default=SOURCE, show_default=True, help="The film's language.")
FILE = click.Path(dir_okay=False, path_type=Path)
_GUIDE = "The table of the guide film that was signed against; else the one `sign kit` wrote below `out`."
_OFFSET = "Seconds into the clip at which the guide film (or the scene) starts."
VOICE = click.option("--voice", default="", help="The film's voice, chosen as `build` does.")


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
    session = opened(cache_dir)
    board = session.storyboard(scam, audience, lang, LESSON)[0]
    with at_work() as (pool, watch):
        bench = session.bench(pool, watch)
        spoken = interpreter.spoken(board, voice, bench)
        tell(interpreter.times(spoken), err=True)
        for file in interpreter.kit(spoken, bench, out, film_too=not sheet_only):
            click.echo(file)


@sign.command()
@SCAM
@click.argument("clip", type=FILE)
@AUDIENCE
@LANGUAGE
@click.option("--scene", help="The scene it signs; without it the clip is of the whole film, signed against the guide.")
@click.option("--signer", required=True, callback=printable, help="The interpreter's name.")
@click.option("--guide", type=FILE, help=_GUIDE)
@click.option("--offset", type=Finite(min=0), default=0.0, show_default=True, help=_OFFSET)
def add(
    scam: str, clip: Path, audience: str, lang: str, scene: str | None, signer: str, guide: Path | None, offset: float
) -> None:
    """Check an interpreter's CLIP, take out its background and store it for SCAM.

    A clip of the whole film is cut by the guide film's table: each scene from the end of its countdown until the signer
    comes to rest, at the latest where the next countdown is over. Nothing that was signed is cut off.
    """
    session, out = own(), Path("out")
    board = session.storyboard(scam, audience, lang, LESSON)[0]
    straight(out)
    taken = intake.take(session.project, board, intake.Received(clip, signer, scene, guide, offset), out)
    report(taken.problems)
    tell(msg("look at {file}: the signer on a light and a dark ground", file=taken.preview))
    counts = {"n": len(taken.scenes), "all": taken.of, "background": taken.background}
    tell(msg("{n} of {all} scenes signed by {signer}, background: {background}", signer=signer, **counts))


@sign.command()
@SCAM
@AUDIENCE
@LANGUAGE
@VOICE
@cache_option
def status(scam: str, audience: str, lang: str, voice: str, cache_dir: Cache) -> None:
    """Show which scenes are signed, where signing lags speech by more than 4 s, and what has become stale."""
    session = opened(cache_dir)
    board = session.storyboard(scam, audience, lang, LESSON)[0]
    with at_work() as (pool, watch):
        bench = session.bench(pool, watch)
        now = interpreter.standing(board, voice, bench)
    for row in now.rows:
        click.echo(_line(row))
    for name in now.lost:
        tell(msg("{scene}: signed, but the script has no such scene any more", scene=name))
    tell(msg("{n} of {all} scenes signed", n=sum(row.signing is not None for row in now.rows), all=len(now.rows)))
    tell(interpreter.times(now.spoken))
    if now.problems:
        raise OutreachError(now.problems)


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
