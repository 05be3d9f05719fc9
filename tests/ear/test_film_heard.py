"""The ear on a finished film: built, left alone, and with faults planted into its sound afterwards."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from outreach import voices
from outreach.build import build
from outreach.build.listening import Heard, listen
from outreach.cache import Cache
from outreach.ear import recogniser
from outreach.ear.recogniser import Ear
from outreach.plan import Wish
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.runner import Pool
from outreach.sound import RATE, Samples, decode, wav
from outreach.voices import Line

SCRIPT = """\
schema: 1
id: short
language: en
title: A call
summary: A stranger calls and wants money.
reviewed: "2026-11-23"
audiences: [foreign-residents]
sources: [{text: Invented}]
scenes:
  - {id: hook, kind: hook, title: A call, lines: [{id: h1, text: A stranger calls and wants your money.}]}
  - {id: spot, kind: flags, title: Spot it, items: [{id: f1, text: They tell you to hurry.}]}
  - id: do
    kind: actions
    title: Do this
    do: [{id: d1, text: Hang up the phone.}]
    dont: [{id: n1, text: Never send money.}]
  - id: rescue
    kind: rescue
    title: Too late
    steps: [{id: r1, text: "The number of the police is {hotline.police}. Call it now."}]
  - {id: end, kind: endcard, title: Hang up and ask}
"""
NUMBER = "one one zero"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(importlib.util.find_spec(n) is None for n in ("faster_whisper", *recogniser.PARTS)),
        reason="the extra `ear` is not installed",
    ),
]


class Quiet:
    """Nobody watches."""

    def plan(self, jobs: Any) -> None:
        """Nothing to show."""

    def done(self, job: Any, problem: BaseException | None) -> None:
        """Nothing to show."""

    def say(self, message: str) -> None:
        """Nothing to say."""


@dataclass(frozen=True)
class Film:
    """A finished film in its folder, and the project it was made of."""

    project: Project
    out: Path
    ear: Ear

    @property
    def path(self) -> Path:
        """The film."""
        return self.out / "short/foreign-residents/en/video.mp4"

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What it says, from the manifest."""
        rows = json.loads((self.out / "manifest.json").read_text(encoding="utf-8"))["artefacts"]
        return next(row["lines"] for row in rows if row["path"].endswith("video.mp4"))

    def hear(self) -> Heard:
        """What the ear makes of it."""
        profiles = require(*load_profiles(self.project))
        return listen(Wish(), self.out, self.ear, self.project, profiles, lambda _: None)

    def say(self, text: str, lang: str = "en", voice: str = "en-us") -> Samples:
        """Words by the voice of the film."""
        engine = voices.ENGINES["espeak"]("", lang, self.project, "")
        return engine.speak(Line("a", text, lang, voice, (140, 170), 0.6)).samples

    def with_sound(self, changed: Callable[[Samples], Samples], folder: Path) -> Film:
        """A copy whose sound is another one: the picture, the captions and the manifest stay."""
        shutil.copytree(self.out, folder / "out")
        other = dataclasses.replace(self, out=folder / "out")
        sound = folder / "sound.wav"
        sound.write_bytes(wav(changed(decode(self.path.read_bytes(), "the film").copy())))
        command = [get_ffmpeg_exe(), "-y", "-loglevel", "error", "-i", str(self.path), "-i", str(sound)]
        command += ["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-b:a", "160k", str(other.path)]
        subprocess.run(command, check=True)
        return other


@pytest.fixture(scope="module")
def film(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Film]:
    """A film of half a minute in English, by the voice that costs the least, in which every line is understood."""
    folder = tmp_path_factory.mktemp("film")
    content = folder / "content"
    shutil.copytree(project.path("content"), content, ignore=shutil.ignore_patterns("scams"))
    (content / "scams/short").mkdir(parents=True)
    (content / "scams/short/script.yaml").write_text(SCRIPT, encoding="utf-8")
    audience, calendar = content / "audiences/foreign-residents.yaml", content / "calendar.yaml"
    alone = re.sub(r"(?m)^companion: .*\n", "", audience.read_text(encoding="utf-8"))
    audience.write_text(re.sub(r"(?m)^cuts: .*$", "cuts: [talk]", alone), encoding="utf-8")
    calendar.write_text("occasions: []\n", encoding="utf-8")
    own, out = Project(folder, project.date), folder / "out"
    wish = Wish(formats=("video",), voice="espeak")
    with Pool(1) as pool:
        result = build(wish, own, out, Cache(folder / "cache"), pool, Quiet())
    assert [str(d) for d in result.diagnostics if d.severity == "error"] == []
    yield Film(own, out, recogniser.load())


def told(heard: Heard) -> dict[str, str]:
    """The lines with a fault."""
    return {line.beat: line.fault for line in heard.lines if line.fault}


def test_a_finished_film_is_understood(film: Film) -> None:
    """Every line at its own second, with its music, the number digit by digit."""
    heard = film.hear()
    assert heard.problems == [] and told(heard) == {}
    assert [line.beat for line in heard.lines] == [line["id"] for line in film.lines]
    assert sum(line.hearing.numbers for line in heard.lines) > 0


def test_faults_planted_in_a_finished_film_are_reported(film: Film, tmp_path: Path) -> None:
    """A wrong digit, a line that is mute, a line in another language: these lines and no others."""
    wrong = next(line for line in film.lines if NUMBER in line["spoken"])
    mute, swapped = (line for line in film.lines if line["id"] in ("hook.h1", "spot.f1"))

    def planted(sound: Samples) -> Samples:
        _put(sound, wrong, film.say(wrong["spoken"].replace(NUMBER, "one two zero")))
        _put(sound, mute, np.zeros(0, np.float32))
        _put(sound, swapped, film.say("先挂断，再问家里人。", "zh-CN", "cmn"))
        return sound

    heard = film.with_sound(planted, tmp_path).hear()
    assert told(heard) == {wrong["id"]: "number", mute["id"]: "line", swapped["id"]: "line"}
    assert [one.severity for one in heard.problems] == ["warning"]
    assert "changed since it was built" in heard.problems[0].message


def _put(sound: Samples, line: dict[str, Any], clip: Samples) -> None:
    """The clip, cut or filled with silence, in the place of a line."""
    first, last = round(line["start"] * RATE), round(line["end"] * RATE)
    sound[first:last] = np.pad(clip[: last - first], (0, max(0, last - first - len(clip))))
