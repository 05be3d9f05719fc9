"""A trace of a build: every job, who did it, when, and on what it waited."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from outreach.cli import main


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The spans of a small build."""
    folder = tmp_path_factory.mktemp("trace")
    wish = ["nfc-skimming", "-a", "students", "-f", "leaflet", "-f", "captions", "--voice", "silent", "-j", "1"]
    places = ["-o", str(folder / "out"), "--cache-dir", str(folder / "cache"), "--trace", str(folder / "trace.json")]
    ran = CliRunner().invoke(main, ["build", *wish, *places])
    assert ran.exit_code == 0, ran.output
    found = json.loads((folder / "trace.json").read_text("utf-8"))["traceEvents"]
    return [event for event in found if event["ph"] == "X"]


def test_every_job_says_who_did_it_and_when(events: list[dict[str, Any]]) -> None:
    """In Chrome's format: a name, a row, a start and a length in microseconds."""
    jobs = [event for event in events if event["tid"]]
    assert {"speak", "render", "picture"} == {event["cat"] for event in jobs}
    assert all(event["dur"] >= 0 and event["ts"] >= event["args"]["ready"] for event in jobs)
    one_worker = sorted((event["ts"], event["ts"] + event["dur"]) for event in jobs)
    assert all(end <= start for (_, end), (start, _) in pairwise(one_worker))


def test_a_job_says_on_what_it_waited(events: list[dict[str, Any]]) -> None:
    """A picture on its sheet; what was asked for hangs on the step of the driver that asked."""
    by_name = {event["name"].rpartition("/")[2]: event for event in events}
    picture, sheet = by_name["zh-CN: leaflet.pdf, picture"], by_name["zh-CN: leaflet"]
    assert picture["args"]["waiting_for"] == sheet["name"]
    assert picture["args"]["needs"] == [sheet["args"]["id"]]
    asked = {event["args"]["id"]: event for event in events}
    assert asked[by_name["zh-CN: captions"]["args"]["by"]]["name"] == "plan nfc-skimming/students/zh-CN: film"


def test_a_trace_that_cannot_be_written_is_an_error_at_its_place(tmp_path: Path) -> None:
    """The build itself is done."""
    wish = ["nfc-skimming", "-a", "students", "-f", "captions", "--voice", "silent", "-j", "1"]
    places = [
        "-o",
        str(tmp_path / "out"),
        "--cache-dir",
        str(tmp_path / "cache"),
        "--trace",
        str(tmp_path / "no/trace"),
    ]
    ran = CliRunner().invoke(main, ["build", *wish, *places])
    assert ran.exit_code == 1
    assert "no/trace" in ran.output
    assert (tmp_path / "out/nfc-skimming/students/zh-CN/captions.vtt").is_file()
