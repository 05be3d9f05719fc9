"""What a person is to read: one row a line, with the name of the file to make. Names stay when scenes split or move."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from outreach.lang import spoken_form, units
from outreach.sound import LONGEST
from outreach.storyboard import Scene, Storyboard, Text

_WORDS = re.compile(r"\s+|[A-Za-z]+(?:['’][A-Za-z]+)*|\d[\d,.:/-]*\d|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One line to be read aloud."""

    number: int
    scene: str
    who: str
    text: str
    hard: str  # what is read otherwise than it is written: `96110 = 九六幺幺零`
    seconds: str  # how long the audience's pace makes it
    file: str  # below media/voice/<lang>/<scam>/


def rows(boards: Sequence[Storyboard], audiences: Iterable[str]) -> tuple[Row, ...]:
    """The lines of a scam in one language for some of its audiences.

    `boards` has all audiences of the language: a line that another one hears in other words gets a file of its own.
    """
    wanted, others = set(audiences), _texts(boards)
    found: dict[str, Row] = {}
    for board in (one for one in boards if one.audience in wanted):
        for scene, name, who, text in _said(board):
            file = f"{name}.wav" if len(others[name]) == 1 else f"{board.audience}/{name}.wav"
            if file not in found:
                hard, seconds = _hard(text), _seconds(text, board)
                found[file] = Row(len(found) + 1, scene.title.shown, who, text.said, hard, seconds, file)
    return tuple(found.values())


def _texts(boards: Sequence[Storyboard]) -> dict[str, set[str]]:
    texts: dict[str, set[str]] = {}
    for board in boards:
        for _, name, _, text in _said(board):
            texts.setdefault(name, set()).add(text.said)
    return texts


def _said(board: Storyboard) -> Iterator[tuple[Scene, str, str, Text]]:
    names = {person.role: person.name.shown for person in board.cast}
    for scene in board.scenes:
        for beat in scene.beats:
            if beat.kind == "say" and beat.text:
                yield scene, beat.id, names.get(beat.role, beat.role), beat.text


def _hard(text: Text) -> str:
    """The pieces of a text that are said in other signs than they are written."""
    written = _WORDS.findall(text.said)
    said = _WORDS.findall(spoken_form(text.said, text.lang, {}))
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, written, said, autojunk=False).get_opcodes():
        if kind == "replace":
            found.append(f"{''.join(written[a:b]).strip()} = {''.join(said[c:d]).strip()}")
    return "; ".join(dict.fromkeys(found))


def _seconds(text: Text, board: Storyboard) -> str:
    least, most = (min(units(text.spoken, board.lang) * 60 / rate, LONGEST) for rate in reversed(board.pace.rate))
    return f"{least:.0f}-{most:.0f}" if round(least) != round(most) else f"{least:.0f}"


def page(title: str, lang: str, heads: Sequence[str], table: Iterable[Row], folder: str) -> str:
    """The sheet as one HTML page to print: large type for reading aloud, a line never cut between two pages."""
    cells = (
        f"<tr><td>{row.number}<td>{_safe(row.scene)}<td>{_safe(row.who)}<td class=t>{_safe(row.text)}"
        f"<td>{_safe(row.hard)}<td>{row.seconds}<td><code>{_safe(row.file)}</code></tr>"
        for row in table
    )
    head = "".join(f"<th>{_safe(one)}" for one in heads)
    return (
        f'<!doctype html><html lang="{_safe(lang)}"><meta charset="utf-8"><title>{_safe(title)}</title>'
        f"<style>{_STYLE}</style><h1>{_safe(title)}</h1><p><code>{_safe(folder)}</code></p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n" + "\n".join(cells) + "\n</tbody></table></html>\n"
    )


_STYLE = (
    "@page{size:A4 landscape;margin:12mm}body{font:11pt/1.4 sans-serif;margin:0 auto;max-width:270mm}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:4px 6px;text-align:left;"
    "vertical-align:top}thead{display:table-header-group}tr{break-inside:avoid}.t{font-size:15pt}"
    "code{font-size:9pt;overflow-wrap:anywhere}h1{font-size:16pt}"
)


def _safe(text: str) -> str:
    return html.escape(text)
