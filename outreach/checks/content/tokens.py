"""Sums and hotlines come from tokens: `{fact.fee}`, `{hotline.fraud}`.

Why: a number that is typed into a text is changed there and forgotten in the next one, in another audience's words or
in a translation; then two outputs of one scam disagree about what was lost or whom to call.
Source: our own rule: facts are kept in one place, the registry of hotlines and the script's `facts`.

PASS: `今晚自动扣{fact.fee}`, `Call {hotline.fraud}`; `fee: 800元` under `facts`; `第3步`
WARN: `今晚自动扣800元`, `Call 96110`
FAIL: none, a story may be told with a number of its own
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, Where, warning
from outreach.lang import tongue
from outreach.messages import msg
from outreach.script import TOKEN, Script


def check(script: Script, context: Context) -> Iterator[Diagnostic]:
    """Yields each text outside `facts` that has a sum or a known number to call in its own words."""
    lines = {line.number: line.id for line in context.profiles.hotlines.values()}
    for key, words, lang, where in _texts(script):
        if key.startswith("facts."):
            continue
        own = re.sub(TOKEN, " ", words)
        if any(tongue(lang).sums(own)):
            hint = msg("write it once under `facts` and name it here: `{token}`", token="{fact.…}")
            yield warning("token", where, msg("found a sum of money in `{text}`, expected a fact", text=words), hint)
        for number, name in lines.items():
            if re.search(rf"(?<![\d-]){re.escape(number)}(?![\d-])", own):
                message = msg("found `{number}` in `{text}`, expected a token", number=number, text=words)
                yield warning("token", where, message, msg("write `{token}`", token=f"{{hotline.{name}}}"))


def _texts(script: Script) -> Iterator[tuple[str, str, str, Where]]:
    """Every text as it is shown: key, words, language, place."""
    for key, entry in script.entries.items():
        yield key, entry.text, script.language, entry.where
    for lang, translation in script.translations.items():
        for key, text in translation.texts.items():
            yield key, text.text, lang, translation.where[key]
