"""A film's sound: loud as its profile says, never clipped, the music far under the words, the pace its audience's.

Why: a film louder than the next one gets its screen turned off; a pace that suits students loses their grandparents.
What an encoder makes of a mix is not the mix: loudness and peak are measured on the finished MP4, by ffmpeg's meter.
Source: AES TD1004, GY/T 377-2023 (online: -16 LUFS +-1, -1.5 dBTP); EBU R 128, GY/T 282-2014 (broadcast: -23, -2);
WCAG 2.2 SC 1.4.7: background at least 20 dB under speech; the speech rate is the audience's, in content/audiences.

A machine's pace can be set and is held to the range. A person's is what it is: each line out of it is named, a warning.

PASS: -16.0 LUFS, -2.1 dBTP, bed 22 LU under speech, 178 Hanzi a minute for seniors
WARN: `call.l1`, read by a person, 124 Hanzi a minute for seniors
FAIL: -1.2 dBTP after AAC; 231 Hanzi a minute for seniors
"""

from __future__ import annotations

import math
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, Spot, Where, error, fail, warning
from outreach.ffmpeg import given
from outreach.messages import msg
from outreach.sound.loudness import QUIET, TARGETS

SHORT = 6  # Hanzi or words: a shorter line has too little speech to judge a rate by
ROUNDED = 0.05  # ffmpeg's meter tells one decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """How fast one line is read: Hanzi or words, those a minute, and the recording when a person reads it."""

    line: str
    units: int
    rate: float
    file: str = ""


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is wrong with the sound of a finished film. A muted one has nothing to measure."""
    mixed = built.facts.get("sound")
    if mixed is None and "sound" not in built.facts:
        yield from _alone(built)
    if not mixed or not mixed["rate"]:
        return
    target = TARGETS[mixed["profile"]]
    loudness, peak = measured(built.bytes, built.path)
    if abs(loudness - target.loudness) > target.tolerance + ROUNDED:
        yield _off(built.path, msg("{n} LUFS", n=f"{target.loudness:g} ± {target.tolerance:g}"), loudness)
    if peak > target.true_peak + ROUNDED:
        yield _off(built.path, msg("at most {n} dBTP", n=f"{target.true_peak:g}"), peak)
    if mixed["bed_under"] < (least := built.limit("film_sound.bed")):
        wanted = msg("the bed {n} LU or more under the speech", n=f"{least:g}")
        yield _off(built.path, wanted, mixed["bed_under"])
    yield from _slow_or_fast(built.path, mixed["rate"], built.facts.get("pace"))


def _alone(built: Built) -> Iterator[Diagnostic]:
    """Nobody knows for whom it was mixed: it is as loud as one of our targets asks, or it has no sound at all."""
    try:
        loudness, peak = measured(built.bytes, built.path)
    except OutreachError as problem:
        if "matches no streams" in str(problem):
            return
        raise
    if not math.isfinite(loudness) or loudness <= QUIET:
        return
    target = min(TARGETS.values(), key=lambda one: abs(one.loudness - loudness))
    if abs(loudness - target.loudness) > target.tolerance + ROUNDED:
        ways = " / ".join(f"{one.loudness:g} ± {one.tolerance:g}" for one in TARGETS.values())
        yield _off(built.path, msg("{n} LUFS", n=ways), loudness)
    if peak > target.true_peak + ROUNDED:
        yield _off(built.path, msg("at most {n} dBTP", n=f"{target.true_peak:g}"), peak)


def measured(film: bytes, name: str) -> tuple[float, float]:
    """LUFS and dBTP of a film's sound, by ffmpeg's EBU R 128 meter. Raises OutreachError for one without sound."""
    with given(film) as file:
        command = [get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-i", f"file:{file}", "-map", "0:a:0"]
        command += ["-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
        done = subprocess.run(command, capture_output=True, check=False)
    whole = done.stderr.decode(errors="replace")
    said = whole.rpartition("Summary:")[2]
    found = re.search(r"I: +(-?[0-9.]+|-inf) LUFS.*True peak:\s+Peak: +(-?[0-9.]+|-inf) dBFS", said, re.DOTALL)
    if done.returncode or found is None:
        raise fail("film", Where(name), f"ffmpeg: {said[-400:].strip()}")
    return float(found[1]), float(found[2])


def _slow_or_fast(name: str, whole: float, pace: Mapping[str, Any] | None) -> Iterator[Diagnostic]:
    """`pace`: the audience, its range, and the readings. Of a film that tells none nothing is asked."""
    if pace is None:
        return
    (least, most), readings = pace["range"], [Reading(*row) for row in pace["lines"]]
    limits = {"least": f"{least:g}", "most": f"{most:g}", "audience": pace["audience"]}
    wanted = msg("{least} to {most} a minute for `{audience}`", **limits)
    for one in readings:
        if one.file and one.units >= SHORT and one.rate and not least <= one.rate <= most:
            found = f"{one.rate:.0f}"
            message = msg("`{line}`: expected {wanted}, found {found}", line=one.line, wanted=wanted, found=found)
            hint = msg("read it again, slower or faster, if it is to be so")
            where = Where(one.file)
            yield warning("pace", where, message, hint, wanted=wanted, measured=found, spot=Spot(name))
    rate = _machines(readings) if any(one.file for one in readings) else whole
    if rate and not least <= rate <= most:
        yield _off(name, wanted, rate, msg("record it at another speed, or use another voice"))


def _machines(readings: list[Reading]) -> float:
    """The rate of all lines that a machine speaks, together; 0 when there is none."""
    own = [one for one in readings if not one.file and one.rate]
    minutes = sum(one.units / one.rate for one in own)
    return round(sum(one.units for one in own) / minutes, 2) if minutes else 0.0


def _off(name: str, wanted: str, found: float, *hints: str) -> Diagnostic:
    message = msg("`{name}`: expected {wanted}, found {found}", name=name, wanted=wanted, found=f"{found:g}")
    return error("film-sound", NOWHERE, message, *hints, wanted=wanted, measured=f"{found:g}", spot=Spot(name))
