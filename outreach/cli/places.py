"""Options that several commands share: the folders for outputs and for the cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from outreach.cache import Cache


def _to_cache(ctx: click.Context, parameter: click.Parameter, value: Path) -> Cache:
    return Cache(value.resolve())


def out_option(command: Any) -> Any:
    """`--out`, the folder to write to."""
    return click.option(
        "-o",
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("out"),
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
