"""Translations as gettext PO, the format of translators' tools: one message a text, its key as the context."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from outreach.diagnostics import Diagnostic, Where, error, fail, warning
from outreach.messages import msg
from outreach.script import Script
from outreach.script.entries import Entry
from outreach.script.grammar import TOKEN

SAY = "#say"  # ends the context of a text's spoken form


@dataclass(frozen=True)
class Imported:
    """What a PO file brings: key -> (text, say), and how many messages were left out because they are not finished."""

    words: dict[str, tuple[str, str | None]]
    empty: int
    fuzzy: int


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
    one with other tokens is an error.
    """
    try:
        catalog = read_po(io.BytesIO(data), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as problem:
        raise fail("po", Where(file), msg("expected a PO file, found: {problem}", problem=str(problem))) from problem
    words: dict[str, tuple[str, str | None]] = {}
    said: dict[str, str] = {}
    problems: list[Diagnostic] = []
    messages = [m for m in catalog if m.id]
    if not messages:
        raise fail("po", Where(file), msg("expected a PO file, found: {problem}", problem=msg("no messages")))
    for message in messages:
        if message.string and not message.fuzzy:
            problems += _take(message, script, file, words, said)
    texts = {key: (text, said.get(key)) for key, (text, _) in words.items()}
    fuzzy = sum(m.fuzzy for m in messages)
    return Imported(texts, sum(not m.string for m in messages), fuzzy), problems


def _take(
    message: Message, script: Script, file: str, words: dict[str, tuple[str, str | None]], said: dict[str, str]
) -> Iterator[Diagnostic]:
    context, text = str(message.context or ""), str(message.string)
    key, place = context.removesuffix(SAY), Where(file, message.lineno or 0)
    entry = script.entries.get(key)
    if entry is None:
        yield warning("orphan", place, msg("`{key}` translates nothing in script.yaml", key=context))
    elif message.id not in (entry.text, entry.say):
        hint = msg("export again; the words are now `{text}`", text=entry.text)
        yield warning("stale", place, msg("`{key}` was translated from older words", key=key), hint)
    elif sorted(set(TOKEN.findall(str(message.id)))) != sorted(set(TOKEN.findall(text))):
        yield error("tokens", place, msg("expected the tokens of `{id}`, found `{text}`", id=message.id, text=text))
    elif context.endswith(SAY):
        said[key] = text
    else:
        words[key] = (text, None)
