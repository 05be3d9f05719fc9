"""From a segment to its frames: the pieces are painted once, the sprites say what is seen at each frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from outreach.diagnostics import Diagnostic, OutreachError
from outreach.film.compositor import Draw, FrameBuffer
from outreach.film.frame import Frame
from outreach.film.geometry import Geometry
from outreach.film.layers import Bytes, Layer
from outreach.film.motion import Sprite
from outreach.film.overflow import measured, refusals
from outreach.film.overlays import OVERLAYS, over_pieces, phone_pieces
from outreach.film.overlays.handset import Handset
from outreach.film.painter import Drawn, Misfit, Painter
from outreach.film.pieces import Look
from outreach.film.planes import Plane
from outreach.film.segments import Segment
from outreach.film.shots import passage, shots, take
from outreach.film.shots.director import ShotCut, cuts
from outreach.film.shots.take import Take
from outreach.film.signclip import SignClip
from outreach.film.stage import PIECE, Piece, Stage, opened, pieces, place, staged
from outreach.film.writer import YuvWriter
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Style

T = TypeVar("T", Layer, Plane)
OPEN = 0.6  # of the circle that a scene opens in: then most of the picture is there


@dataclass(frozen=True)
class DrawnSegment:
    """A segment ready to be drawn."""

    boxes: Geometry
    sprites: tuple[Sprite, ...]  # over the picture, from back to front
    takes: tuple[Take, ...]
    before: Take | None = None  # the last shot of the scene before
    handset: Handset | None = None  # the phone that its shots show

    def draws(self, frame: int) -> list[Draw]:
        """What lies over the picture at a frame, from back to front."""
        return [draw for sprite in self.sprites for draw in sprite.draws(frame)]

    def ground(self, frame: int) -> Frame:
        """The picture at a frame: the shot, and for a moment the one before it."""
        n = next((n for n in reversed(range(len(self.takes))) if self.takes[n].cut.start <= frame), 0)
        now, before = self.takes[n], self.takes[n - 1] if n else self.before
        if before is None or frame - now.cut.start >= passage.frames(now.cut, now.stage):
            return now.world(frame)
        return passage.world(now, before, frame, frame if n else before.cut.end + frame)


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
    stage = staged(segment, project)
    file, bad = shots(project), list[Misfit]()
    wanted = {**pieces(stage), **over_pieces(stage, cuts(segment, file))}
    for cut in seen(cuts(segment, file), stage):
        wanted |= take.pieces(stage, file, cut)
    return _Laid(stage, paint(wanted, bad), bad)


def seen(all_cuts: tuple[ShotCut, ...], stage: Stage) -> tuple[ShotCut, ...]:
    """The shots of a segment, with those before the first that it freezes or that are still seen under it."""
    segment = stage.segment
    first = next((n for n, cut in enumerate(all_cuts) if cut.end > segment.start), 0)

    def goes_back(cut: ShotCut) -> bool:
        return cut.shot.freeze or segment.start - cut.start < passage.frames(cut, stage)

    while first and goes_back(all_cuts[first]):
        first -= 1
    return tuple(cut for cut in all_cuts[first:] if cut.start < segment.end)


@contextmanager
def picture(segment: Segment, layout: Layout) -> Iterator[DrawnSegment]:
    """Paints the segment's pieces, arranges them and opens its sign clip.

    Raises OutreachError when words do not fit, or a template, a drawing or the clip is at fault.
    """
    laid = laid_out(segment, layout.project, partial(paint, segment, layout))
    if laid.misfits:
        raise OutreachError(refusals((segment, one) for one in laid.misfits))
    stage, boxes, layers = laid.stage, laid.stage.boxes, _only(Layer, laid.layers)
    takes = _takes(stage, laid.layers)
    before = _last_take(segment.lead, takes[0], layout) if segment.lead and segment.start == 0 else None
    sprites, passing = place(stage, layers), [*_passing(takes, before)]
    for show, placed in OVERLAYS.items():
        over = placed(stage, layers, [t.cut for t in takes if show in t.cut.shot.shows])
        sprites += over if segment.first else [_waiting(one, passing) for one in over]
    clip = SignClip(_clip(segment.sign, layout.project), boxes["slot"], segment.start) if segment.sign else None
    if clip:
        sprites.append(Sprite("sign", layers["chapter"], clip.x, clip.y, PIECE + 1, looks=clip.layer))
    if segment.first:
        sprites = opened(sprites, segment)
    try:
        yield DrawnSegment(boxes, tuple(sorted(sprites, key=lambda s: s.z)), tuple(takes), before, takes[-1].handset)
    finally:
        if clip:
            clip.close()


def _passing(takes: Sequence[Take], before: Take | None) -> Iterator[tuple[int, int]]:
    """From which frame until which the shot before a shot is still seen; a circle soon shows most of the new one."""
    for now, old in zip(takes, [before, *takes], strict=False):
        how = passage.way(now, old) if old else passage.kind(now.cut)
        count = passage.frames(now.cut, now.stage) * (OPEN if how == "iris" else 1)
        yield now.cut.start, now.cut.start + round(count)


def _waiting(one: Sprite, passing: Iterable[tuple[int, int]]) -> Sprite:
    """What would come while the shot before is still seen comes after it."""
    return replace(one, start=next((until for start, until in passing if start <= one.start < until), one.start))


def _last_take(segment: Segment, after: Take, layout: Layout) -> Take:
    """The shot that a scene ends in, as far as it is seen under the first of the next one."""
    stage, file = staged(replace(segment, start=segment.end - 1, frames=1), layout.project), shots(layout.project)
    wanted, made = seen(cuts(stage.segment, file), stage), dict[str, Piece]()
    for cut in wanted:
        made |= take.pieces(stage, file, cut, passage.of_old(after.cut, after.stage, segment.end))
    return _takes(stage, paint(stage.segment, layout, made | phone_pieces(stage, wanted)))[-1]


def _takes(stage: Stage, drawn: Mapping[str, Any]) -> list[Take]:
    """The shots of a segment that are seen, each with the one before it and with the phone that they show."""
    file, planes, made = shots(stage.project), _only(Plane, drawn), list[Take]()
    every = cuts(stage.segment, file)
    phone = Handset(stage, _only(Layer, drawn), planes, every) if "device" in drawn else None
    for cut in seen(every, stage):
        made.append(Take(stage, file, cut, planes, made[-1] if made else None, phone))
    return made


def _only(kind: type[T], drawn: Mapping[str, Any]) -> dict[str, T]:
    return {name: one for name, one in drawn.items() if isinstance(one, kind)}


def _clip(sign: str, project: Project) -> Path:
    return Path(sign) if Path(sign).is_absolute() else project.path(sign)


def paint(
    segment: Segment, layout: Layout, wanted: Mapping[str, Piece], misfits: list[Misfit] | None = None
) -> dict[str, Drawn]:
    """Pieces in the look of the segment; what does not fit its piece is added to `misfits`."""
    return _painter(layout).paint(looks(segment), wanted, [] if misfits is None else misfits)


@lru_cache(maxsize=1)
def _painter(layout: Layout) -> Painter:
    """What one scene drew, the next need not; what another compiler drew is let go."""
    return Painter(layout)


def looks(segment: Segment) -> Look:
    """What the templates need of a segment's style."""
    return look_of(segment.style)


def look_of(style: Style) -> Look:
    """What the templates need of a style."""
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
        buffer.show(drawn.draws(segment.start + n), drawn.ground(segment.start + n))
    return buffer.rgb()


def encode(segment: Segment, layout: Layout, path: Path) -> None:
    """Writes the segment as H.264 (no sound) to `path`. Raises OutreachError; what is at `path` then is worthless."""
    frames = range(segment.start, segment.end)
    with picture(segment, layout) as drawn:
        _write(drawn, frames, path)


def _write(drawn: DrawnSegment, frames: range, path: Path) -> None:
    buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
    with YuvWriter(path, buffer.frame.w, buffer.frame.h) as writer:
        for n in frames:
            buffer.show(drawn.draws(n), drawn.ground(n))
            writer.write_frame(buffer.data)
