"""How a file is written: the old one or the new one, never a part; an error names the file that a person knows."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from outreach.files import copy_atomically, leftovers, move_atomically, write_atomically


def test_a_file_size_limit_leaves_the_former_file(tmp_path: Path) -> None:
    """As `ulimit -f` or a full disk does it: the error names the file, nothing is left beside it."""
    (tmp_path / "file").write_bytes(b"former")
    (tmp_path / "source").write_bytes(b"x" * 10_000)
    program = f"""
import resource, signal, sys
sys.dont_write_bytecode = True
from pathlib import Path
from outreach.files import copy_atomically, write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
folder = Path({str(tmp_path)!r})
for write, what in ((write_atomically, b"x" * 5000), (lambda to, what: copy_atomically(what, to), folder / "source")):
    try:
        write(folder / "file", what)
    except OSError as problem:
        print(problem.filename, problem.strerror)
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said == f"{tmp_path / 'file'} File too large\n" * 2
    assert (tmp_path / "file").read_bytes() == b"former"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "source"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The file that was wanted, not the hidden one beside it."""
    with pytest.raises(OSError, match="no/file") as problem:
        write_atomically(tmp_path / "no/file", b"x")
    assert problem.value.filename == str(tmp_path / "no/file")


def test_what_is_copied_and_moved_is_whole(tmp_path: Path) -> None:
    """The digest of the copy is the digest of the bytes."""
    (tmp_path / "a").write_bytes(b"abc")
    assert copy_atomically(tmp_path / "a", tmp_path / "b").startswith("ba7816bf")
    move_atomically(tmp_path / "a", tmp_path / "c")
    assert (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes() == b"abc"
    assert not (tmp_path / "a").exists()


@pytest.mark.skipif(os.name != "posix", reason="asks the system for a process")
def test_leftovers_are_those_of_dead_writers(tmp_path: Path) -> None:
    """A part of a living process stays for an hour; other hidden files are nobody's business."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, living = (tmp_path / f".film.mp4.{pid}.{'0' * 32}" for pid in (ended.pid, os.getpid()))
    for path in (dead, living, tmp_path / ".hidden", tmp_path / ".a.1.b"):
        path.write_bytes(b"x")
    now = time.time()
    assert leftovers(tmp_path, now) == [dead]
    assert leftovers(tmp_path, now + 7200) == sorted([dead, living])
