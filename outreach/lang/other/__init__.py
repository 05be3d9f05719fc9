"""Any language without a module of its own, by what the Unicode data know of it; the others' modules begin here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from outreach.lang.tongue import Espeak

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WIDE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々ぁ-ゖァ-ヺー가-힣]")
_LATIN = re.compile(r"[A-Za-z]+")
_SYLLABLE = re.compile(r"[aeiouy]+", re.I)
_NONE: frozenset[str] = frozenset()


class Other:
    """Answers every question of `Tongue`. The data are read when they are asked for: most languages need few."""

    colon = ": "
    opens, leans, objects = _NONE, _NONE, _NONE
    tens = ""  # pattern of a numeral sign between a number and its unit
    rate = 170.0
    calls, alarms, denies = "", "", ""
    refuses, verdicts, myself = "", "", ""
    courtesy: Mapping[str, re.Pattern[str]] = {}

    def __init__(self, tag: str) -> None:
        self.tag = tag

    @cached_property
    def spaced(self) -> bool:
        from outreach.lang.other.facts import UNSPACED, facts  # noqa: PLC0415 - reads tables of all languages

        return facts(self.tag).script not in UNSPACED

    @cached_property
    def wide(self) -> bool:
        from outreach.lang.other.facts import WIDE, facts  # noqa: PLC0415

        return facts(self.tag).script in WIDE

    @cached_property
    def rtl(self) -> bool:
        from outreach.lang.other.facts import RTL, facts  # noqa: PLC0415

        return facts(self.tag).script in RTL

    @cached_property
    def boxed(self) -> bool:
        return self.wide  # in Lao, Khmer and Burmese layout engines know the words by a dictionary, and we do not

    def bracketed(self, words: str) -> str:
        """Behind a space, as in English."""
        return f" ({words})"

    def cut(self, text: str) -> Iterator[str] | Iterable[str]:
        """At spaces; a number keeps its unit, and Chinese inside is cut as Chinese."""
        from outreach.lang.zh.cutting import LONGEST, hanzi, words  # noqa: PLC0415 - begins here itself

        for piece in self._kept.findall(text):
            if hanzi(piece) > LONGEST:
                yield from words(piece)
            else:
                yield piece

    @cached_property
    def _kept(self) -> re.Pattern[str]:
        number = rf"[0-9][0-9.,]*(?:[ \u00a0\u202f][0-9]{{3}}(?![0-9]))*{self.tens}"
        word = r"(?:\S|[\u00a0\u202f])+"  # a no-break space is a part of its word
        return re.compile(rf"{number}[ \u00a0](?i:{self.counted})\S*\s*|{word}\s*|\s+")

    def say(self, text: str) -> str:
        """By the language's own rules of spelling numbers out, as far as they were recorded."""
        from outreach.lang.other import spoken  # noqa: PLC0415

        return spoken.say(text, self.tag)

    def code(self, digits: str) -> str:
        """Each digit by its name."""
        from outreach.lang.other import spoken  # noqa: PLC0415

        return spoken.code(digits, self.tag)

    def units(self, spoken: str) -> int:
        """Words; in a language with wide signs these, and Latin letters by their names, Latin words by syllables."""
        if not self.wide:
            return len(_WORD.findall(spoken)) if self.spaced else sum(map(bool, map(str.strip, self.cut(spoken))))
        latin = sum(1 if len(w) == 1 else max(1, len(_SYLLABLE.findall(w))) for w in _LATIN.findall(spoken))
        return len(_WIDE.findall(spoken)) + latin

    @cached_property
    def espeak(self) -> Espeak:
        return Espeak(self.tag.split("-")[0])

    def sums(self, text: str) -> Iterator[float]:
        """A number before the language's word for yuan, or behind its sign."""
        from outreach.lang.other import facts, spoken  # noqa: PLC0415

        words = "|".join(map(re.escape, facts.money_words(self.tag)))
        n = spoken.written(self.tag)
        for found in re.finditer(rf"(?:[¥￥]|RMB|CNY)\s?({n})|({n})\s?(?i:{words})(?!\w)", text):
            yield float(spoken.plain(found[1] or found[2], self.tag))

    def money(self, yuan: float, most: float) -> str:
        """With the language's separators."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        from outreach.lang.other.facts import locale  # noqa: PLC0415

        said = format_decimal(round(yuan), "#,##0", locale=locale(self.tag), numbering_system="latn")
        return f"¥ {said}"

    @cached_property
    def counted(self) -> str:
        from outreach.lang.other.facts import counted  # noqa: PLC0415

        return rf"(?:{'|'.join(map(re.escape, counted(self.tag)))})(?!\w)"

    def spelled(self, said: str) -> Iterable[str]:
        """None are known."""
        return ()

    @cached_property
    def iso639_2(self) -> str:
        from outreach.lang.other.facts import facts  # noqa: PLC0415

        return facts(self.tag).iso639_2

    @cached_property
    def office(self) -> str:
        from outreach.lang.other.facts import facts  # noqa: PLC0415

        return f"{self.tag.split('-')[0]}-{facts(self.tag).country}".rstrip("-")

    @cached_property
    def office_other(self) -> str:
        return "en-US" if self.wide else "zh-CN"


TONGUE = Other
