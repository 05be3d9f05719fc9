"""Arguments and the environment: what a shell, a script or a stranger passes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attack import Ended, assert_clean, assert_told

CAPTIONS = ("build", "tiny", "-f", "captions")
SILENT = (*CAPTIONS, "--voice", "silent")
APPROVE, NAME = ("approve", "tiny", "--by"), "expected a name that can be printed"
WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "scam": (("check", "../../x"), "no scam is called `../../x`"),
    "scam of 5000 letters": (("check", "a" * 5000), "no scam is called"),
    "format": (("build", "tiny", "-f", "../x"), "no format is called `../x`"),
    "language": (("build", "tiny", "-l", "../../x"), "no language is called `../../x`"),
    "branch": (("build", "tiny", "-b", "../../x"), "no branch is called `../../x`"),
    "no branch": (("build", "tiny", "-b", ""), "no branch is called ``"),
    "no voice": ((*CAPTIONS, "--voice", ""), "no voice is called ``"),
    "voice": ((*CAPTIONS, "--voice", "nope"), "no voice is called `nope`"),
    "no program": ((*CAPTIONS, "--voice", "command:"), "no program is named"),
    "missing program": ((*CAPTIONS, "--voice", "command:/nope"), "its program `/nope` is not found"),
    "open quote": ((*CAPTIONS, "--voice", "command:a 'b"), "expected a closing quotation mark in `a 'b`"),
    "no text": (("build", "\udcff"), "expected text in UTF-8, found `\\udcff`"),
    "new": (("new", "../x"), "expected a short name of a-z, 0-9 and `-`"),
    "new of 5000 letters": (("new", "x" * 5000), "expected a short name of a-z, 0-9 and `-`"),
    "new device": (("new", "con"), "expected a short name of a-z, 0-9 and `-`"),
    "new language": (("new", "-l", "../../x"), "expected the tag of a language"),
    "init in /proc": (("init", "/proc/x"), "/proc/x: error: cannot write `/proc/x`"),
    "init in a file": (("init", "/dev/null/x"), "/dev/null/x: error: cannot write `/dev/null/x`"),
    "init here": (("init", "."), "expected a new or empty folder"),
    "schema nowhere": (("schema", "-o", "nope/x"), "expected a folder that is there, found `nope`"),
    "schema in /proc": (("schema", "-o", "/proc/x"), "/proc/x: error: cannot be used"),
    "nan": (("cache", "gc", "--max-size", "nan"), "expected a finite number, found `nan`"),
    "inf": (("cache", "gc", "--max-size", "inf"), "expected a finite number, found `inf`"),
    "1e400": (("cache", "gc", "--max-size", "1e400"), "expected a finite number, found `1e400`"),
    "less than none": (("cache", "gc", "--max-size", "-1"), "-1.0 is not in the range"),
    "out in /proc": ((*SILENT, "-o", "/proc/x"), "/proc/x: error: cannot write here"),
    "out in a file": ((*SILENT, "-o", "/dev/null/x"), "/dev/null/x: error: cannot write here"),
    "out of 3000 letters": ((*SILENT, "-o", "x" * 3000), "error: cannot write here: File name too long"),
    "export in a file": (("i18n", "export", "tiny", "en", "-o", "/dev/null/x"), "/dev/null/x: error: cannot be used"),
    "speak 5000 digits": (("voice", "try", "9" * 5000, "--voice", "silent"), "expected a line of at most 120 seconds"),
    "speak no text": (("voice", "try", "a\udcff", "--voice", "silent"), "expected text in UTF-8"),
    "sheet in a file": (("voice", "sheet", "tiny", "-o", "/dev/null/x.csv"), "/dev/null/x.csv: error: cannot be used"),
    "list": (("list", "../x"), "expected one of scams, audiences"),
    "audience": (("storyboard", "tiny", "-a", "../x"), "no audience is called `../x`"),
    "approved by nobody": ((*APPROVE, ""), NAME),
    "approved by spaces": ((*APPROVE, "   "), NAME),
    "approved by 81": ((*APPROVE, "名" * 81), "expected at most 80 characters, found 81"),
    "approved with an escape": ((*APPROVE, "a\x1b[31mb"), NAME),
    "approved with a bell": ((*APPROVE, "a\a"), NAME),
    "approved turned": ((*APPROVE, "a\u202eb"), NAME),
    "approved invisible": ((*APPROVE, "a\u200bb"), NAME),
    "approved in lines": ((*APPROVE, "a\u2028b"), NAME),
    "approved with a mark": ((*APPROVE, "\ufeffa"), NAME),
    "clean in /proc": (("clean", "-o", "/proc/x"), "/proc/x"),
    "links in /proc": (("links", "build", "-o", "/proc/x"), "/proc/x: error: cannot be used"),
}
GONE = "import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("links", "build"),
    ("i18n", "export", "tiny", "en", "-o", "x.po"),
    ("approve", "tiny", "--by", "王"),
    ("voice", "try", "a", "--voice", "silent", "-o", "t.wav"),
    ("list", "calendar"),
    ("new", "abc"),
)
CLOCKS = {"1970": "0", "2099": "4070908800", "2600": "19880899200", "5138": "99999999999", "none": "-1", "word": "soon"}
PLACES: dict[str, dict[str, str]] = {
    "home": {"HOME": "/nope"},
    "scratch": {"TMPDIR": "/nope"},
    "language": {"LANG": "C", "LC_ALL": "C", "OUTREACH_LANG": "xx"},
}


@pytest.mark.every(4)
@pytest.mark.parametrize("name", WORDS)
def test_arguments(attack: Callable[..., Ended], name: str) -> None:
    """Told in one line, with what was given."""
    words, said = WORDS[name]
    assert_told(attack(lambda _: None, *words), said)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_a_folder_that_is_gone(attack: Callable[..., Ended], command: tuple[str, ...]) -> None:
    """Said once, before anything else."""
    ended = attack(lambda _: None, *command, script=GONE)
    assert_told(ended, "error: the current folder is not there any more")


@pytest.mark.every(5)
@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_clocks(attack: Callable[..., Ended], command: tuple[str, ...], clock: str) -> None:
    """Any date is a date."""
    assert_clean(attack(lambda _: None, *command, env={"SOURCE_DATE_EPOCH": CLOCKS[clock]}))


@pytest.mark.parametrize("place", PLACES)
def test_places(attack: Callable[..., Ended], place: str) -> None:
    """What the surroundings lack is not needed."""
    assert_clean(attack(lambda _: None, "links", "build", env=PLACES[place]))


@pytest.mark.parametrize("folder", ["/dev/null", "/dev/null/x", "/proc/x"])
def test_caches(attack: Callable[..., Ended], folder: str) -> None:
    """Told before anything is made."""
    assert_told(
        attack(lambda _: None, *SILENT, env={"OUTREACH_CACHE": folder}), f"{folder}: error: cannot keep results"
    )
