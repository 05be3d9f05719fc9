"""What of a film does not fit its frames, found by laying every piece out without drawing a pixel."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outreach.diagnostics import NOWHERE, Diagnostic, Where, error
from outreach.film.painter import TEMPLATE, Misfit, read_misfits
from outreach.film.pieces import Look, Piece, Pieces
from outreach.film.segments import Segment
from outreach.layout import Layout
from outreach.messages import Message, msg
from outreach.storyboard import Text

_SIDES = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


@dataclass(frozen=True)
class Extent:
    """How large a piece would be drawn, in px: all that arranging it needs."""

    width: int
    height: int


def measured(layout: Layout, style: Look, pieces: Mapping[str, Piece], misfits: list[Misfit]) -> dict[str, Extent]:
    """The pieces laid out: how large each is; what does not fit is added to `misfits`."""
    if not pieces:
        return {}
    pages = layout.svg(TEMPLATE, Pieces(style, tuple(pieces.values())))
    misfits += read_misfits(layout, pages, [*pieces.values()]).values()
    return {name: _extent(page) for name, page in zip(pieces, pages, strict=True)}


def _extent(page: bytes) -> Extent:
    found = _SIDES.search(page[:400].decode())
    assert found, "an SVG page of Typst has a view box"
    return Extent(*(2 * -(-round(float(side)) // 2) for side in found.groups()))


def refusal(segment: Segment, one: Misfit) -> Diagnostic:
    """The misfit as an error at the text's place in its file."""
    shown = one.words if len(one.words) <= 40 else one.words[:39] + "…"
    message = msg(
        "`{words}` does not fit its place ({piece}) in a {shape} frame: {missing} are missing",
        words=shown,
        piece=one.kind,
        shape=segment.shape,
        missing=_missing(one),
    )
    hint = msg("it is set as small as this audience can read: shorten it, or make two of it")
    return error("frame-length", place_of(one.words, segment), message, hint)


def _missing(one: Misfit) -> Message | str:
    if one.wide and one.tall:
        return msg("{wide} px of width and {tall} px of height", wide=f"{one.wide:g}", tall=f"{one.tall:g}")
    if one.wide:
        return msg("{wide} px of width", wide=f"{one.wide:g}")
    return msg("{tall} px of height", tall=f"{one.tall:g}")


def place_of(words: str, segment: Segment) -> Where:
    """Where words of a frame stand in the content: those of a text, or the first part of it, as with a caption."""
    texts = [*_texts(segment.scene), *_texts(segment.hotlines), *_texts(segment.labels), *_texts(segment.brand)]
    texts += _texts(segment.cast)
    plain = _bare(words)
    exact = next((text.where for text in texts if _bare(text.shown) == plain), None)
    part = next((text.where for text in texts if _holds(text, plain)), segment.scene.title.where)
    return exact or part or NOWHERE


def _holds(text: Text, plain: str) -> bool:
    return any(
        plain in one or (len(one) > 1 and plain.startswith(one)) for one in (_bare(text.shown), _bare(text.said))
    )


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from _texts([*value.values()])
    elif dataclasses.is_dataclass(value):
        yield from _texts([getattr(value, field.name) for field in dataclasses.fields(value)])


def refusals(found: Iterable[tuple[Segment, Misfit]]) -> list[Diagnostic]:
    """Each fault once, though a text stands in several pieces and frames."""
    return list(dict.fromkeys(refusal(segment, one) for segment, one in found))
