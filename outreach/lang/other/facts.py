"""What the Unicode data know of every language: script, country, codes, separators, names of units and money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.numbers import get_currency_name, get_decimal_symbol, get_group_symbol
from babel.units import format_unit
from langcodes import Language

ROOT = Locale("en")  # of a language that the data lack
# Scripts (ISO 15924) without spaces between words, and with signs as wide as they are high.
UNSPACED = frozenset("Hans Hant Hani Jpan Thai Laoo Khmr Mymr Tibt".split())
RTL = frozenset("Arab Hebr Thaa Syrc Nkoo Adlm Rohg Aran".split())
WIDE = frozenset("Hans Hant Hani Jpan Kore".split())
# Units that follow numbers in our texts, by their names in CLDR.
UNITS = {
    "km/h": "speed-kilometer-per-hour", "km": "length-kilometer", "kg": "mass-kilogram", "cm": "length-centimeter",
    "mm": "length-millimeter", "m²": "area-square-meter", "GB": "digital-gigabyte", "MB": "digital-megabyte",
    "°C": "temperature-celsius", "℃": "temperature-celsius", "min": "duration-minute", "h": "duration-hour",
    "s": "duration-second", "g": "mass-gram", "m": "length-meter", "%": "concentr-percent",
}  # fmt: skip
_COUNTED = ("second", "minute", "hour", "day", "week", "month", "year")
MONEY = {
    "HK$": "HKD", "US$": "USD", "¥": "CNY", "￥": "CNY", "CNY": "CNY", "RMB": "CNY", "USD": "USD", "EUR": "EUR",
    "$": "USD", "€": "EUR", "£": "GBP", "₫": "VND", "₽": "RUB",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """The codes of a language by its tag."""

    script: str
    country: str
    iso639_2: str


@lru_cache(maxsize=64)
def facts(tag: str) -> Facts:
    """Script and country as most texts of the language have them, where the tag does not say."""
    likely = _likely(tag)
    try:
        code = likely.to_alpha3(variant="T")
    except LookupError:
        code = "und"
    return Facts(likely.script or "", likely.territory or "", code)


def _likely(tag: str) -> Language:
    try:
        return Language.get(tag).maximize()
    except ValueError:  # no tag at all
        return Language.get("und")


@lru_cache(maxsize=64)
def locale(tag: str) -> Locale:
    """The language's customs; English ones when nobody recorded its own."""
    likely = _likely(tag)
    for parts in ((likely.language, likely.script, likely.territory), (likely.language,)):
        try:
            return Locale.parse("_".join(filter(None, parts)))
        except (UnknownLocaleError, ValueError):
            continue
    return ROOT


@lru_cache(maxsize=64)
def separators(tag: str) -> tuple[str, str]:
    """What stands before decimals, and between thousands."""
    customs = locale(tag)
    return (
        get_decimal_symbol(customs, numbering_system="latn"),
        get_group_symbol(customs, numbering_system="latn"),
    )


def with_unit(written: str, unit: str, tag: str) -> str:
    """`3 kg` as the language writes it out, the number still in digits: `3 kilogramos`."""
    said = format_unit(_plural(written), UNITS[unit], "long", format="0", locale=locale(tag), numbering_system="latn")
    return re.sub(r"\d+", lambda _: written, said, count=1)


def with_money(written: str, sign: str, tag: str) -> str:
    """`¥800` as it is said, the number still in digits: `800 yuanes`."""
    return f"{written} {get_currency_name(MONEY[sign], _plural(written), locale=locale(tag))}"


def _plural(written: str) -> int:
    """A whole number that takes the same plural: what has decimals is many."""
    return int(written) if written.isdigit() and len(written) < 10 else 100


@lru_cache(maxsize=64)
def counted(tag: str) -> tuple[str, ...]:
    """The words of time and money that may follow a number, longest first."""
    customs, words = locale(tag), set(money_words(tag))
    for unit in (*(f"duration-{name}" for name in _COUNTED), "length-meter", "length-kilometer", "mass-kilogram"):
        for count in (1, 2, 5):
            said = format_unit(count, unit, "long", format="0", locale=customs, numbering_system="latn")
            words.add(re.sub(r"\d+", "", said).strip())
    return tuple(sorted((word for word in words if word), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=64)
def money_words(tag: str) -> tuple[str, ...]:
    """What yuan are called: the whole name, and one word of it that stands for it.

    Of two words either may: yuan renminbi. Of more it is the one whose ending changes with the number, else the last:
    nhân dân tệ.
    """
    one, many = (get_currency_name("CNY", count, locale=locale(tag)) for count in (1, 100))
    pairs = list(zip(one.split(), many.split(), strict=False))
    heads = pairs if len(pairs) < 3 else [pair for pair in pairs if pair[0] != pair[1]] or pairs[-1:]
    found = {one, many, *(word for pair in heads for word in pair), "yuan", "RMB", "CNY"}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
