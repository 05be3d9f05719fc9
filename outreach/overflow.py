"""What does not fit: how far a sheet, a frame or a slide is from holding its words, and what really takes the room.

A renderer that can measure has `overflow(board, layout)`, which yields Faults without drawing anything. They are plain
data without places in files, so that they may be kept between runs: `told` looks the places up in the storyboard.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from outreach.diagnostics import NOWHERE, Diagnostic, Where, error
from outreach.messages import Message, msg, shorten
from outreach.storyboard import Branch, Storyboard, Text

# What was left out, or made short, for the rest to fit: a text, items of a list, a scene, the host beside the code, the
# hotlines, the room for a branch's card. "most": nothing alone was enough, this takes the most room.
CauseKind = Literal["text", "items", "scene", "host", "hotlines", "slot", "branch", "most"]


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing whose going makes the rest fit."""

    kind: CauseKind
    words: str = ""  # the text, the first item too many, the scene's title, the host
    found: int = 0  # items there are
    fits: int = 0  # items that fit


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that cannot hold its words."""

    sheet: str  # "half-fold", "rollup", "landscape": what is laid out
    panel: str  # the place on it
    over: float  # how much is missing
    unit: str = "mm"
    with_card: bool = False  # only a copy for a branch fails, for the room its card takes
    branch: str = ""  # the id of the branch whose own data does not fit
    causes: tuple[Cause, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON data."""
        return dataclasses.asdict(self)


def fault(plain: dict[str, Any]) -> Fault:
    """The fault that `Fault.plain` wrote down."""
    causes = tuple(Cause(**cause) for cause in plain["causes"])
    return Fault(**{**plain, "causes": causes})


class UnmadeError(Exception):
    """Words did not fit: every fault of the format, and the files that could be made all the same."""

    def __init__(self, faults: tuple[Fault, ...], files: dict[str, bytes]) -> None:
        self.faults, self.files = faults, files
        super().__init__("; ".join(f"{one.sheet}/{one.panel}: {one.over:g} {one.unit}" for one in faults))

    def __reduce__(self) -> tuple[type[UnmadeError], tuple[tuple[Fault, ...], dict[str, bytes]]]:
        """Cross a process boundary whole."""
        return (UnmadeError, (self.faults, self.files))


def unfitting(
    facts: Mapping[str, Any], format: str, board: Storyboard, branches: tuple[Branch, ...] | None = None
) -> list[Diagnostic]:
    """The errors of a format's faults, as they were kept under `overflow` among a result's facts."""
    places = {one.id: one.where for one in branches or ()}
    return [told(fault(plain), format, board, places) for plain in facts.get("overflow", ())]


def told(one: Fault, format: str, board: Storyboard, branches: dict[str, Where] | None = None) -> Diagnostic:
    """The fault as an error at the place of its cause: the audience, the format and the branch, and what would help."""
    texts = {text.shown: text.where for text in _texts(board)}
    places = [where for cause in one.causes if (where := _place(cause, board, texts))]
    if one.branch:
        places = [(branches or {}).get(one.branch, board.branch.where if board.branch else NOWHERE)]
    hints = [hint for cause in one.causes if (hint := _hint(cause, board, texts))]
    return error("room", places[0] if places else board.title.where, _message(one, format, board), *hints)


def _message(one: Fault, format: str, board: Storyboard) -> Message:
    values: dict[str, object] = {
        "format": format,
        "sheet": one.sheet,
        "audience": board.audience,
        "lang": board.lang,
        "scam": board.scam,
        "panel": one.panel,
        "over": f"{one.over:g}",
        "unit": one.unit,
    }
    if one.branch:
        return msg(
            "the card of branch `{branch}` needs {over} {unit} more than `{format}` for {audience} ({lang}) has for it",
            branch=one.branch,
            **values,
        )
    if one.with_card:
        return msg(
            "`{format}` of `{scam}` for {audience} ({lang}) with a branch's card: "
            "`{panel}` of `{sheet}` needs {over} {unit} more than it has",
            **values,
        )
    return msg(
        "`{format}` of `{scam}` for {audience} ({lang}): `{panel}` of `{sheet}` needs {over} {unit} more than it has",
        **values,
    )


def _place(cause: Cause, board: Storyboard, texts: dict[str, Where]) -> Where | None:
    if cause.kind == "host":
        return board.link.where
    if cause.kind == "hotlines":
        return board.hotlines[cause.fits].purpose.where
    where = texts.get(cause.words) or next((w for shown, w in texts.items() if _part_of(cause.words, shown)), None)
    return where if where and where.file else None


def _part_of(words: str, shown: str) -> bool:
    """Is `shown` the first piece of a long text that sheets show whole?"""
    return len(shown) > 9 and words.startswith(shown)


def _hint(cause: Cause, board: Storyboard, texts: dict[str, Where]) -> Message | None:
    place, words = _place(cause, board, texts) or "", shorten(cause.words)
    hints = {
        "text": msg("cause: `{words}` is long ({place}); at half its length all fits", words=words, place=place),
        "items": msg(
            "cause: {found} entries in this list, {fits} fit; the first too many is `{words}` ({place})",
            found=cause.found,
            fits=cause.fits,
            words=words,
            place=place,
        ),
        "scene": msg("cause: the scene `{words}` ({place}); without it all fits", words=words, place=place),
        "host": msg(
            "cause: the host `{words}` beside the code ({place}); a shorter one fits", words=words, place=place
        ),
        "hotlines": msg(
            "cause: {found} hotlines, {fits} fit; `only:` in content/hotlines.yaml keeps one for some audiences",
            found=cause.found,
            fits=cause.fits,
        ),
        "slot": msg("cause: the room that the branch's card takes; without it all fits"),
        "branch": msg("cause: `{words}` is long; the card takes a shorter one", words=words),
        "most": msg("no single text is the cause; `{words}` takes the most room ({place})", words=words, place=place),
    }
    return hints[cause.kind]


def _texts(value: Any) -> Iterator[Text]:
    """Every text of the storyboard, also a companion's, where it is first shown."""
    if isinstance(value, Text):
        yield value
        if value.beside:
            yield value.beside
    elif isinstance(value, (tuple, list)):
        for one in reversed(value):
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from _texts([*value.values()])
    elif dataclasses.is_dataclass(value):
        for field in reversed(dataclasses.fields(value)):
            yield from _texts(getattr(value, field.name))
