"""A project kept open: what changed is read again, nothing else is, and nothing piles up."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from pathlib import Path

import pytest

from outreach.project import Project
from outreach.session import Reader, Session
from outreach.storyboard import Storyboard


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    shutil.copytree(project.folders["content"], tmp_path / "content")
    return Project(tmp_path, project.date)


def first(own: Project) -> tuple[str, str, str, Path]:
    scam = own.names("content/scams")[0]
    return scam, "seniors", "zh-CN", own.path(f"content/scams/{scam}/script.yaml")


def touch(file: Path, mark: int) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n# {'x' * mark}\n", encoding="utf-8")


def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    seen: Counter[str] = Counter()
    read = Reader.read_bytes

    def counted(self: Reader, relative: str, *rest: int) -> bytes:
        seen[relative] += 1
        return read(self, relative, *rest)

    monkeypatch.setattr(Reader, "read_bytes", counted)
    return seen


def test_only_what_changed_is_read_again(own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    scam, audience, lang, file = first(own)
    session, seen = Session(own), reads(monkeypatch)
    board, _ = session.storyboard(scam, audience, lang)
    seen.clear()
    assert session.storyboard(scam, audience, lang)[0] is board
    assert session.refresh() == []
    assert not seen
    text = file.read_text(encoding="utf-8")
    title = board.title.shown
    assert title in text
    file.write_text(text.replace(title, f"{title}吗", 1), encoding="utf-8")
    assert session.refresh() == [f"content/scams/{scam}", f"content/scams/{scam}/script.yaml"]
    assert session.storyboard(scam, audience, lang)[0].title.shown == f"{title}吗"
    assert seen[f"content/scams/{scam}/script.yaml"] == 1
    assert all(name.startswith(f"content/scams/{scam}/") for name in seen)


def test_two_sessions_share_nothing(own: Project) -> None:
    scam, audience, lang, _ = first(own)
    one, two = Session(own), Session(own)
    assert one.storyboard(scam, audience, lang)[0] is not two.storyboard(scam, audience, lang)[0]
    assert one.profiles() is not two.profiles()


def test_fifty_edits_leave_one_storyboard(own: Project) -> None:
    scam, audience, lang, file = first(own)
    session = Session(own)

    def alive() -> int:
        gc.collect()
        return sum(isinstance(one, Storyboard) for one in gc.get_objects())

    session.storyboard(scam, audience, lang)
    before = alive()
    for mark in range(50):
        touch(file, mark)
        session.refresh()
        session.storyboard(scam, audience, lang)
    assert alive() == before
