"""`outreach i18n`: exit codes, and files that are written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import main

ROOT = Path(__file__).parent.parent.parent
ENGLISH = Path("content/scams/nfc-skimming/en.yaml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with the starter's content."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """One call of the command line."""
    return CliRunner().invoke(main, ["i18n", *arguments])


def test_status_is_0_when_all_is_fresh() -> None:
    """The starter's translations are complete."""
    result = run("status")
    assert result.exit_code == 0, result.output
    assert re.search(r"^nfc-skimming en: \d+ fresh$", result.output, re.M)


def test_status_is_1_and_names_what_is_open() -> None:
    """A stale text is named with its place and the words of now."""
    script = ENGLISH.with_name("script.yaml")
    script.write_text(script.read_text("utf-8").replace("title: 骗局就三步", "title: 骗局只有三步"), "utf-8")
    result = run("status", "nfc-skimming", "-l", "en")
    assert result.exit_code == 1
    assert "1 stale" in result.output and "stale `steps.title` 骗局只有三步" in result.output
    assert "content/scams/nfc-skimming/en.yaml:" in result.output


def test_a_po_file_goes_out_and_comes_back_with_the_translators_words() -> None:
    """Export, a change in a translator's tool, import."""
    assert run("export", "nfc-skimming", "en", "-o", "en.po").exit_code == 0
    po = Path("en.po")
    text = po.read_text("utf-8")
    assert 'msgstr "Stop and think"' in text
    po.write_text(text.replace('msgstr "Stop and think"', 'msgstr "Wait a moment"'), "utf-8")
    result = run("import", "nfc-skimming", "en", "en.po")
    assert result.exit_code == 0, result.output
    assert "text: Wait a moment\n" in ENGLISH.read_text("utf-8")
    assert run("status", "nfc-skimming").exit_code == 0


def test_sync_writes_the_file_of_a_language_that_has_none() -> None:
    """English is needed; without its file the packs are missing all of it, and `sync` writes the to-dos."""
    ENGLISH.unlink()
    assert run("status", "nfc-skimming").exit_code == 1
    assert run("sync", "nfc-skimming", "en").exit_code == 0
    assert "# to translate: 停一停，想一想" in ENGLISH.read_text("utf-8")
    assert "nothing to do" in run("sync", "nfc-skimming", "en").output


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("sync", "nfc", "en"), "no scam is called `nfc`"),
        (("sync", "nfc-skimming", "tlh"), "no language is called `tlh`"),
        (("export", "nfc-skimming", "zh-CN"), "is the language that `nfc-skimming` is written in"),
        (("status", "nope"), "no scam is called `nope`"),
    ],
)
def test_wrong_names_are_wrong_usage(arguments: tuple[str, ...], hint: str) -> None:
    """Exit code 2 and the names that there are."""
    result = run(*arguments)
    assert result.exit_code == 2 and hint in result.output


def test_a_broken_po_file_is_an_error_and_writes_nothing() -> None:
    """The translation stays as it was."""
    before = ENGLISH.read_bytes()
    Path("x.po").write_bytes(b"\xff\xfe\x00")
    result = run("import", "nfc-skimming", "en", "x.po")
    assert result.exit_code == 1 and "expected a PO file" in result.output
    assert ENGLISH.read_bytes() == before
