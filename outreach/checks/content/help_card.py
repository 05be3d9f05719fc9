"""The help card is named only where there is one.

Why: “show the staff the help card” helps nobody who holds no card. It stands on sheets and pages of two languages, for
somebody who cannot tell a counter or the police what has happened; a film that says so sends people to look for it.
Source: our own rule: an instruction is written where it can be followed.

PASS: 给柜员看求助卡 below a thing to do, for an audience with a second language and a bilingual leaflet
FAIL: the same for an audience of one language; in a line that the film says
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context, texts
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.storyboard import Storyboard, Text

BEARERS = ("deck", "trifold", "page")  # formats that have it; a leaflet has it when it is the bilingual one


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each text that names the card where none is, and each that the film says."""
    label = board.labels.get("card_name")
    if not label:
        return
    names = {text.shown.lower() for text in (label, label.beside) if text}
    for text in dict.fromkeys(beat.text for scene in board.scenes for beat in scene.beats if beat.text):
        if _named(text, names):
            message = msg("the film says `{text}`, and shows no help card", text=text.said)
            yield error("help-card", text.where, message, msg("write it as a `detail`, which sheets and pages have"))
    if not (board.companion and _bearers(board, context)):
        for text in (text for text in texts(board) if text not in (label, label.beside) and _named(text, names)):
            values = {"text": text.shown, "audience": board.audience}
            message = msg("found the help card in `{text}`, and {audience} have none", **values)
            hint = msg("it stands on bilingual leaflets, trifolds, decks and pages of an audience with a `companion`")
            yield error("help-card", text.where, message, hint)


def _named(text: Text, names: set[str]) -> bool:
    return any(name in text.shown.lower() or name in text.said.lower() for name in names)


def _bearers(board: Storyboard, context: Context) -> bool:
    who = context.profiles.audiences.get(board.audience)
    formats = who.formats if who else ()
    return any(name in formats for name in BEARERS) or ("leaflet" in formats and board.style.leaflet == "bilingual")
