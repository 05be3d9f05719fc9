"""A film's sound: loud as its profile says, never clipped, the music far under the words, the pace its audience's.

Why: a film louder than the next one gets its screen turned off; a pace that suits students loses their grandparents.
Source: AES TD1004, GY/T 377-2023 (online: -16 LUFS +-1, -1.5 dBTP); EBU R 128, GY/T 282-2014 (broadcast: -23, -2);
WCAG 2.2 SC 1.4.7: background at least 20 dB under speech; the speech rate is the audience's, in content/audiences.

A machine's pace can be set and is held to the range. A person's is what it is: each line out of it is named, a warning.

PASS: -16.0 LUFS, -2.1 dBTP, bed 22 LU under speech, 178 Hanzi a minute for seniors
WARN: `call.l1`, read by a person, 124 Hanzi a minute for seniors
FAIL: 231 Hanzi a minute for seniors
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outreach.diagnostics import NOWHERE, Diagnostic, Where, error, warning
from outreach.messages import msg
from outreach.sound.loudness import PROFILES
from outreach.storyboard import Storyboard

BED_UNDER = 20.0  # LU (WCAG 1.4.7)
SHORT = 6  # Hanzi or words: a shorter line has too little speech to judge a rate by


@dataclass(frozen=True, slots=True)
class Reading:
    """How fast one line is read: Hanzi or words, those a minute, and the recording when a person reads it."""

    line: str
    units: int
    rate: float
    file: str = ""


def verify(
    name: str, facts: Mapping[str, Any], board: Storyboard, readings: Sequence[Reading] = ()
) -> Iterator[Diagnostic]:
    """Yields what is wrong with the measurements of a finished soundtrack. A muted film has nothing to measure."""
    if not facts["rate"]:
        return
    target = PROFILES[facts["profile"]]
    if abs(facts["loudness"] - target.loudness) > target.tolerance:
        yield _off(name, msg("{n} LUFS", n=f"{target.loudness:g} ± {target.tolerance:g}"), facts["loudness"])
    if facts["true_peak"] > target.true_peak:
        yield _off(name, msg("at most {n} dBTP", n=f"{target.true_peak:g}"), facts["true_peak"])
    if facts["bed_under"] < BED_UNDER:
        yield _off(name, msg("the bed {n} LU or more under the speech", n=f"{BED_UNDER:g}"), facts["bed_under"])
    yield from _slow_or_fast(name, facts["rate"], board, readings)


def _slow_or_fast(name: str, whole: float, board: Storyboard, readings: Sequence[Reading]) -> Iterator[Diagnostic]:
    least, most = board.pace.rate
    limits = {"least": f"{least:g}", "most": f"{most:g}", "audience": board.audience}
    wanted = msg("{least} to {most} a minute for `{audience}`", **limits)
    for one in readings:
        if one.file and one.units >= SHORT and one.rate and not least <= one.rate <= most:
            message = msg("`{line}`: expected {wanted}, found {found}", line=one.line, wanted=wanted,
                          found=f"{one.rate:.0f}")  # fmt: skip
            yield warning("pace", Where(one.file), message, msg("read it again, slower or faster, if it is to be so"))
    rate = _machines(readings) if any(one.file for one in readings) else whole
    if rate and not least <= rate <= most:
        yield _off(name, wanted, rate, msg("record it at another speed, or use another voice"))


def _machines(readings: Sequence[Reading]) -> float:
    """The rate of all lines that a machine speaks, together; 0 when there is none."""
    own = [one for one in readings if not one.file and one.rate]
    minutes = sum(one.units / one.rate for one in own)
    return round(sum(one.units for one in own) / minutes, 2) if minutes else 0.0


def _off(name: str, wanted: str, found: float, *hints: str) -> Diagnostic:
    message = msg("`{name}`: expected {wanted}, found {found}", name=name, wanted=wanted, found=f"{found:g}")
    return error("film-sound", NOWHERE, message, *hints)
