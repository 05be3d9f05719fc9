"""Translations as gettext PO, the format of translators' tools: one message a text, its key as the context."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from pydantic import ValidationError

from outreach.diagnostics import Diagnostic, Where, error, fail, warning
from outreach.messages import msg, shorten
from outreach.script import Script
from outreach.script.entries import Entry
from outreach.script.grammar import TOKEN, TranslatedSpec
from outreach.source.explain import explain
from outreach.source.reading import Places
from outreach.source.signs import characters

SAY = "#say"  # ends the context of a text's spoken form
MAX_PO = 4 << 20  # bytes; a script's own file is at most 1 MiB


@dataclass(frozen=True)
class Imported:
    """What a PO file brings: key -> (text, say), and how many messages were left out because they are not finished."""

    words: dict[str, tuple[str, str | None]]
    empty: int
    fuzzy: int
    places: dict[str, Where]  # key -> where its message stands in the PO file


def to_po(script: Script, lang: str, wanted: tuple[str, ...], date: dt.date) -> bytes:
    """The texts that `lang` needs, with the translations there are; a stale one is marked fuzzy."""
    moment = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    catalog = Catalog(_locale(lang), project=script.slug, version=script.model.reviewed, creation_date=moment)
    catalog.revision_date = moment
    translation = script.translations.get(lang)
    for key in wanted:
        entry, found = script.entries[key], translation.texts.get(key) if translation else None
        flags = ("fuzzy",) if found and found.of != entry.digest else ()
        notes = _notes(entry)
        catalog.add(entry.text, found.text if found else "", flags=flags, context=key, auto_comments=notes)
        if entry.say or (found and found.say):
            said = (found.say or "") if found else ""
            catalog.add(entry.say or entry.text, said, flags=flags, context=key + SAY, auto_comments=notes)
    out = io.BytesIO()
    write_po(out, catalog, width=0)
    return out.getvalue()


def _locale(lang: str) -> str | None:
    try:
        return str(Locale.parse(lang, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def _notes(entry: Entry) -> list[str]:
    tokens = TOKEN.findall(entry.text)
    keep = [f"keep {' '.join('{' + t + '}' for t in tokens)} as it is"] if tokens else []
    return [str(entry.where), *keep]


def from_po(data: bytes, file: str, script: Script) -> tuple[Imported, list[Diagnostic]]:
    """The finished messages of a PO file. A message of other words than the script has now is left out with a warning,
    one with other tokens is an error. Raises OutreachError for what is no PO file as `outreach i18n export` writes it.
    """
    messages = [m for m in _catalogue(_text(data, file), file) if m.id]
    if not messages:
        raise fail("po", Where(file), msg("expected messages in this PO file, found none"), _EXPORT)
    words: dict[str, tuple[str, str | None]] = {}
    said: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for message in messages:
        if isinstance(message.id, tuple):
            place = Where(file, message.lineno or 0)
            problems.append(error("po", place, msg("expected one form of a text, found a plural"), _EXPORT))
        elif message.string and not message.fuzzy:
            problems += _take(message, script, file, words, said)
    texts = {key: (text, said.get(key)) for key, (text, _) in words.items()}
    places = {str(m.context or "").removesuffix(SAY): Where(file, m.lineno or 0) for m in messages}
    fuzzy = sum(m.fuzzy for m in messages)
    return Imported(texts, sum(not m.string for m in messages), fuzzy, places), problems


def spoilt(found: Imported, file: str) -> Iterator[Diagnostic]:
    """Signs and lengths that the translation file would refuse."""
    for key, words in found.words.items():
        place = found.places.get(key, Where(file))
        for text in filter(None, words):
            yield from (replace(one, where=place) for one in characters(file, text))
            try:
                TranslatedSpec.model_validate({"from": "0" * 12, "text": text})
            except ValidationError as problem:
                for one in problem.errors(include_url=False):
                    yield explain(one, Places(file, {("text",): place}), TranslatedSpec)


_EXPORT = msg("`outreach i18n export` writes such a file; a translator's tool keeps its form")
_CHARSET = re.compile(r"Content-Type:.*charset=([\w.:-]+)")
# A line of a PO file: a comment, or a keyword with a text in quotes, or such a text going on (gettext, PO Files).
_LINE = re.compile(r'\s*(?:#.*|(?:msg(?:ctxt|id|id_plural|str(?:\[\d{1,2}\])?)[ \t]*)?"(?:[^"\\]|\\.)*"|)\s*')


def _text(data: bytes, file: str) -> str:
    """UTF-8, as exported; every line as the format has it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        place = Where(file, data.count(b"\n", 0, problem.start) + 1)
        message = msg("expected a PO file in UTF-8, found other bytes")
        raise fail("po", place, message, msg("save it as UTF-8 in the translator's tool")) from problem
    lines = re.split("\r\n|\r|\n", text)
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line):
            message = msg("expected a line of a PO file, found `{line}`", line=shorten(line))
            raise fail("po", Where(file, number), message, _EXPORT)
        charset = _CHARSET.search(line)
        if charset and charset[1].lower() not in ("utf-8", "utf8", "ascii", "us-ascii"):
            message = msg("expected the charset `UTF-8`, found `{name}`", name=shorten(charset[1]))
            raise fail("po", Where(file, number), message, msg("save it as UTF-8 in the translator's tool"))
    return "\n".join(lines)


def _catalogue(text: str, file: str) -> Catalog:
    try:
        return read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as problem:
        place = Where(file, (problem.lineno or 0) + 1)
        raise fail("po", place, msg("expected a message of a PO file: {why}", why=problem), _EXPORT) from problem
    except (ValueError, LookupError, TypeError, AttributeError, IndexError) as problem:  # its head: dates, languages
        why = shorten(problem)
        raise fail("po", Where(file), msg("cannot read the head of this PO file: {why}", why=why), _EXPORT) from problem


def _take(
    found: Message, script: Script, file: str, words: dict[str, tuple[str, str | None]], said: dict[str, str]
) -> Iterator[Diagnostic]:
    context, text = str(found.context or ""), str(found.string)
    key, place = context.removesuffix(SAY), Where(file, found.lineno or 0)
    entry = script.entries.get(key)
    if entry is None:
        yield warning("orphan", place, msg("`{key}` translates nothing in script.yaml", key=context))
    elif found.id not in (entry.text, entry.say):
        hint = msg("export again; the words are now `{text}`", text=entry.text)
        yield warning("stale", place, msg("`{key}` was translated from older words", key=key), hint)
    elif sorted(set(TOKEN.findall(str(found.id)))) != sorted(set(TOKEN.findall(text))):
        message = msg("expected the tokens of `{id}`, found `{text}`", id=shorten(found.id), text=shorten(text))
        yield error("tokens", place, message, msg("copy what stands in `{…}` as it is"))
    elif context.endswith(SAY):
        said[key] = text
    else:
        words[key] = (text, None)
