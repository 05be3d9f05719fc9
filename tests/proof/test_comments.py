"""Comments come back by mail: what is sound is kept once, everything else is refused at its place, and nothing runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from own import SCAM, own_project

from outreach.cli import main
from outreach.project import Project
from outreach.proof import comments
from outreach.reviews import review

GOOD: dict[str, Any] = {
    "schema": 1,
    "kind": "outreach-comments",
    "scam": SCAM,
    "words": "0123456789abcdef",
    "by": "李律师",
    "role": "law",
    "comments": [{"place": "elders/zh-CN/beats/call.c1", "text": "金额不要写死。\n改成“几百元”？"}],
    "answers": [{"question": "law.promise", "answer": "no"}],
}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tests' own project; the working folder."""
    made = own_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return made


def brought(data: Any) -> Result:
    """A file of comments is taken in."""
    Path("c.json").write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return CliRunner().invoke(main, ["review", "--import", "c.json"])


def test_comments_are_shown_by_place_and_kept(own: Project) -> None:
    """With the words they are about and where those are written; a second time brings nothing new."""
    done = brought(GOOD)
    assert done.exit_code == 0, done.output
    told = done.output.split("\n")
    at = next(n for n, line in enumerate(told) if line.startswith("  elders/zh-CN/beats/call.c1"))
    assert f"content/scams/{SCAM}/script.yaml:" in told[at]
    assert told[at + 1 : at + 4] == ["    “您的包裹丢了，赔您300元。”", "    金额不要写死。", "    改成“几百元”？"]
    assert "law.promise: no" in done.output and "new comments: 1, open: 1" in done.output
    assert "new comments: 0, open: 1" in brought(GOOD).output
    (kept,) = comments.kept(own, SCAM).comments
    assert (kept.by, kept.role, kept.text) == ("李律师", "law", GOOD["comments"][0]["text"])


def test_an_answer_that_somebody_wrote_stays(own: Project) -> None:
    """The file is edited by hand, and written again when the next comments come."""
    brought(GOOD)
    file = own.path(comments.comments_file(SCAM))
    file.write_text(file.read_text("utf-8").replace("  by: 李律师\n", "  by: 李律师\n  answer: 改了\n", 1), "utf-8")
    done = brought({**GOOD, "by": "王芳"})
    assert "new comments: 1, open: 1" in done.output, done.output
    assert [one.answer for one in comments.kept(own, SCAM).comments] == ["改了", ""]


@pytest.mark.slow
def test_a_comment_changes_no_approval(own: Project) -> None:
    """The words stand as they were."""
    assert CliRunner().invoke(main, ["approve", SCAM, "--by", "王芳"]).exit_code == 0
    assert brought(GOOD).exit_code == 0
    assert review(own, SCAM)[0].approved


def changed(**what: Any) -> str:
    """The good file with something else in it."""
    return json.dumps(GOOD | what, ensure_ascii=False, indent=1)


def remark(**what: Any) -> str:
    """The good file with another comment."""
    return changed(comments=[{"place": "x", "text": "y"} | what])


HOSTILE = {
    "nothing": ("", 1),
    "no comments": ("schema: 1", 1),
    "a list": ("[" * 40, 1),
    "deep": ('{"a":' * 400 + "1" + "}" * 400, 1),
    "cut off": (changed()[:90], 1),
    "two": (changed() + changed(), 1),
    "an alias": ('{"a": &x 1, "b": *x}', 1),
    "a program": ('{"a": !!python/object/apply:os.system ["true"]}', 1),
    "twice": (changed().replace('"role": "law"', '"role": "law", "role": "business"'), 7),
    "another kind": (changed(kind="x"), 3),
    "of the future": (changed(schema=99), 2),
    "a strange key": (changed(run="x"), 1),
    "a path": (changed(scam="../../etc"), 4),
    "an unknown scam": (changed(scam="nobody"), 0),
    "escape codes": (changed(by="a\x1b[2Jb"), 6),
    "right to left": (remark(text="pay \u202e001"), 1),
    "no words": (remark(text=" \n "), 1),
    "a long text": (remark(text="x" * 4001), 1),
    "a place of two words": (remark(place="a b"), 1),
    "too many": (changed(comments=[{"place": "x", "text": str(n)} for n in range(2001)]), 1),
    "a number": (remark(text=1), 1),
    "large": (changed(comments=[{"place": "x", "text": "y" * 3000}] * 400), 0),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_sound_is_refused_at_its_place(own: Project, name: str) -> None:
    """Nothing is kept, nothing is written to the terminal but what can be read."""
    text, line = HOSTILE[name]
    done = brought(text)
    assert done.exit_code in (1, 2) and not isinstance(done.exception, (ValueError, RecursionError)), done.output
    told = "\n".join(str(one) for one in getattr(done.exception, "diagnostics", ())) + done.output
    assert "c.json" in told or name == "an unknown scam", told
    assert line < 2 or f"c.json:{line}:" in told, told
    assert "\x1b" not in done.output and "\u202e" not in done.output
    assert not own.exists(comments.FOLDER)


@pytest.mark.parametrize("data", [b"\xff\xfe{", b"{\x00}"])
def test_other_bytes_are_no_comments(own: Project, data: bytes) -> None:
    """Nor is a folder, or a file that is not there."""
    Path("c.json").write_bytes(data)
    for name in ("c.json", "content", "no.json"):
        assert CliRunner().invoke(main, ["review", "--import", name]).exit_code in (1, 2)
    assert not own.exists(comments.FOLDER)


def test_the_starter_takes_no_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is everybody's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    done = brought(GOOD)
    assert done.exit_code == 2 and "there is no content/ in this folder" in done.output
