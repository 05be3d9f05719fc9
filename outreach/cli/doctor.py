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

from outreach.diagnostics import OutreachError
from outreach.profiles import load_profiles
from outreach.project import Project


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
    failed = False
    for name, look in LOOKS.items():
        try:
            found = look()
        except (OutreachError, OSError, ImportError, subprocess.SubprocessError) as problem:
            found = Finding(False, str(problem))
        mark = "ok" if found.ok else "MISSING" if found.needed else "no"
        click.echo(f"{mark:>8}  {name}: {found.seen}")
        if not found.ok and found.hint:
            click.echo(f"{'':>8}  hint: {found.hint}")
        failed = failed or (found.needed and not found.ok)
    sys.exit(1 if failed else 0)


def _python() -> Finding:
    return Finding(
        sys.version_info >= (3, 11),
        f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "install Python 3.11 or newer",
    )


def _project() -> Finding:
    project = Project.find()
    profiles, problems = load_profiles(project)
    seen = f"`{project.root}`, date {project.date}"
    return Finding(profiles is not None, seen, f"{len(problems)} errors in its profiles: `outreach check` shows them")


def _fonts() -> Finding:
    names = Project.find().names("media/fonts", ".ttc")
    return Finding(
        bool(names), ", ".join(names) or "none in media/fonts", "copy the fonts from the starter: `outreach init`"
    )


def _layout() -> Finding:
    import typst  # noqa: PLC0415 - each look imports what it looks at

    pages = typst.compile(b"#set page(width: 10pt, height: 10pt)\n", format="png")
    return Finding(bool(pages), "Typst draws")


def _film() -> Finding:
    import imageio_ffmpeg  # noqa: PLC0415

    exe = imageio_ffmpeg.get_ffmpeg_exe()
    said = subprocess.run(
        [exe, "-hide_banner", "-encoders"], capture_output=True, text=True, timeout=20, check=True
    ).stdout
    return Finding(
        "libx264" in said and " aac " in said,
        f"ffmpeg {imageio_ffmpeg.get_ffmpeg_version()}, its own copy",
        "reinstall imageio-ffmpeg, or set IMAGEIO_FFMPEG_EXE to an ffmpeg with libx264",
    )


def _offline_voice() -> Finding:
    from outreach.voices import ENGINES  # noqa: PLC0415

    why_not = ENGINES["espeak"]().ready("zh-CN")
    return Finding(
        not why_not, why_not or "espeak speaks without a network (a draft voice)", "reinstall espeakng-loader"
    )


def _online_voice() -> Finding:
    from outreach.voices import ENGINES  # noqa: PLC0415

    why_not = ENGINES["edge"]().ready("zh-CN")
    return Finding(
        not why_not, why_not or "edge can be reached", "films are spoken by a draft voice until it can", needed=False
    )


def _room() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    return Finding(free > 2e9, f"{free / 1e9:.0f} GB free, {os.cpu_count()} cores", "a full library needs about 2 GB")


LOOKS: dict[str, Callable[[], Finding]] = {
    "python": _python,
    "project": _project,
    "fonts": _fonts,
    "layout": _layout,
    "film": _film,
    "offline voice": _offline_voice,
    "online voice": _online_voice,
    "room": _room,
}
