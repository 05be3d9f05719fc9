"""What interpreters work from: the cue sheet, the guide film's table, and how a clip signed against the film is cut.

The table is `guide.yaml` beside `guide.mp4`: where each scene is in that film and which words it had. A clip of the
whole film is cut by the table of the very film it was signed against, whatever was changed since.

A scene's part begins where its countdown is over. Signing comes behind the speech, so it may run into the next
countdown: the part ends where the signer comes to rest there, at the latest where that countdown is over. Who was at
rest and moves again in the countdown's last second gets ready for the next scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from outreach.diagnostics import Diagnostic, Where, warning
from outreach.film import ingest
from outreach.kinds import KINDS
from outreach.messages import msg
from outreach.signing import digest_of, speech_end
from outreach.source import Strict, Versioned
from outreach.storyboard import Storyboard
from outreach.timeline import AFTER_SIGNING, FPS, HOLD, Timeline
from outreach.views import View

COUNTDOWN = 3 * FPS  # frames before each scene of the guide film
REST = FPS // 2  # frames without movement that are a rest, not a sign that is held
READY = FPS  # frames before a scene in which the interpreter takes up the hands
SHORTEST = 1.0  # seconds of a scene that a clip must have of it


Seconds = Annotated[float, Field(ge=0, le=ingest.MAX_SECONDS, allow_inf_nan=False)]


class PartModel(Strict):
    """Where one scene is in the guide film; seconds, on whole frames."""

    start: Seconds  # its countdown is over
    speech: Seconds  # its last word ends
    end: Seconds  # the next countdown begins, or the end card begins to stand still
    until: Seconds  # the next countdown is over: signing that ends late has until here
    words: str  # digest of what is said in it


class GuideFile(Versioned):
    """guide.yaml: the scenes of one guide film, in order."""

    voice: str  # the engine whose lengths it has
    scenes: dict[str, PartModel]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One scene's part of a clip, in the clip's seconds; `length` None: to its end."""

    scene: str
    start: float
    length: float | None
    speech: float  # seconds from the scene's start to its last word
    words: str


def table(timeline: Timeline, voice: str) -> GuideFile:
    """The table of the guide film that is made of `timeline` with COUNTDOWN frames before each scene."""
    found, frame = {}, 0
    for timed in timeline.scenes:
        start = frame + COUNTDOWN
        frame = start + timed.end - timed.start
        end = frame - (round(HOLD * FPS) if KINDS[timed.scene.kind].last else 0)
        speech = round(start / FPS + speech_end(timeline, timed.scene.id), 2)
        found[timed.scene.id] = PartModel(
            start=start / FPS,
            speech=speech,
            end=end / FPS,
            until=(frame + COUNTDOWN) / FPS,
            words=digest_of(timed.scene),
        )
    return GuideFile(voice=voice, scenes=found)


def listing(guide: GuideFile) -> str:
    """The text of guide.yaml."""
    head = (
        "# Written by `outreach sign kit`: where each scene is in guide.mp4. `outreach sign add` cuts by it; keep it.\n"
    )
    return head + yaml.safe_dump(guide.model_dump(by_alias=True), allow_unicode=True, sort_keys=False)


def cuts(guide: GuideFile, clip: Path, seconds: float, offset: float = 0.0) -> tuple[list[Excerpt], list[Diagnostic]]:
    """The parts of a probed clip of `seconds`, for the scenes that it reaches, and a warning for each without a rest.

    `offset`: seconds into the clip at which the guide film starts. Raises OutreachError for a clip that cannot be read.
    """
    found: list[Excerpt] = []
    problems: list[Diagnostic] = []
    for scene, part in guide.scenes.items():
        start, latest = part.start + offset, min(part.until + offset, seconds)
        if start + SHORTEST > seconds:
            continue
        # The film stays AFTER_SIGNING longer than the part: one that ends so much before the countdown costs no wait.
        least = min(max(start, part.end + offset - AFTER_SIGNING), latest)
        moving = ingest.motion(clip, least, latest - least).tolist() if latest > least else []
        frames = rest(moving)
        if frames and len(moving) - frames < REST and part.until + offset <= seconds:
            text = msg("found no rest after `{scene}`: the signer moves until the next scene begins", scene=scene)
            hint = msg("look whether its end is whole; signed alone, a scene is added with `--scene`")
            problems.append(warning("sign-over", Where(str(clip)), text, hint))
        length = round(least - start + frames / FPS, 3)
        found.append(Excerpt(scene, start, length, part.speech - part.start, part.words))
    return found, problems


def rest(moving: Sequence[bool]) -> int:
    """Frames until the signer comes to rest; `moving` says for each frame up to the next scene: is there movement?

    Movement counts until READY before the next scene, after that only when no REST was before it.
    """
    last = 0
    for n, moves in enumerate(moving, 1):
        if moves and (n - last <= REST or n <= len(moving) - READY):
            last = n
    return last


@dataclass(frozen=True)
class Cue(View):
    """A line that is said, in seconds of its scene."""

    number: int
    start: float
    length: float
    who: str
    line: tuple[str, ...]  # phrases


@dataclass(frozen=True, kw_only=True)
class CuedScene(View):
    """A scene of the guide film."""

    at: float  # seconds of the guide film
    title: tuple[str, ...]  # phrases
    length: float
    svg: str  # its picture, "" without one
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class Term(View):
    """A word that an interpreter wants to have understood beforehand."""

    term: tuple[str, ...]  # phrases
    meaning: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CueLabels(View):
    """The sheet's fixed words."""

    how: tuple[str, ...]  # phrases
    length: str
    columns: tuple[str, ...]  # heads of the table's columns
    terms: str
    footer: str


@dataclass(frozen=True, kw_only=True)
class CueSheet(View):
    """The interpreter's cue sheet: scenes/sign-kit.typ."""

    title: tuple[str, ...]  # phrases
    lang: str
    font: str
    boxed: bool  # no spaces between its words: each phrase is a box
    direction: str  # ltr or rtl
    colors: Mapping[str, str]
    brand: str
    labels: CueLabels
    scenes: tuple[CuedScene, ...]
    terms: tuple[Term, ...]


def cue_sheet(board: Storyboard, timeline: Timeline, pictures: Mapping[str, str], guide: GuideFile) -> CueSheet:
    """What the cue sheet's template prints: scenes with their cues, and the terms. `pictures`: scene id -> SVG."""
    cues, style = _cues(board, timeline), board.style
    scenes = tuple(
        CuedScene(
            at=guide.scenes[timed.scene.id].start,
            title=timed.scene.title.phrases,
            length=(timed.end - timed.start) / FPS,
            svg=pictures.get(timed.scene.id, ""),
            cues=cues[timed.scene.id],
        )
        for timed in timeline.scenes
    )
    return CueSheet(
        title=board.title.phrases,
        lang=board.lang,
        font=style.font,
        boxed=style.boxed,
        direction=style.direction,
        colors=style.colors,
        brand=board.brand.name.shown,
        labels=_labels(board),
        scenes=scenes,
        terms=_terms(board),
    )


def _cues(board: Storyboard, timeline: Timeline) -> dict[str, tuple[Cue, ...]]:
    """The cues of each scene; their numbers run through the film."""
    number, names, found = 0, {person.role: person.name.shown for person in reversed(board.cast)}, {}
    for timed in timeline.scenes:
        cues = []
        for b in timed.beats:
            if b.beat.text is not None:
                number += 1
                start = (b.start - timed.start) / FPS
                cues.append(Cue(number, start, b.speech, names.get(b.beat.role, ""), b.beat.text.said_phrases))
        found[timed.scene.id] = tuple(cues)
    return found


def _labels(board: Storyboard) -> CueLabels:
    label = board.labels
    return CueLabels(
        how=label["kit_how"].phrases,
        length=label["kit_length"].shown,
        columns=tuple(label["kit_columns"].shown.split(" · ")),
        terms=label["kit_terms"].shown,
        footer=f"{label['kit_footer'].shown} · {board.brand.short.shown}",
    )


def _terms(board: Storyboard) -> tuple[Term, ...]:
    """Tricks and numbers."""
    flags = (flag for scene in board.scenes for item in scene.items for flag in item.flags)
    tricks = (Term(flag.trick.phrases, flag.note.phrases) for flag in flags)
    return (*tricks, *(Term((line.number,), line.purpose.phrases) for line in board.hotlines))
