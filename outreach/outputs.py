"""The output folder: files are put in place whole, what is withdrawn leaves, what is not ours is never touched.

Ours is what the folder's manifest names, as long as it has the digest that stands there. No link to a folder is
followed below the output folder: whoever put it there may have meant another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from outreach.cache import Blob
from outreach.diagnostics import OutreachError, Where, fail, unusable
from outreach.files import digest_of, leftovers, write_atomically
from outreach.manifest import PICTURE
from outreach.manifest_parts import FOLDER
from outreach.messages import msg
from outreach.store import Store


@dataclass(frozen=True)
class Outputs:
    """The folder `root` with all that outreach writes into it."""

    root: Path

    def prepare(self) -> None:
        """Makes the folder. Raises OutreachError, with its path, when nothing can be written there."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            write_atomically(self.root / ".outreach", b"")
            (self.root / ".outreach").unlink()
        except OSError as problem:
            hint = msg("`-o` names the folder to write to")
            why = problem.strerror or problem
            raise fail("out", Where(str(self.root)), msg("cannot write here: {why}", why=why), hint) from None

    def path_for(self, name: str) -> Path:
        """The path of an output, its folder made. Raises OutreachError where a link or a file stands in the way."""
        self._straight(name)
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OutreachError([unusable(problem)]) from None
        return path

    def _straight(self, name: str) -> None:
        link = self._link(name)
        if link:
            hint = msg("remove the link, or write to the folder it leads to with `-o`")
            raise fail("out", Where(str(link)), msg("a link to a folder is not followed in the output folder"), hint)

    def _link(self, name: str) -> Path | None:
        """The link among the folders on the way to `name`."""
        path = self.root
        for part in Path(name).parts[:-1]:
            path = path / part
            if path.is_symlink():
                return path
        return None

    def put(self, name: str, blob: Blob, cache: Store) -> bool:
        """Puts a blob in its place; False when its bytes stand there already. Raises LostError."""
        path = self.path_for(name)
        if self.holds(name, blob.sha256, blob.bytes):
            return False
        cache.copy(blob, path)
        return True

    def write(self, name: str, data: bytes) -> None:
        """Writes a small file of the folder itself (the gallery), only when its bytes change."""
        path = self.path_for(name)
        if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)

    def holds(self, name: str, sha256: str, size: int | None = None) -> bool:
        """Does the file stand there, as a real one, with this digest?"""
        path = self.root / name
        try:
            if self._link(name) or path.is_symlink() or not path.is_file():
                return False
            return (size is None or path.stat().st_size == size) and digest_of(path) == sha256
        except OSError:
            return False

    def there(self, name: str, size: int) -> bool:
        """Does a real file of this size stand there? Quicker than `holds`."""
        path = self.root / name
        try:
            return not self._link(name) and not path.is_symlink() and path.is_file() and path.stat().st_size == size
        except OSError:
            return False

    def remove(self, name: str) -> None:
        """Removes a file, and the folders that it leaves empty."""
        path = self.root / name
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.root or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()

    def pictures(self) -> dict[str, str]:
        """The gallery's pictures: name -> digest (16 digits) of the file each one shows."""
        found = {}
        folder = self.root / "gallery"
        for path in sorted(folder.glob("*.jpg")) if folder.is_dir() and not folder.is_symlink() else ():
            name = f"gallery/{path.name}"
            named = PICTURE.fullmatch(name)
            if named and path.is_file() and not path.is_symlink() and digest_of(path).startswith(named["own"]):
                found[name] = named["of"]
        return found

    def parts(self, names: Iterable[str], now: float) -> Iterator[str]:
        """What killed runs left half-written in the folders of `names` and in the root."""
        folders = {Path(name).parent for name in names} | {Path(), Path("gallery"), Path(FOLDER)}
        for folder in sorted(folders):
            if not self._link(f"{folder.as_posix()}/x"):
                yield from ((folder / path.name).as_posix() for path in leftovers(self.root / folder, now))
