"""Play logs of screens, counted by screen, item and day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from outreach.cli import main
from outreach.codes.play_log import plays_csv, read_plays


def line(**more: Any) -> str:
    """A line as the player writes it."""
    facts = {"screen": "JW0001-3f2a", "t": "2026-11-28T10:00:00+08:00", "rev": "0123456789ab", "item": "nfc-skimming"}
    return json.dumps(facts | {"event": "played", "ms": 60_010} | more) + "\n"


def test_plays_are_counted_by_screen_item_and_day() -> None:
    """A skip has its own column; a change of revision is no item's; a line of two files counts once."""
    lines = [line(), line(ms=60_020), line(event="skipped", ms=0), line(t="2026-11-29T10:00:00+08:00"), line()]
    plays = read_plays([*lines, line(event="switched", item=""), line(screen="JW0002-77aa")])
    assert plays_csv(plays).splitlines()[1:] == [
        "JW0001-3f2a,nfc-skimming,2026-11-28,2,1,0",
        "JW0001-3f2a,nfc-skimming,2026-11-29,1,0,0",
        "JW0002-77aa,nfc-skimming,2026-11-28,1,0,0",
    ]
    assert (plays.total, plays.again, plays.unreadable) == (4, 1, 0)


BAD = ["", "[]", "{", "null", line(t="soon"), line(t="9999-01-01"), line(item="=1+1"), line(event="won"), "[" * 9000]


@pytest.mark.parametrize("text", BAD)
def test_a_line_that_is_no_event_is_counted_as_such(text: str) -> None:
    """A power cut may leave half a line; others may send anything."""
    plays = read_plays([text])
    assert (plays.total, plays.unreadable) == (0, 1)


@given(st.text())
def test_no_line_breaks_the_reader(text: str) -> None:
    """Whatever a file holds, reading goes on."""
    assert read_plays([text]).total == 0


def test_the_report_takes_play_logs_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`outreach links report --plays` needs neither a registry nor a server's log."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plays-a.jsonl").write_text(line() + line(ms=1), "utf-8")
    made = CliRunner().invoke(main, ["links", "report", "--plays", "plays-a.jsonl", "-o", "counted"])
    assert made.exit_code == 0, made.output
    assert made.output.startswith("2 plays on 1 screens")
    assert (tmp_path / "counted/plays.csv").read_text("utf-8-sig").splitlines()[1].endswith("2026-11-28,2,0,0")
    assert CliRunner().invoke(main, ["links", "report"]).exit_code == 2
