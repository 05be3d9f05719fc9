"""Sentences that can be said in another language: an English template with its values, and catalogues of translations.

A diagnostic is written once, in English; the command line renders it in the author's language. Imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources

_PLACE = re.compile(r"\{(\w+)\}")
MAX_SHOWN = 60  # characters of the author's words
CATALOGUES = {"zh": "zh_CN"}  # language -> folder of outreach/locale


class Message(str):
    """An English sentence that remembers the template and the values it was made of. Otherwise a plain `str`."""

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Message:
        """Fill `{name}` in `template`; braces that name no value stay as they are."""
        self = super().__new__(cls, _fill(template, values))
        self.template, self.values = template, values
        return self


msg = Message  # the short name that message extraction looks for


def shorten(words: object) -> str:
    """The author's words on one line, cut when they are long: what a message repeats of them."""
    line = " ".join(str(words).split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"


def _fill(template: str, values: dict[str, object]) -> str:
    return _PLACE.sub(lambda m: str(values[m[1]]) if m[1] in values else m[0], template)


def translator(lang: str) -> Callable[[str], str]:
    """A function that says a message in `lang`; what the catalogue lacks stays English."""
    words = catalogue(lang)
    if not words:
        return str

    def say(message: str) -> str:
        if not isinstance(message, Message):
            return words.get(message, message)
        values = {name: say(v) if isinstance(v, Message) else v for name, v in message.values.items()}
        return _fill(words.get(message.template, message.template), values)

    return say


def catalogue(lang: str, name: str = "outreach") -> dict[str, str]:
    """Sentence -> translation: of messages (`outreach`), or of help and usage (`cli`). Empty for English."""
    folder = CATALOGUES.get(lang.lower().split("-")[0].split("_")[0])
    return _catalogue(folder, name) if folder else {}


@cache
def _catalogue(folder: str, name: str) -> dict[str, str]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - 60 ms that only a translation costs

    file = resources.files("outreach") / "locale" / folder / "LC_MESSAGES" / f"{name}.po"
    with file.open("rb") as stream:
        pairs = ((m.id, m.string) for m in read_po(stream) if m.id and m.string)
        return {str(one): str(other) for one, other in pairs}
