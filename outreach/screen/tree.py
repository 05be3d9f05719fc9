"""What lies in a pack, looked at without opening anything: real files by name. A link is told, and followed nowhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg

MOST = 200_000  # files: more are no pack


@dataclass
class Tree:
    """The files below `root` by their names, with their bytes, and what is neither file nor folder."""

    root: Path
    files: dict[str, int] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def path(self, name: str) -> Path | None:
        """The file of that name; None when no real one was seen there."""
        return self.root / name if name in self.files else None

    def below(self, folder: str) -> dict[str, int]:
        """The files of a folder, named from there."""
        start = f"{folder}/"
        return {name.removeprefix(start): size for name, size in self.files.items() if name.startswith(start)}


def tree(root: Path) -> Tree:
    """Walks through the folder."""
    found = Tree(root)
    for n, entry in enumerate(_entries(root)):
        name = Path(entry.path).relative_to(root).as_posix()
        if entry.is_symlink() or not entry.is_file():
            message = msg("expected a file, found a link, a pipe or a device")
            found.problems.append(error("link", Where(str(root / name)), message, msg("take it out")))
        else:
            found.files[name] = entry.stat().st_size
        if n >= MOST:
            found.problems.append(error("extra", Where(str(root)), msg("more than {n} files: no pack", n=MOST)))
            break
    return found


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Everything below that is no real folder."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path))
            else:
                yield entry
