"""What is written around a week's files: why each scam is due, the letter they are handed over with, texts of posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_skeleton

from outreach.lang import tongue
from outreach.storyboard import Storyboard
from outreach.week.dates import name_of
from outreach.week.plan import WEEK, Due
from outreach.week.words import WeekWords, filled


@dataclass(frozen=True)
class Handed:
    """A week as it is handed over: its Monday, what is due, and the storyboards of its packs."""

    week: dt.date
    due: tuple[Due, ...]
    boards: tuple[Storyboard, ...]

    @property
    def name(self) -> str:
        """`2026-W48`"""
        return name_of(self.week)

    def told(self, lang: str) -> list[Storyboard]:
        """A storyboard of each scam, in this language where there is one."""
        scams = dict.fromkeys(board.scam for board in self.boards)
        return [min((b for b in self.boards if b.scam == scam), key=lambda b: b.lang != lang) for scam in scams]


def mail(handed: Handed, words: WeekWords, lang: str, to_review: bool) -> str:
    """The letter, its subject in the first line. `to_review`: pages for reviewers are handed over, too."""
    told = handed.told(lang)
    brand = min(told, key=lambda board: board.lang != lang).brand
    subject = filled(words.subject, week=handed.name, scams=_listed(told, lang), brand=brand.short.shown)
    lines = [subject, "", words.hello, "", filled(words.ready, days=days(handed.week, lang))]
    lines += [f"· {title}\n  {why}" for title, why in about(handed, words, lang).values()]
    said = dict.fromkeys(b.refusal.shown for b in told if b.refusal and b.lang == lang)
    lines += ["", *(filled(words.refusal, refusal=one) for one in said), ""]
    how = [*words.how, *([words.review] if words.review and to_review else [])]
    lines += [f"{n}. {one}" for n, one in enumerate(how, 1)]
    if not all(board.review.approved for board in handed.boards):
        lines += ["", words.draft]
    return "\n".join([*lines, "", words.thanks, "", brand.name.shown, ""])


def about(handed: Handed, words: WeekWords, lang: str) -> dict[str, tuple[str, str]]:
    """Scam -> its title, and why it is due: for all reasons."""
    reasons: dict[str, dict[str, None]] = {}
    for one in handed.due:
        for scam in one.scams:
            reasons.setdefault(scam, {})[why(one, words, lang)] = None
    titles = {board.scam: board.title.shown for board in handed.told(lang)}
    return {scam: (titles[scam], " / ".join(said)) for scam, said in reasons.items() if scam in titles}


def why(one: Due, words: WeekWords, lang: str) -> str:
    """Why a scam is due."""
    if one.reminder and one.shown:
        return filled(words.reminder, name=named(one.reminder.name, lang), shown=day(one.shown, lang))
    if one.occasion and one.day:
        return filled(words.occasion, name=named(one.occasion.name, lang), day=day(one.day, lang))
    return words.rotation


def named(names: dict[str, str], lang: str) -> str:
    """A name in this language, else in the first it has."""
    return names.get(lang) or next(iter(names.values()))


def days(week: dt.date, lang: str) -> str:
    """The first and the last day of a week."""
    return f"{day(week, lang)} – {day(week + WEEK - dt.timedelta(days=1), lang)}"


def day(one: dt.date, lang: str) -> str:
    """A day as it is written in a language: `11月23日`."""
    return str(format_skeleton("MMMd", one, locale=lang.replace("-", "_")))


def _listed(boards: Sequence[Storyboard], lang: str) -> str:
    return ("、" if tongue(lang).wide and not tongue(lang).spaced else ", ").join(board.title.shown for board in boards)
