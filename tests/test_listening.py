"""Listening to films: they are found by the manifest; lines are cut out of the sound, judged, added up, reported."""

from __future__ import annotations

import hashlib
import json
import shutil
import wave
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from outreach import manifest
from outreach.build import cue_sheet
from outreach.build.listening import Heard, findings, listen, totals
from outreach.build.listening_report import write
from outreach.build.speech import Spoken
from outreach.cache import Blob
from outreach.jobs.clips import SpokenClip
from outreach.plan import Pack, Wish
from outreach.profiles import Profiles
from outreach.profiles.hearing import limits
from outreach.project import Project
from outreach.sound import RATE, Samples
from outreach.storyboard import Storyboard
from outreach.timeline import FPS, lay_out
from outreach.voices.silent import Silent

FOLDER = "nfc-skimming/foreign-residents/en"
EVERYTHING = Wish()


@dataclass
class Parrot:
    """An ear that is told what it hears; it keeps what was played to it."""

    words: list[str]
    name: str = "parrot"  # of the model
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
    clips = {beat: SpokenClip(beat, Blob("0" * 64, 1), 1.0) for beat in beats}
    pack = Pack(one, FOLDER, ("video",))
    return Spoken(pack, Silent(), "", clips, dict.fromkeys(beats, Silent()), timeline=timeline)


def texts(spoken: Spoken) -> list[str]:
    """What is to be said, line by line."""
    return [row["spoken"] for row in cue_sheet.rows(spoken)]


def film(out: Path, spoken: Spoken, name: str = "video.mp4", **changed: Any) -> dict[str, Any]:
    """A film's sound in its place, a tone whose height is the number of the line; returns its row of the manifest."""
    assert spoken.timeline
    samples = np.zeros(round(spoken.timeline.seconds * RATE), np.float32)
    for n, timed in enumerate(t for s in spoken.timeline.scenes for t in s.beats if t.speech):
        at = round(timed.start / FPS * RATE)
        samples[at : at + RATE] = 0.3 * np.sin(2 * np.pi * (200 + 20 * n) * np.arange(RATE) / RATE)
    path = out / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    data = path.read_bytes()
    pack = dict(zip(("scam", "audience", "lang"), FOLDER.split("/"), strict=True))
    facts = {"branch": "", "format": "video", "title": "t", "state": "draft", "shape": "landscape"}
    place = {"path": f"{FOLDER}/{name}", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return {**pack, **facts, **place, "seconds": spoken.timeline.seconds, "lines": cue_sheet.rows(spoken), **changed}


@dataclass
class Studio:
    """A folder of outputs and who listens to it."""

    out: Path
    project: Project
    profiles: Profiles
    said: list[str] = field(default_factory=list)

    def listen(self, ear: Parrot, *rows: dict[str, Any], wish: Wish = EVERYTHING) -> Heard:
        """Writes a manifest of these rows and hears the films that were wished for."""
        manifest.write(self.out, rows, {})
        return listen(wish, self.out, ear, self.project, self.profiles, self.said.append)


@pytest.fixture
def studio(project: Project, profiles: Profiles, tmp_path: Path) -> Studio:
    """An empty folder, the starter's project."""
    return Studio(tmp_path, project, profiles)


@pytest.mark.slow
def test_every_line_is_heard_judged_and_reported(spoken: Spoken, studio: Studio) -> None:
    """Each line once, its own second of sound; a wrong number, a lost line; the report plays each at its second."""
    words = texts(spoken)
    names = [row["id"] for row in cue_sheet.rows(spoken)]
    number = next(n for n, said in enumerate(words) if "nine six one one zero" in said)
    lost = 1 if number != 1 else 2
    told = list(words)
    told[number] = told[number].replace("nine six one one zero", "nine six one one one")
    told[lost] = "nothing of it"
    ear = Parrot(told)
    heard = studio.listen(ear, film(studio.out, spoken))
    lines, levels = heard.lines, limits(studio.project)
    assert heard.problems == [] and [line.beat for line in lines] == names
    assert studio.said == [f"listening to {studio.out / FOLDER / 'video.mp4'}"]
    for n, sound in enumerate(ear.heard):
        peak = np.argmax(np.abs(np.fft.rfft(sound[:RATE]))) * RATE / len(sound[:RATE])
        assert peak == pytest.approx(200 + 20 * n, abs=2)
    assert {line.beat: line.fault for line in lines if line.fault} == {names[number]: "number", names[lost]: "line"}

    found = list(findings(lines, levels))
    assert "the number 96110 is not heard" in found[0].message and "heard `nothing of it`" in found[1].message
    assert found[0].where.file == "content/scams/nfc-skimming/en.yaml" and found[0].where.line > 1
    (total,) = totals(lines)
    assert (total.voice, total.lines, total.wrong, total.worst) == ("silent", len(names), 1, lines[lost].hearing.rate)

    write(studio.out, lines, found, ear.name, studio.project, studio.profiles)
    data = json.loads((studio.out / "listening.json").read_text(encoding="utf-8"))
    assert len(data["lines"]) == len(names) and data["ear"] == "parrot"
    page, film_name = (studio.out / "listening.html").read_text(encoding="utf-8"), f"{FOLDER}/video.mp4"
    assert page.index("nothing of it") < page.index(f"{film_name}#t={lines[0].second}")  # the worst stand first
    assert all(f"{film_name}#t={line.second}" in page for line in lines)


def test_a_line_that_is_let_be(spoken: Spoken, studio: Studio, project: Project, tmp_path: Path) -> None:
    """`heard: "ok: why"` in the script as it is now: told in the report, no fault; the film needs no new build."""
    own = tmp_path / "own"
    shutil.copytree(project.path("content"), own / "content")
    file = own / "content/scams/nfc-skimming/en.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\n    text: ", '\n    heard: "ok: a made-up name"\n    text: '), encoding="utf-8")
    row, words = film(studio.out, spoken), texts(spoken)
    studio.project = Project(own, project.date)
    heard = studio.listen(Parrot(["?"] * len(words)), row)
    let_be = [line for line in heard.lines if line.accepted]
    assert let_be and {line.accepted for line in let_be} == {"ok: a made-up name"}
    assert {line.fault for line in let_be} == {""} and all(line.fault for line in heard.lines if not line.accepted)


@pytest.mark.slow
def test_a_film_is_heard_whatever_became_of_its_script(spoken: Spoken, studio: Studio) -> None:
    """A folder that is brought back: its scam is gone, its words are others, a file is wrong. It can be judged."""
    row = film(studio.out, spoken)
    wrong = studio.profiles.brand.model_copy(update={"voice": "nobody"})
    for scam in ("nfc-skimming", "gone-since", "nfc-skimming"):
        path = row["path"].replace("nfc-skimming", scam)
        if path != row["path"]:
            shutil.copytree(studio.out / "nfc-skimming", studio.out / scam)
        said = [{**one, "spoken": f"old words {n} nine six one one zero"} for n, one in enumerate(row["lines"])]
        ear = Parrot([one["spoken"] for one in said])
        heard = studio.listen(ear, {**row, "scam": scam, "path": path, "lines": said})
        assert heard.problems == [] and len(heard.lines) == len(said)
        assert {(line.fault, line.hearing.rate, str(line.where)) for line in heard.lines} == {("", 0.0, "")}
        studio.profiles = replace(studio.profiles, brand=wrong)  # nothing could be built now


@pytest.mark.slow
def test_one_film_of_a_pack_is_heard(spoken: Spoken, studio: Studio) -> None:
    """The other shapes and the branches' films have the same sound; a branch's is heard where it is the only one."""
    rows = [
        film(studio.out, spoken, "video-portrait.mp4", shape="portrait"),
        film(studio.out, spoken),
        film(studio.out, spoken, "branches/B1/video.mp4", branch="B1"),
    ]
    for there, name in ((rows, "video.mp4"), (rows[::2], "video-portrait.mp4"), (rows[2:], "branches/B1/video.mp4")):
        heard = studio.listen(Parrot(texts(spoken)), *there)
        assert {line.film for line in heard.lines} == {f"{FOLDER}/{name}"} and heard.problems == []


@pytest.mark.slow
def test_what_cannot_be_heard_is_told(spoken: Spoken, studio: Studio) -> None:
    """No film, none of that name, an old manifest, a film that is gone or is another one than was built."""

    def told(*rows: dict[str, Any], wish: Wish = EVERYTHING) -> list[str]:
        return [
            str(one).replace(str(studio.out), "OUT") for one in studio.listen(Parrot(words), *rows, wish=wish).problems
        ]

    row, words = film(studio.out, spoken), texts(spoken)
    hint = "\n  hint: build it first: `outreach build`; `-o` names its folder"
    assert told() == [f"OUT/manifest.json: error: expected films to listen to, found none{hint}"]
    missing = f"OUT/manifest.json: error: expected a film of the audience `seniors` to listen to, found none{hint}"
    assert told(row, wish=Wish(("nfc-skimming",), ("foreign-residents", "seniors"))) == [missing]
    video = f"OUT/{FOLDER}/video.mp4"
    for old in ({"l1": "espeak"}, [{"id": "l1"}], [{**row["lines"][0], "end": 1e999}], None):
        assert told({**row, "lines": old}) == [
            f"{video}: error: expected the times of its lines in the manifest, found none\n"
            "  hint: an older version made it: build it again"
        ]
    assert told({**row, "sha256": "0" * 64}) == [f"{video}: warning: changed since it was built; heard as it is"]
    (studio.out / FOLDER / "video.mp4").unlink()
    assert told(row) == [f"{video}: error: expected the film that the manifest names, found none"]
