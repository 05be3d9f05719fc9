"""What every scene has on it: the ground, the title band, captions, labels, the host and the interpreter's slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outreach.art import draw
from outreach.film.geometry import LABEL_SHARE, LABEL_SHARE_LATIN, Box, Geometry, even
from outreach.film.layers import Layer
from outreach.film.motion import Looks, Motion, Sprite
from outreach.film.pieces import (
    Art,
    Backdrop,
    Band,
    Caption,
    GroundBoxes,
    Label,
    Sides,
    Slot,
    StripCall,
    Title,
    TitleBoxes,
)
from outreach.film.pieces import Piece as Piece
from outreach.film.segments import Segment
from outreach.film.strip import strip_lines, tiled
from outreach.kinds import KINDS
from outreach.project import Project
from outreach.storyboard import Hotline, Person, Picture
from outreach.timeline import FPS

Layers = Mapping[str, Layer]

GROUND, PIECE, PERSON, OVER, LABEL, CAPTION = 0, 20, 30, 40, 50, 60  # depths
FACES = ("", "talk-1", "talk-2", "blink")  # resting, mouth half open, open, eyes shut
LOUD = 0.45  # above: the mouth wide open; between it and QUIET: half open
QUIET = 0.12


@dataclass(frozen=True)
class Stage:
    """One scene about to be drawn: its data, its boxes, its movements, and where drawings come from."""

    segment: Segment
    boxes: Geometry
    motion: Motion
    project: Project

    def svg(self, name: str, state: str) -> str:
        """A drawing in the theme's colours."""
        return draw(self.project, name, state, self.segment.style.colors)

    def art(self, picture: Picture, box: Box, state: str = "", framed: bool = True) -> Art:
        """The piece of a drawing that stands in a box."""
        svg = self.svg(picture.name, state or picture.state)
        return Art(svg=svg, framed=framed, w=box.w, h=box.h)

    def drawing(self, picture: Picture, box: Box, framed: bool = True) -> dict[str, Piece]:
        """The pieces of a drawing: one, or one for each state when it moves."""
        states = self.motion.states(picture.name) or [picture.state]
        return {f"art-{picture.name}-{s}": self.art(picture, box, s, framed) for s in states}

    def shown(
        self, picture: Picture, layers: Layers, box: Box, start: int = 0, suffix: str = "", **more: Any
    ) -> Sprite:
        """The sprite of a drawing; one that moves goes through its states again and again."""
        states = self.motion.states(picture.name)
        if not states:
            still = layers[f"art-{picture.name}-{picture.state}{suffix}"]
            return self.sprite("art", still, box.x, box.y, start, **more)
        turns = [layers[f"art-{picture.name}-{state}{suffix}"] for state in self.motion.turns(picture.name)]

        def looks(frame: int) -> Layer:
            return turns[(frame - start) % len(turns)]

        return self.sprite("art", turns[0], box.x, box.y, start, looks=looks, **more)

    def person(self, role: str) -> Person | None:
        """Who plays a role."""
        return next((p for p in self.segment.cast if p.role == role), None)

    def sprite(self, kind: str, layer: Layer, x: int, y: int, start: int = 0, **more: Any) -> Sprite:
        """A sprite that comes in as its kind does."""
        z = more.pop("z", PIECE)
        more.setdefault("crop", self.clear(Box(even(x), even(y), layer.width, layer.height)))
        return Sprite(kind, layer, even(x), even(y), z, start, enter=self.motion.entrance(kind), **more)

    def clear(self, box: Box) -> Box | None:
        """The part of the frame a piece may move in on its way to `box`: the half that the slot is not in."""
        if "slot" not in self.boxes:
            return None
        slot = self.boxes["slot"]
        if box.bottom <= slot.y:
            return Box(0, 0, self.boxes.width, slot.y)
        return Box(0, 0, slot.x, self.boxes.height) if box.right <= slot.x else None

    def first(self, item: str) -> int:
        """The frame at which an item's first beat begins; the scene's start when it has none."""
        return next((m.start for m in self.segment.moments if m.beat.item == item), 0)


def pieces(stage: Stage) -> dict[str, Piece]:
    """The pieces of the stage: ground, band before this scene, captions, slot and label."""
    segment, boxes = stage.segment, stage.boxes
    made: dict[str, Piece] = {"ground": _ground(stage), "title": _title(stage)}
    tone = KINDS[segment.before].tone if segment.before else ""
    if tone and tone != KINDS[segment.scene.kind].tone:
        band = boxes["band"]
        made["before"] = Band(tone=tone, w=band.w, h=band.h)
    for n, cue in enumerate(segment.cues):
        box = boxes["caption"]
        made[f"caption-{n}"] = Caption(lines=tuple(cue.lines), w=box.w, h=box.h)
    if "slot" in boxes:
        box = boxes["slot"]
        words = segment.labels["sign_reserved"].phrases if segment.slot == "reserved" else None
        made["slot"] = Slot(words=words, w=box.w, h=box.h)
    if "label" in boxes:
        box = boxes["label"]
        size = even(boxes.short * (LABEL_SHARE if segment.style.wide_chars else LABEL_SHARE_LATIN))
        ways = tuple(segment.labels[name].shown for name in ("ai_voice", "ai_voice_short"))
        framed = not box.overlaps(boxes["strip"])  # on the strip it needs no frame of its own
        made["label"] = Label(ways=ways, size=size, framed=framed, w=box.w, h=box.h)
    return made


def _ground(stage: Stage) -> Backdrop:
    """What the scenes of a film have in common: painted once."""
    segment, boxes = stage.segment, stage.boxes
    brand, draft = _marks(stage)
    names = ("band", "strip", "hotlines", "note", "draft", "brand")
    return Backdrop(
        w=boxes.width,
        h=boxes.height,
        boxes=GroundBoxes(**_named(boxes, *names), more=tuple(map(_sides, boxes.more))),
        hotlines=tuple(StripCall(h.number, h.short.shown, h.urgent) for h in _strip(stage) if h.short),
        note=segment.labels["ai_voice_short"].shown if segment.ai_label and "label" not in boxes else None,
        logo=stage.svg(segment.brand.logo, "plain"),
        brand=brand,
        draft=draft,
    )


def _strip(stage: Stage) -> tuple[Hotline, ...]:
    """The numbers on the strip: none where it has no room for them and the scene shows them large."""
    segment, boxes = stage.segment, stage.boxes
    crowded = strip_lines(segment, boxes) > 1 + len(boxes.more)
    return () if crowded and tiled(segment, boxes) else segment.hotlines


def _marks(stage: Stage) -> tuple[str | None, tuple[str, ...] | None]:
    """The brand's name and, on a draft, the word for it: in the title band, or on the strip of numbers.

    Where the AI label of the first scene needs the brand's place, the brand comes with the second.
    """
    segment, boxes = stage.segment, stage.boxes
    hidden = "label" in boxes and boxes["label"].overlaps(boxes["brand"])
    draft = tuple(segment.labels[name].shown for name in ("draft", "draft_short"))
    return None if hidden else segment.brand.short.shown, draft if segment.draft else None


def _title(stage: Stage) -> Title:
    segment, boxes = stage.segment, stage.boxes
    part = [f" ({segment.part}/{segment.parts})"] if segment.parts > 1 else []
    brand, draft = _marks(stage)
    return Title(
        w=boxes.width,
        boxes=TitleBoxes(**_named(boxes, "band", "heading", "brand", "draft")),
        tone=KINDS[segment.scene.kind].tone,
        title=(*segment.scene.title.phrases, *part),
        logo=stage.svg(segment.brand.logo, "plain"),
        brand=brand,
        draft=draft,
    )


def _named(boxes: Geometry, *names: str) -> dict[str, Sides]:
    return {name: _sides(boxes[name]) for name in names}


def _sides(box: Box) -> Sides:
    return Sides(box.x, box.y, box.w, box.h)


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The sprites of the stage."""
    segment, boxes = stage.segment, stage.boxes
    sprites = [Sprite("ground", layers["ground"], 0, 0, GROUND), Sprite("title", layers["title"], 0, 0, GROUND)]
    if "before" in layers:
        uncover = stage.motion.entrance("before")
        sprites.append(Sprite("before", layers["before"], 0, 0, GROUND + 1, 0, uncover.frames, enter=uncover))
    for n, cue in enumerate(segment.cues):
        box = boxes["caption"]
        end = min(cue.end, segment.end)
        shown = layers[f"caption-{n}"]  # in the middle of its box, on its foot
        x, y = even(box.x + (box.w - shown.width) / 2), even(box.bottom - shown.height)
        sprites.append(Sprite("caption", shown, x, y, CAPTION, cue.start, end))
    if "slot" in boxes:
        sprites.append(Sprite("slot", layers["slot"], boxes["slot"].x, boxes["slot"].y, PIECE))
    if "label" in boxes:
        sprites.append(Sprite("label", layers["label"], boxes["label"].x, boxes["label"].y, LABEL))
    return sprites


# --- the host --------------------------------------------------------------------------------------------------------


def host_pieces(stage: Stage, box: Box, pose: str = "plain", after: str = "") -> dict[str, Piece]:
    """The host's faces in a pose, standing in a box; `after` is the pose once everything is said."""
    person = stage.person("host")
    if person is None:
        return {}
    lead = "" if pose == "plain" else f"{pose}-"
    states = {f"host-{face or 'rest'}": f"{lead}{face}" if face else pose for face in FACES} | {
        "host-after": after or pose
    }
    return {name: stage.art(person.picture, box, state) for name, state in states.items()}


def host(stage: Stage, layers: Layers, box: Box, *times: tuple[int, int]) -> list[Sprite]:
    """The host in a box, all the time or during `times`: blinks now and then, moves the mouth with the sound."""
    if "host-rest" not in layers:
        return []
    looks = mouth(stage, layers)
    return [
        stage.sprite("host", layers["host-rest"], box.x, box.y, start, end=end, z=PERSON, looks=looks)
        for start, end in times or ((0, stage.segment.end),)
    ]


def mouth(stage: Stage, layers: Layers) -> Looks:
    """The host's face at a frame. The mouth keeps a shape for a few frames, so that it talks and does not tremble."""
    hold = max(1, round(stage.motion.loops.mouth.seconds * FPS))
    every = max(1, round(stage.motion.loops.blink.every * FPS))
    shut = round(stage.motion.loops.blink.seconds * FPS)
    last = max((m.start + m.speech for m in stage.segment.moments), default=0)

    def face(frame: int) -> Layer:
        level = loudness(stage.segment, "host", frame // hold * hold)
        if level > LOUD:
            return layers["host-talk-2"]
        if level > QUIET:
            return layers["host-talk-1"]
        if frame >= last:
            return layers["host-after"]
        return layers["host-blink" if frame % every < shut and frame >= every else "host-rest"]

    return face


def loudness(segment: Segment, role: str, frame: int) -> float:
    """How loud somebody speaks at a frame, 0 to 1; where no levels are known, the beat of syllables."""
    for moment in segment.moments:
        if moment.beat.role == role and moment.start <= frame < moment.start + moment.speech:
            at = frame - moment.start
            if moment.levels:
                return moment.levels[min(at, len(moment.levels) - 1)]
            return (0.6, 0.3, 0.7, 0.05)[at // 4 % 4]
    return 0.0
