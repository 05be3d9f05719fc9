"""An interpreter's clip from outside becomes a mezzanine: probed behind a whitelist, checked, keyed, transcoded.

ffmpeg opens playlists that are called .mp4 and reads other local files through them; `-protocol_whitelist` alone does
not stop that, `-format_whitelist` does (CVE-2017-9993). So nothing but `opening` ever opens a file from outside.

A mezzanine is H.264 at 25 fps without sound, the picture above and its matte below: alpha in a codec without alpha.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outreach.diagnostics import Diagnostic, OutreachError, Where, fail
from outreach.film.ingest.footage import Background
from outreach.film.ingest.footage import Footage as Footage
from outreach.film.ingest.frames import look
from outreach.film.ingest.frames import motion as motion
from outreach.film.ingest.header import header, shown_size, signal, stream
from outreach.film.ingest.judgement import MAX_SECONDS as MAX_SECONDS
from outreach.film.ingest.judgement import framing as framing
from outreach.film.ingest.judgement import judge, matte, outline
from outreach.film.ingest.mezzanine import preview as preview
from outreach.film.ingest.mezzanine import transcode as transcode
from outreach.film.keying import Key, key
from outreach.messages import msg


def probe(path: Path) -> tuple[Footage, list[Diagnostic]]:
    """Opens a clip and judges it. Raises OutreachError with everything that makes it unusable; returns the warnings."""
    where = Where(str(path))
    said = header(path, where)
    found = stream(said)
    length = re.search(r"Duration: (\d+):(\d\d):(\d\d\.\d+)", said)
    size = shown_size(found[1], said) if found else None
    rate = re.search(r"([\d.]+) (?:fps|tbr)", found[1]) if found else None
    if not (found and length and size and rate):
        raise fail("sign", where, msg("expected a video, found none that can be read"))
    number, video = found
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])
    problems = judge(where, *size, float(rate[1]), seconds)
    if any(p.severity == "error" for p in problems):
        raise OutreachError(problems)
    fields, transfer, matrix = signal(video)
    clip = Footage(*size, float(rate[1]), seconds, "opaque", "", number, fields, transfer, matrix)
    planes = look(path, where, clip)
    background, cloth = _background(planes, bool(re.search(r"yuva|rgba|argb|bgra|gbrap|alpha_mode", said)))
    problems += matte(where, planes, cloth)
    if any(p.severity == "error" for p in problems):
        raise OutreachError(problems)
    problems += outline(where, planes, background, cloth)
    return replace(clip, background=background, key=_as_rgb(planes) if cloth else "", cloth=cloth), problems


def _background(planes: NDArray[np.uint8], alpha: bool) -> tuple[Background, Key | None]:
    """What is behind the signer: nothing (alpha), one green, or a place that stays."""
    if alpha and (planes[..., 3] < 128).any():
        return "alpha", None
    cloth = key(planes)
    return ("green", cloth) if cloth else ("opaque", None)


def _as_rgb(planes: NDArray[np.uint8]) -> str:
    """The cloth's colour as RRGGBB, for people."""
    border = np.concatenate([planes[:, :6].reshape(-1, 4), planes[:, :, :5].reshape(-1, 4)])
    y, u, v = (float(n) for n in np.median(border[:, :3], axis=0))
    y, u, v = (y - 16) * 255 / 219, (u - 128) * 255 / 224, (v - 128) * 255 / 224
    rgb = (y + 1.5748 * v, y - 0.1873 * u - 0.4681 * v, y + 1.8556 * u)
    return "".join(f"{round(min(255.0, max(0.0, one))):02X}" for one in rgb)
