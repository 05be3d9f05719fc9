"""English: breaks at spaces, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.lang.en import spoken
from outreach.lang.numerals import sums_of
from outreach.lang.other import Other
from outreach.lang.tongue import Espeak

_SUM = re.compile(r"([0-9][0-9,.]*)\s*(?i:(thousand|million|billion)?\s*(?:yuan|RMB))")


class English(Other):
    """Simple English of mainland hotlines."""

    spaced, boxed, wide, rtl = True, False, False, False
    opens = frozenset(
        "to of in on at by for from with and or but if that than as so into onto about who which when".split()
    )
    leans = frozenset(
        """a an the this your you my i he she we they it its their his her our another any every is are was were be been
        will can may must do does did not no never turn hang call tap ask""".split()
    )
    objects = frozenset("you it her this".split())
    espeak = Espeak("en-us")
    counted = (
        r"(?:yuan|RMB|CNY|percent|people|years?|months?|weeks?|days?|hours?|minutes?|seconds?|steps?|words?|a\.m\.|p\.m\.)"
        r"(?![A-Za-z])"
    )
    calls = r"call|dial|phone|hotline|\bring\b"
    alarms = r"\bpolice\b"
    denies = "is not|isn.t|cannot|does not"
    refuses = r"\b(?:not|never|no|don.t|avoid|refuse)\b"
    verdicts = r"\b(?:is|are) (?:always )?(?:a )?(?:scams?|fraud)\b"
    myself = r"\b(?:i|me|my|mine|myself|we|us|our)\b"
    iso639_2, office_other = "eng", "zh-CN"

    def say(self, text: str) -> str:
        return spoken.say(text)

    def code(self, digits: str) -> str:
        return spoken.code(digits)

    def sums(self, text: str) -> Iterator[float]:
        return sums_of(text, _SUM)

    def money(self, yuan: float, most: float) -> str:
        return f"¥ {yuan:,.0f}"


TONGUE = English
