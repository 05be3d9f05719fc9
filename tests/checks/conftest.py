"""A storyboard whose title is the text under test, and the findings of one check about it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from outreach.checks import Context
from outreach.diagnostics import Diagnostic, Where
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.storyboard import Storyboard, Text
from outreach.words import phrases

HERE = Where("f.yaml", 1, 1)
Find = Callable[..., list[Diagnostic]]


@pytest.fixture
def context(project: Project, profiles: Profiles) -> Context:
    """What checks may ask."""
    return Context(project, profiles)


@pytest.fixture
def find(context: Context, board: Callable[..., Storyboard]) -> Find:
    """`find("hotlines", "打96119")`: what that check says about a board with this title."""

    def run(name: str, shown: str, lang: str = "zh-CN", said: str | None = None) -> list[Diagnostic]:
        said = said or shown
        title = Text(shown, said, said, lang, phrases(shown, lang), phrases(said, lang), None, HERE)
        module = importlib.import_module(f"outreach.checks.{name}")
        audience = "seniors" if lang.startswith("zh") else "foreign-residents"
        found = module.check(replace(board("nfc-skimming", audience, lang), title=title), context)
        return [d for d in found if d.where == HERE]

    return run
