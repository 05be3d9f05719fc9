"""`outreach i18n`: exit codes, and files that are written."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from own import SCAM, own_project

from outreach.cli import main
from outreach.project import Project
from outreach.script import load_script

ENGLISH = Path(f"content/scams/{SCAM}/en.yaml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> Path:
    """A folder of its own with the tests' own project."""
    own_project(tmp_path)
    monkeypatch.setenv("OUTREACH_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """One call of the command line."""
    return CliRunner().invoke(main, ["i18n", *arguments])


def test_status_is_0_when_all_is_fresh() -> None:
    """The project's translations are complete."""
    result = run("status")
    assert result.exit_code == 0, result.output
    assert re.search(r"^parcel en: \d+ fresh$", result.output, re.M)


def test_status_is_1_and_names_what_is_open() -> None:
    """A stale text is named with its place and the words of now."""
    script = ENGLISH.with_name("script.yaml")
    changed = re.sub(
        r"(- id: steps\n    kind: anatomy\n    title: ).+", r"\1骗局只有三步", script.read_text("utf-8"), count=1
    )
    script.write_text(changed, "utf-8")
    result = run("status", SCAM, "-l", "en")
    assert result.exit_code == 1
    assert "1 stale" in result.output and "stale `steps.title` 骗局只有三步" in result.output
    assert f"{ENGLISH.as_posix()}:" in result.output


def test_a_po_file_goes_out_and_comes_back_with_the_translators_words() -> None:
    """Export, a change in a translator's tool, import."""
    assert run("export", SCAM, "en", "-o", "en.po").exit_code == 0
    po = Path("en.po")
    text = po.read_text("utf-8")
    assert 'msgstr "Think"' in text
    po.write_text(text.replace('msgstr "Think"', 'msgstr "Wait a moment"'), "utf-8")
    result = run("import", SCAM, "en", "en.po")
    assert result.exit_code == 0, result.output
    assert "text: Wait a moment\n" in ENGLISH.read_text("utf-8")
    assert run("status", SCAM).exit_code == 0


def test_sync_writes_the_file_of_a_language_that_has_none() -> None:
    """English is needed; without its file the packs are missing all of it, and `sync` writes the to-dos."""
    ENGLISH.unlink()
    assert run("status", SCAM).exit_code == 1
    assert run("sync", SCAM, "en").exit_code == 0
    assert "# to translate: 想一想" in ENGLISH.read_text("utf-8")
    assert "nothing to do" in run("sync", SCAM, "en").output


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("sync", "nfc", "en"), "no scam is called `nfc`"),
        (("sync", SCAM, "tlh"), "no language is called `tlh`"),
        (("export", SCAM, "zh-CN"), "is the language that `parcel` is written in"),
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
    result = run("import", SCAM, "en", "x.po")
    assert result.exit_code == 1 and "expected a PO file" in result.output
    assert ENGLISH.read_bytes() == before


# --- what comes in ---------------------------------------------------------------------------------------------------

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def po(text: str, key: str = "think.title") -> str:
    """A PO file with one finished message of the scam."""
    return f'{HEAD}msgctxt "{key}"\nmsgid "想一想"\nmsgstr "{text}"\n'


HOSTILE = {  # text of the message -> what is found, at its line
    "call \u202e96110": "invisible character `U+202E`",
    "a\u200bb": "invisible character `U+200B`",
    "a\u00adb": "invisible character `U+00AD`",
    "a\x00b": "control character `U+0000`",
    "a\x1b[31mb": "control character `U+001B`",
    "x" * 5000: "at most 400 characters",
    "   ": "only spaces",
    "\u00a0\u00a0": "only spaces",
    "a {x b": "expected a token around `{`",
    "{hotline.police}": "expected the tokens of",
    "call 13812345678": "a mobile number",
    "call 1.3.8.1.2.3.4.5.6.7.8": "a mobile number",
    "call 96119": "expected a number of content/hotlines.yaml",
    "see evil.key.com": "found `evil.key.com`",
    "\U0001f600": "no bundled font can draw",
    "**stop**": "Markdown emphasis",
    "write to zhang@qq.com": "a mail address",
    "stop\\n  title:\\n    text: evil.com": "found `evil.com`",
}


@pytest.mark.every(3)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_the_file_would_refuse_is_not_written(text: str) -> None:
    """The error stands at the PO file's line, and nothing is written: neither this text nor its good neighbours."""
    before = ENGLISH.read_bytes()
    Path("x.po").write_text(po(text), "utf-8")
    result = run("import", SCAM, "en", "x.po")
    assert result.exit_code == 1
    assert re.search(r"^x\.po:[56]: error: ", result.output, re.M), result.output
    assert HOSTILE[text] in result.output
    assert ENGLISH.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "found"),
    [
        *(
            (po("ok").replace("UTF-8", name).encode(), f"found `{name}`")
            for name in ("evil-codec", "zip", "rot13", "GBK")
        ),
        (po("ok").encode("utf-16"), "in UTF-8, found other bytes"),
        (po("caf").encode().replace(b"caf", b"caf\xe9"), "in UTF-8, found other bytes"),
        (b"", "found none"),
        (b"PK\x03\x04 not a text", "expected a line of a PO file"),
        (b"<html><body>", "expected a line of a PO file"),
        (po("ok").encode().replace(b'ok"', b"ok"), "expected a line of a PO file"),
        (po("ok").replace('msgstr "ok', 'msgid_plural "b"\nmsgstr[0] "ok').encode(), "found a plural"),
        (
            po("ok").replace("Content-Type", 'POT-Creation-Date: 99999-99-99 99:99\\n"\n"Content-Type').encode(),
            "the head",
        ),
    ],
)
def test_what_is_no_po_file_is_an_error_with_what_to_do(data: bytes, found: str) -> None:
    """Each says what was found; nothing is written."""
    before = ENGLISH.read_bytes()
    Path("x.po").write_bytes(data)
    result = run("import", SCAM, "en", "x.po")
    assert result.exit_code == 1
    assert found in result.output and "hint: " in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert ENGLISH.read_bytes() == before


@pytest.mark.parametrize(
    "data",
    [
        po("Wait").encode("utf-8-sig"),
        po("Wait").replace("\n", "\r").encode(),
        po("Wait").replace("\n", "\r\n").encode(),
    ],
)
def test_a_po_file_of_another_system_is_read(data: bytes) -> None:
    """A byte order mark, line ends of Windows and of old Macs."""
    Path("x.po").write_bytes(data)
    result = run("import", SCAM, "en", "x.po")
    assert result.exit_code == 0, result.output
    assert "text: Wait\n" in ENGLISH.read_text("utf-8")


def test_a_pipe_is_no_po_file() -> None:
    """It is not waited for."""
    os.mkfifo("x.po")
    result = run("import", SCAM, "en", "x.po")
    assert result.exit_code == 1 and "found a pipe or a device" in result.output


@pytest.mark.parametrize("indent", [1, 4, 7])
def test_a_file_keeps_its_indentation(indent: int) -> None:
    """A new text stands where its neighbours stand, and the file reads."""
    text = ENGLISH.read_text("utf-8")
    text = re.sub(r"^  ", " " * indent, text, flags=re.M)
    text = re.sub(r"^( *)think.title:\n.*\n.*\n", "", text, flags=re.M)
    ENGLISH.write_text(text, "utf-8")
    Path("x.po").write_text(po("Wait: a moment"), "utf-8")
    result = run("import", SCAM, "en", "x.po")
    assert result.exit_code == 0, result.output
    assert f"\n{' ' * indent}think.title:\n" in ENGLISH.read_text("utf-8")
    assert run("status", SCAM).exit_code == 0
    script, problems = load_script(Project.find(), SCAM)
    assert script is not None and problems == []
    assert script.translations["en"].texts["think.title"].text == "Wait: a moment"


def test_line_ends_of_windows_stay() -> None:
    """Every line ends as before."""
    ENGLISH.write_bytes(ENGLISH.read_bytes().replace(b"\n", b"\r\n"))
    Path("x.po").write_text(po("Wait"), "utf-8")
    assert run("import", SCAM, "en", "x.po").exit_code == 0
    data = ENGLISH.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") and b"text: Wait\r\n" in data


# --- what is gone ---------------------------------------------------------------------------------------------------

ORPHANS = (
    '  old.title:\n    from: "0123456789ab"\n    text: Old\n'
    '  old.text:\n    from: "0123456789ab"\n    text: |\n      Older\n'
)


def test_prune_says_what_it_removes_and_leaves_the_rest() -> None:
    """First only said, then done; the file is as it was before the orphans came."""
    before = ENGLISH.read_text("utf-8")
    ENGLISH.write_text(before + ORPHANS, "utf-8")
    said = [f"content/scams/{SCAM}/en.yaml: {{}} `{key}`" for key in ("old.title", "old.text")]
    dry = run("prune", "--dry-run")
    assert dry.exit_code == 0 and dry.output.splitlines() == [s.format("would remove") for s in said]
    assert ENGLISH.read_text("utf-8") == before + ORPHANS
    result = run("prune")
    assert result.exit_code == 0 and result.output.splitlines() == [s.format("removed") for s in said]
    assert ENGLISH.read_text("utf-8") == before
    assert run("prune").output == "nothing to remove\n"


def test_prune_removes_what_sync_has_put_aside() -> None:
    """And not the translator's own comments."""
    before = ENGLISH.read_text("utf-8")
    ENGLISH.write_text(before + ORPHANS, "utf-8")
    assert run("sync", SCAM, "en").exit_code == 0
    synced = ENGLISH.read_text("utf-8")
    assert "# gone from script.yaml: old.text" in synced
    ENGLISH.write_text(synced + "  # a remark\n", "utf-8")
    result = run("prune", SCAM, "-l", "en")
    assert [line.split()[-1] for line in result.output.splitlines()] == ["`old.title`", "`old.text`"]
    assert ENGLISH.read_text("utf-8") == before + "  # a remark\n"
