"""The lines of access logs, one at a time: a year's log does not fit the memory, nor does a line without an end."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from outreach.diagnostics import OutreachError, Where, fail
from outreach.messages import msg
from outreach.project import open_regular

LONGEST = 32 << 10  # bytes: nginx and Apache take requests of 8 KiB, with a referrer and an agent of as much
# A log packs to a tenth or a fiftieth of its size. What unpacks to more than this was made to fill the memory or time.
UNPACKED, ALWAYS = 500, 64 << 20  # times its size; bytes that any may have


def log_lines(paths: Iterable[Path]) -> Iterator[str]:
    """Every line of the logs, plain or .gz; of one that is too long there is the beginning.

    Raises OutreachError for what is no file, or no whole gzip file.
    """
    for path in paths:
        with open_regular(path, str(path)) as stream:
            if path.suffix == ".gz":
                yield from _unpacked(stream, path)
            else:
                yield from _lines(stream, path, 0)


def _lines(stream: IO[bytes] | gzip.GzipFile, path: Path, most: int) -> Iterator[str]:
    whole = True
    while piece := stream.readline(LONGEST):
        if most and stream.tell() > most:
            raise _bad(path, msg("expected a packed log, found more than {n} times its size in it", n=UNPACKED))
        if whole:
            yield piece.decode("utf-8", "replace")
        whole = piece.endswith(b"\n")


def _unpacked(stream: IO[bytes], path: Path) -> Iterator[str]:
    try:
        with gzip.open(stream, "rb") as log:
            yield from _lines(log, path, max(ALWAYS, path.stat().st_size * UNPACKED))
    except EOFError as problem:
        raise _bad(path, msg("this packed log is cut off"), msg("copy it again")) from problem
    except (gzip.BadGzipFile, zlib.error) as problem:
        hint = msg("a log that is not packed has another name than `.gz`")
        raise _bad(path, msg("expected a log packed by gzip, found a damaged one or another file"), hint) from problem


def _bad(path: Path, *words: str) -> OutreachError:
    return fail("read", Where(str(path)), *words)
