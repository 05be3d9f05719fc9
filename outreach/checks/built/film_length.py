"""A finished film is as long as its place allows.

Why: of a film in a branch people see ten seconds, on a phone they leave after twenty; the voice may be slower than the
estimate by which the script was cut, and only the file says how long it has become.
Source: our own rule: `seconds` of each cut in content/cuts.yaml, which the manifest of a build repeats.
The pictures of the file are counted; what a player adds before and after is not seen.
PASS: a loop of 55 s where 50 to 60 are wanted
WARN: a loop of 66 s; a bumper of 9 s
FAIL: none, a long film is shown all the same
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, Where, fail, warning
from outreach.ffmpeg import given
from outreach.messages import msg

_TIME = re.compile(rb"^out_time_us=(\d+)$", re.MULTILINE)


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields a film that is longer or shorter than its cut."""
    if "length" not in built.facts:
        return
    least, most = built.facts["length"]
    beyond, found = built.limit("film_length.beyond") / 100, _seconds(built)
    if not least * (1 - beyond) <= found <= most * (1 + beyond):
        wanted = msg("{least} to {most} seconds", least=f"{least:g}", most=f"{most:g}")
        measured = f"{found:.0f}"
        message = msg("`{name}`: expected {wanted}, found {found}", name=built.path, wanted=wanted, found=measured)
        hint = msg("what is in it: `cuts` of a scene or line, else content/cuts.yaml")
        yield warning("film-length", NOWHERE, message, hint, wanted=wanted, measured=measured, spot=Spot(built.path))


def _seconds(built: Built) -> float:
    """How long its pictures last, to a tenth of a second. Raises OutreachError for what is no film."""
    with given(built.bytes) as film:
        command = [get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-i", f"file:{film}", "-map", "0:v:0"]
        done = subprocess.run(
            [*command, "-c", "copy", "-progress", "pipe:1", "-f", "null", "-"], capture_output=True, check=False
        )
    told = _TIME.findall(done.stdout)
    if done.returncode or not told:
        raise fail("film", Where(built.path), f"ffmpeg: {done.stderr.decode(errors='replace')[-400:].strip()}")
    return int(told[-1]) / 1e6
