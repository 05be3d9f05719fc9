"""Fixed words that are still in another language: the same as there, or in none of this language's letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from outreach.diagnostics import Diagnostic, Where, warning
from outreach.lang import BRIDGE, SOURCE
from outreach.messages import msg, shorten
from outreach.profiles.settings import Language
from outreach.script.grammar import TOKEN
from outreach.source import Source

SECTIONS = ("labels", "roles", "impostors")
ORIGINALS = (SOURCE, BRIDGE)  # what a new language begins with: the copy is what is left to translate
_FEW = 4  # letters: a word such as PDF or OK belongs to every language
_JAPANESE = ("CJK", "HIRAGANA", "KATAKANA")


def left_over(languages: Mapping[str, Language], sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Each word of a language file that nobody has translated yet, at its place; those under `same` are meant so."""
    for lang, own in languages.items():
        places, main = sources[f"content/languages/{lang}.yaml"].places, _main_script(own)
        for section in SECTIONS:
            for name, words in getattr(own, section).items():
                if name in own.same:
                    continue
                twin = _twin(lang, section, name, words, languages)
                if twin or not (_scripts(words).keys() & main or _letters(words) < _FEW):
                    where = places.at((section, name))
                    yield _told(lang, twin, words, name, languages, where)


def _told(lang: str, twin: str, words: str, name: str, languages: Mapping[str, Language], where: Where) -> Diagnostic:
    hint = msg("translate it; if it is right so, list it: `same: [{name}]`", name=name)
    message = msg("`{words}` is in none of the letters of {lang}", words=shorten(words), lang=languages[lang].name)
    if twin:
        message = msg("`{words}` is still as in {file}", words=shorten(words), file=f"{twin}.yaml")
    return warning("untranslated", where, message, hint)


def _twin(lang: str, section: str, name: str, words: str, languages: Mapping[str, Language]) -> str:
    """Another language that says the same, other countries of this language aside; "" when there is none."""
    for other, its in languages.items():
        if lang in ORIGINALS and other not in ORIGINALS:
            continue
        same = getattr(its, section).get(name) == words
        if same and other.split("-")[0] != lang.split("-")[0] and _letters(words) > 1 and name not in its.same:
            return other
    return ""


def _main_script(language: Language) -> set[str]:
    """The scripts of most letters of its labels: three for Japanese."""
    found = sum((_scripts(words) for words in language.labels.values()), Counter[str]())
    most = found.most_common(1)[0][0] if found else ""
    return set(_JAPANESE) if found.keys() & {"HIRAGANA", "KATAKANA"} else {most}


def _scripts(words: str) -> Counter[str]:
    """How many letters of each script: LATIN, CJK, CYRILLIC …"""
    plain = TOKEN.sub("", words)
    return Counter(unicodedata.name(sign, "?").split()[0] for sign in plain if sign.isalpha())


def _letters(words: str) -> int:
    return len(re.findall(r"[^\W\d_]", TOKEN.sub("", words)))
