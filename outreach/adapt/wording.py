"""Turns a script's key into the Text of one audience and language: right variant, translated, tokens filled."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from functools import lru_cache

from outreach.diagnostics import NOWHERE, Diagnostic, Where, error
from outreach.lang import phrases, spoken_form
from outreach.messages import msg
from outreach.profiles import Audience, BranchRow, Language, Profiles
from outreach.script import SAYINGS, TOKEN, Script, Translation
from outreach.source.reading import Path
from outreach.source.signs import one_line
from outreach.storyboard import Text


@dataclass
class Wording:
    """Looks texts up. What it cannot find it reports in `problems`, and the key stands in for it."""

    script: Script
    profiles: Profiles
    audience: Audience
    lang: str
    branch: BranchRow | None
    problems: list[Diagnostic] = field(default_factory=list)

    def text(self, key: str) -> Text:
        """The text of a script's key, with its companion beside it."""
        own = self._one(key, self.lang)
        if not self.audience.companion or self.audience.companion == self.lang:
            return own
        return _beside(own, self._one(key, self.audience.companion))

    def label(self, name: str) -> Text:
        """A fixed word of the language file, with its companion beside it."""
        own = self._label(name, self.lang)
        if not self.audience.companion or self.audience.companion == self.lang:
            return own
        return _beside(own, self._label(name, self.audience.companion))

    def plain(self, words: dict[str, str], file: str = "", path: Path = ()) -> Text:
        """A text that has its languages inside; it stands in a profile file under `path`."""
        own = self._pick(words, self.lang, file, path)
        if not self.audience.companion or self.audience.companion == self.lang:
            return own
        return _beside(own, self._pick(words, self.audience.companion, file, path))

    def language(self, lang: str) -> Language:
        """The language file of a tag."""
        return self.profiles.languages[lang]

    def _one(self, key: str, lang: str) -> Text:
        variant = f"{key}@{self.audience.id}"
        entry = self.script.entries.get(variant) or self.script.entries[key]
        if lang == self.script.language:
            return replace(self._make(entry.text, entry.say, lang, entry.where), heard=entry.heard)
        translation = self._translation(lang)
        found = translation.texts.get(entry.key) if translation else None
        if translation is None or found is None:
            self._missing(entry.key, lang, entry.where)
            return self._make(entry.key, None, lang, entry.where)
        made = self._make(found.text, found.say, lang, translation.where[entry.key])
        return replace(made, heard=found.heard or "")

    def _label(self, name: str, lang: str) -> Text:
        file = f"content/languages/{lang}.yaml"
        places = self.profiles.sources[file].places
        if name not in self.language(lang).labels:
            message = msg("expected the label `{name}`, found none", name=name)
            self.problems.append(error("label", places.at(("labels",)), message))
            return self._make(name, None, lang, places.at(("labels",)))
        return self._make(self.language(lang).labels[name], None, lang, places.at(("labels", name)))

    def _pick(self, words: dict[str, str], lang: str, file: str, path: Path) -> Text:
        where = self.profiles.sources[file].places.at((*path, lang)) if file else NOWHERE
        if lang not in words:
            message = msg("expected words in `{lang}` here, found {others}", lang=lang, others=", ".join(words))
            self.problems.append(error("missing-translation", where, message))
        return self._make(_any(words, lang), None, lang, where)

    def _make(self, shown: str, say: str | None, lang: str, where: Where) -> Text:
        shown = self._fill(one_line(shown), lang, where)
        said = self._fill(one_line(say), lang, where) if say else shown
        spoken = _spoken(said, lang, tuple(self.language(lang).pronounce.items()))
        terms = tuple(self.language(lang).terms)
        return Text(shown, said, spoken, lang, phrases(shown, lang, terms), phrases(said, lang, terms), where=where)

    def _fill(self, text: str, lang: str, where: Where) -> str:
        values = self._tokens(lang, text)
        for name in TOKEN.findall(text):
            if name not in values:
                near = difflib.get_close_matches(name, list(values), n=1)
                hint = msg("there are: {names}", names=", ".join(sorted(values)))
                if near:
                    hint = msg("did you mean `{close}`?", close="{" + near[0] + "}")
                message = msg("no fact or hotline is called `{name}`", name="{" + name + "}")
                self.problems.append(error("token", where, message, hint))
        self._braces(TOKEN.sub("", text), where)
        return TOKEN.sub(lambda m: values.get(m.group(1), m.group(0)), text)

    def _braces(self, rest: str, where: Where) -> None:
        """What is left of braces once the tokens are gone would be printed as it is."""
        for sign in "{}":
            if sign in rest:
                hint = msg("a token is written like `{hotline.fraud}`: small letters, one dot")
                message = msg("expected a token around `{sign}`, found `{rest}`", sign=sign, rest=rest)
                self.problems.append(error("token", where, message, hint))
                return

    def _tokens(self, lang: str, text: str) -> dict[str, str]:
        if "{" not in text:
            return {}
        brand = self.profiles.brand
        values = {f"hotline.{h.id}": h.number for h in self.profiles.hotlines.values()}
        values |= {
            "brand.name": _any(brand.name, lang),
            "brand.hotline": brand.hotline,
            "brand.domain": brand.link.host,  # what the codes open, whatever else is the brand's
        }
        values |= {f"fact.{n}": self._quoted(f"facts.{n}", lang) for n in self.script.model.facts}
        values |= {name: self._quoted(name, lang) for name in SAYINGS if name in self.script.entries}
        values["branch.name"] = self.branch.name if self.branch else values["brand.name"]
        return values

    def _quoted(self, key: str, lang: str) -> str:
        """The words of a fact or a saying, which stand in other texts."""
        entry = self.script.entries.get(f"{key}@{self.audience.id}") or self.script.entries[key]
        if lang == self.script.language:
            return entry.text
        translation = self._translation(lang)
        if translation is None or entry.key not in translation.texts:
            self._missing(entry.key, lang, entry.where)
            return entry.text
        return translation.texts[entry.key].text

    def _translation(self, lang: str) -> Translation | None:
        """The script's translation; a broken one is no better than none."""
        found = self.script.translations.get(lang)
        return None if found is None or found.broken else found

    def _missing(self, key: str, lang: str, where: Where) -> None:
        file = f"content/scams/{self.script.slug}/{lang}.yaml"
        known = self.script.translations.get(lang)
        if known and known.broken:  # its own errors say what is wrong
            problem = error(
                "translation", Where(file), msg("nothing is made in `{lang}` while this has errors", lang=lang)
            )
        elif known is None:
            message = msg("expected a translation into `{lang}`, found no file", lang=lang)
            problem = error("missing-translation", Where(file), message, msg("`outreach i18n sync` writes the file"))
        else:
            message = msg("`{key}` has no `{lang}` text", key=key, lang=lang)
            problem = error("missing-translation", where, message, msg("add `{key}` to {file}", key=key, file=file))
        if problem not in self.problems:
            self.problems.append(problem)


@lru_cache(maxsize=8192)  # of every line that is edited a new one
def _spoken(said: str, lang: str, pronounce: tuple[tuple[str, str], ...]) -> str:
    """`spoken_form`, remembered: fixed words and most lines stand in several storyboards."""
    return spoken_form(said, lang, dict(pronounce))


def _any(words: dict[str, str], lang: str) -> str:
    """The words in a language, else in the first there is."""
    return words.get(lang) or next(iter(words.values()))


def _beside(own: Text, other: Text) -> Text:
    return replace(own, beside=other)
