"""`outreach list`: what a team reads when it plans its weeks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from outreach.cli import main

ROOT = Path(__file__).parents[2]
CALENDAR = """
reminders:
  - {weeks: 4, name: {zh-CN: 再提醒}, formats: [poster]}
  - {weeks: 12, name: {zh-CN: 又提醒}, formats: [cards, page]}
occasions:
  - {id: late, month: 12, day: 31, name: {zh-CN: 年末}}
  - {id: leap, month: 2, day: 29, name: {zh-CN: 闰日}}
"""


def test_occasions_come_back_in_other_media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of a year; what falls into the next one stands at its beginning; 29 February counts as the 28th."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("scams"))
    (tmp_path / "content/scams").mkdir()
    (tmp_path / "content/calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["list", "calendar"])
    assert (done.exit_code, [line.split()[:3] for line in done.stdout.splitlines()]) == (
        0,
        [
            ["01-28", "年末,", "再提醒:"],
            ["02-29", "闰日", "scams"],
            ["03-25", "年末,", "又提醒:"],
            ["03-28", "闰日,", "再提醒:"],
            ["05-23", "闰日,", "又提醒:"],
            ["12-31", "年末", "scams"],
        ],
    )
