"""`outreach doctor`: what is missing for each use, and what to install."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import doctor, main
from outreach.cli.doctor import Finding


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """In English, in this project."""
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return monkeypatch


def asked() -> Result:
    """What it says."""
    return CliRunner().invoke(main, ["doctor"])


def without(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    """As if these were not installed."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name in packages else find(name, *more)
    )


def test_what_no_build_needs_is_told_with_what_to_install(ask: pytest.MonkeyPatch) -> None:
    """Each under its use; the exit code is that of a machine that builds."""
    without(ask, "onnxruntime", "faster_whisper", "distributed")
    ask.setattr(shutil, "which", lambda name: None)
    found = asked()
    assert found.exit_code == 0, found.output
    lines = found.output.splitlines()
    told = {
        "Voices": "pip install 'outreach[voice]'",
        "Reviews and `check --built`": "pip install 'outreach[ear]'",
        "Screens of branches": "apt install chromium",
        "Several machines": "pip install 'outreach[cluster]'",
    }
    for use, install in told.items():
        at = next(n for n, line in enumerate(lines) if line.startswith(use))
        under = lines[at + 1 : at + 8]
        end = next((n for n, line in enumerate(under) if not line.startswith(" ")), len(under))
        assert install in " ".join(under[:end]), use
    assert "LibreOffice" in found.output


def test_what_a_build_needs_fails(ask: pytest.MonkeyPatch) -> None:
    """Whatever use it is of."""
    films = next(looks for use, looks in doctor.USES.items() if use.startswith("Films"))
    ask.setitem(films, "film", lambda: Finding(False, "no encoder", "reinstall it"))
    found = asked()
    assert found.exit_code == 1
    assert "MISSING  film: no encoder" in found.output and "hint: reinstall it" in found.output


def test_a_cache_that_cannot_be_written_is_told(ask: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And nothing is made to find out."""
    ask.setenv("OUTREACH_CACHE", str(tmp_path / "store"))
    ask.setattr("os.access", lambda path, mode: Path(path) != tmp_path)
    found = asked()
    assert found.exit_code == 1 and f"MISSING  cache: results are kept in `{tmp_path / 'store'}`" in found.output
    assert not (tmp_path / "store").exists()
