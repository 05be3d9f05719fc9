"""What is said while jobs run."""

from __future__ import annotations

import pytest

from outreach.cli.watch import Watch


def test_what_is_said_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A log without a terminal has 80 columns: a path is not broken there, so it can be copied and searched for."""
    message = f"listening to /{'folder/' * 20}video.mp4"
    with Watch(1) as watch:
        watch.say(message)
    assert capsys.readouterr().err == f"{message}\n"
