"""The tests of the content name nothing of it: what they are about is what is in content/."""

from __future__ import annotations

from pathlib import Path

from shipped import SCAMS


def test_no_scam_is_typed() -> None:
    """A new one is tested without a word in a test, and one that leaves breaks none."""
    files = [*Path(__file__).parent.glob("*.py"), Path(__file__).parent.parent / "shipped.py"]
    assert [(file.name, scam) for file in files for scam in SCAMS if scam in file.read_text("utf-8")] == []
