"""Places for a few at once: in a folder of one's own, given back when a process dies, and waited for with patience."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.diagnostics import OutreachError
from outreach.voices.slots import HeldError, slot


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the locks lie."""
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    return tmp_path / f"outreach-{os.getuid()}"


def test_a_held_place_is_waited_for_and_then_told(folder: Path) -> None:
    """Who holds it is named by the file; when it is given back the next one has it."""
    late = pytest.raises(HeldError, match=r"waited 0\.1 s .*edge-0\.lock")
    with slot("edge", 2), slot("edge", 2), late, slot("edge", 2, patience=0.1):
        pass
    with slot("edge", 2, patience=0.1):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_process_that_dies_gives_its_place_back(folder: Path) -> None:
    """The system frees the lock of a process that was killed."""
    code = "import time\nfrom outreach.voices.slots import slot\n"
    code += "with slot('edge', 1): print('held', flush=True); time.sleep(60)"
    env = {**os.environ, "TMPDIR": str(folder.parent)}
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        with pytest.raises(HeldError), slot("edge", 1, patience=0.0):
            pass
        other.kill()
    with slot("edge", 1, patience=5.0):
        pass


@pytest.mark.parametrize("kind", ["writable", "link", "file", "foreign"])
def test_a_folder_that_others_can_write_to_is_refused(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a temporary folder of everybody's, somebody else may have made it first."""
    if kind == "file":
        folder.write_text("")
    elif kind == "link":
        folder.symlink_to(folder.parent, target_is_directory=True)
    else:
        folder.mkdir(mode=0o700)
    if kind == "writable":
        folder.chmod(0o777)
    if kind == "foreign":
        mine = os.getuid()
        folder.rename(folder.with_name(f"outreach-{mine + 1}"))
        monkeypatch.setattr("os.getuid", lambda: mine + 1)
    with pytest.raises(OutreachError, match="a folder that you alone can write to") as caught, slot("edge", 1):
        pass
    assert "TMPDIR" in str(caught.value)


def test_a_lock_that_is_a_link_is_not_followed(folder: Path) -> None:
    """Nothing is made at the end of a link."""
    folder.mkdir(mode=0o700)
    (folder / "edge-0.lock").symlink_to(folder.parent / "elsewhere")
    with pytest.raises(OSError, match="symbolic link"), slot("edge", 1):
        pass
    assert not (folder.parent / "elsewhere").exists()
