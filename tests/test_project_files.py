"""The one place that reads inputs: what it finds, what it refuses."""

from __future__ import annotations

import datetime as dt
import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from own import SCAM, captions_alone, own_project

from outreach.cli import main
from outreach.diagnostics import OutreachError
from outreach.project import Project, build_date, read_regular, starter_root

DAY = dt.date(2026, 11, 23)


@pytest.fixture
def home(tmp_path: Path) -> Project:
    """A project that has content/ only."""
    (tmp_path / "content/scams/a").mkdir(parents=True)
    (tmp_path / "content/scams/a/script.yaml").write_text("id: a\n", encoding="utf-8")
    (tmp_path / "content/scams/b").mkdir()
    (tmp_path / "content/note.txt").write_bytes(b"\xef\xbb\xbfa\n")
    return Project(tmp_path, DAY)


def test_a_room_it_lacks_is_the_starters(home: Project) -> None:
    """Own content, the starter's templates and media."""
    assert home.path("content/note.txt").is_relative_to(home.root)
    assert home.path("templates/theme.yaml") == (starter_root() / "templates/theme.yaml").resolve()
    assert home.exists("media/fonts")


def test_find_takes_the_folder_with_content(home: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Else the starter project."""
    assert Project.find(home.root, DAY) == home
    assert Project.find(tmp_path_factory.mktemp("empty"), DAY).root == starter_root()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("content/../secret.txt", "`content/../secret.txt` leads outside `content/`"),
        ("content//etc/passwd", "`content//etc/passwd` leads outside `content/`"),
        ("content/out/secret.txt", "`content/out/secret.txt` leads outside `content/`"),
        ("secret.txt", "expected a path under content, templates, media, found `secret.txt`"),
        ("content/a\0b", "expected a path under content, templates, media, found `content/a\0b`"),
        ("/etc/passwd", "expected a path under content, templates, media, found `/etc/passwd`"),
    ],
)
def test_no_way_out_of_a_room(home: Project, path: str, message: str) -> None:
    """Not by dots, not absolutely, not by a symlink."""
    (home.root / "secret.txt").write_text("x", encoding="utf-8")
    (home.root / "content/out").symlink_to(home.root, target_is_directory=True)
    with pytest.raises(OutreachError) as caught:
        home.read_bytes(path)
    assert caught.value.diagnostics[0].message == message


def test_names_and_files(home: Project) -> None:
    """Sorted; folders without a suffix, files with one; nothing where there is no folder."""
    assert home.names("content/scams") == ["a", "b"]
    assert home.names("content", ".txt") == ["note.txt"]
    assert home.names("content/none") == []
    assert home.files("content") == ["content/note.txt", "content/scams/a/script.yaml"]
    assert home.files("content/note.txt") == ["content/note.txt"]


def test_text_is_utf8_and_not_endless(home: Project) -> None:
    """A byte order mark is left out; a folder, bad bytes and a big file are errors."""
    assert home.read_text("content/note.txt") == "a\n"
    (home.root / "content/bad.txt").write_bytes("好\n骗".encode()[:-1])
    (home.root / "content/big.txt").write_bytes(b"a" * ((1 << 20) + 1))
    for path, place in (("content/bad.txt", "content/bad.txt:2:1"), ("content/big.txt", "content/big.txt")):
        with pytest.raises(OutreachError) as caught:
            home.read_text(path)
        assert str(caught.value.diagnostics[0].where) == place
    with pytest.raises(OutreachError, match="cannot read `content/scams`"):
        home.read_text("content/scams")


def _special(path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(path.relative_to(Path.cwd())))
    else:
        path.symlink_to({"itself": path.name, "nowhere": "none", "endless": "/dev/zero", "terminal": "/dev/tty"}[kind])


# The content's files, each in another way; the script, which all the rest is about, in every way.
FILES = (
    "content/scams/parcel/script.yaml",
    "content/scams/parcel/en.yaml",
    "content/audiences/elders.yaml",
    "content/languages/en.yaml",
    "content/brand.yaml",
    "content/hotlines.yaml",
    "content/calendar.yaml",
    "content/wordlists.yaml",
    "content/branches.csv",
)
WAYS = ("pipe", "socket", "itself", "nowhere")


@pytest.mark.parametrize(
    ("file", "kind"), [*((FILES[0], kind) for kind in WAYS), *((f, WAYS[n % 4]) for n, f in enumerate(FILES[1:]))]
)
def test_what_is_no_file_is_an_error_at_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path, file: str, kind: str
) -> None:
    """A pipe is not waited for, a link to itself not followed, and nobody is left out in silence."""
    captions_alone(own_project(tmp_path))
    monkeypatch.setenv("OUTREACH_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)
    (tmp_path / file).unlink()
    _special(tmp_path / file, kind)
    result = CliRunner().invoke(main, ["check", SCAM])
    assert result.exit_code == 1
    assert file in result.output or kind == "nowhere"


def test_an_endless_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """Not of a device, not longer than what is allowed."""
    with pytest.raises(OutreachError, match="found a pipe or a device"):
        read_regular(Path("/dev/zero"), "zero")
    (tmp_path / "long").write_bytes(b"a" * 11)
    with pytest.raises(OutreachError, match="at most 10 bytes"):
        read_regular(tmp_path / "long", "long", 10)
    assert read_regular(tmp_path / "long", "long", 11) == b"a" * 11


def test_what_a_mac_leaves_beside_a_file_is_not_a_language(home: Project) -> None:
    """`._en.yaml` holds no text."""
    (home.root / "content/._note.txt").write_bytes(b"\0\xff")
    assert home.names("content", ".txt") == ["note.txt"]


def test_a_digest_is_of_names_and_contents(home: Project) -> None:
    """Another byte or another name is another digest; the same files again the same; it is measured once a run."""
    first = home.digest("content")
    assert Project(home.root, DAY).digest("content") == first
    (home.root / "content/note.txt").write_text("b", encoding="utf-8")
    assert home.digest("content") == first
    second = Project(home.root, DAY).digest("content")
    (home.root / "content/note.txt").rename(home.root / "content/memo.txt")
    assert len({first, second, Project(home.root, DAY).digest("content")}) == 3


def test_what_computers_leave_in_a_folder_changes_nothing(home: Project) -> None:
    """Finder, Explorer and Python write where they look: a folder of sounds that was opened is not another one."""
    before = (home.digest("content"), home.files("content"))
    for name in (".DS_Store", "scams/._a", "Thumbs.db", "scams/a/__pycache__/make.cpython-311.pyc"):
        file = home.path("content") / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    later = Project(home.root, DAY)
    assert (later.digest("content"), later.files("content")) == before


@pytest.mark.parametrize(("epoch", "expected"), [("0", dt.date(1970, 1, 1)), ("1795392000", dt.date(2026, 11, 23))])
def test_the_date_can_be_fixed(monkeypatch: pytest.MonkeyPatch, epoch: str, expected: dt.date) -> None:
    """SOURCE_DATE_EPOCH, as reproducible builds set it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_date() == expected


@pytest.mark.parametrize("epoch", ["yesterday", "9" * 20, "²", ""])
def test_a_strange_epoch_is_today(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    """Not a crash."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert abs(build_date() - dt.datetime.now(dt.UTC).date()) <= dt.timedelta(days=1)
