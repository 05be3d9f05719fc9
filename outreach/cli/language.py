"""The language of the command line: of OUTREACH_LANG, else of `messages:` in content/brand.yaml, else English.

Messages, help and click's own words alike. Nothing heavy is imported: `outreach --help` stays quick.
"""

from __future__ import annotations

import copy
import os
import re
import sys
from collections.abc import Callable

import click

Say = Callable[[str], str]
WIDTH = {"zh": 64}  # characters of a help line; a Chinese one takes two columns
_MESSAGES = re.compile(r"^messages:[ \t]*[\"']?([A-Za-z_-]{2,20})[\"']?[ \t\r]*(?:#.*)?$", re.MULTILINE)


def language() -> str:
    """The language that a person reads: `en` when nothing says another."""
    return os.environ.get("OUTREACH_LANG") or _of_project() or "en"


def _of_project() -> str:
    """What the brand file says; a file that does not read says nothing here, `outreach check` tells why."""
    from outreach.diagnostics import OutreachError  # noqa: PLC0415 - only when there is something to say
    from outreach.project import Project  # noqa: PLC0415

    try:
        found = _MESSAGES.search(Project.find().read_text("content/brand.yaml"))
    except (OutreachError, OSError):
        return ""
    return found[1] if found else ""


def author_says() -> Say:
    """Puts messages into the author's language."""
    from outreach.messages import translator  # noqa: PLC0415

    return translator(language())


def helper() -> Say:
    """Puts help and usage into the author's language, paragraph by paragraph."""
    from outreach.messages import catalogue  # noqa: PLC0415

    words = catalogue(language(), "cli")
    if not words:
        return str

    def say(text: str) -> str:
        return "\n\n".join(words.get(part, part) for part in paragraphs(text))

    return say


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line: how the catalogue has them."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]


def teach_click() -> None:
    """Gives click's own words (`Usage`, `Missing option` …) in the author's language.

    click asks gettext for them in each module; there is no other way in without a compiled catalogue.
    """
    from outreach.messages import catalogue  # noqa: PLC0415

    words = catalogue(language(), "cli")

    def say(text: str) -> str:
        return words.get(text, text)

    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        module = sys.modules[f"click.{name}"]
        for own, function in (("_", say), ("ngettext", lambda one, more, n: say(one if n == 1 else more))):
            if hasattr(module, own):
                setattr(module, own, function)


def said(command: click.Command) -> click.Command:
    """A copy of a command whose help is in the author's language."""
    say = helper()
    return command if say is str else _said(command, say)


def _said(command: click.Command, say: Say) -> click.Command:
    found = copy.copy(command)
    found._help_option = None  # click keeps the one it made first, in the language of that moment
    found.help = say(found.help) if found.help else None
    found.options_metavar = say(found.options_metavar) if found.options_metavar else None
    found.params = [_said_option(one, say) if isinstance(one, click.Option) else one for one in command.params]
    if isinstance(found, click.Group):
        found.subcommand_metavar = say(found.subcommand_metavar)
        found.commands = {name: _said(one, say) for name, one in found.commands.items()}
    return found


def _said_option(one: click.Option, say: Say) -> click.Option:
    found = copy.copy(one)
    found.help = say(one.help) if one.help else None
    kind = one.type.name.upper()
    if one.metavar is None and not one.is_flag and say(kind) != kind:
        found.metavar = say(kind)
    return found
