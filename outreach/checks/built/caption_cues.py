"""Captions can be read: short lines, two at most, long enough to be seen, never two at once.

Why: whoever watches a muted screen has the captions alone; one that goes before it was read says nothing.
Source: Netflix Timed Text Style Guides: at most two lines of 16 Chinese or 42 Latin characters, 9 or 20 characters a
second, no caption under 5/6 s, two frames between two. An audience that reads more slowly has its own, stricter limits.
PASS: two lines of 16 characters for 4 s; captions that follow each other after two frames
FAIL: three lines; a line of 20 characters; 30 characters in 2 s; a caption that comes before the last one has gone
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.captions import width
from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.ffmpeg import given
from outreach.messages import Message, msg, shorten

ROUND = 0.002  # seconds: caption files write thousandths
ASKED = {True: ("wide_line", "wide_rate"), False: ("line", "rate")}  # has it wide signs? -> what it is held to
_TIMES = re.compile(r"(?:(\d{1,4}):)?(\d\d):(\d\d)[.,](\d{3}) --> (?:(\d{1,4}):)?(\d\d):(\d\d)[.,](\d{3})")
_TAGS = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")  # neither looks further than the next one that opens
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")


@dataclass(frozen=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each caption that cannot be read, in a caption file or in the track of a film."""
    text = _track(built) if built.suffix == ".mp4" else built.bytes.decode("utf-8", "replace")
    cues = [*_cues(text)]
    for cue, after in pairwise([*cues, None]):
        assert cue is not None
        for wanted, measured in (*_read(cue, built), *_apart(cue, after, built.limit("caption_cues.gap"))):
            values = {"name": built.path, "n": f"{cue.start:.1f}", "wanted": wanted, "found": measured}
            told = msg("`{name}`, second {n}: expected {wanted}, found {found}", **values)
            hint = msg("shorten the line, or let it be said more slowly: `{words}`", words=shorten(" ".join(cue.lines)))
            spot = Spot(built.path, "second", cue.start)
            yield error("caption-cues", NOWHERE, told, hint, wanted=wanted, measured=measured, spot=spot)


def _read(cue: _Cue, built: Built) -> Iterator[tuple[Message, str]]:
    wide = any(map(_WIDE.search, cue.lines))
    lines, chars, rate, least = (built.limit(f"caption_cues.{name}") for name in ("lines", *ASKED[wide], "seconds"))
    longest, all_ = max(width(line, wide) for line in cue.lines), sum(width(line, wide) for line in cue.lines)
    seconds = cue.end - cue.start
    if len(cue.lines) > lines:
        yield msg("captions of at most {n} lines", n=f"{lines:g}"), str(len(cue.lines))
    if longest > chars:
        yield msg("lines of at most {n} characters", n=f"{chars:g}"), f"{longest:g}"
    if seconds < least - ROUND:
        yield msg("captions of at least {n} s", n=f"{least:.2f}"), f"{seconds:.2f}"
    elif all_ / seconds > rate * 1.01:
        yield msg("at most {n} characters a second", n=f"{rate:g}"), f"{all_ / seconds:.1f}"


def _apart(cue: _Cue, after: _Cue | None, gap: float) -> Iterator[tuple[Message, str]]:
    if after and after.start - cue.end < gap - ROUND:
        yield msg("{n} s between two captions", n=f"{gap:g}"), f"{after.start - cue.end:.2f}"


def _cues(text: str) -> Iterator[_Cue]:
    """Those of a SubRip or WebVTT file; other blocks, such as notes and styles, are passed over."""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        found = _TIMES.search(block)
        lines = [_TAGS.sub("", line).strip() for line in block[found.end() :].split("\n")[1:]] if found else []
        shown = tuple(line for line in lines if line)
        if found and shown:
            yield _Cue(_seconds(found.groups()[:4]), _seconds(found.groups()[4:]), shown)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _track(built: Built) -> str:
    """The caption track of a film as SubRip; "" when it has none."""
    with given(built.bytes) as file:
        command = [get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-i", f"file:{file}"]
        done = subprocess.run([*command, "-map", "0:s:0?", "-f", "srt", "-"], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace") if not done.returncode else ""
