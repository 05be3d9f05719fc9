"""Which voice a build uses, what it announces, and what a person's recording may be like."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from outreach.adapt import adapt
from outreach.build.bench import Bench
from outreach.build.speech import Spoken, speak
from outreach.cache import Cache
from outreach.checks import film_sound
from outreach.lang import units
from outreach.library import check_library
from outreach.plan import Pack, Wish, packs
from outreach.profiles import Profiles, load_profiles, require
from outreach.project import Project
from outreach.runner import Pool
from outreach.script import load_script
from outreach.sound import RATE, wav

SCAM = "nfc-skimming"
WISH = Wish((SCAM,), ("seniors",), ("zh-CN",), ("captions",), voice="auto")


class Heard:
    """Remembers what is announced."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def plan(self, jobs: Any) -> None:
        """Nothing to show."""

    def done(self, job: Any, problem: BaseException | None) -> None:
        """One job ended."""

    def say(self, message: str) -> None:
        """A line for the person who waits."""
        self.said.append(message)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No voice over the internet, and no neural model: it takes minutes for these lines."""
    monkeypatch.setattr("outreach.voices.kokoro.model.missing", lambda path: "its model is not installed")
    monkeypatch.setattr("outreach.voices.edge._probe", lambda: "no internet here")


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    """A project with its own content and an empty media/voice; the drawings are the starter's."""
    shutil.copytree(project.path("content"), tmp_path / "own/content")
    media = tmp_path / "own/media"
    media.mkdir()
    for one in project.path("media").iterdir():
        if one.name != "voice":
            (media / one.name).symlink_to(one) if one.is_file() else shutil.copytree(one, media / one.name)
    return Project(tmp_path / "own", project.date)


def spoken(project: Project, folder: Path, wish: Wish = WISH) -> tuple[Spoken, Bench, list[str]]:
    """The one pack of a wish, spoken."""
    project = Project(project.root, project.date)
    profiles = require(*load_profiles(project))
    heard = Heard()
    with Pool(1) as pool:
        bench = Bench(project, profiles, Cache(folder / "cache"), pool, heard, wish.sound, [])
        found = speak(_only(wish, project, profiles), wish, bench)
    return found, bench, heard.said


def _only(wish: Wish, project: Project, profiles: Profiles) -> Pack:
    (pack,) = packs(wish, project, profiles)[0]
    return pack


def record(project: Project, rate: float, keep: Callable[[str], bool] = lambda _: True) -> list[str]:
    """Recordings of the seniors' lines at this many Hanzi a minute; returns their names."""
    profiles = require(*load_profiles(project))
    script, _ = load_script(project, SCAM)
    assert script is not None
    board, _ = adapt(script, profiles, "seniors", "zh-CN")
    assert board is not None
    folder = project.root / f"media/voice/zh-CN/{SCAM}"
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for beat in (b for scene in board.scenes for b in scene.beats if b.kind == "say" and b.text):
        assert beat.text is not None
        if keep(beat.id):
            time = np.arange(round(units(beat.text.spoken, "zh-CN") * 60 / rate * RATE)) / RATE
            sound = (0.3 * np.sin(2 * np.pi * 200 * time)).astype(np.float32)
            (folder / f"{beat.id}.wav").write_bytes(wav(sound))
            names.append(beat.id)
    return names


def test_what_is_announced_is_what_is_used(own: Project, tmp_path: Path) -> None:
    """All lines by a person: no machine is named, none spoke, nothing is a draft."""
    names = record(own, 180)
    found, bench, said = spoken(own, tmp_path)
    assert bench.diagnostics == [] and said == ["voice for zh-CN: recorded: every line is read by a person"]
    assert set(found.speakers) == set(names) and {s.name for s in found.speakers.values()} == {"recorded"}
    assert not found.synthetic


def test_a_part_of_the_lines_is_counted_by_lines(own: Project, tmp_path: Path) -> None:
    """Files of no line do not count; the machine that reads the rest is named."""
    names = record(own, 180, lambda name: name.startswith("act."))
    (own.root / f"media/voice/zh-CN/{SCAM}/no.such.wav").write_bytes(b"x")
    found, _, said = spoken(own, tmp_path)
    assert said[0].startswith(
        f"voice for zh-CN: recorded: {len(names)} lines are read by a person; the others by espeak"
    )
    assert {found.speakers[n].name for n in names} == {"recorded"}


def test_recordings_of_no_line_are_not_a_voice(own: Project, tmp_path: Path) -> None:
    """Then the film is the machine's, and said to be."""
    record(own, 180, lambda _: False)
    (own.root / f"media/voice/zh-CN/{SCAM}/no.such.wav").write_bytes(b"x")
    found, _, said = spoken(own, tmp_path)
    assert found.engine is not None and found.engine.name == "espeak"
    assert said[0].startswith(
        "voice for zh-CN: espeak: kokoro cannot: its model is not installed; edge cannot: no internet here"
    )


def test_a_release_names_the_draft_voice(own: Project, tmp_path: Path) -> None:
    """Not `recorded`: the voice that would speak the lines nobody read."""
    record(own, 180, lambda name: name.startswith("act."))
    _, bench, _ = spoken(own, tmp_path, dataclasses.replace(WISH, release=True))
    assert "with the draft voice `espeak`" in str(bench.diagnostics[0].message)


def test_a_slow_reader_is_no_reason_to_refuse(own: Project, tmp_path: Path) -> None:
    """Every line out of the range is a warning with its file; short ones are not judged."""
    from outreach.build.films import _readings  # noqa: PLC0415 - what a film's check is given

    record(own, 124)
    found, _, _ = spoken(own, tmp_path)
    facts = {"profile": "online", "loudness": -16.0, "true_peak": -2.0, "bed_under": 22.0, "rate": 124.0}
    told = list(film_sound.verify("video.mp4", facts, found.pack.board, tuple(_readings(found))))
    assert told and {d.severity for d in told} == {"warning"}
    assert all(re.search(r"media/voice/zh-CN/nfc-skimming/[a-z0-9.-]+\.wav$", d.where.file) for d in told)
    assert all(re.search(r"`[a-z]+[a-z0-9.-]*`: expected 160 to 200 a minute", d.message) for d in told)


def test_an_audience_has_its_own_voice(own: Project, tmp_path: Path) -> None:
    """Its engine, and another name for a role; `--voice` on the command line wins."""
    file = own.root / "content/audiences/seniors.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}voice: espeak\nvoices: {{zh-CN: {{espeak: {{host: cmn+f5}}}}}}\n", encoding="utf-8")
    found, bench, said = spoken(own, tmp_path)
    assert bench.diagnostics == [] and said == ["voice for zh-CN: espeak: the voice of `seniors`"]
    voices = {person.role: person.voices["espeak"] for person in found.pack.board.cast}
    assert voices["host"] == "cmn+f5" and voices["caller"] == "cmn+m3"
    assert spoken(own, tmp_path, dataclasses.replace(WISH, voice="silent"))[2] == [
        "voice for zh-CN: silent: as asked for"
    ]


def test_a_voice_that_nobody_has_is_found_by_check(own: Project) -> None:
    """With the line of the audience's file, and what there is."""
    file = own.root / "content/audiences/seniors.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}voice: espaek\n", encoding="utf-8")
    found = [p for p in check_library(Project(own.root, own.date), [SCAM]).problems if "espaek" in p.message]
    assert len(found) == 1 and found[0].severity == "error"
    assert (found[0].where.file, found[0].where.line) == ("content/audiences/seniors.yaml", len(text.splitlines()) + 1)
    assert "espeak" in str(found[0])
