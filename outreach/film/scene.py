"""From a segment to its frames: the pieces are painted once, the sprites say what is seen at each frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from outreach.diagnostics import Diagnostic, OutreachError
from outreach.film.compositor import Draw, FrameBuffer
from outreach.film.geometry import Geometry, geometry
from outreach.film.layers import Bytes, Layer, Misfit, Painter
from outreach.film.motion import Entrance, Motion, Sprite
from outreach.film.mux import repeat
from outreach.film.overflow import measured, refusals
from outreach.film.pieces import Look
from outreach.film.scenes import ARRANGEMENTS
from outreach.film.segments import Segment
from outreach.film.signclip import SignClip
from outreach.film.stage import PIECE, Piece, Stage, pieces, place
from outreach.film.strip import strip_lines, tiled
from outreach.film.writer import YuvWriter
from outreach.kinds import KINDS
from outreach.layout import Layout
from outreach.project import Project
from outreach.timeline import FPS

STILL = 15  # frames of a standing picture that are encoded: quick, and its key frames cost little


@dataclass(frozen=True)
class DrawnSegment:
    """A segment ready to be drawn."""

    boxes: Geometry
    sprites: tuple[Sprite, ...]  # from back to front

    def draws(self, frame: int) -> list[Draw]:
        """What is seen at a frame, from back to front."""
        return [draw for sprite in self.sprites for draw in sprite.draws(frame)]


def misfits(segments: Iterable[Segment], layout: Layout) -> list[Diagnostic]:
    """Every text that does not fit its place in a frame, as an error at its place in the content. Draws nothing."""
    found = []
    for segment in segments:
        paint = partial(measured, layout, looks(segment))
        found += [(segment, one) for one in laid_out(segment, layout.project, paint).misfits]
    return refusals(found)


@dataclass(frozen=True)
class _Laid:
    """The pieces of a segment, laid out."""

    stage: Stage
    layers: dict[str, Any]
    misfits: list[Misfit]


def laid_out(segment: Segment, project: Project, paint: Callable[..., dict[str, Any]]) -> _Laid:
    """`paint` draws or measures pieces; some are only known once others are."""
    stage = Stage(segment, _boxes(segment, project), Motion.of(project, segment.style.motion), project)
    kind, bad = ARRANGEMENTS[KINDS[segment.scene.kind].film], list[Misfit]()
    layers = paint({**pieces(stage), **kind.pieces(stage)}, bad)
    layers |= paint(kind.instead(stage, layers), bad)
    return _Laid(stage, layers, bad)


def _boxes(segment: Segment, project: Project) -> Geometry:
    """The boxes of the frame, the foot strip as high as its numbers need."""
    slot, label = segment.slot != "none", segment.first and segment.ai_label
    boxes = geometry(project, segment.shape, slot=slot, label=label)
    lines = strip_lines(segment, boxes)
    if lines == 1 or tiled(segment, boxes):
        return boxes
    return geometry(project, segment.shape, slot=slot, label=label, lines=lines)


@contextmanager
def picture(segment: Segment, layout: Layout) -> Iterator[DrawnSegment]:
    """Paints the segment's pieces, arranges them and opens its sign clip.

    Raises OutreachError when words do not fit, or a template, a drawing or the clip is at fault.
    """
    laid = laid_out(segment, layout.project, partial(paint, segment, layout))
    if laid.misfits:
        raise OutreachError(refusals((segment, one) for one in laid.misfits))
    stage, layers, boxes = laid.stage, laid.layers, laid.stage.boxes
    kind = ARRANGEMENTS[KINDS[segment.scene.kind].film]
    sprites = [*place(stage, layers), *kind.place(stage, layers)]
    clip = SignClip(_clip(segment.sign, layout.project), boxes["slot"], segment.start) if segment.sign else None
    if clip:
        sprites.append(Sprite("sign", layers["slot"], clip.x, clip.y, PIECE + 1, looks=clip.layer))
    if segment.first:
        sprites = opened(sprites, segment)
    try:
        yield DrawnSegment(boxes, tuple(sorted(sprites, key=lambda s: s.z)))
    finally:
        if clip:
            clip.close()


def _clip(sign: str, project: Project) -> Path:
    return Path(sign) if Path(sign).is_absolute() else project.path(sign)


def opened(sprites: list[Sprite], segment: Segment) -> list[Sprite]:
    """The film's first frame is a whole picture, for a thumbnail and for a loop that begins again.

    What would come in within the first second, or by the first word, is there from the start and does not move in.
    """
    soon = max([FPS, *(moment.start + 1 for moment in segment.moments[:1])])
    return [replace(one, start=0, enter=Entrance()) if one.start < soon else one for one in sprites]


def paint(
    segment: Segment, layout: Layout, wanted: Mapping[str, Piece], misfits: list[Misfit] | None = None
) -> dict[str, Layer]:
    """Layers of pieces in the look of the segment; what does not fit its piece is added to `misfits`."""
    return _painter(layout).paint(looks(segment), wanted, [] if misfits is None else misfits)


@lru_cache(maxsize=1)
def _painter(layout: Layout) -> Painter:
    """What one scene drew, the next need not; what another compiler drew is let go."""
    return Painter(layout)


def looks(segment: Segment) -> Look:
    """What the templates need of the style."""
    style = segment.style
    return Look(
        lang=style.lang,
        direction=style.direction,
        wide_chars=style.wide_chars,
        boxed=style.boxed,
        font=style.font,
        colors=style.colors,
        video_type=style.video_type,
        shape=style.shape,
    )


def frame(segment: Segment, n: int, layout: Layout) -> Bytes:
    """The segment's frame `n` as (height, width, 3) RGB pixels: for pictures and tests."""
    with picture(segment, layout) as drawn:
        buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
        buffer.show(drawn.draws(segment.start + n))
    return buffer.rgb()


def encode(segment: Segment, layout: Layout, path: Path) -> None:
    """Writes the segment as H.264 (no sound) to `path`. Raises OutreachError; what is at `path` then is worthless."""
    frames = range(segment.start, segment.end)
    with picture(segment, layout) as drawn:
        if not _still(drawn, frames):
            _write(drawn, frames, path)
            return
        # A piece that stands still is encoded once; the others are copies of it, key frame and all.
        piece = path.with_name(f"piece-{path.name}")
        _write(drawn, frames[:STILL], piece)
        repeat(piece, segment.frames // STILL, path)
        piece.unlink()


def _still(drawn: DrawnSegment, frames: range) -> bool:
    first = drawn.draws(frames[0])
    return len(frames) % STILL == 0 and len(frames) > STILL and all(drawn.draws(n) == first for n in frames)


def _write(drawn: DrawnSegment, frames: range, path: Path) -> None:
    buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
    with YuvWriter(path, buffer.frame.w, buffer.frame.h) as writer:
        for n in frames:
            buffer.show(drawn.draws(n))
            writer.write_frame(buffer.data)
