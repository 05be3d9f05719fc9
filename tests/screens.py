"""What tests of the screen's pack share: a project whose output folder holds short films, and a player of one line."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

from imageio_ffmpeg import get_ffmpeg_exe
from own import own_project

from outreach import manifest
from outreach.film.writer import ENCODING
from outreach.sound.aac import AAC

ROOT = Path(__file__).parent.parent
SECONDS = 2.4
PLAYER = {"index.html": b"<!doctype html><title>screen</title>", "kiosk/kiosk.sh": b"#!/bin/sh\n"}
CAPTIONS = b"WEBVTT\n\n1\n00:00.000 --> 00:01.000\nhang up\n"


def film(path: Path, size: str = "320x180", rate: int = 48000, seconds: float = SECONDS, hue: int = 0) -> Path:
    """A film as ours are coded, of a test card and a tone that ends before it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    card = f"testsrc2=s={size}:r=25:d={seconds},hue=h={hue}"
    tone = f"sine=f=440:r={rate}:d={seconds - 0.06:.2f}"
    command = [get_ffmpeg_exe(), "-y", "-v", "error", "-f", "lavfi", "-i", card, "-f", "lavfi", "-i", tone]
    command += [*ENCODING, *AAC, "-ar", str(rate), "-ac", "2", "-movflags", "+faststart", str(path)]
    subprocess.run(command, check=True)
    return path


def row(out: Path, path: str, **more: Any) -> dict[str, Any]:
    """The manifest's row of a file that lies there."""
    scam, audience, lang = path.split("/")[:3]
    data = (out / path).read_bytes()
    known = {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "branch": ""}
    known |= {
        "scam": scam,
        "audience": audience,
        "lang": lang,
        "title": f"{scam} & co",
        "state": "draft",
        "format": "video",
    }
    return known | more


def lines(*ends: tuple[str, float]) -> list[dict[str, Any]]:
    """What a film says, and when each line ends."""
    return [{"id": name, "end": end} for name, end in ends]


FILMS = ("parcel/elders/zh-CN/video-loop.mp4", "parcel/visitors/en/video-loop.mp4")


def built(folder: Path) -> Path:
    """A project with two films and captions of one, as a build leaves them, and a player of its own."""
    own_project(folder)
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("screen"))
    for name, data in PLAYER.items():
        file = folder / "templates/screen" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    out = folder / "out"
    for n, path in enumerate(FILMS):
        film(out / path, hue=90 * n)
    captions = FILMS[0].replace("video-loop.mp4", "captions-loop.vtt")
    (out / captions).write_bytes(CAPTIONS)
    told = {"cut": "loop", "shape": "landscape", "seconds": SECONDS}
    told |= {"lines": lines(("call.c1", 0.5), ("call.c2", 0.9), ("act.d1", 1.6), ("end.e1", 2.2))}
    told |= {"ai": {"id": "x", "label": "1", "producer": "TRIALBANK"}}
    rows = [row(out, path, **told) for path in FILMS]
    manifest.write(out, [*rows, row(out, captions, format="captions")], {})
    return folder


def change(folder: Path, path: str, **more: Any) -> None:
    """Other facts in a row of the manifest."""
    rows = manifest.read(folder / "out").rows
    manifest.write(folder / "out", [{**one, **more} if one["path"] == path else one for one in rows], {})


def lying(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
