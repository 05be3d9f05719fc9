"""`outreach doctor`: says what works on this machine, and what to do about what does not."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click

from outreach.cli import author_says
from outreach.cli.opened import opened, with_dask
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
    """Say what works on this machine, use by use. Exit code 1 when something that a build needs does not."""
    failed, say = False, author_says()
    for use, looks in USES.items():
        click.echo(say(use))
        for name, look in looks.items():
            try:
                found = look()
            except (OutreachError, OSError, ImportError, subprocess.SubprocessError) as problem:
                found = Finding(False, _said(problem))
            _tell(name, found)
            failed = failed or (found.needed and not found.ok)
    sys.exit(1 if failed else 0)


def _tell(name: str, found: Finding) -> None:
    say = author_says()
    mark = msg("ok") if found.ok else msg("MISSING") if found.needed else msg("no")
    click.echo(f"{say(mark):>9}  {say(name)}: {say(found.seen)}")
    if not found.ok and found.hint:
        hint = say(msg("hint"))
        click.echo(f"{'':>9}  {hint}: {say(found.hint)}")


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
    seen = msg("edge-tts {version}, not asked: `outreach voice try --voice edge` does", version=version("edge-tts"))
    return Finding(True, seen, needed=False)


def _disk_space() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    seen = msg("{gb} GB free, {n} cores", gb=f"{free / 1e9:.0f}", n=os.cpu_count())
    return Finding(free > 2e9, seen, msg("a full library needs about 2 GB"))


def _own_voice() -> Finding:
    from outreach.voices import ENGINES  # noqa: PLC0415

    why_not = ENGINES["kokoro"](project=opened().project).ready(SOURCE)
    return Finding(not why_not, why_not or msg("Kokoro speaks here, without a network"), needed=False)


def _ear() -> Finding:
    from outreach.ear import recogniser  # noqa: PLC0415

    why_not = recogniser.missing()
    return Finding(not why_not, why_not or msg("Whisper hears here, without a network"), needed=False)


def _office() -> Finding:
    from outreach.office import office  # noqa: PLC0415

    hint = msg("install LibreOffice Impress: without it slides are made, but shown nowhere before PowerPoint")
    return Finding(bool(office()), office() or msg("no `soffice`"), hint, needed=False)


def _reader() -> Finding:
    from outreach.ocr import INSTALL, ready, tesseract  # noqa: PLC0415

    found = ready()
    return Finding(
        found, tesseract() if found else msg("no Tesseract here that can read numbers"), INSTALL, needed=False
    )


def _browser() -> Finding:
    found = next(filter(None, map(shutil.which, BROWSERS)), "")
    hint = msg("any browser plays a pack here; a branch's box needs Chromium: `apt install chromium`")
    return Finding(bool(found), found or msg("no Chromium"), hint, needed=False)


def _cluster() -> Finding:
    try:
        with_dask()
    except OutreachError as problem:
        return Finding(False, _said(problem), needed=False)
    return Finding(True, msg("distributed {version}", version=version("distributed")), needed=False)


def _store() -> Finding:
    root = Path(os.environ.get("OUTREACH_CACHE") or ".outreach-cache").absolute()
    there = next(one for one in (root, *root.parents) if one.exists())
    hint = msg("`--cache-dir` or OUTREACH_CACHE names the folder where results are kept")
    return Finding(os.access(there, os.W_OK), msg("results are kept in `{folder}`", folder=root), hint)


BROWSERS = ("chromium", "chromium-browser", "google-chrome")  # as templates/screen/kiosk/kiosk.sh looks for them
USES: dict[str, dict[str, Callable[[], Finding]]] = {
    msg("Everything"): {
        msg("python"): _python,
        msg("project"): _project,
        msg("room"): _disk_space,
        msg("cache"): _store,
    },
    msg("Sheets, cards, slides, pages"): {msg("fonts"): _fonts, msg("layout"): _layout},
    msg("Films, and an interpreter in them"): {msg("film"): _film},
    msg("Voices"): {
        msg("offline voice"): _offline_voice,
        msg("online voice"): _online_voice,
        msg("own voice"): _own_voice,
    },
    msg("Reviews and `check --built`: slides as pictures, films heard"): {
        msg("slides"): _office,
        msg("ear"): _ear,
        msg("drawn numbers"): _reader,
    },
    msg("Screens of branches"): {msg("player"): _browser},
    msg("Several machines: `build --cluster`"): {msg("cluster"): _cluster},
}
