"""A fact names the same sum of money in every language.

Why: facts are typed once a language. A nought lost in a translation gives two leaflets of one scam that contradict each
other, and a translator has no calculator at hand for 165万.
Source: our own rule: a fact is the same wherever it is told.

PASS: `fee: 800元`, `800 yuan`; `saved: 165万元`, `1,650,000 yuan`; `deadline: 3天`, `3 days`;
      `prize: 10万港币`, `100,000 Hong Kong dollars`
FAIL: `fee: 800元`, `80 yuan`; `saved: 165万元`, `165,000 yuan`; `fee: 800元`, `a large sum`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error
from outreach.lang import own_modules, tongue
from outreach.lang.numerals import SCALES
from outreach.messages import msg
from outreach.script import Script

_MYRIADS = "".join(one for one in SCALES if len(one) == 1)
_NUMBER = re.compile(rf"(\d{{1,3}}(?:,\d{{3}})+|\d+)\s*([{_MYRIADS}]?)")


def check(script: Script, context: Context) -> Iterator[Diagnostic]:
    """Yields each translated fact with other sums, or with other numbers where neither text names a sum."""
    for lang, translation in script.translations.items():
        for key, text in translation.texts.items():
            entry = script.entries.get(key)
            if entry is None or not key.startswith("facts."):
                continue
            wanted, found = _numbers(entry.text, script.language), _numbers(text.text, lang)
            if wanted == found or not _comparable(wanted, found, lang):
                continue
            one, other = _said(wanted[1]), _said(found[1])
            message = msg("`{key}`: expected {wanted} as in `{text}`, found {found}",
                          key=key, wanted=one, text=entry.text, found=other)  # fmt: skip
            yield error("amount", translation.where[key], message, wanted=one, measured=other)


def _numbers(text: str, lang: str) -> tuple[bool, list[float]]:
    """Does a text name sums, and these; else its whole numbers, also of sums in other money."""
    sums = sorted(tongue(lang).sums(text))
    return bool(sums), sums or sorted(
        float(n.replace(",", "")) * SCALES.get(scale, 1) for n, scale in _NUMBER.findall(text)
    )


def _comparable(wanted: tuple[bool, list[float]], found: tuple[bool, list[float]], lang: str) -> bool:
    """Sums and sums, numbers and numbers. Numbers in words are no fault, and nor is a sum that we cannot read."""
    if wanted[0] or found[0]:
        return wanted[0] == found[0] or any(lang.split("-")[0] == one.tag for one in own_modules())
    return bool(wanted[1] and found[1])


def _said(numbers: list[float]) -> str:
    return ", ".join(f"{n:g}" if n < 1e6 else f"{n:.0f}" for n in numbers) or msg("none")
