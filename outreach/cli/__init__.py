"""The command line: thin commands, one file a group, imported only when asked for. Nothing else prints or exits."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from outreach import __version__
from outreach.cli import ending
from outreach.cli.ending import report
from outreach.cli.language import WIDTH, author_says, helper, language, said, teach_click
from outreach.diagnostics import WrongUsage, unknown

# command -> (module that has a click command of the same name, dashes as underscores; what it does, for --help)
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("outreach.cli.build", "make the decks, videos and leaflets"),
    "check": ("outreach.cli.check", "lint the content"),
    "storyboard": ("outreach.cli.storyboard", "show what is said and shown, before anything is rendered"),
    "i18n": ("outreach.cli.i18n", "translations: what is stale or missing, and files for translators"),
    "review": ("outreach.cli.review", "write a page to review a scam by, and take in the comments on it"),
    "approve": ("outreach.cli.approve", "record who reviewed a scam script"),
    "sign": ("outreach.cli.sign", "sign language: kit for the interpreter, clips, what is covered"),
    "new": ("outreach.cli.project", "start a scam script from a commented skeleton"),
    "init": ("outreach.cli.project", "copy the starter project into a folder"),
    "schema": ("outreach.cli.project", "write the JSON Schema that editors complete from"),
    "list": ("outreach.cli.listing", "list scams, audiences, languages, formats, voices and art"),
    "voice": ("outreach.cli.voice", "list the voices, or let one say a sentence"),
    "links": ("outreach.cli.links", "where the printed codes lead, and how often they are scanned"),
    "pack": ("outreach.cli.pack", "copy outputs into one folder, each under a name of its own"),
    "week": ("outreach.cli.week", "build what is due in a week, as one zip to hand over"),
    "screen": ("outreach.cli.screen", "the films for a branch's screen: packed, checked, brought there, shown"),
    "seal": ("outreach.cli.seal", "seal finished folders, so that a branch can tell them from forged ones"),
    "verify": ("outreach.cli.seal", "tell whether a folder is the bank's own, whole and in date"),
    "cluster": ("outreach.cli.cluster", "several machines that work for one build"),
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
        return said(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table, without loading any of them."""
        say = helper()
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(help)) for name, (_, help) in COMMANDS.items()])

    def make_context(self, *words: Any, **options: Any) -> click.Context:
        """The context, its help as wide as the author's language wants it."""
        options["max_content_width"] = WIDTH.get(language()[:2], 100)
        return super().make_context(*words, **options)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the group itself, in the author's language."""
        found = said(self)
        click.Group.format_help(found, ctx, formatter) if found is not self else super().format_help(ctx, formatter)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command to its exit code; see `ending`."""
        words = sys.argv[1:] if args is None else list(args)

        def command() -> Any:
            return super(LazyGroup, self).main(words, prog_name, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return command()
        teach_click()
        sys.exit(ending.run(command, words))


def tell(message: str, err: bool = False) -> None:
    """Prints one message in the author's language."""
    click.echo(author_says()(message), err=err)


def wrong(message: str) -> click.UsageError:
    """Wrong usage (exit code 2), said in the author's language."""
    return click.UsageError(author_says()(message))


def known(what: str, names: Iterable[str], there: Iterable[str]) -> None:
    """Raises WrongUsage, with what was probably meant, for names that do not exist."""
    there = list(there)
    problems = [unknown(what, name, there) for name in names if name not in there]
    if problems:
        raise WrongUsage(problems)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="outreach")
def main() -> None:
    """One reviewed scam script becomes slide decks, narrated videos and leaflets."""


__all__ = ["author_says", "known", "main", "report", "tell", "wrong"]
