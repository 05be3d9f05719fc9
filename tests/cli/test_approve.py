"""`outreach approve`: what it writes is what it later believes, or nothing is written. And the kit's folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import main
from outreach.project import Project
from outreach.reviews import review


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one scam as `outreach new` writes it; the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    assert run("init", "ours").exit_code == 0
    monkeypatch.chdir(tmp_path / "ours")
    assert run("new", "one").exit_code == 0
    return tmp_path / "ours"


def run(*words: str) -> Result:
    """A command of the command line."""
    return CliRunner().invoke(main, list(words))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["王芳", "O'Neil: the 2nd #1", "陈" * 80, "- a", "null", "2026-11-26", "1e3"], ids=repr
)
def test_a_name_is_read_as_it_was_written(folder: Path, name: str) -> None:
    """Whatever YAML would take it for."""
    assert run("approve", "one", "--by", name).exit_code == 0
    state, problems = review(Project.find(folder), "one")
    assert (state.approved, state.by, problems) == (True, name, [])


HIDDEN = ["王\u200b芳", "王\u202e芳", "a\nb", "a\x07", "a\tb", "\ufeff王", "王\udcff"]


@pytest.mark.every(5)
@pytest.mark.parametrize("name", ["", "   ", "陈" * 81, *HIDDEN], ids=repr)
def test_a_name_that_its_file_would_refuse_is_not_written(folder: Path, name: str) -> None:
    """Empty, too long, invisible or control characters: an error, exit code 1 or 2, no file."""
    done = run("approve", "one", "--by", name)
    state = review(Project.find(folder), "one")[0]
    assert done.exit_code in (1, 2) and "approved by" not in done.output and not state.approved, done.output
    assert not (folder / "content/scams/one/approval.yaml").exists()
    assert not isinstance(done.exception, (UnicodeError, ValueError))


@pytest.mark.parametrize("text", ["title: [", "titel: {zh-CN: x}\n", ""])
def test_a_script_that_cannot_be_read_is_not_approved(folder: Path, text: str) -> None:
    """Nobody has read words that are not there."""
    (folder / "content/scams/one/script.yaml").write_text(text, "utf-8")
    done = run("approve", "one", "--by", "王芳")
    assert done.exit_code == 1 and "script.yaml" in done.output
    assert not (folder / "content/scams/one/approval.yaml").exists()


@pytest.mark.slow
def test_a_kit_is_not_written_through_a_link(folder: Path, tmp_path: Path) -> None:
    """A folder of the output folder that leads elsewhere is an error; nothing arrives there."""
    (tmp_path / "elsewhere").mkdir()
    (folder / "out").mkdir()
    (folder / "out/nfc-skimming").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    done = run("sign", "kit", "nfc-skimming", "-a", "seniors", "--voice", "silent", "--sheet-only")
    assert done.exit_code == 1 and "a link to a folder is not followed" in done.output, done.output
    assert list((tmp_path / "elsewhere").iterdir()) == []
