"""What the rest asks of a language. One module a language answers it; `other` answers for all that have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Espeak:
    """How espeak-ng reads the language."""

    voice: str  # its name there, "" when it cannot read the language
    speed: float = 0.8  # espeak's words a minute for one unit a minute of ours, measured
    unread: frozenset[str] = frozenset()  # scripts in it that espeak skips or spells: see `script_of`


class Tongue(Protocol):
    """A language by its BCP 47 tag. Patterns are regular expressions, alternatives parted by `|`."""

    tag: str

    # --- how it is written ---

    @property
    def spaced(self) -> bool:
        """Do spaces stand between words?"""

    @property
    def boxed(self) -> bool:
        """Do we keep each phrase whole, because a layout engine would break a line inside a word?"""

    @property
    def wide(self) -> bool:
        """Is a sign as wide as it is high, so that lengths are counted in full-width characters?"""

    @property
    def rtl(self) -> bool:
        """Do lines begin at the right?"""

    colon: str  # between a speaker and the words, with the space that belongs to it

    def bracketed(self, words: str) -> str:
        """A remark behind a text: （3） or (3), with the space that belongs to it."""

    def cut(self, text: str) -> Iterable[str]:
        """The text in phrases that stay on one line; `phrases` settles marks and links in them."""

    # --- where a caption breaks: words that begin a group of words, and words that only lean on the next one ---

    opens: frozenset[str]
    leans: frozenset[str]
    objects: frozenset[str]  # those of `leans` that may also end a group: "ask you | to tap"

    # --- how it is spoken ---

    def say(self, text: str) -> str:
        """The text with numbers, signs and abbreviations in words. What is in words already stays."""

    def code(self, digits: str) -> str:
        """Digit by digit, as it is dialled; other signs between digits are short pauses."""

    def units(self, spoken: str) -> int:
        """What a rate counts in a spoken form: words, or the signs of a language with wide ones."""

    rate: float  # units a minute of an unhurried voice: a first guess, every line is measured

    @property
    def espeak(self) -> Espeak:
        """How espeak-ng reads it."""

    # --- sums of money ---

    def sums(self, text: str) -> Iterable[float]:
        """The sums of yuan that a text names: 800元, 9万元, 90,000 yuan."""

    def money(self, yuan: float, most: float) -> str:
        """`yuan` left of a balance of `most`, as people write it: ¥ 9万, ¥ 90,000."""

    # --- what the checks look for ---

    @property
    def counted(self) -> str:
        """What makes a number before it a quantity: 元, days."""

    calls: str  # words of telephoning
    alarms: str  # words of reporting to the police
    denies: str  # words by which a clause says that something is not so
    refuses: str  # how an order not to do something is known: 不点链接, never tap
    verdicts: str  # by which a text says for certain that something is a scam
    myself: str  # by which people speak of themselves: 我, my

    def spelled(self, said: str) -> Iterable[str]:
        """Numbers in words that must also be shown: 九万, 九六幺幺零."""

    courtesy: Mapping[str, Pattern[str]]  # the ways to address an audience, of which one is kept: 您, 你

    # --- codes of the language ---

    @property
    def iso639_2(self) -> str:
        """Three letters, ISO 639-2/T: what ISO/IEC 14496-12 (8.4.2) wants of an MP4 track."""

    @property
    def office(self) -> str:
        """The tag Office knows it by: language and country."""

    @property
    def office_other(self) -> str:
        """Office's alternative language of a run: the one for what is written in the other kind of script."""
