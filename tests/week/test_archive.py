"""The zip that is handed over."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from outreach.archives import Content
from outreach.week import archive


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Content]:
    """Some in memory, one on a disk."""
    (tmp_path / "film").write_bytes(bytes(range(256)) * 9000)
    return {"screen/film.mp4": tmp_path / "film", "mail-zh-CN.txt": "信".encode(), "posts/一.txt": b"x"}


def test_the_same_files_are_the_same_bytes(files: dict[str, Content], tmp_path: Path) -> None:
    """Whatever their order and their dates; the list stands first, names that are not ASCII are flagged as UTF-8."""
    made = []
    for n, one in enumerate((files, dict(reversed(files.items())))):
        os.utime(tmp_path / "film", (n, n))
        archive.write(tmp_path / f"{n}/pack.zip", one, archive.listing(one, {"week": "2026-W48"}))
        made.append((tmp_path / f"{n}/pack.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "0/pack.zip") as found:
        assert found.testzip() is None
        assert found.namelist() == [archive.NAME, *sorted(files)]
        assert found.read("screen/film.mp4") == (tmp_path / "film").read_bytes()
        assert {one.filename: one.flag_bits & 0x800 for one in found.infolist()}["posts/一.txt"]
        assert archive.digests(found.read(archive.NAME)).keys() == files.keys()


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + b"\0" * 18, b"no zip", b"[1]", b'{"files": [1]}', b"[" * 9000])
def test_a_zip_of_somebody_else_tells_nothing(data: bytes, tmp_path: Path) -> None:
    """Nor does one whose list is none."""
    (tmp_path / "plain.zip").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "listed.zip", "w") as made:
        made.writestr(archive.NAME, data)
    assert archive.former(tmp_path / "plain.zip") == b""
    assert archive.digests(archive.former(tmp_path / "listed.zip")) == {}
    assert archive.former(tmp_path / "none.zip") == b""


def test_a_zip_is_whole_or_not_there(tmp_path: Path) -> None:
    """A file that leaves while it is written."""
    (tmp_path / "a").write_bytes(b"a")
    files: dict[str, Content] = {"a": tmp_path / "a", "b": b"b"}
    list_ = archive.listing(files, {})
    (tmp_path / "a").unlink()
    with pytest.raises(OSError):
        archive.write(tmp_path / "pack.zip", files, list_)
    assert list(tmp_path.iterdir()) == []
