"""`outreach screen sync`: whenever it is stopped, the box shows a whole revision, and the next run ends the work."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from screens import ROOT, lying

from outreach.diagnostics import OutreachError, errors
from outreach.screen.syncing import sync
from outreach.screen.verifying import verify

Run = Callable[..., Result]
# What changes a disk, as Python tells of it.
EVENTS = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.link",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "shutil.rmtree",
}


class Death(BaseException):
    """The power is cut: nothing is done any more, also no tidying up."""


class Cut:
    """Cuts the power at the n-th change of a folder; counts changes when n is 0."""

    def __init__(self) -> None:
        self.folder, self.at, self.seen, self.armed = "", 0, 0, False
        sys.addaudithook(self._hook)

    def _hook(self, event: str, words: tuple[Any, ...]) -> None:
        if not self.armed or event not in EVENTS or self.folder not in str(words[0]):
            return
        if event == "open" and not (isinstance(words[1], str) and set(words[1]) & set("wax+")):
            return
        self.seen += 1
        if self.at and self.seen >= self.at:
            raise Death

    def during(self, folder: Path, at: int, work: Callable[[], object]) -> bool:
        """Was it cut?"""
        self.folder, self.at, self.seen, self.armed = str(folder), at, 0, True
        try:
            work()
        except Death:
            return True
        finally:
            self.armed = False
        return False


@pytest.fixture(scope="module")
def cut() -> Cut:
    """One hook for all: Python forgets none."""
    return Cut()


def rev(pack: Path) -> str:
    """What is shown."""
    return str(json.loads((pack / "current.json").read_text("utf-8"))["rev"])


@pytest.fixture
def packs(packed: Path, run: Run) -> tuple[Path, Path]:
    """Last week's pack and this week's, of which one film is the same."""
    assert run("pack", "next", "-a", "visitors").exit_code == 0
    return packed, packed.parent / "next"


def whole(box: Path) -> bool:
    """Would a screen play it? Leftovers are told, and no error."""
    return not errors(verify(box))


@pytest.mark.slow
def test_a_box_gets_what_a_screen_needs(packs: tuple[Path, Path], tmp_path: Path, run: Run) -> None:
    """All but what is for other players; the former revision stays, older ones go."""
    first, second = packs
    box = tmp_path / "box"
    assert run("sync", first, box).exit_code == 0 and verify(box) == []
    wanted = {name: data for name, data in lying(first).items() if "/adapters/" not in name}
    assert lying(box) == wanted
    assert sync(second, box) == rev(second) and verify(box) == []
    assert {p.name for p in box.iterdir() if len(p.name) == 12 and p.is_dir()} >= {rev(first), rev(second)}
    assert run("pack", "third", "--stills", "5").exit_code == 0
    sync(first.parent / "third", box)
    assert not (box / rev(first)).exists() and (box / rev(second)).exists() and verify(box) == []


def test_done_again_it_writes_nothing(packs: tuple[Path, Path], tmp_path: Path) -> None:
    """A screen asks every hour; the former revision stays."""
    box = tmp_path / "box"
    sync(packs[0], box)
    sync(packs[1], box)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in box.rglob("*") if p.is_file()}
    sync(packs[1], box)
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in box.rglob("*") if p.is_file()} == before


@pytest.mark.slow  # beside it, test_killed_for_good: one moment
def test_cut_at_any_change_of_the_disk(packs: tuple[Path, Path], tmp_path: Path, cut: Cut) -> None:
    """The box shows the old revision or the new, whole; the next run ends as if nothing had been."""
    first, second = packs
    start, box = tmp_path / "start", tmp_path / "box"
    sync(first, start)
    shutil.copytree(start, box)
    assert not cut.during(box, 0, lambda: sync(second, box))
    last, wanted = cut.seen, lying(box)
    assert last > 20
    for at in range(1, last + 1):
        shutil.rmtree(box)
        shutil.copytree(start, box)
        assert cut.during(box, at, lambda: sync(second, box))
        assert whole(box), (at, verify(box))
        sync(second, box)
        assert whole(box) and rev(box) == rev(second)
        left = lying(box)
        assert {name: left[name] for name in wanted if name in left} == {name: wanted[name] for name in wanted}
        assert not [name for name in left if ".part" in name], at


def test_cut_within_a_file(packs: tuple[Path, Path], tmp_path: Path) -> None:
    """Half a film under its own name, or beside it: both are made anew, what was whole is not copied again."""
    _, second = packs
    box, here = tmp_path / "box", rev(second)
    part = box / f"{here}.part"
    shutil.copytree(second / here, part, ignore=shutil.ignore_patterns("adapters"))
    film, still = sorted(part.glob("media/*.mp4"))[0], sorted(part.glob("media/*.jpg"))[0]
    os.truncate(film, 1000)
    (part / "media/.x.mp4.1.0123").write_bytes(b"x")
    kept = still.stat().st_ino
    sync(second, box)
    assert verify(box) == [] and (box / here / "media" / still.name).stat().st_ino == kept


def test_a_source_that_is_not_whole_is_not_shown(packs: tuple[Path, Path], tmp_path: Path) -> None:
    """The box goes on with what it has; the file is named."""
    first, second = packs
    box = tmp_path / "box"
    sync(first, box)
    (second / rev(second) / "playlist.js").write_bytes(b"x")
    with pytest.raises(OutreachError, match=r"playlist\.js"):
        sync(second, box)
    assert whole(box) and rev(box) == rev(first)


@pytest.mark.parametrize("name", ["../../evil", "/etc/passwd", "media/../../evil.mp4", "current.json"])
def test_a_hostile_source_writes_nothing_outside(packed: Path, tmp_path: Path, name: str) -> None:
    """Names in its sums are a pack's or none."""
    (tmp_path / "evil").write_bytes(b"mine")
    with (packed / rev(packed) / "sha256sums.txt").open("a") as stream:
        stream.write(f"{'0' * 64}  {name}\n")
    with pytest.raises(OutreachError, match="not a whole revision"):
        sync(packed, tmp_path / "box")
    assert (tmp_path / "evil").read_bytes() == b"mine" and not (tmp_path / "box/current.json").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
seen = [0]
def hook(event, words):
    seen[0] += event == "os.rename"
    if event == "os.rename" and seen[0] == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
from outreach.screen.syncing import sync
sys.addaudithook(hook)
sync(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_killed_for_good(packs: tuple[Path, Path], tmp_path: Path) -> None:
    """A process that is gone, not one that is asked to end."""
    first, second = packs
    box = tmp_path / "box"
    sync(first, box)
    done = subprocess.run([sys.executable, "-c", KILLED.format(at=3), str(second), str(box)], check=False, cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert whole(box) and rev(box) == rev(first) and (box / f"{rev(second)}.part").is_dir()
    sync(second, box)
    assert verify(box) == [] and rev(box) == rev(second)
