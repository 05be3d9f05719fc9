"""Options that several commands share: the folders for outputs and for the cache."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

import click

from outreach.cache import Cache
from outreach.cli import author_says, wrong
from outreach.diagnostics import Where, fail
from outreach.messages import msg


class Finite(click.FloatRange):
    """A number that can be counted with: `nan`, `inf` and what is too large for a float are wrong usage."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or a usage error."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(author_says()(msg("expected a finite number, found `{value}`", value=value)), param, ctx)
        return number


def printable(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A person's name that can be read back: the files take no invisible and no control characters."""
    if not value.strip() or not value.isprintable():
        raise wrong(msg("expected a name that can be printed, found `{name}`", name=value))
    return value.strip()


def straight(folder: Path) -> None:
    """Refuses a folder to write to that is reached over a link below the working folder: it may lead anywhere.

    A project may come with such a link from somebody else. A path that is typed in full is somebody's own choice.
    """
    steps = [] if folder.is_absolute() else [Path(*folder.parts[: n + 1]) for n in range(len(folder.parts))]
    for step in steps:
        if _is_link(step):
            hint = msg("name the folder itself: `{folder}`", folder=os.path.realpath(step))
            raise fail("path", Where(str(step)), msg("expected a folder, found a link to one"), hint)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # no name that a file could have: whoever writes there says why
        return False


def _of_uses(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Formats by name; the name of a use stands for all of it."""
    if not value:
        return value
    from outreach.formats import named  # noqa: PLC0415 - only when one is named

    return named(value)


format_option = click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    callback=_of_uses,
    help="Only this format (repeatable); `stall` is all for a table at a market.",
)


def to_folder(ctx: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """A folder to write to."""
    straight(value)
    return value


def to_file(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """A file to write: a link of its own name is replaced, not followed."""
    if value is not None:
        straight(value.parent)
    return value


def _to_cache(ctx: click.Context, parameter: click.Parameter, value: Path) -> Cache:
    return Cache(value.resolve())


def out_option(command: Any) -> Any:
    """`--out`, the folder to write to."""
    return click.option(
        "-o",
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("out"),
        callback=to_folder,
        show_default=True,
        help="The folder to write to.",
    )(command)


def cache_option(command: Any) -> Any:
    """`--cache-dir`, as a Cache."""
    return click.option(
        "--cache-dir",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(".outreach-cache"),
        envvar="OUTREACH_CACHE",
        show_default=True,
        callback=_to_cache,
        help="Where results are kept between runs.",
    )(command)
