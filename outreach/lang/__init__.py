"""Languages: `tongue(tag)` answers for one of them, by its own module here or by `other`, which knows a little of all.

A module is called by the first part of a tag (`zh` of zh-CN) and has a class TONGUE that begins with `other.Other`.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from outreach.lang.breaks import jointed, settled, whole
from outreach.lang.numerals import spell_long
from outreach.lang.tongue import Tongue as Tongue

SOURCE = "zh-CN"  # the language that our content is written in, and the one that is told where none is named
BRIDGE = "en"  # the one that most translators and readers of another language know
LATIN = "en"  # of what is digits and Latin letters in any language: numbers to call, host names
_BASE = re.compile(r"[a-z]{2,3}")
_SCRIPTS = {
    "han": re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]"),
    "kana": re.compile(r"[ぁ-ゖァ-ヺ]"),
    "hangul": re.compile(r"[가-힣]"),
    "latin": re.compile(r"[A-Za-z]"),
}


@lru_cache(maxsize=64)
def tongue(tag: str) -> Tongue:
    """The language of a BCP 47 tag."""
    base = tag.split("-")[0]
    own = _BASE.fullmatch(base) and importlib.util.find_spec(f"{__name__}.{base}")
    module = importlib.import_module(f"{__name__}.{base}" if own else f"{__name__}.other")
    made: Tongue = module.TONGUE(tag)
    return made


@cache
def own_modules() -> tuple[Tongue, ...]:
    """The languages that have a module."""
    names = (one.name for one in pkgutil.iter_modules(__path__) if _BASE.fullmatch(one.name))
    return tuple(tongue(name) for name in sorted(names))


def spoken_form(text: str, lang: str, pronounce: Mapping[str, str]) -> str:
    """`text` as it is to be said in `lang`; `pronounce` lists words and how to write them for the ear. Pure.

    Saying it twice changes nothing: what is already in words stays.
    """
    own = tongue(lang)
    return own.say(spell_long(_respelled(text, pronounce), own.code))


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


@lru_cache(maxsize=1 << 14)  # of every line that is edited a new one; one script has about 500
def phrases(text: str, lang: str, terms: tuple[str, ...] = ()) -> tuple[str, ...]:
    """`text` in pieces that must not be broken; joined they give `text` again. A space ends the piece before it.

    `terms`: words of a project that stay whole, whatever the language's dictionary makes of them.
    """
    pieces = whole(tongue(lang).cut(text), text, terms) if text else ()
    return tuple(part for piece in settled(pieces) for part in jointed(piece))


def units(text: str, lang: str) -> int:
    """What a speech rate counts in a spoken form: Hanzi, kana or Hangul syllables in zh, ja, ko, else words.

    A Latin letter said by its name counts as one, a Latin word inside Chinese by its syllables.
    """
    return tongue(lang).units(text)


def script_of(text: str) -> set[str]:
    """The writing systems in a text: han, kana, hangul, latin."""
    return {name for name, pattern in _SCRIPTS.items() if pattern.search(text)}
