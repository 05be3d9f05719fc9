"""Listening to films: lines are cut out of the finished sound, judged, added up and reported."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from outreach.build import listening
from outreach.build.bench import Bench
from outreach.build.listening import findings, totals
from outreach.build.listening_report import write
from outreach.build.speech import Spoken
from outreach.cache import Blob, Cache
from outreach.plan import Pack
from outreach.profiles import Profiles
from outreach.profiles.hearing import limits
from outreach.project import Project
from outreach.runner import Pool
from outreach.sound import RATE, Samples
from outreach.storyboard import Storyboard
from outreach.timeline import FPS, lay_out
from outreach.voices.silent import Silent


@dataclass
class Parrot:
    """An ear that is told what it hears; it keeps what was played to it."""

    words: list[str]
    name: str = "parrot"
    heard: list[Samples] = field(default_factory=list)

    def hear(self, samples: Samples, lang: str) -> str:
        """The next words."""
        self.heard.append(samples)
        return self.words[len(self.heard) - 1]


@pytest.fixture
def spoken(board: Callable[[str, str, str], Storyboard]) -> Spoken:
    """A pack in English whose lines last a second each."""
    one = board("nfc-skimming", "foreign-residents", "en")
    beats = [beat.id for scene in one.scenes for beat in scene.beats if beat.kind == "say"]
    timeline = lay_out(one, dict.fromkeys(beats, 1.0), {one.scenes[-1].id: 100.0})  # longer than a spoken line may be
    clips = {beat: (Blob("0" * 64, 1), 1.0) for beat in beats}
    pack = Pack(one, "nfc-skimming/foreign-residents/en", ("video",))
    return Spoken(pack, Silent(), "", clips, dict.fromkeys(beats, Silent()), timeline=timeline)


def film(path: Path, spoken: Spoken) -> Path:
    """A film's sound: a tone whose height is the number of the line."""
    assert spoken.timeline
    samples = np.zeros(round(spoken.timeline.seconds * RATE), np.float32)
    for n, timed in enumerate(t for s in spoken.timeline.scenes for t in s.beats if t.speech):
        at = round(timed.start / FPS * RATE)
        samples[at : at + RATE] = 0.3 * np.sin(2 * np.pi * (200 + 20 * n) * np.arange(RATE) / RATE)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def test_every_line_is_heard_judged_and_reported(
    spoken: Spoken, project: Project, profiles: Profiles, tmp_path: Path
) -> None:
    """Each line once, its own second of sound; a wrong number, a lost line; the report plays each at its second."""
    assert spoken.timeline
    beats = [t.beat for s in spoken.timeline.scenes for t in s.beats if t.speech]
    words = [beat.text.spoken for beat in beats if beat.text]
    number = next(n for n, said in enumerate(words) if "nine six one one zero" in said)
    lost = 1 if number != 1 else 2
    told = list(words)
    told[number] = told[number].replace("nine six one one zero", "nine six one one one")
    told[lost] = "nothing of it"
    ear = Parrot(told)
    lines = list(listening._film(spoken, film(tmp_path / "video.mp4", spoken), "x/video.mp4", ear, limits(project)))
    assert [line.beat for line in lines] == [beat.id for beat in beats]
    for n, sound in enumerate(ear.heard):
        peak = np.argmax(np.abs(np.fft.rfft(sound[:RATE]))) * RATE / len(sound[:RATE])
        assert peak == pytest.approx(200 + 20 * n, abs=2)
    assert {line.beat: line.fault for line in lines if line.fault} == {
        beats[number].id: "number",
        beats[lost].id: "line",
    }

    found = list(findings(lines, limits(project)))
    assert "the number 96110 is not heard" in found[0].message and "heard `nothing of it`" in found[1].message
    (total,) = totals(lines)
    assert (total.voice, total.lines, total.wrong, total.worst) == ("silent", len(beats), 1, lines[lost].hearing.rate)

    bench = Bench(project, profiles, Cache(tmp_path / "cache"), Pool(1), None)  # type: ignore[arg-type]
    write(tmp_path, lines, found, ear.name, bench, "zh-CN")
    data = json.loads((tmp_path / "listening.json").read_text(encoding="utf-8"))
    assert len(data["lines"]) == len(beats) and data["ear"] == "parrot"
    page = (tmp_path / "listening.html").read_text(encoding="utf-8")
    assert page.index("nothing of it") < page.index(f"x/video.mp4#t={lines[0].second}")  # the worst stand first
    assert all(f"x/video.mp4#t={line.second}" in page for line in lines)


def test_a_line_that_is_let_be(spoken: Spoken, project: Project, tmp_path: Path) -> None:
    """`heard: "ok: why"` in the script: told in the report, no fault."""
    assert spoken.timeline
    beats = [t.beat for s in spoken.timeline.scenes for t in s.beats if t.speech]
    for beat in beats:
        object.__setattr__(beat.text, "heard", "ok: a name that is made up")
    ear = Parrot(["?"] * len(beats))
    lines = list(listening._film(spoken, film(tmp_path / "video.mp4", spoken), "v.mp4", ear, limits(project)))
    assert [line.fault for line in lines] == [""] * len(beats)
    assert {line.accepted for line in lines} == {"ok: a name that is made up"}
