"""A script's translations: the sibling files <lang>.yaml, and whether each was made from the words as they are now."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outreach.diagnostics import Diagnostic, Where, error, warning
from outreach.messages import msg, shorten
from outreach.project import Project
from outreach.script.entries import Entry
from outreach.script.grammar import TOKEN, TranslatedSpec, TranslationModel
from outreach.source import Source, load, load_text

NOT_TRANSLATIONS = ("script.yaml", "approval.yaml")


@dataclass(frozen=True)
class Translation:
    """A script's texts in another language, by key. A broken one has errors and no pack is made from it."""

    lang: str
    file: str
    texts: dict[str, TranslatedSpec]
    where: dict[str, Where]
    broken: bool = False
    reviewed: str = ""  # when a person last read it; "" when nobody has


def load_translations(
    project: Project, slug: str, language: str, entries: Mapping[str, Entry]
) -> tuple[dict[str, Translation], list[Diagnostic]]:
    """Every translation of a scam written in `language`, and every problem of their files."""
    found: dict[str, Translation] = {}
    problems: list[Diagnostic] = []
    languages = project.names("content/languages", ".yaml")
    for name in project.names(f"content/scams/{slug}", ".yaml"):
        if name not in NOT_TRANSLATIONS:
            lang = name.removesuffix(".yaml")
            file = f"content/scams/{slug}/{name}"
            found[lang], faults = _load(project, file, slug, language, entries)
            problems += faults
            if name not in languages:
                message = msg("no language is called `{lang}`: nobody gets this translation", lang=lang)
                problems.append(
                    warning("reference", Where(file), message, msg("add content/languages/{file}", file=name))
                )
    return found, problems


def _load(
    project: Project, file: str, slug: str, language: str, entries: Mapping[str, Entry]
) -> tuple[Translation, list[Diagnostic]]:
    return _judged(*load(project, file, TranslationModel), file, slug, language, entries)


def read_translation(
    text: str, file: str, slug: str, language: str, entries: Mapping[str, Entry]
) -> tuple[Translation, list[Diagnostic]]:
    """A translation from the text of its file, which need not be there yet."""
    return _judged(*load_text(file, text, TranslationModel), file, slug, language, entries)


def _judged(
    model: TranslationModel | None, source: Source, file: str, slug: str, language: str, entries: Mapping[str, Entry]
) -> tuple[Translation, list[Diagnostic]]:
    lang = file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if model is None:
        return Translation(lang, file, {}, {}, True), source.problems
    problems = [
        *source.problems,
        *_head(model, source, slug, lang, language),
        *_texts(model, source, entries, language),
    ]
    broken = any(p.severity == "error" for p in problems)
    where = {key: source.places.at(("texts", key, "text")) for key in model.texts}
    found = Translation(lang, file, model.texts, where, broken, model.reviewed or "")
    return found, sorted(problems, key=lambda d: d.where)


def _head(model: TranslationModel, source: Source, slug: str, lang: str, language: str) -> Iterator[Diagnostic]:
    if model.translates != slug:
        message = msg("expected `{slug}`, the name of the folder, found `{found}`", slug=slug, found=model.translates)
        yield error("id", source.places.at(("translates",)), message)
    place = source.places.at(("language",))
    if model.language != lang:
        message = msg("expected `{lang}`, the name of the file, found `{found}`", lang=lang, found=model.language)
        yield error("language", place, message)
    elif lang == language:
        message = msg("expected another language than `{lang}`, the script's own", lang=lang)
        yield error("language", place, message, msg("texts in `{lang}` stand in script.yaml", lang=lang))


def _texts(
    model: TranslationModel, source: Source, entries: Mapping[str, Entry], language: str
) -> Iterator[Diagnostic]:
    for key, text in model.texts.items():
        place = source.places.key(("texts", key))
        if key not in entries:
            yield _orphan(key, place, entries)
        elif text.of != entries[key].digest:
            yield _stale(key, place, entries[key])
        else:
            yield from _same_tokens(key, text, source, entries[key])
        if key in entries and _as_source(text.text, entries[key].text, model.language, language):
            message = msg("`{key}` is still in `{lang}`", key=key, lang=language)
            place = source.places.at(("texts", key, "text"))
            yield warning("untranslated", place, message, msg("translate it: `{text}`", text=shorten(text.text)))


def _as_source(text: str, words: str, lang: str, language: str) -> bool:
    """The source's own words in a file of another language; a name or a code of few letters is the same in all."""
    letters = re.findall(r"[^\W\d_]", TOKEN.sub("", text))
    return text == words and lang.split("-")[0] != language.split("-")[0] and len(letters) > 1 and not text.isascii()


def _orphan(key: str, place: Where, entries: Mapping[str, Entry]) -> Diagnostic:
    close = difflib.get_close_matches(key, entries, n=1, cutoff=0.8)
    hint = msg("did you mean `{close}`?", close=close[0]) if close else msg("delete it; its text is gone from there")
    return warning("orphan", place, msg("`{key}` translates nothing in script.yaml", key=key), hint)


def _stale(key: str, place: Where, entry: Entry) -> Diagnostic:
    make = error if entry.safety else warning
    message = msg(
        "`{key}` was translated from older words; line {line} of script.yaml now says `{text}`",
        key=key,
        line=entry.where.line,
        text=entry.text,
    )
    hint = msg("translate it again, then write `from: {digest}`", digest=f'"{entry.digest}"')
    return make("stale", place, message, hint)


def _same_tokens(key: str, text: TranslatedSpec, source: Source, entry: Entry) -> Iterator[Diagnostic]:
    wanted, found = (sorted(set(TOKEN.findall(t))) for t in (entry.text, text.text))
    if wanted != found:
        message = msg("expected the tokens {wanted}, found {found}", wanted=_tokens(wanted), found=_tokens(found))
        hint = msg("numbers and names come from tokens, so that no two languages can disagree")
        yield error("tokens", source.places.at(("texts", key, "text")), message, hint)


def _tokens(names: list[str]) -> str:
    return ", ".join(f"`{{{name}}}`" for name in names) or msg("none")
