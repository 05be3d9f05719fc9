"""Run where no project is, a command may read the starter: it never writes into it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from outreach.cli import COMMANDS, main
from outreach.diagnostics import OutreachError
from outreach.project import starter_root

# command -> words; those that write into a project are refused, whatever they were asked for
REFUSED = {
    "new": ("abc",),
    "approve": ("nfc-skimming", "--by", "王"),
    "i18n sync": ("nfc-skimming", "en"),
    "i18n import": ("nfc-skimming", "en", "x.po"),
    "i18n prune": (),
    "sign add": ("nfc-skimming", "x.po", "-a", "students", "--signer", "王", "--scene", "hook"),
}
# … and those that write somewhere else do so
ALLOWED = {
    "init": ("ours",),
    "schema": ("-o", "s.json"),
    "i18n export": ("nfc-skimming", "en", "-o", "e.po"),
    "voice sheet": ("nfc-skimming", "-a", "students", "-o", "v.csv"),
    "voice try": ("一", "--voice", "silent", "-o", "t.wav"),
    "links build": (),
    "review": ("nfc-skimming", "-a", "seniors", "-f", "captions", "-o", "r.html"),
    "clean": (),
    "cache gc": (),
    "cache verify": (),
    "pack": ("bag",),
    "list": ("scams",),
    "seal key": ("bank.pem", "--passphrase", "x"),
}
# What reads only, or writes below `--out` and the cache by the one way that outreach.outputs is; a seal lies in the
# folder that is sealed, a week's zip in the one that is named.
ELSEWHERE = {
    "build", "check", "doctor", "storyboard", "i18n status", "sign kit", "sign status", "voice list", "voice listen",
    "links report", "seal put", "verify", "week", "screen pack",
    "screen verify", "screen sync", "screen serve", "screen test", "cluster up",
}  # fmt: skip


def leaves(group: click.Group, before: str = "") -> Iterator[str]:
    """The names of all commands."""
    context = click.Context(group)
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        if isinstance(one, click.Group):
            yield from leaves(one, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_is_in_one_of_the_tables() -> None:
    """A new one that writes is thought of."""
    assert COMMANDS and isinstance(main, click.Group)
    assert sorted(leaves(main)) == sorted([*REFUSED, *ALLOWED, *ELSEWHERE])


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of our own, that would show what is written into it."""
    made = tmp_path_factory.mktemp("starter")
    for top in ("content", "templates", "media/art"):
        shutil.copytree(starter_root() / top, made / top)
    (made / "media/fonts").symlink_to(starter_root() / "media/fonts", target_is_directory=True)
    return made


@pytest.fixture
def nowhere(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a project, beside this starter."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "x.po").write_text("", encoding="utf-8")
    monkeypatch.setattr("outreach.project.starter_root", lambda: starter)
    monkeypatch.chdir(here)
    return starter


def seen(folder: Path) -> dict[str, str]:
    """Every file and its digest."""
    files = (path for top in ("content", "templates", "media/art") for path in (folder / top).rglob("*"))
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


@pytest.mark.every(4)
@pytest.mark.parametrize("command", [*REFUSED, *ALLOWED])
def test_the_starter_stays_as_it_is(nowhere: Path, command: str) -> None:
    """One message for all that would write into it."""
    before = seen(nowhere)
    words = [*command.split(), *(REFUSED.get(command) or ALLOWED.get(command) or ())]
    ended = CliRunner().invoke(main, words)
    assert seen(nowhere) == before
    if command in REFUSED:
        assert ended.exit_code == 2 and "there is no content/ in this folder" in ended.output, ended.output
    else:
        assert "there is no content/" not in ended.output and ended.exit_code == int(command == "pack"), ended.output


# what writes to a folder or file that is named, its folder being a link below the working folder
THROUGH = {
    "init": ("init", "elsewhere/x"),
    "init there": ("init", "elsewhere"),
    "schema": ("schema", "-o", "elsewhere/s.json"),
    "export": ("i18n", "export", "nfc-skimming", "en", "-o", "elsewhere/e.po"),
    "sheet": ("voice", "sheet", "nfc-skimming", "-o", "elsewhere/v.csv"),
    "try": ("voice", "try", "一", "--voice", "silent", "-o", "elsewhere/a/t.wav"),
    "art": ("list", "art", "--sheet", "elsewhere/art.png"),
    "links": ("links", "build", "-o", "elsewhere/links"),
    "report": ("links", "report", "--access-log", "x.po", "-o", "elsewhere/scans"),
    "clean": ("clean", "-o", "elsewhere"),
    "pack": ("pack", "elsewhere"),
    "screen pack": ("screen", "pack", "elsewhere"),
    "screen sync": ("screen", "sync", ".", "elsewhere"),
    "screen test": ("screen", "test", "elsewhere"),
    "pack from": ("pack", "bag", "-o", "elsewhere"),
    "build": ("build", "-f", "captions", "--voice", "silent", "-o", "elsewhere/out"),
    "week": ("week", "-f", "captions", "--voice", "silent", "-o", "elsewhere/out"),
    "week to": ("week", "-f", "captions", "--voice", "silent", "--to", "elsewhere"),
    "kit": ("sign", "kit", "nfc-skimming", "-a", "students", "--voice", "silent", "-o", "elsewhere"),
    "listen": ("voice", "listen", "-o", "elsewhere"),
    "review": ("review", "-o", "elsewhere"),
    "review file": ("review", "nfc-skimming", "-o", "elsewhere/r.html"),
}


@pytest.mark.parametrize("name", THROUGH)
def test_no_link_to_a_folder_is_followed(nowhere: Path, name: str) -> None:
    """A project may come with a link called `out`; whoever wants it names the folder itself."""
    there = Path.cwd().parent / "there"
    (there / "a").mkdir(parents=True)
    Path("elsewhere").symlink_to("../there", target_is_directory=True)
    ended = CliRunner().invoke(main, THROUGH[name])
    assert isinstance(ended.exception, OutreachError) or "found a link to one" in ended.output, ended.output
    assert [*there.rglob("*")] == [there / "a"]


def test_a_link_in_the_place_of_a_file_is_replaced(nowhere: Path) -> None:
    """What it leads to stays as it is."""
    other = Path.cwd().parent / "other"
    other.write_text("mine", "utf-8")
    Path("t.wav").symlink_to(other)
    assert CliRunner().invoke(main, ["voice", "try", "一", "--voice", "silent", "-o", "t.wav"]).exit_code == 0
    assert other.read_text("utf-8") == "mine" and not Path("t.wav").is_symlink()
