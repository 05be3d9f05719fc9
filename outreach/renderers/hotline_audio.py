"""Storyboard and clips -> an announcement for a bank's telephone menu: what the scam is, whom to call, the AI label.

8 kHz G.711 A-law in a WAV file, as telephone exchanges take it, and an MP3 for listening.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from outreach.diagnostics import NOWHERE, fail
from outreach.layout import Layout
from outreach.messages import msg
from outreach.sound import RATE, Clip, Samples, encode
from outreach.sound.loudness import Target, level
from outreach.storyboard import Storyboard, Text

SHORTEST, LONGEST = 10.0, 15.0  # seconds: a caller waits no longer before the menu
GAP = 0.4  # seconds between the parts
TELEPHONE = Target(-18.0, -3.0)  # headroom for the exchange's own gain
# The spoken AI label at a normal speed: 120-160 characters a minute (GB 45438-2025 §5.3 e, note 4).
LABEL_RATE = {True: (120.0, 160.0), False: (100.0, 140.0)}

Part = tuple[str, Text, tuple[float, float] | None]  # name of the line, text, rate when not the audience's


def parts(board: Storyboard, synthetic: bool) -> tuple[Part, ...]:
    """What has to be spoken: the summary, or the title if that is too long; the advice; the AI label."""
    told: list[Part] = [
        ("hotline-audio.summary", board.summary, None),
        ("hotline-audio.title", board.title, None),
        ("hotline-audio.advice", board.labels["hotline_advice"], None),
    ]
    if synthetic:
        told.append(("hotline-audio.label", board.labels["ai_spoken"], LABEL_RATE[board.style.wide_chars]))
    return tuple(told)


def render(source: tuple[Storyboard, Mapping[str, Clip]], layout: Layout) -> dict[str, bytes]:
    """hotline-audio.wav and hotline-audio.mp3 of a storyboard and the clips of its `parts`. Raises OutreachError."""
    del layout  # nothing is drawn
    board, clips = source
    sound, _ = level(_fitting(board, clips), TELEPHONE)
    return {"hotline-audio.wav": encode(sound, "alaw.wav"), "hotline-audio.mp3": encode(sound, "mp3")}


def _fitting(board: Storyboard, clips: Mapping[str, Clip]) -> Samples:
    """The longest version that a caller will wait for."""
    ends = [clips[f"hotline-audio.{name}"] for name in ("advice", "label") if f"hotline-audio.{name}" in clips]
    versions = [_joined([clips[f"hotline-audio.{name}"], *ends]) for name in ("summary", "title")]
    versions.append(_joined(ends))
    if not np.abs(versions[-1]).max(initial=0.0):
        message = msg("expected a voice for hotline-audio.wav of `{scam}`, found silence", scam=board.scam)
        hint = msg("use a voice that speaks, or take hotline-audio out of `formats` in {file}", file=_audience(board))
        raise fail("hotline-audio", NOWHERE, message, hint)
    for version in versions:
        if len(version) <= LONGEST * RATE:
            return version
    found = len(versions[-1]) / RATE
    message = msg(
        "expected an announcement of at most {most} seconds for `{scam}`, found {found}",
        most=f"{LONGEST:.0f}",
        scam=board.scam,
        found=f"{found:.1f}",
    )
    raise fail("hotline-audio", NOWHERE, message, msg("shorten `hotline_advice` in content/languages/"))


def _audience(board: Storyboard) -> str:
    return f"content/audiences/{board.audience}.yaml"


def _joined(clips: list[Clip]) -> Samples:
    gap = np.zeros(round(GAP * RATE), np.float32)
    pieces = [piece for clip in clips for piece in (clip.samples, gap)][:-1]
    return np.concatenate(pieces) if pieces else gap
