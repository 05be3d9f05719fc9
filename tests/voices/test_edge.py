"""edge-tts against a server of our own: the real client library runs, only its address is another one."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from edge_server import SpeechServer
from edge_tts.drm import DRM

from outreach.cache import Cache
from outreach.diagnostics import OutreachError
from outreach.jobs import Desk, work
from outreach.jobs.speak import Speak
from outreach.project import Project
from outreach.sound.pace import rate_of
from outreach.voices import Line, edge
from outreach.voices.edge import Edge

TEXT = "有人打电话让您把银行卡贴在手机背面"
LINE = Line("call.l1", TEXT, "zh-CN", "zh-CN-XiaoxiaoNeural", (160.0, 200.0))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeechServer]:
    """A running server that the client library takes for the real one; attempts follow each other at once."""
    one = SpeechServer()
    one.start()
    point_at(one.url, monkeypatch)
    yield one
    one.stop()


def point_at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client library and the probe talk to `url`, without waiting between attempts."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", url)
    monkeypatch.setattr("edge_tts.constants.WSS_URL", url)
    monkeypatch.setattr(edge, "BACK_OFF", 0.0)
    monkeypatch.setattr(edge, "RECEIVE_SECONDS", 0.5)
    monkeypatch.setattr(DRM, "clock_skew_seconds", 0.0)
    edge._probe.cache_clear()


def said(problem: pytest.ExceptionInfo[OutreachError]) -> str:
    """The message and the hints, as a person reads them."""
    return str(problem.value)


def test_a_line_becomes_a_clip_at_the_wished_rate(server: SpeechServer) -> None:
    """One request a line; the rate asked for brings the sound into the audience's range."""
    clip = Edge().speak(LINE)
    assert 160 <= rate_of(TEXT, "zh-CN", clip.samples) <= 200
    assert [r["text"] for r in server.requests] == [TEXT] * len(server.requests)
    assert server.requests[0]["voice"].endswith("(zh-CN, XiaoxiaoNeural)")
    assert len(server.requests) <= 2


def test_a_wrong_guess_of_the_rate_is_corrected_by_measuring(
    server: SpeechServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A voice much slower than expected is asked again with a higher rate."""
    monkeypatch.setattr("edge_server.NATURAL", 150.0)
    clip = Edge().speak(LINE)
    assert 160 <= rate_of(TEXT, "zh-CN", clip.samples) <= 200
    rates = [int(r["rate"]) for r in server.requests]
    assert len(rates) >= 2 and rates[-1] > rates[0]


@pytest.mark.parametrize("fault", ["403", "429", "503", "cut off", "nothing", "stall", "short"])
def test_one_failure_is_mended_by_asking_again(server: SpeechServer, fault: str) -> None:
    """A refusal or a broken answer, once, leaves no trace in the clip."""
    whole = Edge().speak(LINE)
    server.faults, server._asked = [fault, ""], 0
    assert Edge().speak(LINE) == whole


FAULTS = [
    ("429", "", "it was asked too often (429)", "try again in some minutes"),
    ("503", "", "its server answered 503", "try again in some minutes"),
    ("403", "", "it refused the request (403)", "pip install -U edge-tts"),
    ("403", "none", "it refused the request (403) and told no time", "set this computer's clock"),
    ("cut off", "", "the connection was cut off", "try again"),
    ("short", "", "the connection was cut off", "try again"),
    ("nothing", "", "it answered without sound", "check that `zh-CN-XiaoxiaoNeural` exists"),
    ("garbage", "", "expected audio from edge for `call.l1`, found something else", ""),
    ("stall", "", "it did not answer within 0.5 seconds", "try again"),
    ("new message", "", "it answered in a new way", "pip install -U edge-tts"),
]


@pytest.mark.parametrize(("fault", "date", "message", "hint"), FAULTS, ids=[f"{f[0]} {f[1]}".strip() for f in FAULTS])
def test_a_lasting_failure_is_told_in_plain_words(
    server: SpeechServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    project: Project,
    fault: str,
    date: str,
    message: str,
    hint: str,
) -> None:
    """Every fault ends in one message with what to do, after some attempts, and nothing is stored."""
    monkeypatch.setattr(edge, "ATTEMPTS", 2)
    server.faults, server.date = [fault], date
    store = Cache(tmp_path / "cache")
    job = Speak(engine=Edge(), line=LINE)
    with pytest.raises(OutreachError) as problem:
        work(Desk(project.root, store), job)
    assert message in said(problem) and hint in said(problem)
    assert "Traceback" not in said(problem) and len(problem.value.diagnostics) == 1
    assert store.get(job.key) is None
    assert [p for p in store.root.rglob("*") if p.is_file()] == []


def test_a_wrong_clock_is_named_with_its_error(server: SpeechServer) -> None:
    """A refusal with another date than ours says how far this computer's clock is off."""
    server.faults = ["403"]
    server.date = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    with pytest.raises(OutreachError) as problem:
        Edge().speak(LINE)
    assert "this computer's clock is off by 3" in said(problem)
    assert "hint: set this computer's clock" in said(problem)


def test_a_wrong_clock_alone_does_not_stop_the_voice(server: SpeechServer) -> None:
    """The library takes the time from the refusal and its second request is accepted."""
    server.faults = ["403", ""]
    server.date = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert Edge().speak(LINE).seconds > 1


def test_nobody_listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed port is a host that cannot be reached."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    point_at(f"ws://127.0.0.1:{port}/edge/v1?x=1", monkeypatch)
    with pytest.raises(OutreachError, match="its host cannot be reached"):
        Edge().speak(LINE)
    assert Edge().ready("zh-CN")


def test_no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that does not resolve (RFC 6761 keeps `.invalid` free) says so, once and at once."""
    point_at("ws://speech.invalid/edge/v1?x=1", monkeypatch)
    with pytest.raises(OutreachError) as problem:
        Edge().speak(LINE)
    assert "there is no internet here" in said(problem)
    assert "--voice espeak" in said(problem)
    assert Edge().ready("zh-CN") == "no internet here"


def test_at_most_three_at_once(server: SpeechServer) -> None:
    """Eight lines at the same time are three requests at the same time."""
    server.hold = 0.05
    lines = [Line(f"l{n}", TEXT, "zh-CN", LINE.voice, LINE.rate) for n in range(8)]
    threads = [threading.Thread(target=Edge().speak, args=(line,)) for line in lines]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert server.most_at_once == edge.AT_ONCE
    assert len(server.requests) >= 8


def test_ready_asks_the_service_itself(server: SpeechServer) -> None:
    """A service that answers is ready; one that refuses is not, with the reason."""
    assert Edge().ready("zh-CN") == ""
    edge._probe.cache_clear()
    server.faults = ["403"]
    assert Edge().ready("zh-CN") == "it refused the request (403)"


def test_ready_gives_up_after_its_time(server: SpeechServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that stalls does not hold a build up."""
    monkeypatch.setattr(edge, "PROBE_SECONDS", 0.3)
    monkeypatch.setattr(edge, "RECEIVE_SECONDS", 5)
    server.faults = ["stall"]
    assert Edge().ready("zh-CN").startswith("no answer within")


def test_a_role_without_a_voice_is_named() -> None:
    """A language file without an edge voice is an error of the content, not of the network."""
    with pytest.raises(OutreachError, match=r"expected an edge voice for `call\.l1`, found none"):
        Edge().speak(Line("call.l1", TEXT, "zh-CN", "", LINE.rate))


def test_waiting_times_differ_between_lines_and_repeat() -> None:
    """Jitter comes from the line's name: lines do not ask in step, and a second run waits the same."""
    waits = [edge._back_off(f"line{n}", 2) for n in range(20)]
    assert len(set(waits)) == 20
    assert all(edge.BACK_OFF * 2 <= w <= edge.BACK_OFF * 4 for w in waits)
    assert waits == [edge._back_off(f"line{n}", 2) for n in range(20)]


def test_the_text_cannot_become_markup(server: SpeechServer) -> None:
    """A line with `<` and `&` arrives as text."""
    Edge().speak(Line("x", "您好<break time='9s'/>&您好您好", "zh-CN", LINE.voice, LINE.rate))
    assert "&lt;break" in server.requests[0]["text"] and "&amp;" in server.requests[0]["text"]


def test_the_key_names_the_library(server: SpeechServer) -> None:
    """A new version of the library may sound different, so it is part of the key."""
    assert Speak(engine=Edge(), line=LINE).key != Speak(engine=Edge(version="0"), line=LINE).key
