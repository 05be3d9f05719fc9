"""How a command ends when what ended it is a fault of ours."""

from __future__ import annotations

import click
import pytest

from outreach.cli.ending import run


def test_an_end_of_a_stream_is_no_person_who_stops() -> None:
    """Click makes an Abort of it: a file that is cut off would be told as `stopped`, and nobody would look."""

    @click.command()
    def cut() -> None:
        raise EOFError("marshal data too short")

    with pytest.raises(EOFError, match="too short"):
        run(lambda: cut([], standalone_mode=False), ())


def test_a_person_who_stops_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C, and a question that gets no answer."""

    @click.command()
    def stopped() -> None:
        raise KeyboardInterrupt

    assert run(lambda: stopped([], standalone_mode=False), ()) == 130
    assert capsys.readouterr().err.strip()
