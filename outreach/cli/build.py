"""`outreach build`: options in, progress on stderr, messages and exit code out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from outreach.build_result import BuildResult
from outreach.cache import Cache
from outreach.cli import author_says, report, tell
from outreach.cli.ending import say_json
from outreach.cli.opened import opened
from outreach.cli.places import cache_option, format_option, out_option
from outreach.cli.workers import Workers, workers_options
from outreach.diagnostics import WrongUsage, unknown
from outreach.messages import msg
from outreach.wish import Wish


def named_voice(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """An engine's name; none at all is left to the files, an empty one is a mistake."""
    if not value and ctx.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE:
        from outreach.voices import ENGINES  # noqa: PLC0415 - only for the mistake

        raise WrongUsage([unknown(msg("voice"), value, ("auto", *ENGINES))])
    return value


@click.command()
@click.argument("scams", nargs=-1)
@click.option("-a", "--audience", "audiences", multiple=True, help="Only this audience (repeatable).")
@click.option("-l", "--lang", "languages", multiple=True, help="Only this language (repeatable).")
@format_option
@click.option("-b", "--branch", "branches", multiple=True, help="A branch of content/branches.csv, or `all`.")
@click.option(
    "--voice",
    default="",
    callback=named_voice,
    help="The voice engine; else the audience's, the brand's, else `auto`: what can work.",
)
@click.option(
    "--sound",
    type=click.Choice(["online", "broadcast"]),
    default="online",
    show_default=True,
    help="How loud films are: -16 LUFS for screens and the web, -23 for broadcast.",
)
@out_option
@workers_options
@click.option(
    "--draft/--release", "draft", default=True, help="Release: only approved texts, no draft voice, no warning."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
@click.option(
    "--trace",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write when each step ran and on what it waited, for chrome://tracing or ui.perfetto.dev.",
)
@cache_option
def build(
    scams: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    branches: tuple[str, ...],
    voice: str,
    sound: str,
    out: Path,
    workers: Workers,
    draft: bool,
    strict: bool,
    as_json: bool,
    trace: Path | None,
    cache_dir: Cache,
) -> None:
    """Make the decks, videos and leaflets of SCAMS (all scams when none is named)."""
    wish = Wish(scams, audiences, languages, formats, branches, voice, sound, release=not draft)
    session = opened(cache_dir)
    with workers.of(session) as at_work:
        result = session.build(wish, out, at_work, trace)
    report(result.diagnostics)
    failed = _failed(result, strict or not draft)
    if as_json:
        say_json(result.diagnostics, not failed, **_summary(result, out))
    else:
        _tell(result, out)
    sys.exit(1 if failed else 0)


def _failed(result: BuildResult, strict: bool) -> bool:
    bad = ("error", "warning") if strict else ("error",)
    return any(d.severity in bad for d in result.diagnostics)


def _summary(result: BuildResult, out: Path) -> dict[str, Any]:
    return {
        "out": str(out),
        "made": result.made,
        "reused": result.reused,
        "changed": result.changed,
        "withdrawn": result.withdrawn,
        "artefacts": [a.row() for a in result.artefacts],
    }


SHOWN = 20  # names of files; more are counted


def _tell(result: BuildResult, out: Path) -> None:
    if len(result.changed) < len(result.artefacts):  # a first build changes everything
        names_of(msg("changed"), result.changed)
    names_of(msg("withdrawn"), result.withdrawn)
    errors = sum(d.severity == "error" for d in result.diagnostics)
    warnings = sum(d.severity == "warning" for d in result.diagnostics)
    changed = len({a.path for a in result.artefacts}.intersection(result.changed))
    counts = {"files": len(result.artefacts), "made": result.made, "reused": result.reused}
    counts |= {"errors": errors, "warnings": warnings, "changed": changed, "same": len(result.artefacts) - changed}
    tell(
        msg(
            "{files} files in `{out}`, {changed} changed and {same} as before "
            "({made} steps made, {reused} reused); {errors} errors, {warnings} warnings",
            out=out,
            **counts,
        ),
        err=True,
    )
    if result.artefacts:
        tell(msg("open `{page}` to see them", page=out / "index.html"), err=True)


def names_of(what: str, names: list[str]) -> None:
    """The first of `names`, one a line, each after what happened to it."""
    say = author_says()
    for name in names[:SHOWN]:
        click.echo(f"{say(what)}: {name}", err=True)
    if len(names) > SHOWN:
        tell(msg("{what}: {n} more", what=what, n=len(names) - SHOWN), err=True)
