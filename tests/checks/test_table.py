"""The table of checks."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from typed import Make

from outreach.checks import built, content
from outreach.checks.content import forms, run_storyboard, texts
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.storyboard import Text

FOLDER = Path(__file__).parent.parent.parent / "outreach/checks"
NAMES = (*(f"content.{check.name}" for check in content.CHECKS), *(f"built.{check.name}" for check in built.CHECKS))


def test_table_and_folder_agree() -> None:
    """Every check file has a line, every line has a file, none twice."""
    files = sorted(f"{f.parent.name}.{f.stem}" for f in FOLDER.glob("*/*.py") if f.stem != "__init__")
    assert sorted(NAMES) == files


@pytest.mark.parametrize("name", NAMES)
def test_a_check_is_its_own_manual(name: str) -> None:
    """Why, source, what passes and what fails stand in its docstring."""
    module = importlib.import_module(f"outreach.checks.{name}")
    assert all(f"{word}:" in (module.__doc__ or "") for word in ("Why", "Source", "PASS", "FAIL"))
    assert callable(module.check)


def test_texts_has_every_text(board: Make) -> None:
    """Titles, items, tricks, labels and the companion's words are there."""
    found = list(texts(board("nfc-skimming", "foreign-residents", "en")))
    one = board("nfc-skimming", "foreign-residents", "en")
    flags = [f for s in one.scenes for i in s.items for f in i.flags]
    assert {one.title, one.title.beside, one.labels["do"], flags[0].note, flags[0].trick} <= set(found)


def test_forms_are_what_is_seen_and_what_is_heard() -> None:
    """One when they are the same."""
    text = Text("a", "a", "a", "en", ("a",), ("a",))
    assert forms(text) == ("a",)
    assert forms(Text("a", "b", "b", "en", ("a",), ("b",))) == ("a", "b")


@pytest.mark.parametrize("audience", ["seniors", "students", "foreign-residents"])
def test_the_starter_passes(board: Make, project: Project, profiles: Profiles, audience: str) -> None:
    """No finding in what we ship."""
    lang = "en" if audience == "foreign-residents" else "zh-CN"
    assert [str(d) for d in run_storyboard(board("nfc-skimming", audience, lang), project, profiles)] == []
