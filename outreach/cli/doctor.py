"""`outreach doctor`: says what works on this machine, and what to do about what does not."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from outreach.cli import author_says
from outreach.cli.opened import opened
from outreach.diagnostics import OutreachError
from outreach.lang import SOURCE
from outreach.messages import msg


@dataclass(frozen=True)
class Finding:
    """One thing looked at: does it work, what was seen, what to do."""

    ok: bool
    seen: str
    hint: str = ""
    needed: bool = True


@click.command()
def doctor() -> None:
    """Say what works on this machine. Exit code 1 when something that a build needs does not."""
    failed, say = False, author_says()
    for name, look in LOOKS.items():
        try:
            found = look()
        except (OutreachError, OSError, ImportError, subprocess.SubprocessError) as problem:
            found = Finding(False, _said(problem))
        mark = msg("ok") if found.ok else msg("MISSING") if found.needed else msg("no")
        click.echo(f"{say(mark):>8}  {say(name)}: {say(found.seen)}")
        if not found.ok and found.hint:
            hint = say(msg("hint"))
            click.echo(f"{'':>8}  {hint}: {say(found.hint)}")
        failed = failed or (found.needed and not found.ok)
    sys.exit(1 if failed else 0)


def _said(problem: Exception) -> str:
    return problem.diagnostics[0].message if isinstance(problem, OutreachError) else str(problem)


def _python() -> Finding:
    return Finding(
        sys.version_info >= (3, 11),
        f"{platform.python_version()}, {platform.system()} {platform.machine()}",
        msg("install Python 3.11 or newer"),
    )


def _project() -> Finding:
    session, faults = opened(), 0
    try:
        session.profiles()
    except OutreachError as problem:
        faults = len(problem.diagnostics)
    seen = msg("`{folder}`, date {date}", folder=session.project.root, date=session.project.date)
    hint = msg("{n} errors in its profiles: `outreach check` shows them", n=faults)
    return Finding(not faults, seen, hint)


def _fonts() -> Finding:
    names = opened().project.names("media/fonts", ".ttc")
    seen = ", ".join(names) or msg("none in media/fonts")
    return Finding(bool(names), seen, msg("copy the fonts from the starter: `outreach init`"))


def _layout() -> Finding:
    import typst  # noqa: PLC0415 - each look imports what it looks at

    pages = typst.compile(b"#set page(width: 10pt, height: 10pt)\n", format="png")
    return Finding(bool(pages), msg("Typst draws"))


def _film() -> Finding:
    import imageio_ffmpeg  # noqa: PLC0415

    from outreach.film import encoder  # noqa: PLC0415

    if unable := encoder.fault():
        return Finding(False, unable.message, unable.hints[0])
    return Finding(True, msg("ffmpeg {version}, its own copy", version=imageio_ffmpeg.get_ffmpeg_version()))


def _offline_voice() -> Finding:
    from outreach.voices import ENGINES  # noqa: PLC0415

    why_not = ENGINES["espeak"]().ready(SOURCE)
    seen = why_not or msg("espeak speaks without a network (a draft voice)")
    return Finding(not why_not, seen, msg("reinstall espeakng-loader"))


def _online_voice() -> Finding:
    from importlib.metadata import version  # noqa: PLC0415

    seen = msg("edge-tts {version}, not asked: `outreach voice try --voice edge` does", version=version("edge-tts"))
    return Finding(True, seen, needed=False)


def _disk_space() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    seen = msg("{gb} GB free, {n} cores", gb=f"{free / 1e9:.0f}", n=os.cpu_count())
    return Finding(free > 2e9, seen, msg("a full library needs about 2 GB"))


LOOKS: dict[str, Callable[[], Finding]] = {
    msg("python"): _python,
    msg("project"): _project,
    msg("fonts"): _fonts,
    msg("layout"): _layout,
    msg("film"): _film,
    msg("offline voice"): _offline_voice,
    msg("online voice"): _online_voice,
    msg("room"): _disk_space,
}
