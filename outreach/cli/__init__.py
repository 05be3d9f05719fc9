"""The command line: thin commands, one file a group, imported only when asked for. Nothing else prints or exits."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable

import click

from outreach.diagnostics import Diagnostic, OutreachError, unusable

# command -> (module that has a click command of the same name, dashes as underscores; what it does, for --help)
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("outreach.cli.build", "make the decks, videos and leaflets"),
    "check": ("outreach.cli.check", "lint the content"),
    "storyboard": ("outreach.cli.check", "show what is said and shown, before anything is rendered"),
    "i18n": ("outreach.cli.i18n", "translations: what is stale or missing, and files for translators"),
    "approve": ("outreach.cli.approve", "record who reviewed a scam script"),
    "sign": ("outreach.cli.sign", "sign language: kit for the interpreter, clips, what is covered"),
    "new": ("outreach.cli.project", "start a scam script from a commented skeleton"),
    "init": ("outreach.cli.project", "copy the starter project into a folder"),
    "schema": ("outreach.cli.project", "write the JSON Schema that editors complete from"),
    "list": ("outreach.cli.listing", "list scams, audiences, languages, formats, voices and art"),
    "voice": ("outreach.cli.voice", "list the voices, or let one say a sentence"),
    "links": ("outreach.cli.links", "where the printed codes lead, and how often they are scanned"),
    "clean": ("outreach.cli.clean", "remove outputs that are not current"),
    "doctor": ("outreach.cli.doctor", "say what works on this machine"),
    "cache": ("outreach.cli.cache", "tidy or verify the cache"),
}


class LazyGroup(click.Group):
    """Knows every command's name, loads a command's module when it is used: `outreach --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, from its module."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name][0])
        command = getattr(module, "list_" if name == "list" else name.replace("-", "_"))  # `list` would hide a builtin
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table, without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Runs a command; what a person did wrong ends in its messages and exit code 1, never a traceback."""
        try:
            return super().invoke(ctx)
        except OutreachError as problem:
            report(problem.diagnostics)
            sys.exit(1)
        except OSError as problem:
            if os.environ.get("OUTREACH_DEBUG") or not problem.strerror:
                raise
            report([unusable(problem)])
            sys.exit(1)


def report(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> None:
    """Prints diagnostics on stderr, in the order of their places, in the author's language."""
    say = author_says()
    for one in sorted(diagnostics, key=lambda d: (d.where, d.message)):
        click.echo(one.render(say), err=True)


def tell(message: str, err: bool = False) -> None:
    """Prints one message in the author's language."""
    click.echo(author_says()(message), err=err)


def wrong(message: str) -> click.BadParameter:
    """Wrong usage (exit code 2), said in the author's language."""
    return click.BadParameter(author_says()(message))


def author_says() -> Callable[[str], str]:
    """Puts messages into the language of OUTREACH_LANG, else of `messages:` in content/brand.yaml, else English."""
    from outreach.messages import translator  # noqa: PLC0415 - only when there is something to say
    from outreach.project import Project  # noqa: PLC0415
    from outreach.source.reading import read  # noqa: PLC0415

    wanted = os.environ.get("OUTREACH_LANG")
    if not wanted:
        brand = read(Project.find(), "content/brand.yaml").data
        wanted = brand.get("messages") if isinstance(brand, dict) else None
    return translator(wanted) if isinstance(wanted, str) else str


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="outreach")
def main() -> None:
    """One reviewed scam script becomes slide decks, narrated videos and leaflets."""
