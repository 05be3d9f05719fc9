"""A film's sound: loud as its profile says, never clipped, the music far under the words, the pace its audience's.

Why: a film louder than the next one gets its screen turned off; a pace that suits students loses their grandparents.
Source: AES TD1004, GY/T 377-2023 (online: -16 LUFS +-1, -1.5 dBTP); EBU R 128, GY/T 282-2014 (broadcast: -23, -2);
WCAG 2.2 SC 1.4.7: background at least 20 dB under speech; the speech rate is the audience's, in content/audiences.

PASS: -16.0 LUFS, -2.1 dBTP, bed 22 LU under speech, 178 Hanzi a minute for seniors
FAIL: 231 Hanzi a minute for seniors
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from outreach.diagnostics import NOWHERE, Diagnostic, error
from outreach.messages import msg
from outreach.sound.loudness import PROFILES
from outreach.storyboard import Storyboard

BED_UNDER = 20.0  # LU (WCAG 1.4.7)


def verify(name: str, facts: Mapping[str, Any], board: Storyboard) -> Iterator[Diagnostic]:
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
    least, most = board.pace.rate
    if not least <= facts["rate"] <= most:
        wanted = msg(
            "{least} to {most} a minute for `{audience}`", least=f"{least:g}", most=f"{most:g}", audience=board.audience
        )
        yield _off(name, wanted, facts["rate"], msg("record it at another speed, or use another voice"))


def _off(name: str, wanted: str, found: float, *hints: str) -> Diagnostic:
    message = msg("`{name}`: expected {wanted}, found {found}", name=name, wanted=wanted, found=f"{found:g}")
    return error("film-sound", NOWHERE, message, *hints)
