"""The words of a pack in their order, each beside what was approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from outreach.approved import beat_place, beats
from outreach.bilingual import said
from outreach.messages import msg
from outreach.proof.changes import Part, changes
from outreach.proof.views import LineView, State, TableView
from outreach.storyboard import Beat, Storyboard

# The parts of a storyboard, as a reviewer would call them; what has no name here stands under the last.
GROUPS = {
    "title": msg("Title and summary"),
    "summary": msg("Title and summary"),
    "scenes": msg("On screen, slide and paper"),
    "refusal": msg("Sentences to remember"),
    "ask": msg("Sentences to remember"),
    "pass_on": msg("Sentences to remember"),
    "talk": msg("The talk, paragraph by paragraph"),
    "quiz": msg("Quiz"),
    "helper": msg("Practice as the helper"),
    "ticks": msg("Tick-box sheet"),
    "hotlines": msg("Telephone numbers"),
    "sources": msg("Sources"),
    "labels": msg("Fixed words that changed"),
}
REST = msg("Names and other words")


class Words:
    """All words of now and of what was approved, by place."""

    def __init__(self, now: Mapping[str, str], was: Mapping[str, str] | None) -> None:
        self.now, self.was = now, was
        self._lines: dict[tuple[str, bool], set[str]] = {}

    def line(self, place: str, name: str, lang: str, who: str = "") -> LineView:
        """The words of a place."""
        now, was = self.now.get(place), (self.was or {}).get(place)
        if self.was is None or now == was:
            state: State = "" if self.was is None else "same"
            return LineView(place=place, name=name, who=who, state=state, now=_whole(now or ""), was=())
        if was is None:
            return LineView(place=place, name=name, who=who, state="new", now=(Part("in", now or ""),), was=())
        if now is None:
            return LineView(place=place, name=name, who=who, state="gone", now=(), was=(Part("out", was),))
        before, after = changes(was, now, lang)
        return LineView(place=place, name=name, who=who, state="changed", now=after, was=before)

    def said(self, place: str, pack: str) -> bool:
        """Do these words stand among the lines that are said, now and then?"""
        start = f"{pack}beats/"
        if place.startswith(start):
            return True
        versions = [of for of in (self.now, self.was) if of is not None]
        return all(of.get(place) in self._told(start, of) for of in versions)

    def _told(self, start: str, of: Mapping[str, str]) -> set[str]:
        key = (start, of is self.now)
        if key not in self._lines:
            self._lines[key] = {text for place, text in of.items() if place.startswith(start)}
        return self._lines[key]

    def gone(self, start: str) -> list[str]:
        """Places that were approved, begin so, and are no more."""
        return [place for place in self.was or () if place.startswith(start) and place not in self.now]


def _whole(words: str) -> tuple[Part, ...]:
    return (Part("same", words),) if words else ()


def beat_lines(board: Storyboard, words: Words) -> dict[str, LineView]:
    """Every line that is said, in order, by the id of its beat; then those that were approved and are no more."""
    pack = f"{board.audience}/{board.lang}"
    names = {person.role: person.name.shown for person in board.cast}
    found = {
        beat.id: words.line(beat_place(pack, beat), beat.id, board.lang, _who(beat, names))
        for beat in beats(board)
        if beat.text
    }
    start = f"{pack}/beats/"
    lost = {place: place.removeprefix(start) for place in words.gone(start)}
    return found | {f"- {name}": words.line(place, name, board.lang) for place, name in lost.items()}


def _who(beat: Beat, names: Mapping[str, str]) -> str:
    return names.get(beat.role, beat.role)


def other_tables(board: Storyboard, words: Words) -> Iterator[TableView]:
    """What is read and not said, part by part; fixed words of the language only where they changed."""
    pack, labels = f"{board.audience}/{board.lang}/", f"labels/{board.lang}/"
    rows = []
    for place in [*words.now, *words.gone(pack), *words.gone(labels)]:
        if place.startswith(pack) and not words.said(place, pack):
            rows.append((_group(place.removeprefix(pack)), place, place.removeprefix(pack)))
        elif place.startswith(labels) and words.was is not None and words.now.get(place) != words.was.get(place):
            rows.append((GROUPS["labels"], place, place.removeprefix(labels)))
    order: list[str] = [*dict.fromkeys(GROUPS.values()), REST]
    rows.sort(key=lambda row: order.index(row[0]))
    for group, of in groupby(rows, key=lambda row: row[0]):
        lines = tuple(words.line(place, name, _lang(name, board)) for _, place, name in of)
        yield TableView(title=said(group), lines=lines)


def _group(name: str) -> str:
    return GROUPS.get(name.partition(".")[0].partition("|")[0], REST)


def _lang(name: str, board: Storyboard) -> str:
    """A text beside another has its own language: `title|zh-CN`."""
    return name.partition("|")[2] or board.lang
