"""Breaks what is said into captions: at grammatical places, in balanced lines, timed by the voice's own pauses.

Limits come from the audience. A caption never starts with closing punctuation, and a line ends with a
word that belongs to the next one only when nothing better fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

import numpy as np

from outreach.lang import spoken_form, tongue, units
from outreach.lang.breaks import inside_link
from outreach.storyboard import Captions, Storyboard, Text

FPS = 25  # frames a second; every caption begins and ends on a frame
CLOSE = 0.5  # seconds: a shorter gap between two captions is closed (Netflix, Subtitle Timing Guidelines)
LINGER = 12 / FPS  # a caption may stay this long after its words (Netflix, General Requirements)
QUIET = 0.08  # of a clip's loudness: quieter is a pause
PAUSE_FRAMES = 2  # the shortest pause worth a break
LINK = 8.0  # how bad a break inside a link is: worse than any between words
REACH = 1.5  # seconds a pause may be from where the words put it

_FULL_STOP, _COMMA = "。！？!?…", "，、；：,;:—"


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: seconds from the film's start, the lines as they are broken."""

    start: float
    end: float
    lines: tuple[str, ...]
    role: str
    beat: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Where a line is in the film: seconds it starts, lasts, and may be shown until.

    Its loudness for each frame, and the seconds at which each unit of speech begins, when its voice tells them.
    """

    start: float
    seconds: float
    until: float
    levels: Sequence[float] = ()
    ticks: Sequence[float] = ()


def caption(text: Text, role: str, beat: str, speech: Speech, board: Storyboard) -> list[Cue]:
    """The captions of one spoken line; `finish` closes the gaps between them and those of other lines."""
    measure = Measure(board.captions, board.style.wide_chars, text.lang, board.style.pronounce, speech.seconds)
    blocks = _divided(
        *(board.captions, board.style.wide_chars, text.lang, tuple(board.style.pronounce.items()), speech.seconds),
        text.said_phrases,
    )
    if not blocks:
        return []
    starts = [0.0, *_breaks(blocks, measure, speech), speech.seconds]
    cues = []
    for block, begin, end in zip(blocks, starts, starts[1:], strict=False):
        lines = measure.lines(block)
        cues.append(Cue(_frame(speech.start + begin), _frame(speech.start + end), lines, role, beat))
    last = cues[-1]
    wished = max(board.captions.min_seconds, measure.chars(last.lines) / board.captions.chars_per_second)
    end = min(max(last.end, last.start + wished), speech.until, last.end + LINGER)
    cues[-1] = Cue(last.start, _frame(max(end, last.end)), last.lines, role, beat)
    return cues


@lru_cache(maxsize=512)  # of a few films: all shapes, cuts and branches of one say the same lines
def _divided(
    limits: Captions,
    wide: bool,
    lang: str,
    pronounce: tuple[tuple[str, str], ...],
    seconds: float,
    pieces: tuple[str, ...],
) -> tuple[Pieces, ...]:
    """A line in captions."""
    return tuple(Measure(limits, wide, lang, dict(pronounce), seconds).blocks(pieces))


def finish(cues: Sequence[Cue], limits: Captions) -> tuple[Cue, ...]:
    """Gaps of less than half a second are closed to the least gap; none is shorter than that."""
    done = []
    for cue, after in pairwise([*cues, None]):
        assert cue is not None
        end = cue.end
        if after is not None and after.start - end < CLOSE:
            end = max(after.start - limits.gap_seconds, cue.start + 1 / FPS)
        done.append(Cue(cue.start, _frame(end), cue.lines, cue.role, cue.beat))
    return tuple(done)


def srt(cues: Sequence[Cue]) -> str:
    """The captions as a SubRip file."""
    rows = (
        f"{n}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n" + "\n".join(cue.lines)
        for n, cue in enumerate(cues, 1)
    )
    return "\n\n".join(rows) + "\n"


def clock(seconds: float, point: str = ".") -> str:
    """`00:01:02.345`, as caption files write it."""
    whole = round(seconds * 1000)
    return f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02}{point}{whole % 1000:03}"


def width(text: str, wide: bool) -> float:
    """How many characters a caption counts: a wide sign 1, and beside such signs a half-width one 0.5 (as Netflix)."""
    return sum(0.5 if wide and c.isascii() else 1 for c in text)


def _frame(seconds: float) -> float:
    return round(round(seconds * FPS) / FPS, 3)


Pieces = tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """What a caption may hold for one line: the audience's limits and how long its words take."""

    limits: Captions
    wide: bool
    lang: str
    pronounce: Mapping[str, str]
    seconds: float

    def chars(self, lines: Sequence[str]) -> float:
        """The characters a caption counts."""
        return sum(width(line, self.wide) for line in lines)

    def weight(self, pieces: Pieces) -> float:
        """How long words take to say, in syllables or letters of their spoken form."""
        said = spoken_form("".join(pieces), self.lang, self.pronounce)
        return float(units(said, self.lang) if self.wide else len(said.strip()))

    def blocks(self, pieces: Pieces) -> list[Pieces]:
        """The pieces in captions that fit, by least cost: few captions, broken where the grammar breaks."""
        total = self.weight(pieces) or 1.0
        pace = self.seconds / total
        best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * len(pieces)
        for end in range(1, len(pieces) + 1):
            for start in range(end - 1, -1, -1):
                block = pieces[start:end]
                price = self._price(block, pace)
                if price == float("inf") and start < end - 1:
                    break
                # A piece that fits nowhere (a long address) still gets its own caption.
                price = min(price, 1e6) + (self.stop(*pieces[end - 1 : end + 1]) if end < len(pieces) else 0.0)
                if best[start][0] + price < best[end][0]:
                    best[end] = (best[start][0] + price, start)
        found, end = [], len(pieces)
        while end:
            start = best[end][1]
            found.append(pieces[start:end])
            end = start
        return found[::-1]

    def _price(self, block: Pieces, pace: float) -> float:
        lines, cut = self.lines(block), self._cut(block)
        limit = self.limits.line_chars
        if len(lines) > self.limits.lines or any(width(line, self.wide) > limit for line in lines):
            return float("inf")
        price = 6.0 + (self._line_price(block, cut) if cut else 0.0)
        seconds = self.weight(block) * pace
        if seconds > self.limits.max_seconds:
            price += 100.0
        if seconds < self.limits.min_seconds or self.chars(lines) < limit * 0.3:
            price += 12.0
        ends = [self.stop(piece, after) == 0.0 for piece, after in zip(block, (*block[1:], " "), strict=True)]
        if any(ends[:-1]) and not ends[-1]:
            price += 4.0  # the end of one sentence and half of the next
        return price

    def lines(self, block: Pieces) -> tuple[str, ...]:
        """One line when it fits, else the best two."""
        cut = self._cut(block)
        return tuple("".join(part).strip() for part in (block[:cut], block[cut:]) if part)

    def _cut(self, block: Pieces) -> int:
        """Where the second line begins; 0 for one line."""
        one = width("".join(block).strip(), self.wide) <= self.limits.line_chars
        if one or len(block) < 2 or self.limits.lines < 2:
            return 0
        return min(range(1, len(block)), key=lambda n: (self._line_price(block, n), n))

    def _line_price(self, block: Pieces, cut: int) -> float:
        lines = ("".join(block[:cut]).strip(), "".join(block[cut:]).strip())
        over = sum(max(0.0, width(line, self.wide) - self.limits.line_chars) for line in lines)
        return over * 100 + self.stop(*block[cut - 1 : cut + 1]) + self._shape(lines)

    def _shape(self, lines: Sequence[str]) -> float:
        """Two lines of nearly equal length; better the lower one longer; never one with a word of one character."""
        if len(lines) < 2:
            return 0.0
        first, second = (width(line, self.wide) for line in lines)
        uneven = abs(first - second) / self.limits.line_chars
        short = 8.0 if min(first, second) < (4 if self.wide else 8) else 0.0
        return 5.0 * uneven * (1.2 if first > second else 1.0) + short

    def stop(self, before: str, after: str) -> float:
        """How bad a break between two pieces is: 0 after a sentence, 1 after a comma, most inside a group of words."""
        if inside_link(before, after):
            return LINK
        bare = before.strip().rstrip("”’」』）)\"'")
        if bare[-1:] in _FULL_STOP or bare.endswith("."):
            return 0.0
        if bare[-1:] in _COMMA:
            return 1.0
        own = tongue(self.lang)
        word, opened = bare.lower(), after.strip().lower() in own.opens
        if word in own.opens or (word in own.leans and not (opened and word in own.objects)):
            return 9.0
        return 2.0 if opened else 5.0


def _breaks(blocks: Sequence[Pieces], measure: Measure, speech: Speech) -> list[float]:
    """Seconds into the clip at which each caption after the first begins: where the voice begins again after a pause.

    A mark's time is estimated from the length of the words before it. A mark and a pause belong together when each is
    the other's nearest. A mark without a pause is placed between its neighbours that have one, by the length of words.
    """
    pieces = [piece for block in blocks for piece in block]
    if len(speech.ticks) > 1:
        return _told(blocks, pieces, measure, speech.ticks)
    said = [0.0, *accumulate(measure.weight((piece,)) for piece in pieces)]
    scale = speech.seconds / (said[-1] or 1.0)
    stops = [n for n in range(1, len(pieces)) if measure.stop(*pieces[n - 1 : n + 1]) <= 1.0]
    known = {0: 0.0, len(pieces): speech.seconds} | _matched(
        {n: said[n] * scale for n in stops}, _pauses(speech.levels)
    )
    ends = list(accumulate(len(block) for block in blocks))[:-1]
    return [
        float(np.interp(said[n], [said[k] for k in sorted(known)], [known[k] for k in sorted(known)])) for n in ends
    ]


def _told(blocks: Sequence[Pieces], pieces: Sequence[str], measure: Measure, ticks: Sequence[float]) -> list[float]:
    whole = "".join(pieces)
    ends = accumulate(len("".join(block)) for block in blocks[:-1])
    return [moment(whole[:end], whole, measure.lang, measure.pronounce, ticks) for end in ends]


def moment(before: str, whole: str, lang: str, pronounce: Mapping[str, str], ticks: Sequence[float]) -> float:
    """The second at which what follows `before` begins in a line, `ticks` telling when each of its units does.

    The spoken form of a part may have more or fewer units than it has in the whole line; the share counts.
    """
    said, total = (units(spoken_form(text, lang, pronounce), lang) for text in (before, whole))
    place = said * (len(ticks) - 1) / total if total else 0.0
    return float(np.interp(place, range(len(ticks)), ticks))


def _matched(guesses: Mapping[int, float], pauses: Sequence[float]) -> dict[int, float]:
    """For each guess the pause nearest to it, if the guess is also the nearest to the pause and not far away."""
    found = {}
    for n, guess in guesses.items():
        pause = min(pauses, key=lambda p: abs(p - guess), default=guess + REACH)
        rival = min(guesses, key=lambda k: abs(guesses[k] - pause))
        if rival == n and abs(pause - guess) < REACH:
            found[n] = pause
    return found


def _pauses(levels: Sequence[float]) -> list[float]:
    """The seconds at which the voice begins again after a pause."""
    found, quiet = [], 0
    for n, level in enumerate(levels):
        if level < QUIET:
            quiet += 1
            continue
        if quiet >= PAUSE_FRAMES and n > quiet:
            found.append(n / FPS)
        quiet = 0
    return found
