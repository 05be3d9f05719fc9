"""A zip with the same bytes for the same files, on any machine.

Nothing is squeezed: films, pictures and sheets are as small as they get, and how bytes are squeezed differs from one
machine to the next. No time is told, and files stand in the order in which they are given.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

Content = bytes | Path
FIRST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold (APPNOTE 4.4.6)


def write(target: Path | IO[bytes], files: Iterable[tuple[str, Content]], comment: bytes = b"") -> None:
    """Writes the files under their names; those that are paths go through in pieces. Raises OSError."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        made.comment = comment
        for name, one in files:
            entry = zipfile.ZipInfo(name, FIRST)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            if isinstance(one, bytes):
                made.writestr(entry, one)
                continue
            entry.file_size = one.stat().st_size
            with one.open("rb") as source, made.open(entry, "w") as stream:
                shutil.copyfileobj(source, stream, 1 << 20)
