"""What a film is made of: its encoder, where things stand and how they move, and the list of an interpreter's clips."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from attack import Change, Ended, assert_told, both, edit, link, pipe, put

from outreach.project import starter_root

FILM = ("build", "tiny", "-f", "video", "-f", "captions", "--voice", "silent", "-j", "1")
GEOMETRY, MOTION, LIST = (
    "templates/scenes/geometry.yaml",
    "templates/scenes/motion.yaml",
    "media/sign/zh-CN/tiny/students/clips.yaml",
)
NO_NUMBER = "expected a number, found `1e9`"
DATA: dict[str, tuple[Change, str]] = {
    "huge": (edit(GEOMETRY, "1920, 1080", "192000, 108000"), ":10: error: expected 4096 or less"),
    "nothing": (edit(GEOMETRY, "1920, 1080", "0, 0"), ":10: error: expected 2 or more"),
    "odd": (edit(GEOMETRY, "1920, 1080", "1921, 1081"), ":10: error: expected a multiple of 2"),
    "no number": (edit(GEOMETRY, "1920, 1080", ".nan, .inf"), ":10: error: expected a whole number"),
    "outside": (edit(GEOMETRY, r"\[96, 54, 860, 140\]", "[-96, 54, 9, 140]"), "`chapter` leaves the picture"),
    "empty": (put(GEOMETRY, ""), f"{GEOMETRY}:1:1: error: expected a mapping, found an empty file"),
    "a pipe": (pipe(GEOMETRY), f"{GEOMETRY}: error: expected a file, found a pipe or a device"),
    "a device": (link(GEOMETRY, "/dev/zero"), f"{GEOMETRY}: error: `{GEOMETRY}` leads outside `templates/`"),
    "no motion": (put(MOTION, ""), f"{MOTION}:1:1: error: expected a mapping, found an empty file"),
    "for ever": (edit(MOTION, "seconds: 1.6", "seconds: 1e9"), NO_NUMBER),
    "at once": (edit(MOTION, "seconds: 1.6", "seconds: 0"), "expected more than 0, found `0`"),
    "far": (edit(MOTION, "distance: 60", "distance: 1000000000"), ":15:46: error: expected 1000 or less"),
    "often": (edit(MOTION, "turns: 9", "turns: 1000000000"), "expected 30 or less"),
    "unknown": (edit(MOTION, "enter: rise", "enter: nope"), "expected one of `pop`"),
    "a pause": (edit("content/audiences/students.yaml", r"scene_pause: \S+", "scene_pause: 1000000000.0"), "or less"),
}


def in_folder(top: str, change: Change) -> Change:
    """A folder of the starter, then the change."""

    def both(folder: Path) -> None:
        shutil.copytree(starter_root() / top, folder / top)
        change(folder)

    return both


@pytest.mark.every(4)
@pytest.mark.parametrize("name", DATA)
def test_places_and_movements(attack: Callable[..., Ended], name: str) -> None:
    """`check` says it at its place, of a film alone."""
    change, said = DATA[name]
    film = edit("content/audiences/students.yaml", r"(?m)^formats: .*$", "formats: [video]")
    ended = attack(both(in_folder("templates", change), film), "check", "-j", "1")
    assert (ended.within(seconds=12), ended.code) == ("", 1), ended.said
    assert said in ended.said, ended.said


CLIP = "{seconds: 1.0, signer: w, words: a, added: '2026-01-01'}"
CLIPS: dict[str, tuple[Change, str]] = {
    "empty": (put(LIST, ""), f"{LIST}:1:1: error: expected a mapping, found an empty file"),
    "a list": (put(LIST, "- a\n"), f"{LIST}:1:1: error: expected a mapping"),
    "another table": (put(LIST, f"hook: {CLIP}\n"), f"{LIST}:1:1: error: found the unknown key `hook`"),
    "way out": (put(LIST, f'clips: {{"../../x": {CLIP}}}\n'), f"{LIST}:1:9: error: expected a short name of a-z"),
    "whole path": (put(LIST, f"clips: {{/etc/passwd: {CLIP}}}\n"), f"{LIST}:1:9: error: expected a short name of a-z"),
    "no file": (put(LIST, f"clips: {{hook: {CLIP}}}\n"), "the clip of scene `hook` is gone"),
    "no number": (
        put(LIST, "clips: {hook: " + CLIP.replace("1.0", ".nan") + "}\n"),
        f"{LIST}:1:25: error: expected a number",
    ),
    "a year": (
        put(LIST, "clips: {hook: " + CLIP.replace("1.0", "31536000.0") + "}\n"),
        f"{LIST}:1:25: error: expected 1800 or less",
    ),
    "back": (
        put(LIST, "clips: {hook: " + CLIP.replace("1.0", "-1.0") + "}\n"),
        f"{LIST}:1:25: error: expected more than 0",
    ),
    "bytes": (put(LIST, b"\xff\xfe"), f"{LIST}:1:1: error: expected UTF-8 text"),
    "a pipe": (pipe(LIST), f"{LIST}: error: expected a file, found a pipe or a device"),
    "deep": (put(LIST, "a: " + "[" * 5000), "error: expected at most 20 levels"),
}


@pytest.mark.every(4)
@pytest.mark.parametrize("name", CLIPS)
def test_the_list_of_clips(attack: Callable[..., Ended], name: str) -> None:
    """Told before anything is made of it."""
    change, said = CLIPS[name]
    ended = attack(in_folder("media/art", change), "sign", "status", "tiny", "-a", "students", "--voice", "silent")
    assert_told(ended, said)


@pytest.mark.every(3)
@pytest.mark.parametrize("program", ["/nope", "/bin/false", "/bin/cat", "/usr/bin/yes", "/tmp", "/dev/null"])
def test_an_encoder_that_is_none(attack: Callable[..., Ended], program: str) -> None:
    """One message before a frame is drawn; what needs no film is made."""
    if not os.path.lexists(program) and program != "/nope":
        pytest.skip(f"no {program} here")
    ended = attack(lambda _: None, *FILM, env={"IMAGEIO_FFMPEG_EXE": program})
    assert_told(ended, f"error: `IMAGEIO_FFMPEG_EXE` names `{program}`, which is no ffmpeg")
    assert ended.said.count("error:") == 1 and "made tiny/students/zh-CN: captions" in ended.said, ended.said


@pytest.mark.parametrize("target", ["../elsewhere", "../nope", "out"])
def test_an_output_folder_that_is_a_link(attack: Callable[..., Ended], target: str) -> None:
    """It came with the project: nothing is written where it leads."""

    def change(folder: Path) -> None:
        (folder.parent / "elsewhere").mkdir()
        (folder / "out").symlink_to(target)

    assert_told(attack(change, *FILM), "out: error: expected a folder, found a link to one")


@pytest.mark.slow
@pytest.mark.parametrize("epoch", ["19880899200", "99999999999"])
def test_dates_beyond_2099(attack: Callable[..., Ended], epoch: str) -> None:
    """A clock that is wrong ends no build."""
    words = ("build", "tiny", "-f", "page", "-f", "checklist", "--voice", "silent", "-j", "1")
    ended = attack(lambda _: None, *words, env={"SOURCE_DATE_EPOCH": epoch})
    assert (ended.within(), ended.code) == ("", 0), ended.said
