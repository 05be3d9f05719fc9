"""Which characters the bundled fonts can draw: the ranges of their `cmap` tables.

Read with `struct` because a check of the whole library takes less time than fontTools needs to unpack one CJK table
(0.7 s against 1 ms); fontTools reads the fonts that have no format 12 table.
"""

from __future__ import annotations

import mmap
import stat
import struct
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project

FONT_FILES = (".ttc", ".ttf", ".otf")
Ranges = tuple[tuple[int, int], ...]  # first and last code point, sorted
Fonts = tuple[Ranges, ...]
_INVISIBLE = frozenset("\n\t \u00a0\u200c\u200d\ufe0e\ufe0f")  # drawn by nothing, or a wish to the character before


def undrawable(text: str, fonts: Fonts) -> list[str]:
    """The characters of `text` that none of the fonts has, each once, in order."""
    return [c for c in dict.fromkeys(text) if c not in _INVISIBLE and not any(_has(r, ord(c)) for r in fonts)]


def fonts(project: Project) -> Fonts:
    """What the fonts of media/fonts have. Ask once for many texts."""
    names = [name for suffix in FONT_FILES for name in project.names("media/fonts", suffix)]
    return tuple(_read(project, f"media/fonts/{name}") for name in names)


def _read(project: Project, file: str) -> Ranges:
    try:
        path = project.path(file)
        found = path.stat()
        return _ranges(path, found.st_mtime_ns, found.st_size if stat.S_ISREG(found.st_mode) else 0)
    except (OSError, struct.error, ValueError) as problem:  # an empty file, a cut one, another kind of file
        raise fail("font", Where(file), msg("expected a font, found none that can be read")) from problem


def _has(ranges: Ranges, code: int) -> bool:
    at = bisect_right(ranges, (code, 0x110000)) - 1
    return at >= 0 and ranges[at][0] <= code <= ranges[at][1]


@lru_cache(maxsize=32)  # fonts of a project or two
def _ranges(file: Path, changed: int, size: int) -> Ranges:
    """`changed`, `size`: a font that was replaced is read again. What is empty or no file at all is not opened."""
    if not size:
        raise ValueError
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = _format_12(data)
    return found or _by_fonttools(file)


def _format_12(data: mmap.mmap) -> Ranges:
    """The groups of the first face's full Unicode table (OpenType spec: cmap, format 12); empty when it has none."""
    face = struct.unpack_from(">L", data, 12)[0] if data[:4] == b"ttcf" else 0
    for i in range(struct.unpack_from(">H", data, face + 4)[0]):
        tag, _, cmap, _ = struct.unpack_from(">4sLLL", data, face + 12 + 16 * i)
        if tag == b"cmap":
            break
    else:
        return ()
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        offset = cmap + struct.unpack_from(">L", data, cmap + 8 + 8 * i)[0]
        if struct.unpack_from(">H", data, offset)[0] == 12:
            groups = struct.unpack_from(">L", data, offset + 12)[0]
            rows = struct.iter_unpack(">LLL", data[offset + 16 : offset + 16 + 12 * groups])
            return tuple((first, last) for first, last, _ in rows)
    return ()


def _by_fonttools(file: Path) -> Ranges:
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - half a second that most projects never need

    try:
        codes = TTFont(file, fontNumber=0, lazy=True).getBestCmap()
    except TTLibError as problem:
        raise ValueError(problem) from problem
    return tuple((code, code) for code in sorted(codes or ()))
