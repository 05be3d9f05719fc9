"""Turns a text into the form a voice engine reads right: hotlines by digits, amounts and dates in words."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping

from outreach.lang.numerals import spell_long

LANGUAGES = ("zh", "en", "ja", "ko")  # each has a module here with `say(text) -> str`
_WIDE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々ぁ-ゖァ-ヺー가-힣]")
_LATIN = re.compile(r"[A-Za-z]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SYLLABLE = re.compile(r"[aeiouy]+", re.I)


def spoken_form(text: str, lang: str, pronounce: Mapping[str, str]) -> str:
    """`text` as it is to be said in `lang`; `pronounce` lists words and how to write them for the ear. Pure.

    Saying it twice changes nothing: what is already in words stays.
    """
    text = _respelled(text, pronounce)
    base = lang.split("-")[0]
    if base in LANGUAGES:
        module = importlib.import_module(f"outreach.lang.{base}")
        said: str = module.say(spell_long(text, module.code))
        return said
    return re.sub(r"\d[\d-]{2,}", lambda m: " ".join(c for c in m.group() if c != "-"), text)


def _respelled(text: str, pronounce: Mapping[str, str]) -> str:
    """The longest listed word at each place; a Latin word only where it stands alone: `app` is no part of `happen`."""
    found = [word for word in pronounce if word in text]  # few of them: most texts need no replacement at all
    if not found:
        return text
    whole = (
        rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" if word.isascii() else re.escape(word)
        for word in sorted(found, key=lambda w: (-len(w), w))
    )
    return re.sub("|".join(whole), lambda m: pronounce[m[0]], text)


def units(text: str, lang: str) -> int:
    """What a speech rate counts in a spoken form: Hanzi, kana or Hangul syllables in zh, ja, ko, else words.

    A Latin letter said by its name counts as one, a Latin word inside Chinese by its syllables.
    """
    if lang.split("-")[0] not in ("zh", "ja", "ko"):
        return len(_WORD.findall(text))
    latin = sum(1 if len(w) == 1 else max(1, len(_SYLLABLE.findall(w))) for w in _LATIN.findall(text))
    return len(_WIDE.findall(text)) + latin


def script_of(text: str) -> set[str]:
    """The writing systems in a text: han, kana, hangul, latin."""
    found = {
        "han": r"[\u3400-\u9fff\uf900-\ufaff々]",
        "kana": r"[ぁ-ゖァ-ヺ]",
        "hangul": r"[가-힣]",
        "latin": r"[A-Za-z]",
    }
    return {name for name, pattern in found.items() if re.search(pattern, text)}
