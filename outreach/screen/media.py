"""Does a playlist fit its files, and does every player take its films?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from outreach.checks.built import Built, film_stream
from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.messages import msg
from outreach.screen.record import MEDIA, PLAYLIST, Plain, named
from outreach.screen.streams import Stream, odd, stream
from outreach.screen.tree import Tree

KINDS = {"video": ".mp4", "still": ".jpg"}
LATE = 100  # ms by which a film may be longer or shorter than its item says


def faults(seen: Tree, playlist: Plain, digests: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What is wrong with the items and the files of media/. `digests`: of the files as they are."""
    where = Where(str(seen.root / f"{PLAYLIST}.json"))
    items = playlist.get("items")
    if not isinstance(items, list) or not items:
        yield error("playlist", where, msg("expected items to show, found none"))
        return
    for name, digest in digests.items():
        if MEDIA.fullmatch(name) and named(digest, Path(name).suffix) != name:
            message = msg("called after another digest than its own")
            yield error("name", Where(str(seen.root / name)), message)
    lengths: dict[str, int] = {}
    yield from _films(seen, lengths)
    used = {str(playlist.get("fallback"))}
    for n, item in enumerate(items, 1):
        for why in _item(item, digests, seen, lengths, used):
            yield error("playlist", where, msg("item {n}: {why}", n=n, why=why))
    for name in sorted(used):
        if name not in digests or not MEDIA.fullmatch(name):
            yield error("playlist", where, msg("names `{name}`, which is no file of this pack", name=name[:80]))
    for name in sorted(set(filter(MEDIA.fullmatch, digests)) - used):
        yield error("extra", Where(str(seen.root / name)), msg("no file of this pack"), msg("take it out"))


def _item(
    item: Any, digests: Mapping[str, str], seen: Tree, lengths: Mapping[str, int], used: set[str]
) -> Iterator[str]:
    """What is wrong with one item; `used` gets the files that it names."""
    if not isinstance(item, dict):
        yield msg("expected an item, found something else")
        return
    src = str(item.get("src"))
    used.update({src, str(item.get("still"))} | ({str(item["captions"])} if item.get("captions") else set()))
    if KINDS.get(str(item.get("type"))) != Path(src).suffix:
        yield msg("its kind does not fit its file")
    size = item.get("bytes")
    if src in digests and type(size) is int and seen.files[src] < size:
        yield msg("its file is cut off: {n} of {all} bytes", n=seen.files[src], all=size)
    elif src in digests and (item.get("sha256") != digests[src] or size != seen.files[src]):
        yield msg("its digest or size does not fit its file")
    length = item.get("duration_ms")
    if type(length) is not int or length <= 0 or (src in lengths and abs(length - lengths[src]) > LATE):
        yield msg("its length does not fit its file")


def _films(seen: Tree, lengths: dict[str, int]) -> Iterator[Diagnostic]:
    """What some player would not take. Puts lengths in ms into `lengths`."""
    streams: dict[str, Stream] = {}
    for name in sorted(seen.files):
        named_so = MEDIA.fullmatch(name)
        if not named_so or named_so["kind"] != "mp4":
            continue
        path = seen.root / name
        try:
            streams[str(path)], lengths[name] = stream(path)
            yield from film_stream.check(Built(str(path), path.read_bytes(), "video"))
        except OutreachError as problem:
            yield from problem.diagnostics
    yield from odd(streams)
