"""What is wrong, where it is written, and what to do about it: errors as data."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Literal

from outreach.messages import msg

Severity = Literal["error", "warning", "info"]
_SEVERITIES: dict[Severity, str] = {"error": msg("error"), "warning": msg("warning"), "info": msg("info")}
_HINT = msg("hint")


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: path as the author knows it, line and column counted from 1 (0 when unknown)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


NOWHERE = Where("")
SHOWN = 30  # names in a hint: of 20,000 branches nobody reads more


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a finished file: its page, slide or second, and a box there, left, top, right, low, from 0 to 1."""

    file: str
    unit: Literal["page", "slide", "second", ""] = ""
    at: float = 0
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` is lower case, names the author's words in backticks and says expected X, found Y.

    `wanted` and `measured` are X and Y alone, for a report; `spot` is where in a finished file it was measured.
    """

    severity: Severity
    code: str  # the rule
    where: Where  # in a source
    message: str
    hints: tuple[str, ...] = field(default=())
    wanted: str = ""
    measured: str = ""
    spot: Spot | None = None

    def __str__(self) -> str:
        return self.render()

    def render(self, say: Callable[[str], str] = str) -> str:
        """`file:line:column: severity: message`, then the hints. `say` puts words into the reader's language."""
        place = f"{self.where}: " if self.where.file else ""
        lines = [f"{place}{say(_SEVERITIES[self.severity])}: {say(self.message)}"]
        return "\n".join([*lines, *(f"  {say(_HINT)}: {say(hint)}" for hint in self.hints)])

    def as_dict(self) -> dict[str, object]:
        """Plain data for `--json`."""
        place = {"file": self.where.file, "line": self.where.line, "column": self.where.column}
        named = {"severity": self.severity, "code": self.code}
        sizes = {"wanted": str(self.wanted), "measured": str(self.measured)} if self.wanted or self.measured else {}
        spot = {"spot": asdict(self.spot)} if self.spot else {}
        return {**named, **place, "message": str(self.message), "hints": [str(h) for h in self.hints], **sizes, **spot}


def error(
    code: str,
    where: Where,
    message: str,
    *hints: str,
    wanted: str = "",
    measured: str = "",
    spot: Spot | None = None,
) -> Diagnostic:
    """A diagnostic that stops a build."""
    return Diagnostic("error", code, where, message, hints, wanted, measured, spot)


def warning(
    code: str,
    where: Where,
    message: str,
    *hints: str,
    wanted: str = "",
    measured: str = "",
    spot: Spot | None = None,
) -> Diagnostic:
    """A diagnostic that a build reports and survives (`--strict` makes it an error)."""
    return Diagnostic("warning", code, where, message, hints, wanted, measured, spot)


def info(code: str, where: Where, message: str, *hints: str) -> Diagnostic:
    """A diagnostic that a person should know of; nothing is wrong."""
    return Diagnostic("info", code, where, message, hints)


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that stop a build."""
    return [one for one in diagnostics if one.severity == "error"]


class OutreachError(Exception):
    """Carries every diagnostic of a step that could not finish; the command line prints them, never a traceback."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[OutreachError], tuple[tuple[Diagnostic, ...]]]:
        """Cross a process boundary whole: a worker's error arrives with its places and hints."""
        return (type(self), (self.diagnostics,))


class WrongUsage(OutreachError):  # noqa: N818 - what a person reads of it is no error of the content
    """What was asked for does not exist: the command line ends with exit code 2."""


def unknown(what: str, name: str, there: Iterable[str]) -> Diagnostic:
    """No `what` is called `name`; the hint says what was probably meant, else what there is."""
    there = list(there)
    near = difflib.get_close_matches(name, there, n=1)
    if near:
        hint = msg("did you mean `{close}`?", close=near[0])
    else:
        hint = msg("there are: {names}", names=", ".join(there[:SHOWN]) + (" …" if len(there) > SHOWN else ""))
    return error("unknown", NOWHERE, msg("no {what} is called `{name}`", what=what, name=name), hint)


def unusable(problem: OSError) -> Diagnostic:
    """A file or folder of this machine that cannot be read or written: a full disk, a folder that takes no files."""
    place = str(problem.filename2 or problem.filename or "")
    return error("file", Where(place), msg("cannot be used: {why}", why=problem.strerror or problem))


def fail(code: str, where: Where, message: str, *hints: str) -> OutreachError:
    """One error, ready to raise."""
    return OutreachError([error(code, where, message, *hints)])
