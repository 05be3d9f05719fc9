"""An approval holds for exactly the words that were approved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from outreach.cli import main
from outreach.project import Project
from outreach.reviews import review

SCAM = "nfc-skimming"


@pytest.fixture
def copy(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of its own with one scam and no approval, as the current folder."""
    shutil.copytree(project.path("content"), tmp_path / "content")
    approval = tmp_path / "content/scams" / SCAM / "approval.yaml"
    approval.unlink(missing_ok=True)
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path, project.date)


def test_nothing_is_approved_until_somebody_approves(copy: Project) -> None:
    """The state says why it is a draft."""
    state, problems = review(copy, SCAM)
    assert (state.approved, state.why_not, problems) == (False, "not reviewed yet", [])


def test_approve_records_who_and_when_and_a_changed_word_ends_it(copy: Project) -> None:
    """One letter more and it is a draft again."""
    result = CliRunner().invoke(main, ["approve", SCAM, "--by", "消保办 王某"])
    assert result.exit_code == 0, result.output
    state, _ = review(copy, SCAM)
    assert (state.approved, state.by) == (True, "消保办 王某")
    script = copy.path(f"content/scams/{SCAM}/script.yaml")
    script.write_text(script.read_text("utf-8") + "# one word more\n", "utf-8")
    state, _ = review(copy, SCAM)
    assert (state.approved, state.why_not) == (False, "changed since the approval")


def test_a_damaged_approval_is_no_approval(copy: Project) -> None:
    """It says where it is wrong."""
    copy.path(f"content/scams/{SCAM}/approval.yaml").write_text("by: somebody\n", "utf-8")
    state, problems = review(copy, SCAM)
    assert not state.approved
    assert any("digest" in p.message for p in problems)
