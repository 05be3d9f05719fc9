"""Where a line may break in any language: never before closing marks, nor after opening ones, and in a long link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Marks that may not start a line, and marks that may not end one (W3C clreq §3.1.3).
NO_START = set("，。！？、；：）》〉」』】〕”’…—～·％%,.!?;:)]}゛゜ー・々〜") | set(
    "ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
NO_END = set("（《〈「『【〔“‘([{￥¥$#")
# A longer run of Latin, Greek or Cyrillic letters, digits and marks is cut at its joints: it does not stand on a line
# of the narrowest bubble. A word has no joint: it is cut only when it is longer than any word.
LINK, _WORD = 24, 28
_RUN_OF_LETTERS = re.compile(rf"([!-~\u00a1-\u052f\u1e00-\u1fff]{{{LINK + 1},}})")
# After these a link may be broken, but not between digits: 0599-8765432 is one number.
_JOINT = re.compile(r"(?<=[/?&=.:@_#,+-])(?<!\d[-.,:](?=\d))(?![/?&=.:@_#,+-])")


def whole(pieces: Iterable[str], text: str, terms: Iterable[str]) -> Iterator[str]:
    """The pieces of a text, those between which one of the terms would be broken as one."""
    inside = {at for term in terms for found in re.finditer(re.escape(term), text) for at in range(*found.span())[1:]}
    held, end = "", 0
    for piece in pieces:
        if held and end not in inside:
            yield held
            held = ""
        held += piece
        end += len(piece)
    if held:
        yield held


def jointed(piece: str) -> Iterator[str]:
    """A piece with a long link, host or file name in it, cut at its joints; what stands around it keeps to it."""
    parts = [""]
    for n, run in enumerate(_RUN_OF_LETTERS.split(piece)):
        joints = [share for part in _JOINT.split(run) for share in _shares(part)] if n % 2 and _long(run) else [run]
        parts[-1] += joints[0]
        parts += joints[1:]
    return settled(filter(None, parts))


def _long(run: str) -> bool:
    return len(run.strip("".join(NO_START | NO_END))) > LINK


def inside_link(before: str, after: str) -> bool:
    """Does a link go on from one piece to the next? Its `.` and `?` then end no sentence."""
    met = before[-1:] + after[:1]
    return len(met) == 2 and met.isascii() and not met[0].isspace() and not met[1].isspace()


def _shares(part: str) -> Iterator[str]:
    """What has no joint and is still too long, such as a code, in equal shares."""
    count = -(-len(part) // (_WORD if part.isalpha() else LINK)) or 1
    size = -(-len(part) // count)
    return (part[n * size : (n + 1) * size] for n in range(count))


def settled(pieces: Iterable[str]) -> Iterator[str]:
    """Closing marks and spaces go to the piece before, opening ones to the piece after: for every language."""
    held = ""
    for piece in pieces:
        if held and not (piece[0] in NO_START or held.rstrip()[-1:] in NO_END or piece.isspace()):
            yield held
            held = ""
        held += piece
    if held:
        yield held
