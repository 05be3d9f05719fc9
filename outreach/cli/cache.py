"""`outreach cache`: keep the cache small, or check that its bytes are what they should be.

Nothing is written to do so in a store that is there: a disk that is full is when one wants room, and a store that is
read-only can be read.
"""

from __future__ import annotations

import time

import click

from outreach.cache import Cache
from outreach.cli import tell
from outreach.cli.places import Finite, cache_option
from outreach.messages import msg


@click.group()
def cache() -> None:
    """Tidy or verify the cache."""


@cache.command()
@cache_option
@click.option("--max-size", type=Finite(min=0), default=10.0, show_default=True, help="Gigabytes to keep.")
def gc(cache_dir: Cache, max_size: float) -> None:
    """Drop the oldest results until at most --max-size gigabytes stay."""
    _there(cache_dir)
    now = time.time()
    cache_dir.sweep_scratch(now)
    freed = cache_dir.collect(int(max_size * 1e9), now)
    tell(msg("freed {mb} MB in `{folder}`", mb=f"{freed / 1e6:.0f}", folder=cache_dir.root))


@cache.command()
@cache_option
def verify(cache_dir: Cache) -> None:
    """Read every stored file and drop what is damaged; the next build makes it again."""
    _there(cache_dir)
    bad = cache_dir.verify()
    tell(msg("{n} damaged files removed from `{folder}`", n=len(bad), folder=cache_dir.root))


def _there(store: Cache) -> None:
    """Makes a store only where none is. Raises OutreachError, with its path, when nothing can be kept there."""
    if not (store.root / "cas").is_dir():
        store.prepare()
