"""What `--cluster` refuses before anybody is asked for anything."""

from __future__ import annotations

import importlib.util
import sys

import click
import pytest
from click.testing import CliRunner

from outreach.cli import main
from outreach.cli.opened import with_dask
from outreach.diagnostics import OutreachError, WrongUsage
from outreach.project import Project

HERE = "tcp://127.0.0.1:1"


@pytest.mark.parametrize("command", ["build", "week", "review"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cluster", "tcp://10.0.0.7:8786"), "neither password nor cipher"),
        (("--cluster", HERE, "-j", "2"), "a cluster has its own workers"),
        (("--cluster", ""), "expected `tcp://HOST:PORT`"),
    ],
)
def test_wrong_usage(
    own: Project, monkeypatch: pytest.MonkeyPatch, command: str, words: tuple[str, ...], said: str
) -> None:
    """Told before a worker is looked for."""
    monkeypatch.chdir(own.root)
    problem = CliRunner().invoke(main, [command, *words], standalone_mode=False).exception
    assert isinstance(problem, (WrongUsage, click.UsageError)) and said in str(problem)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, and where it cannot work."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(OutreachError, match=r"pip install 'outreach\[cluster\]'"):
        with_dask()
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(OutreachError, match="Linux or macOS"):
        with_dask()
