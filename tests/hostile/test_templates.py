"""A project's own Typst templates: programs that somebody else wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attack import Change, Ended, own

HUGE = "#page(width: 1e6pt, height: 1e6pt)[x]"
LOOP = "#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }"
DEEP = "#let c = ()\n#for i in range(100000) { c = (c,) }\n#repr(c)"
MEMORY, SECONDS = "the layout needs more than 256 MB of memory", "seconds, which is its bound"
UNFIT = "panicked with: overflow: {"


def template(name: str, words: str, alone: bool = False) -> Change:
    """The starter's template with more words, or with these alone."""

    def change(folder: Path) -> None:
        own(folder, "templates")
        path = folder / "templates" / f"{name}.typ"
        path.write_text(("" if alone else path.read_text("utf-8")) + "\n" + words, "utf-8")

    return change


# format -> a template, what it does, what is said
BEYOND = {
    "cards": (template("cards/card", HUGE), f"templates/cards/card.typ: error: {MEMORY}"),
    "cards of words": (template("cards/lib", '#panic("overflow: {x}")', alone=True), UNFIT),
    "cards of other words": (template("cards/card", '#panic("overflow: {\\"faults\\": 3}")', alone=True), UNFIT),
    "poster": (template("print/poster", DEEP), "templates/print/poster.typ: error: the layout ended in a crash (-11)"),
    "deck": (template("deck/picture", LOOP), f"{SECONDS}\n"),
}


# A loop is run up to its bound of seconds; tests/test_confined.py has a shorter one.
@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.slow] if n == "deck" else []) for n in BEYOND])
def test_only_its_own_sheet_is_lost(attack: Callable[..., Ended], name: str) -> None:
    """In one process, too, the others are made; the message names the template."""
    change, said = BEYOND[name]
    words = ("build", "tiny", "-f", name.split()[0], "-f", "captions", "--voice", "silent", "-j", "1")
    ended = attack(change, *words)
    # A loop is given longer on a slow machine (outreach.confined.SLOW): there its end is later.
    assert (ended.within(seconds=12), ended.code) == ("", 1), ended.said
    assert said in ended.said
    assert "made tiny/students/zh-CN: captions" in ended.said and ended.said.count(" error: ") == 1, ended.said


PIECES = {
    "depth": (DEEP, False, "the layout ended in a crash (-11)"),
    "no page": (" ", True, "expected a page for each piece of a frame"),
    "odd facts": ('#metadata("x") <misfit>', False, "expected a page for each piece of a frame"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PIECES)
def test_frames(attack: Callable[..., Ended], name: str) -> None:
    """`check` lays out what a film shows: it says so of the template, and checks the rest."""
    words, alone, said = PIECES[name]
    ended = attack(template("scenes/pieces", words, alone), "check", "-j", "1")
    assert (ended.within(seconds=12), ended.code) == ("", 1), ended.said
    assert f"templates/scenes/pieces.typ: error: {said}" in ended.said
    assert "checked 1 scam" in ended.said
