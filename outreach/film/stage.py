"""What lies over every picture: captions, chapter and mark in the corners, labels, the interpreter's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from outreach.acting import tones
from outreach.art import draw, states
from outreach.film.geometry import LABEL_SHARE, LABEL_SHARE_LATIN, Box, Geometry, even, geometry
from outreach.film.layers import Layer
from outreach.film.motion import Entrance, Motion, Sprite
from outreach.film.pieces import Caption, Chapter, Imprint, Label, Mark, Ribbon, Ticks
from outreach.film.pieces import Piece as Piece
from outreach.film.segments import Segment
from outreach.film.widths import Widths
from outreach.kinds import KINDS
from outreach.lang import phrases
from outreach.project import Project
from outreach.storyboard import Person
from outreach.timeline import FPS

Layers = Mapping[str, Layer]

GROUND, PIECE, PERSON, OVER, LABEL, CAPTION = 0, 20, 30, 40, 50, 60  # depths
ROW = 184  # px that a mark and a label in one row may be wider than the mark alone: the end card has nothing there
SMALL_PRINT = 60  # px of its box that its line has not
SLATE = 2.4  # seconds that the AI label stands large: 2 at least (GB 45438-2025 5.4)


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

    @cached_property
    def widths(self) -> Widths:
        """How wide words of this scene are."""
        return Widths(self.project, self.segment.style)

    def in_hand(self, name: str, state: str) -> str:
        """A drawing of a hand and what it holds, with the skin and the sleeve of the person called."""
        colors, victim = self.segment.style.colors, self.person("victim")
        own = tones(self.project, victim.picture.name, colors) if victim else {}
        return draw(self.project, name, state, {**colors, **own})

    def states(self, name: str) -> tuple[str, ...]:
        """The states of a drawing."""
        return states(self.project, name)

    def person(self, role: str) -> Person | None:
        """Who plays a role."""
        return next((p for p in self.segment.cast if p.role == role), None)

    def sprite(self, kind: str, layer: Layer, x: int, y: int, start: int = 0, **more: Any) -> Sprite:
        """A sprite that comes in as its kind does."""
        z = more.pop("z", PIECE)
        return Sprite(kind, layer, even(x), even(y), z, start, enter=self.motion.entrance(kind), **more)

    def first(self, item: str) -> int:
        """The frame at which an item's first beat begins; the scene's start when it has none."""
        return next((m.start for m in self.segment.moments if m.beat.item == item), 0)


def staged(segment: Segment, project: Project) -> Stage:
    """A scene about to be drawn, beside an interpreter where it has one."""
    boxes = geometry(project, segment.shape, slot=segment.interpreted)
    return Stage(segment, boxes, Motion.of(project, segment.style.motion), project)


def pieces(stage: Stage) -> dict[str, Piece]:
    """The pieces that lie over the picture."""
    segment, boxes = stage.segment, stage.boxes
    caption = _caption(stage)
    made: dict[str, Piece] = {
        "chapter": Chapter(phrases=segment.scene.title.phrases, w=_chapter(stage), h=boxes["chapter"].h),
        "brand": Mark(
            logo=stage.svg(segment.brand.logo, "plain"),
            name=segment.brand.short.shown,
            note=segment.labels["ai_voice_short"].shown if segment.ai_label else None,
            side="left" if boxes.shape == "portrait" else "right",
            row=_in_a_row(stage),
            w=boxes["brand"].w + _more(stage),
            h=boxes["brand"].h,
        ),
    }
    for n, line in enumerate(_small_print(stage)):
        made[f"imprint-{n}"] = Imprint(phrases=phrases(line, segment.style.lang), **_size(boxes["chapter"]))
    if segment.draft:
        ways = tuple(segment.labels[name].shown for name in ("draft", "draft_short"))
        made["ribbon"] = Ribbon(ways=ways, d=boxes["draft"].w)
    for n, cue in enumerate(segment.cues):
        made[f"caption-{n}"] = Caption(lines=tuple(cue.lines), **_size(caption))
    if segment.slot == "reserved" and not KINDS[segment.scene.kind].last:
        made["slot"] = Ticks(words=(), **_size(boxes["slot"]))
        if segment.first:  # said once what the corners are for
            made["slot-named"] = Ticks(words=segment.labels["sign_reserved"].phrases, **_size(boxes["slot"]))
    if segment.first and segment.ai_label:
        size = even(boxes.short * (LABEL_SHARE if segment.style.wide_chars else LABEL_SHARE_LATIN))
        ways = tuple(segment.labels[name].shown for name in ("ai_voice", "ai_voice_short"))
        made["label"] = Label(ways=ways, size=size, w=boxes["label"].w)
    return made


def _small_print(stage: Stage) -> tuple[str, ...]:
    """What a film says of its approval: in one line where there is room, else one after the other."""
    approved, box = stage.segment.approved, stage.boxes["chapter"]
    whole = " · ".join(approved)
    fits = stage.widths.of(whole) * stage.segment.style.video_type["floor"] <= box.w - SMALL_PRINT
    return (whole,) if approved and fits else approved


def _caption(stage: Stage) -> Box:
    """Where captions stand: on the end card, clear of the code."""
    return stage.boxes["end_caption" if KINDS[stage.segment.scene.kind].last else "caption"]


def _brand_x(stage: Stage) -> int:
    """Where the mark stands: at the right edge, unless a ribbon is there; over the chapter in a tall frame."""
    boxes = stage.boxes
    if stage.segment.draft or boxes.shape == "portrait":
        return boxes["brand"].x - _more(stage)
    return even(boxes.width - boxes["chapter"].x - boxes["brand"].w - _more(stage))


def _chapter(stage: Stage) -> int:
    """px the chapter may be wide: up to the mark, where that has its label beside it."""
    box = stage.boxes["chapter"]
    return min(box.w, _brand_x(stage) - box.x) if _in_a_row(stage) else box.w


def _in_a_row(stage: Stage) -> bool:
    """Do mark and label stand beside one another? On the end card, where the board begins below them."""
    return stage.boxes.shape == "landscape" and KINDS[stage.segment.scene.kind].last


def _more(stage: Stage) -> int:
    return ROW if _in_a_row(stage) else 0


def _size(box: Box) -> dict[str, int]:
    return {"w": box.w, "h": box.h}


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """Where and when they are seen."""
    segment, boxes = stage.segment, stage.boxes
    caption = _caption(stage)
    sprites = _corner(stage, layers)
    sprites.append(Sprite("brand", layers["brand"], _brand_x(stage), boxes["brand"].y, LABEL))
    if "ribbon" in layers:
        sprites.append(Sprite("ribbon", layers["ribbon"], boxes["draft"].x, boxes["draft"].y, LABEL))
    for n, cue in enumerate(segment.cues):
        shown = layers[f"caption-{n}"]  # in the middle of its box, on its foot
        x, y = even(caption.x + (caption.w - shown.width) / 2), even(caption.bottom - shown.height)
        sprites.append(Sprite("caption", shown, x, y, CAPTION, cue.start, min(cue.end, segment.end)))
    if "slot" in layers:  # under what is read
        said, named = round(SLATE * FPS), layers.get("slot-named", layers["slot"])
        looks = None if named is layers["slot"] else lambda frame: named if frame < said else layers["slot"]
        sprites.append(Sprite("slot", layers["slot"], boxes["slot"].x, boxes["slot"].y, GROUND + 3, looks=looks))
    if "label" in layers:
        shown, box = layers["label"], boxes["label"]
        x, y = even(box.x + (box.w - shown.width) / 2), even(box.y + (box.h - shown.height) / 2)
        sprites.append(Sprite("label", shown, x, y, LABEL, 0, round(SLATE * FPS), leave=8))
    return sprites


def _corner(stage: Stage, layers: Layers) -> list[Sprite]:
    """What the scene is about; when all is said, which approval the film has and until when."""
    segment, box = stage.segment, stage.boxes["chapter"]
    shown = [one for name, one in layers.items() if name.startswith("imprint-")]
    if not shown:
        return [Sprite("chapter", layers["chapter"], box.x, box.y, LABEL)]
    at = [segment.start + segment.frames * n // len(shown) for n in range(len(shown) + 1)]
    return [Sprite("imprint", one, box.x, box.y, LABEL, *turn) for one, turn in zip(shown, pairwise(at), strict=True)]


def opened(sprites: list[Sprite], segment: Segment) -> list[Sprite]:
    """The film's first frame is a whole picture, for a thumbnail and for a loop that begins again.

    What would come in within the first second, or by the first word, is there from the start and does not move in.
    """
    soon = max([FPS, *(moment.start + 1 for moment in segment.moments[:1])])
    return [replace(one, start=0, enter=Entrance()) if one.start < soon else one for one in sprites]


def loudness(segment: Segment, role: str, frame: int) -> float:
    """How loud somebody speaks at a frame, 0 to 1; where no levels are known, the beat of syllables."""
    for moment in segment.moments:
        if moment.beat.role == role and moment.start <= frame < moment.start + moment.speech:
            at = frame - moment.start
            if moment.levels:
                return moment.levels[min(at, len(moment.levels) - 1)]
            return (0.6, 0.3, 0.7, 0.05)[at // 4 % 4]
    return 0.0
