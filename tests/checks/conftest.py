"""One text, and the findings of one check about it."""

from __future__ import annotations

import importlib

import pytest
from typed import Find

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, Where
from outreach.lang import phrases
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.storyboard import Text

HERE = Where("f.yaml", 1, 1)


@pytest.fixture
def context(project: Project, profiles: Profiles) -> Context:
    """What checks may ask."""
    return Context(project, profiles)


@pytest.fixture
def find(context: Context) -> Find:
    """`find("hotlines", "打96119")`: what that check says about this text."""

    def run(
        name: str, shown: str, lang: str = "zh-CN", said: str | None = None, *, quoted: bool = False
    ) -> list[Diagnostic]:
        said = said or shown
        text = Text(shown, said, said, lang, phrases(shown, lang), phrases(said, lang), where=HERE, quoted=quoted)
        module = importlib.import_module(f"outreach.checks.content.{name}")
        return list(module.check(text, context))

    return run
