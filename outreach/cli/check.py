"""`outreach check` and `outreach storyboard`: what is wrong with the content, and what it turns into."""

from __future__ import annotations

import dataclasses
import os
import sys

import click

from outreach import rooms
from outreach.adapt import adapt
from outreach.cache import Cache
from outreach.cli import known, report, tell
from outreach.cli.ending import print_json, say_json
from outreach.cli.places import cache_option
from outreach.diagnostics import Diagnostic, OutreachError, errors
from outreach.library import Report, check_library
from outreach.messages import msg
from outreach.outline import outline
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.reviews import review
from outreach.script import load_script


@click.command()
@click.argument("scams", nargs=-1, metavar="[SCAM]...")
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on stdout.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=None, help="Worker processes; default: one a core.")
@cache_option
def check(scams: tuple[str, ...], strict: bool, as_json: bool, jobs: int | None, cache_dir: Cache) -> None:
    """Lint the content: every file, and every SCAM (all when none is named) for each audience and language.

    What was not laid out before is laid out now, to see whether it fits; the answers are kept in the cache.

    Exit code 0: fine, 1: problems found, 2: wrong usage.
    """
    project = Project.find()
    known(msg("scam"), scams, project.names("content/scams"))
    found = _with_room(check_library(project, scams, cache_dir), project, cache_dir, jobs or os.cpu_count() or 1)
    failed = found.count("error") > 0 or (strict and found.count("warning") > 0)
    if as_json:
        counts = {"scams": list(found.scams), "storyboards": found.boards, "branches": found.branches}
        say_json(found.problems, not failed, **counts)
    else:
        report(found.problems)
        tell(_summary(found), err=failed)
    sys.exit(1 if failed else 0)


def _with_room(found: Report, project: Project, cache: Cache, workers: int) -> Report:
    """The report with what would not fit on paper, on slides, in frames."""
    asked = rooms.questions(found.made, found.rows, project)
    new = [one for one in asked if cache.get(one.key) is None]
    more = _ask(new, project, cache, workers) if new else []
    more += rooms.answers(asked, cache)
    problems = sorted({*found.problems, *more}, key=lambda d: (d.where, d.message))
    return dataclasses.replace(found, problems=tuple(problems))


def _ask(asked: list[rooms.Question], project: Project, cache: Cache, workers: int) -> list[Diagnostic]:
    from outreach.cli.watch import Watch  # noqa: PLC0415 - only when something is laid out
    from outreach.runner import Pool  # noqa: PLC0415

    cache.prepare()
    with Pool(workers) as pool, Watch(workers) as watch:
        return rooms.ask(asked, project, cache, pool, watch)


_ONE = {
    "scams": msg("{n} scam"),
    "boards": msg("{n} storyboard"),
    "branches": msg("{n} branch"),
    "errors": msg("{n} error"),
    "warnings": msg("{n} warning"),
}
_MORE = {
    "scams": msg("{n} scams"),
    "boards": msg("{n} storyboards"),
    "branches": msg("{n} branches"),
    "errors": msg("{n} errors"),
    "warnings": msg("{n} warnings"),
}


def _summary(found: Report) -> str:
    counts = {"scams": len(found.scams), "boards": found.boards, "branches": found.branches}
    counts |= {"errors": found.count("error"), "warnings": found.count("warning")}
    words = {name: msg((_ONE if n == 1 else _MORE)[name].template, n=n) for name, n in counts.items()}
    return msg("checked {scams}, {boards}, {branches}: {errors}, {warnings}", **words)


@click.command()
@click.argument("scam")
@click.option("-a", "--audience", required=True, help="Who it is for.")
@click.option("-l", "--language", help="A BCP 47 tag; the audience's first language when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print everything a renderer reads, as JSON.")
def storyboard(scam: str, audience: str, language: str | None, as_json: bool) -> None:
    """Show what SCAM says and shows to an audience, before anything is rendered."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    known(msg("scam"), (scam,), project.names("content/scams"))
    known(msg("audience"), (audience,), sorted(profiles.audiences))
    lang = language or profiles.audiences[audience].languages[0]
    known(msg("language"), (lang,), sorted(profiles.languages))
    script, problems = load_script(project, scam)
    if script is None:
        raise OutreachError(problems)
    board, more = adapt(script, profiles, audience, lang, review=review(project, scam)[0])
    if board is None:
        raise OutreachError(errors([*problems, *more]))
    report([*problems, *more])
    if as_json:
        print_json(board.as_dict())
    else:
        click.echo(outline(board).rstrip())
