"""Finds and reads everything a run may read: content/, templates/, media/ and the date. Nothing else opens inputs."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import BinaryIO, Concatenate, ParamSpec, TypeVar

from outreach.diagnostics import Diagnostic, Where, fail
from outreach.files import is_left_by_a_system
from outreach.messages import msg

FOLDERS = ("content", "templates", "media")
MAX_BYTES = 512 << 20  # the largest font collection has 130 MB
Stamp = tuple[tuple[str, int, int, int], ...]  # name, time of the last change in ns, bytes, inode
MAX_TEXT_BYTES = 1 << 20  # a content file of more than 1 MiB is a mistake or an attack (yaml/pyyaml#235)

P = ParamSpec("P")
T = TypeVar("T")


def starter_root() -> Path:
    """The folder that holds the starter content/, templates/ and media/: inside the wheel, or the checkout."""
    packed = Path(__file__).parent / "starter"
    return packed if (packed / "content").is_dir() else Path(__file__).parent.parent


@dataclass(frozen=True)
class Project:
    """One place to read from. `root` has content/, templates/ and media/; one it lacks is read from the starter."""

    root: Path
    date: dt.date
    _digests: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _bases: dict[Path, Path] = field(default_factory=dict, compare=False, repr=False)  # folders without links

    @classmethod
    def find(cls, start: Path | None = None, date: dt.date | None = None) -> Project:
        """The project of the folder `start` (it has content/), or the starter project when it has none."""
        here = (start or Path.cwd()).resolve()
        root = here if (here / "content").is_dir() else starter_root()
        return cls(root, date or build_date())

    @cached_property
    def folders(self) -> dict[str, Path]:
        """Where each of content, templates and media is."""
        starter = starter_root()
        return {r: (self.root / r) if (self.root / r).is_dir() else starter / r for r in FOLDERS}

    def path(self, relative: str) -> Path:
        """The real path of `content/…`, `templates/…` or `media/…`; refuses to leave its folder, also by a symlink."""
        top, _, rest = relative.partition("/")
        if top not in FOLDERS or "\0" in rest:
            message = msg("expected a path under {folders}, found `{path}`", folders=", ".join(FOLDERS), path=relative)
            raise fail("path", Where(relative), message)
        try:
            base = self._base(self.folders[top])
            full = (base / rest).resolve()
        except (
            OSError,
            RuntimeError,
        ) as problem:  # a link that leads to itself; which of the two, Python's version says
            raise fail("path", Where(relative), msg("expected a file, found a link that leads nowhere")) from problem
        if full != base and not full.is_relative_to(base):
            raise fail("path", Where(relative), msg("`{path}` leads outside `{folder}/`", path=relative, folder=top))
        return full

    def _base(self, folder: Path) -> Path:
        if folder not in self._bases:
            self._bases[folder] = folder.resolve()
        return self._bases[folder]

    def exists(self, relative: str) -> bool:
        """Is there a file or folder of that name? So is a link that leads nowhere: reading it says so."""
        top, _, rest = relative.partition("/")
        return self.path(relative).exists() or (self.folders[top] / rest).is_symlink()

    def read_bytes(self, relative: str, most: int = MAX_BYTES) -> bytes:
        """The bytes of a file. Raises OutreachError when it is missing, no file, unreadable or longer than `most`."""
        return read_regular(self.path(relative), relative, most)

    def read_text(self, relative: str, most: int = MAX_TEXT_BYTES) -> str:
        """The text of a UTF-8 file (a byte order mark is allowed). Raises OutreachError at the place of a bad byte."""
        return text_of(self.read_bytes(relative, most), relative)

    def names(self, folder: str, suffix: str = "") -> list[str]:
        """Sorted names of the files (with `suffix`) or, without one, of the folders in `folder`."""
        here = self.path(folder)
        if not here.is_dir():
            return []
        if suffix:
            # A pipe or a dead link of that name is somebody's mistake: reading it says so. `._x.yaml` is a Mac's own.
            named = (p for p in here.iterdir() if p.name.endswith(suffix) and not p.name.startswith("."))
            return sorted(p.name for p in named if not p.is_dir())
        return sorted(p.name for p in here.iterdir() if p.is_dir())

    def files(self, folder: str) -> list[str]:
        """Every file below `folder` (or the file itself), sorted, as project paths."""
        here = self.path(folder)
        if here.is_file():
            return [folder]
        return sorted(f"{folder}/{p.relative_to(here).as_posix()}" for p in _within(here) if p.is_file())

    def digest(self, relative: str) -> str:
        """SHA-256 of a file, or of a folder's names and contents; remembered for this run. What is neither (an empty
        folder, a pipe, a link that leads nowhere) counts by its name.
        """
        if relative not in self._digests:
            self._digests[relative] = self._measure(relative)
        return self._digests[relative]

    def _measure(self, relative: str) -> str:
        here = self.path(relative)
        if here.is_file():
            top = relative.partition("/")[0]
            if top != "content" and self.folders[top] == starter_root() / top:
                now = here.stat()
                return _digest_of_ours(here, now.st_mtime_ns, now.st_size, now.st_ino)
            return _digest_of(here)
        rows = [f"{name}\0{self.digest(name)}" for name in self.files(relative)]
        rows += sorted(f"{p.relative_to(here).as_posix()}\0" for p in _within(here) if not p.is_file())
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    def stamp(self, relative: str) -> Stamp:
        """A file's time and size, or those of all in a folder; empty for what is not there."""
        here = self.path(relative)
        found = sorted(here.rglob("*")) if here.is_dir() else [here]
        rows = [(str(path), path.stat()) for path in found if path.exists()]
        return tuple((name, one.st_mtime_ns, one.st_size, one.st_ino) for name, one in rows)

    def remembered(self, question: tuple[str, ...], make: Callable[[], T]) -> T:
        """What is made of files: here anew each time, `OpenProject` remembers it."""
        return make()

    def state(self) -> str:
        """Another one when any file was changed; nothing is opened for it."""
        return hashlib.sha256(repr([self.stamp(folder) for folder in FOLDERS]).encode()).hexdigest()


def _within(folder: Path) -> Iterator[Path]:
    """All that is in it but what computers leave in folders by themselves: that makes nothing another."""
    return (p for p in folder.rglob("*") if not any(map(_left, p.relative_to(folder).parts)))


def _left(name: str) -> bool:
    """Also what macOS writes beside a file on a stick, and what Python does beside a program."""
    return is_left_by_a_system(name) or name.startswith("._") or name == "__pycache__"


def _digest_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=4096)
def _digest_of_ours(file: Path, *stamp: int) -> str:
    """Of a template, drawing or font of the tool, as long as it stays: every project has the same 40 MB."""
    del stamp
    return _digest_of(file)


def starter_of(project: Project) -> Project:
    """The project that comes with the tool, on the same day."""
    return Project(starter_root(), project.date)


def reading(
    read: Callable[Concatenate[Project, P], tuple[T, list[Diagnostic]]],
) -> Callable[Concatenate[Project, P], tuple[T, list[Diagnostic]]]:
    """For what reads a project's files: a project that is kept open remembers what was read, and gives it to all."""

    @wraps(read)
    def found(project: Project, /, *names: P.args, **more: P.kwargs) -> tuple[T, list[Diagnostic]]:
        question = (read.__qualname__, *map(str, names), *map(str, sorted(more.items())))
        value, problems = project.remembered(question, lambda: read(project, *names, **more))
        return value, [*problems]

    return found


def read_regular(path: Path, shown: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file, `shown` in messages: never waits for a pipe or device, never reads more than `most`."""
    with open_regular(path, shown) as stream:
        size = os.fstat(stream.fileno()).st_size
        data = b"" if size > most else stream.read(most + 1)
    if max(size, len(data)) > most:
        message = msg("expected at most {most} bytes, found {size}", most=most, size=max(size, len(data)))
        raise fail("size", Where(shown), message)
    return data


def text_of(data: bytes, shown: str) -> str:
    """UTF-8 text (a byte order mark is allowed). Raises OutreachError at the place of a bad byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        hint = msg("save the file as UTF-8 (in Notepad: Save as, Encoding UTF-8)")
        place = _place(shown, data, problem.start)
        raise fail("encoding", place, msg("expected UTF-8 text, found other bytes"), hint) from problem


@contextmanager
def open_regular(path: Path, shown: str) -> Iterator[BinaryIO]:
    """A file to read piece by piece. Raises OutreachError for what is no file or cannot be read, also meanwhile."""
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise fail("read", Where(shown), msg("expected a file, found a pipe or a device"))
            yield stream
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise fail("read", Where(shown), msg("cannot read `{file}`: {why}", file=shown, why=why)) from problem


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has no pipes among files


def _place(file: str, data: bytes, at: int) -> Where:
    """Where byte `at` of a file stands: line, and column in characters."""
    start = data.rfind(b"\n", 0, at) + 1
    before = data[start:at].removeprefix(b"\xef\xbb\xbf" if start == 0 else b"")
    return Where(file, data.count(b"\n", 0, at) + 1, len(before.decode("utf-8", "replace")) + 1)


# Names that Windows keeps for devices, with any ending; a file or folder so called cannot be made or copied there.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.I)


def is_device(name: str) -> bool:
    """Is this a name that Windows keeps for a device?"""
    return bool(_DEVICES.fullmatch(name))


def build_date() -> dt.date:
    """The date a run works with: SOURCE_DATE_EPOCH when set (reproducible-builds.org), else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and re.fullmatch(r"[0-9]{1,11}", epoch):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return dt.datetime.now(dt.UTC).astimezone().date()
