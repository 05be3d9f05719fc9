"""How a command ends: what went wrong in words (or as JSON), the exit code, and streams that take any text.

Exit codes: 0 fine, 1 problems found, 2 wrong usage, 130 stopped by the user, 141 nobody reads the output any more.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from types import FrameType
from typing import Any

import click

from outreach.cli.language import author_says
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, WrongUsage, error, unusable
from outreach.messages import msg

STOPPED, UNREAD = 130, 141  # 128 + SIGINT, 128 + SIGPIPE: what a shell says of a program that a signal ended


def run(command: Callable[[], Any], words: Sequence[str]) -> int:
    """Runs the command line; the exit code. No traceback for what a person did, or a disk, or a closed pipe."""
    steady()
    try:
        code = _run(command, words)
        sys.stdout.flush()
    except BrokenPipeError:
        _deaf()
        return UNREAD
    return code


def _run(command: Callable[[], Any], words: Sequence[str]) -> int:
    as_json, output = "--json" in words, sys.stdout
    try:
        _readable(words)
        ended = command()
        return ended if isinstance(ended, int) else 0
    except SystemExit as end:
        if sys.stdout is not output:  # click met a closed pipe, and put something deaf in its place
            raise BrokenPipeError from end
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except (click.Abort, KeyboardInterrupt) as end:
        # An end of a stream is a fault of ours; click takes it for somebody who has no more to say.
        if isinstance(end.__cause__, EOFError):
            raise end.__cause__ from None
        click.echo(author_says()(msg("stopped")), err=True)
        return STOPPED
    except click.ClickException as problem:
        return _usage(problem, as_json)
    except BrokenPipeError:
        raise
    except OutreachError as problem:
        return _problems(problem.diagnostics, as_json, 2 if isinstance(problem, WrongUsage) else 1)
    except OSError as problem:
        if os.environ.get("OUTREACH_DEBUG") or not problem.strerror:
            raise
        return _problems([unusable(problem)], as_json, 1)


def _readable(words: Sequence[str]) -> None:
    """Arguments are texts: bytes that are no UTF-8 are refused before anything is done with them. So is no folder."""
    say = author_says()
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            shown = word.encode("utf-8", "backslashreplace").decode()
            raise click.UsageError(say(msg("expected text in UTF-8, found `{word}`", word=shown))) from None
    try:
        os.getcwd()  # noqa: PTH109 - Path.cwd() is the same call
    except OSError:
        hint = msg("`cd` to a folder that is there")
        raise OutreachError([error("folder", NOWHERE, msg("the current folder is not there any more"), hint)]) from None


def _usage(problem: click.ClickException, as_json: bool) -> int:
    if as_json:
        say_json([error("usage", NOWHERE, problem.format_message())])
    problem.show()
    return problem.exit_code


def _problems(found: Iterable[Diagnostic], as_json: bool, code: int) -> int:
    report(list(found))
    if as_json:
        say_json(list(found))
    return code


def report(diagnostics: Sequence[Diagnostic]) -> None:
    """Prints diagnostics on stderr, in the order of their places, in the author's language."""
    say = author_says()
    for one in sorted(diagnostics, key=lambda d: (d.where, d.message)):
        click.echo(one.render(say), err=True)


def say_json(diagnostics: Sequence[Diagnostic], ok: bool = False, **more: Any) -> None:
    """One JSON object on stdout: `ok`, how many `errors` and `warnings`, all `problems`, and what a command adds."""
    counts = {kind: sum(d.severity == kind[:-1] for d in diagnostics) for kind in ("errors", "warnings")}
    print_json({"ok": ok, **more, **counts, "problems": [one.as_dict() for one in diagnostics]})


def print_json(plain: Any) -> None:
    """JSON on stdout: as it is read where the stream takes every character, else escaped."""
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "").startswith("utf")
    click.echo(json.dumps(plain, ensure_ascii=not unicode, indent=2))


def steady() -> None:
    """A character that the terminal's code page lacks is written as its number, and ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if os.name == "posix":
        try:
            signal.signal(signal.SIGTERM, _ended)
        except ValueError:  # not the main thread: somebody else runs us
            return


def _ended(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _deaf() -> None:
    """Nobody reads on: what is still in the buffers goes nowhere, without a word."""
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            continue
