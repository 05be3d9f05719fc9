"""Clips of an interpreter, the table they are cut by, and the list of those that were added."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attack import Change, Ended, assert_told, both, directory, link, pipe, put
from films import draw_signer

from outreach.project import starter_root

CLIP, GUIDE, LIST = "clip.mp4", "g.yaml", "media/sign/zh-CN/tiny/students/clips.yaml"
ADD = ("sign", "add", "tiny", CLIP, "-a", "students", "--signer", "王")
NO_FILE = "error: expected a file, found a pipe or a device"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Change]:
    """Puts a clip of a second into a project."""
    made = draw_signer(tmp_path_factory.mktemp("clip") / CLIP, seconds=1.0)
    yield lambda folder: shutil.copyfile(made, folder / CLIP)


def guide(**changed: str) -> str:
    """A table of one scene."""
    part = {"start": "0.0", "speech": "0.5", "end": "0.8", "until": "1.0", "words": "a"} | changed
    scene = part.pop("scene", "end")
    return f"voice: a\nscenes: {{{scene}: {{{', '.join(f'{k}: {v}' for k, v in part.items())}}}}}\n"


CLIPS: dict[str, tuple[Change, str]] = {
    "empty": (put(CLIP, ""), f"{CLIP}: error: expected a video, found none that can be read"),
    "text": (put(CLIP, "x"), f"{CLIP}: error: expected a whole video"),
    "playlist": (put(CLIP, "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n"), f"{CLIP}: error: expected a whole video"),
    "list of files": (put(CLIP, "ffconcat version 1.0\nfile /etc/passwd\n"), f"{CLIP}: error: expected a "),
    "zeros": (put(CLIP, b"\0" * 99_999), f"{CLIP}: error: expected a whole video"),
    "pipe": (pipe(CLIP), f"{CLIP}: error: expected a video, found none that can be read"),
    "device": (link(CLIP, "/dev/zero"), f"{CLIP}: error: expected a video, found none that can be read"),
    "nothing": (lambda _: None, f"{CLIP}: error: cannot read `{CLIP}`: No such file"),
    "folder": (directory(CLIP), f"'{CLIP}' is a directory"),
}
OFFSETS = {
    "nan": "expected a finite number, found `nan`",
    "inf": "expected a finite number, found `inf`",
    "1e400": "expected a finite number, found `1e400`",
    "-1": "-1.0 is not in the range",
    "1e9": f"{CLIP}: error: the clip of 1.0 s ends before the first scene begins",
    "0.99": f"{CLIP}: error: the clip of 1.0 s ends before the first scene begins",
    "1.0": f"{CLIP}: error: the clip of 1.0 s ends before the first scene begins",
}
GUIDES: dict[str, tuple[Change, str]] = {
    "before the start": (put(GUIDE, guide(start="-5.0")), f"{GUIDE}:2:23: error: expected 0 or more, found `-5.0`"),
    "nan": (put(GUIDE, guide(start=".nan")), f"{GUIDE}:2:23: error: expected a number, found `.nan`"),
    "without end": (put(GUIDE, guide(until=".inf")), "error: expected a number, found `.inf`"),
    "back": (put(GUIDE, guide(end="-3.0")), "error: expected 0 or more, found `-3.0`"),
    "a year": (put(GUIDE, guide(until="31536000.0")), "error: expected 1800 or less, found `31536000.0`"),
    "late": (put(GUIDE, guide(start="500.0")), f"{CLIP}: error: the clip of 1.0 s ends before the first scene begins"),
    "way out": (put(GUIDE, guide(scene="../../x")), f"{GUIDE}: error: expected scenes of the script, found none"),
    "another script": (put(GUIDE, guide(scene="nope")), f"{GUIDE}: error: expected scenes of the script, found none"),
    "bytes": (put(GUIDE, b"\xff\xfe"), f"{GUIDE}:1:1: error: expected UTF-8 text"),
    "pipe": (pipe(GUIDE), f"{GUIDE}: {NO_FILE}"),
    "device": (link(GUIDE, "/dev/zero"), f"{GUIDE}: {NO_FILE}"),
    "nothing": (lambda _: None, f"{GUIDE}: error: cannot read `{GUIDE}`, which says where the scenes are"),
    "deep": (put(GUIDE, "a: " + "[" * 5000), "error: expected at most 20 levels"),
    "2 MB": (put(GUIDE, "# " + "x" * (2 << 20)), f"{GUIDE}: error: expected at most 1048576 bytes"),
}


def _room(folder: Path) -> None:
    """A media folder of the project's own, with the drawings of the starter."""
    shutil.copytree(starter_root() / "media/art", folder / "media/art")


def test_a_project_without_media(attack: Callable[..., Ended], clip: Change) -> None:
    """The starter's folder is not written to."""
    assert_told(attack(clip, *ADD, "--scene", "end"), "media: error: expected a folder media/ in this project")


@pytest.mark.every(3)
@pytest.mark.parametrize("name", CLIPS)
def test_clips(attack: Callable[..., Ended], name: str) -> None:
    """Nothing but a video is opened."""
    change, said = CLIPS[name]
    assert_told(attack(both(_room, change), *ADD, "--scene", "end"), said)


@pytest.mark.parametrize("offset", OFFSETS)
def test_offsets(attack: Callable[..., Ended], clip: Change, offset: str) -> None:
    """Where the clip has a scene, or not at all."""
    assert_told(attack(both(_room, clip), *ADD, "--scene", "end", "--offset", offset), OFFSETS[offset])


@pytest.mark.every(4)
@pytest.mark.parametrize("name", GUIDES)
def test_guides(attack: Callable[..., Ended], clip: Change, name: str) -> None:
    """A table that no kit has written is told by its place."""
    change, said = GUIDES[name]
    assert_told(attack(both(_room, clip, change), *ADD, "--guide", GUIDE), said)
