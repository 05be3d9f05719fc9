"""One scene of a film as plain data: all that its picture depends on and nothing else. Its fields are its cache key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

from outreach.channels import ChannelName
from outreach.codes.links import payload
from outreach.imprint import imprint
from outreach.keys import ASIDE
from outreach.kinds import KINDS
from outreach.lang import phrases, tongue
from outreach.storyboard import Beat, Brand, Hotline, Person, Scene, Shape, Storyboard, Style, Text
from outreach.timeline import FPS, HOLD, Cue, Mark, TimedScene, Timeline

LONGEST = 300  # frames of a part of a scene: about seven seconds of work
Slot = Literal["clip", "reserved", "empty", "none"]
Leads = Literal["", "screen", "last"]
# Fixed words that a frame may show; others of the storyboard do not touch a segment's key.
LABELS = (
    *("incoming_call", "video_call", "unknown_number", "stamp", "balance", "sign_reserved", "ai_voice"),
    *("ai_voice_short", "scan", "scan_never", "series", "say_refusal", "draft", "draft_short"),
)


@dataclass(frozen=True, slots=True)
class SignFile:
    """The interpreter's clip of a scene: its path in the project (or a whole one), and what it is."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A beat inside its scene: first frame, frame after the last, and the sound level of each frame of speech (0-1)."""

    beat: Beat
    start: int
    end: int
    speech: int  # frames of speech
    levels: tuple[float, ...] = ()
    marks: tuple[Mark, ...] = ()  # when each flagged phrase is heard, in frames of the scene


@dataclass(frozen=True, slots=True)
class SceneCue:
    """A caption inside its scene, in frames."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """One scene of one film, or a part of it."""

    shape: Shape
    first: bool  # the film's first scene carries the large AI label
    scene: Scene
    part: int  # of `parts` that the film shows the scene in
    parts: int
    start: int  # its first frame, counted from the scene's
    frames: int
    moments: tuple[Moment, ...]
    cues: tuple[SceneCue, ...]
    style: Style
    labels: dict[str, Text]
    cast: tuple[Person, ...]
    hotlines: tuple[Hotline, ...]
    brand: Brand
    code: str  # what the QR code holds; "" but on the end card
    calls: tuple[str, ...]  # the branch's own name and number on the end card, none without a branch
    draft: bool
    ai_label: bool
    slot: Slot
    # The interpreter's clip, in the project or by its whole path; its digest stands for it in the key.
    sign: str = field(default="", metadata=ASIDE)
    sign_digest: str = ""
    leads: Leads = ""  # to what: a scene in which the caller sees the `screen`, or the `last` one
    stake: float = 0.0  # yuan that the story says were lost or nearly lost; 0 when it names no sum
    saved: bool = False  # the story says that what was nearly lost was not
    begins: ChannelName | Literal[""] = ""  # the channel of the first conversation, if the film begins before it
    lead: Segment | None = None  # the scene before it, whose last shot is seen for a moment under its first
    later: int = 0  # frames of an end card that are another segment's, after its own
    approved: tuple[str, ...] = ()  # which approval the film has and until when, said on the end card's last seconds

    @property
    def end(self) -> int:
        """The frame after its last one, counted from the scene's first like all frames of a scene."""
        return self.start + self.frames

    @property
    def interpreted(self) -> bool:
        """Has the frame an interpreter's place, filled in this scene or empty?"""
        return self.slot in ("clip", "empty")


def plan(
    timeline: Timeline,
    shape: Shape,
    *,
    bearer: str,
    ai_label: bool,
    sign_clips: Mapping[str, SignFile],
    loudness: Mapping[str, tuple[float, ...]] | None = None,
) -> tuple[Segment, ...]:
    """The segments of a film, in order.

    `bearer`: the format whose code the end card shows, whatever the cut;
    `sign_clips`: scene id -> the clip made by `signing`; `loudness`: beat id -> levels 0 to 1, one a frame.
    Without any clip a draft reserves the slot and an approved film leaves it out; with some clips it stays.
    """
    same, made = _same(timeline.board), list[Segment]()
    for n, timed in enumerate(timeline.scenes):
        clip = sign_clips.get(timed.scene.id)
        segment = Segment(
            shape=shape,
            first=n == 0,
            scene=timed.scene,
            part=timed.part,
            parts=timed.parts,
            start=0,
            frames=timed.end - timed.start,
            moments=tuple(_moments(timed, loudness or {})),
            cues=tuple(_cues(timed, timeline.cues)),
            code="",
            calls=(),
            ai_label=ai_label,
            slot=_slot(clip is not None, bool(sign_clips), timeline.board.review.approved),
            sign=clip.path if clip else "",
            sign_digest=clip.sha256 if clip else "",
            leads=_leads(timeline, n),
            **same,
        )
        own = _end(segment, timeline, bearer) if KINDS[timed.scene.kind].last else [segment]
        made += [replace(own[0], lead=seen_after(made[-1]) if made else None), *own[1:]]
    return tuple(made)


def seen_after(segment: Segment) -> Segment:
    """A scene as the next one has it: what its last shot can show.

    That is no caption, no loudness, and no line's words but those that may be seen large, a number or a trick: who
    changes one of the others changes the pictures of its own scene alone.
    """
    tricks = {item.id for item in segment.scene.items if item.flags}

    def bare(beat: Beat) -> Beat:
        large = beat.text is None or beat.item in tricks or _named(beat.text)
        return beat if large else replace(beat, text=None)

    scene = replace(segment.scene, beats=tuple(map(bare, segment.scene.beats)))
    moments = tuple(replace(one, beat=bare(one.beat), levels=()) for one in segment.moments)
    return replace(segment, scene=scene, moments=moments, cues=(), lead=None)


def _named(text: Text) -> bool:
    """Do words name a number?"""
    return any(one.isdigit() for one in text.shown + text.said) or any(tongue(text.lang).sums(text.shown))


def _same(board: Storyboard) -> dict[str, Any]:
    """What all segments of a film have of its storyboard."""
    return {
        "style": board.style,
        "labels": {name: board.labels[name] for name in LABELS if name in board.labels},
        "cast": board.cast,
        "hotlines": board.hotlines,
        "brand": board.brand,
        "draft": not board.review.approved,
        "stake": stake(board),
        "saved": board.saved,
        "begins": _begins(board),
    }


def _begins(board: Storyboard) -> ChannelName | Literal[""]:
    """How the story reaches the person with whom the film begins; "" where it begins with whoever speaks to them."""
    if board.scenes and board.scenes[0].kind != "hook":
        return ""
    return next((s.channel for s in board.scenes if KINDS[s.kind].talk and s.channel), "phone")


def _leads(timeline: Timeline, n: int) -> Leads:
    if n + 1 == len(timeline.scenes):
        return ""
    scene, after = timeline.scenes[n].scene, timeline.scenes[n + 1].scene
    if KINDS[after.kind].last:
        return "last"
    return "screen" if after.channel == "screen" != scene.channel else ""


def stake(board: Storyboard) -> float:
    """The largest sum of yuan that the story's own words name: what a scammer says is not what somebody has."""
    told, claimed = {0.0}, set[float]()
    for scene in (one for one in board.scenes if one.kind == "hook" or KINDS[one.kind].talk):
        for item in scene.items:
            own = KINDS[scene.kind].talk and item.side == "left" and scene.kind != "outcome"
            (claimed if own else told).update(tongue(item.text.lang).sums(item.text.shown))
    return max(told - claimed, default=0.0)


def _end(segment: Segment, timeline: Timeline, bearer: str) -> list[Segment]:
    """The end card in two segments: what is said, and the seconds it stands still.

    What differs between branches, and which approval it was, is seen in the second, which is quick to encode: all
    other segments serve every branch, and the next approval of the same film.
    """
    master, branch = replace(timeline.board, branch=None), timeline.board.branch
    hold = round(HOLD * FPS)
    spoken = replace(segment, frames=segment.frames - hold, code=payload(master, bearer), later=hold)
    calls = (*phrases(f"{branch.name} ", master.lang), branch.phone) if branch else ()
    code = payload(timeline.board, bearer)
    still = replace(segment, start=spoken.frames, frames=hold, cues=(), code=code, calls=calls)
    return [spoken, replace(still, approved=imprint(timeline.board))]


def parts(segment: Segment) -> tuple[Segment, ...]:
    """A long segment in parts of about the same length, so that no scene alone keeps a film waiting.

    They are cut where a line begins, when one does near by. The end card stays whole: every part must show its code.
    """
    count = -(-segment.frames // LONGEST)
    if count < 2 or segment.code:
        return (segment,)
    even = [segment.start + round(segment.frames * n / count) for n in range(count + 1)]
    begins = [moment.start for moment in segment.moments]
    cuts = [even[0], *(_near(e, begins, segment.frames / count / 4) for e in even[1:-1]), even[-1]]
    lead = segment.lead
    return tuple(replace(segment, start=a, frames=b - a, lead=lead if a == 0 else None) for a, b in pairwise(cuts))


def _near(wished: int, begins: list[int], most: float) -> int:
    """The frame nearest to the wished one at which a line begins, when one is near enough."""
    return min((b for b in begins if abs(b - wished) < most), key=lambda b: abs(b - wished), default=wished)


def _slot(own: bool, some: bool, approved: bool) -> Slot:
    """A scene without a clip of its own in a film that has some keeps an empty panel, so that nothing jumps."""
    if own:
        return "clip"
    if not approved:
        return "reserved"
    return "empty" if some else "none"


def _moments(timed: TimedScene, loudness: Mapping[str, tuple[float, ...]]) -> list[Moment]:
    return [
        Moment(
            b.beat,
            b.start - timed.start,
            b.end - timed.start,
            round(b.speech * FPS),
            tuple(loudness.get(b.beat.id, ())),
            tuple(Mark(m.flag, m.start - timed.start, m.end - timed.start) for m in b.marks),
        )
        for b in timed.beats
    ]


def _cues(timed: TimedScene, cues: tuple[Cue, ...]) -> list[SceneCue]:
    own = {b.beat.id for b in timed.beats}
    return [
        SceneCue(round(c.start * FPS) - timed.start, round(c.end * FPS) - timed.start, c.lines)
        for c in cues
        if c.beat in own
    ]
