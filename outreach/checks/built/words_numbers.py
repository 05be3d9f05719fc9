"""A finished file names no number that the project's content does not know: nobody's telephone, identity or card.

Why: a deck that came back from a branch has a colleague's mobile number on its last slide; a leaflet that somebody
edited sends frightened people to a number that nobody has called. What is printed goes to thousands.
Source: 个人信息保护法; the checks `hotlines` and `personal` of the content, asked again of what was made of it.
Known is what stands anywhere below content/: hotlines, branches, the texts of all scams. What is drawn in pictures and
films is read by Tesseract, where that is wanted (`check --built DIR --drawn`): a second a picture, every other second
of a film; what it tells is to be looked at, and what it did not read is not told.
PASS: 110, 96110, the bank's hotline, a branch's telephone, `138****0000`
FAIL: `13812345678` on a slide; 96119 on a leaflet; a mail address in a post
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach import drawn
from outreach.checks.built import Built
from outreach.checks.content.hotlines import numbers
from outreach.checks.content.personal import given_away
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error, warning
from outreach.folding import dialled
from outreach.lang import SOURCE
from outreach.messages import Message, msg
from outreach.written import Written, written

_COUNTED = re.compile(r"(?m)^(?:\d{1,4}|[\d:.,]+ --> .*)\r?$")  # the numbers and times of captions
_MASKED = re.compile(r"\d+\*+\d*")
CAPTIONS = (".vtt", ".srt")


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each unknown number, where it stands; nothing where nobody looked into the content."""
    pictures = built.suffix in drawn.READERS
    if built.content is None or (pictures and not built.drawn):
        return
    read, seen = drawn.drawn if pictures else written, set[str]()
    for one in read(built.suffix, built.bytes):
        words = _COUNTED.sub("", one.words) if built.suffix in CAPTIONS else one.words
        for kind, found in dict.fromkeys(_found(dialled(words))):
            if not (built.content.has(found) or (pictures and found in seen)):
                seen.add(found)  # in a film it stands for as long as its scene
                yield _told(built, one, kind, found)


def _found(words: str) -> Iterator[tuple[Message, str]]:
    for kind, found, _ in given_away(words, set(), ()):
        yield kind, found
        words = words.replace(found, " ")
    words = _MASKED.sub(" ", words)
    for found in numbers(words, SOURCE):
        yield msg("a telephone number"), found


def _told(built: Built, one: Written, kind: Message, found: str) -> Diagnostic:
    wanted = msg("numbers that stand in content/")
    values = {"name": built.path, "n": one.number, "wanted": wanted, "kind": kind, "found": found}
    told = {
        "page": msg("`{name}`, page {n}: expected {wanted}, found {kind}: `{found}`", **values),
        "slide": msg("`{name}`, slide {n}: expected {wanted}, found {kind}: `{found}`", **values),
    }.get(one.unit, msg("`{name}`: expected {wanted}, found {kind}: `{found}`", **values))
    box = one.place(found)
    spot = Spot(built.path, one.unit, one.number, box) if one.unit or box else Spot(built.path)
    hint = msg("take it out, or add it to content/hotlines.yaml or content/branches.csv and have it reviewed")
    measured = msg("{kind}: `{found}`", kind=kind, found=found)
    doubt = (msg("it may be read wrong: look at the picture"),) if built.suffix in drawn.READERS else ()
    say = warning if doubt else error
    return say("words-numbers", NOWHERE, told, *doubt, hint, wanted=wanted, measured=measured, spot=spot)
