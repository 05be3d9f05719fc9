"""Numbers in pictures, read by Tesseract, where there is one: https://tesseract-ocr.github.io.

Only numbers are read: its English model finds the digits on every card of the starter; of drawn Chinese its own model
misses whole lines.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outreach.messages import msg

INSTALL = msg(
    "install Tesseract with its English model, for `check --built DIR --drawn`: `apt install tesseract-ocr`,"
    " `brew install tesseract`"
)
Box = tuple[float, float, float, float]  # left, top, right, low, from 0 to 1
SECONDS = 60  # it may take for a picture
SURE = 60  # per cent, as Tesseract says it: of less it has guessed
MODEL = "eng"
_WORD = "5"  # the level of a row that is a word


@dataclass(frozen=True)
class Line:
    """Words that were read, and where."""

    words: str
    box: Box


def tesseract() -> str:
    """The program; "" where there is none."""
    return shutil.which("tesseract") or ""


def ready() -> bool:
    """Can numbers be read here? It takes the program and its English model, which some packages leave out."""
    if not tesseract():
        return False
    listed = subprocess.run([tesseract(), "--list-langs"], capture_output=True, check=False, timeout=SECONDS)
    return MODEL in listed.stdout.decode("utf-8", "replace").split()


def read(pictures: Sequence[NDArray[np.uint8]]) -> list[list[Line]]:
    """The lines of each picture (height, width; grey). Raises OSError, subprocess.SubprocessError."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(_read, pictures))


def _read(picture: NDArray[np.uint8]) -> list[Line]:
    high, wide = picture.shape
    given = b"P5\n%d %d\n255\n" % (wide, high) + picture.tobytes()
    command = [tesseract(), "-", "-", "-l", MODEL, "--psm", "3", "tsv"]  # 3: it finds the blocks
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}  # pictures are read side by side
    done = subprocess.run(command, input=given, capture_output=True, check=True, timeout=SECONDS, env=alone)
    return [*_lines(done.stdout.decode("utf-8", "replace"), (wide, high))]


def _lines(table: str, size: tuple[int, int]) -> Iterator[Line]:
    """The words of a table that Tesseract is sure of, line by line."""
    lines = defaultdict[tuple[str, ...], list[dict[str, str]]](list)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _WORD and float(row["conf"]) >= SURE:
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    for words in lines.values():
        yield Line(" ".join(one["text"] for one in words), _around(words, size))


def _around(words: Sequence[dict[str, str]], size: tuple[int, int]) -> Box:
    left, top, wide, high = ([int(one[name]) for one in words] for name in ("left", "top", "width", "height"))
    right, low = (max(a + b for a, b in zip(*pair, strict=True)) for pair in ((left, wide), (top, high)))
    return min(left) / size[0], min(top) / size[1], right / size[0], low / size[1]
