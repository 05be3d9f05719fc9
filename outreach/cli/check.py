"""`outreach check` and `outreach storyboard`: what is wrong with the content, and what it turns into."""

from __future__ import annotations

import dataclasses
import difflib
import json
import os
import sys

import click

from outreach import rooms
from outreach.adapt import adapt
from outreach.cache import Cache
from outreach.cli import report, tell, wrong
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
    _known(scams, project.names("content/scams"), msg("scam"))
    found = _with_room(check_library(project, scams), project, cache_dir, jobs or os.cpu_count() or 1)
    failed = found.count("error") > 0 or (strict and found.count("warning") > 0)
    if as_json:
        click.echo(json.dumps(_plain(found, not failed), ensure_ascii=False, indent=2))
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

    with Pool(workers) as pool, Watch(workers) as watch:
        return rooms.ask(asked, project, cache, pool, watch)


def _known(names: tuple[str, ...], known: list[str], what: str) -> None:
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = (
                msg("did you mean `{close}`?", close=close[0])
                if close
                else msg("there are: {names}", names=", ".join(known))
            )
            raise wrong(msg("no {what} is called `{name}`; {hint}", what=what, name=name, hint=hint))


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


def _plain(found: Report, ok: bool) -> dict[str, object]:
    return {
        "ok": ok,
        "scams": list(found.scams),
        "storyboards": found.boards,
        "branches": found.branches,
        "errors": found.count("error"),
        "warnings": found.count("warning"),
        "problems": [one.as_dict() for one in found.problems],
    }


@click.command()
@click.argument("scam")
@click.option("-a", "--audience", required=True, help="Who it is for.")
@click.option("-l", "--language", help="A BCP 47 tag; the audience's first language when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print everything a renderer reads, as JSON.")
def storyboard(scam: str, audience: str, language: str | None, as_json: bool) -> None:
    """Show what SCAM says and shows to an audience, before anything is rendered."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    _known((scam,), project.names("content/scams"), msg("scam"))
    _known((audience,), sorted(profiles.audiences), msg("audience"))
    lang = language or profiles.audiences[audience].languages[0]
    _known((lang,), sorted(profiles.languages), msg("language"))
    script, problems = load_script(project, scam)
    if script is None:
        raise OutreachError(problems)
    board, more = adapt(script, profiles, audience, lang, review=review(project, scam)[0])
    if board is None:
        raise OutreachError(errors([*problems, *more]))
    report([*problems, *more])
    text = json.dumps(board.as_dict(), ensure_ascii=False, indent=2) if as_json else outline(board).rstrip()
    click.echo(text)
