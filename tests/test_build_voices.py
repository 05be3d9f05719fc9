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
from outreach.checks.built.film_sound import _slow_or_fast
from outreach.diagnostics import OutreachError
from outreach.lang import units
from outreach.library import check_library
from outreach.plan import Pack, Wish, packs
from outreach.profiles import Profiles, load_profiles, require
from outreach.project import Project
from outreach.runner import Pool
from outreach.script import load_script
from outreach.sound import RATE, wav
from outreach.voices import named

SCAM = "nfc-skimming"
WISH = Wish((SCAM,), ("seniors",), ("zh-CN",), ("captions",))


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
    cuts = tmp_path / "own/content/cuts.yaml"  # however long, the lesson says every line
    cuts.write_text(re.sub(r"seconds: .*", "seconds: [3, 3600]", cuts.read_text("utf-8")), "utf-8")
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
    return packs(wish, project, profiles)[0][0]


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


@pytest.mark.slow
def test_what_is_announced_is_what_is_used(own: Project, tmp_path: Path) -> None:
    """All lines by a person: no machine is named, none spoke, nothing is a draft."""
    names = record(own, 180)
    found, bench, said = spoken(own, tmp_path)
    assert bench.diagnostics == [] and said == ["voice for zh-CN: recorded: every line is read by a person"]
    assert set(found.speakers) == set(names) and {s.name for s in found.speakers.values()} == {"recorded"}
    assert not found.synthetic


@pytest.mark.slow  # quick: an audience has its own voice
def test_a_part_of_the_lines_is_counted_by_lines(own: Project, tmp_path: Path) -> None:
    """Files of no line do not count; the machine that reads the rest is named."""
    names = record(own, 180, lambda name: name.startswith("act."))
    (own.root / f"media/voice/zh-CN/{SCAM}/no.such.wav").write_bytes(b"x")
    found, _, said = spoken(own, tmp_path)
    assert said[0].startswith(
        f"voice for zh-CN: recorded: {len(names)} lines are read by a person; the others by espeak"
    )
    assert {found.speakers[n].name for n in names} == {"recorded"}


@pytest.mark.slow  # quick: an audience has its own voice
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


@pytest.mark.slow  # quick: an audience has its own voice
def test_a_slow_reader_is_no_reason_to_refuse(own: Project, tmp_path: Path) -> None:
    """Every line out of the range is a warning with its file; short ones are not judged."""
    from outreach.build.films import _readings  # noqa: PLC0415 - what a film's check is given

    record(own, 124)
    found, bench, _ = spoken(own, tmp_path)
    pace = {"audience": "seniors", "range": found.pack.board.pace.rate, "lines": _readings(found, bench)}
    told = list(_slow_or_fast("video.mp4", 124.0, pace))
    assert told and {d.severity for d in told} == {"warning"}
    assert all(re.match(r"media/voice/zh-CN/nfc-skimming/[a-z0-9.-]+\.wav$", d.where.file) for d in told)
    assert all(re.search(r"`[a-z]+[a-z0-9.-]*`: expected 160 to 200 a minute", d.message) for d in told)


@pytest.mark.slow
def test_an_audience_has_its_own_voice(own: Project, tmp_path: Path) -> None:
    """Its engine, and another name for a role; `--voice` on the command line wins."""
    file = own.root / "content/audiences/seniors.yaml"
    without(file)
    add(file, "voice: espeak\nvoices: {zh-CN: {espeak: {host: cmn+f5}}}")
    found, bench, said = spoken(own, tmp_path)
    assert bench.diagnostics == [] and said == ["voice for zh-CN: espeak: the voice of `seniors`"]
    voices = {person.role: person.voices["espeak"] for person in found.pack.board.cast}
    assert voices["host"] == "cmn+f5" and voices["caller"] == "cmn+m3"
    assert spoken(own, tmp_path, dataclasses.replace(WISH, voice="silent"))[2] == [
        "voice for zh-CN: silent: as asked for"
    ]


@pytest.mark.slow  # quick: an audience has its own voice
def test_the_brand_chooses_for_all(own: Project, tmp_path: Path) -> None:
    """`voice:` of the brand: for whoever has none of their own; the audience's file and the command line beat it."""
    brand, seniors = (own.root / f"content/{name}.yaml" for name in ("brand", "audiences/seniors"))
    add(brand, "voice: espeak")
    assert spoken(own, tmp_path)[2] == ["voice for zh-CN: espeak: the voice of `content/brand.yaml`"]
    add(seniors, "voice: silent")
    assert spoken(own, tmp_path)[2] == ["voice for zh-CN: silent: the voice of `seniors`"]
    assert spoken(own, tmp_path, dataclasses.replace(WISH, voice="espeak"))[2] == [
        "voice for zh-CN: espeak: as asked for"
    ]
    assert "kokoro cannot" in spoken(own, tmp_path, dataclasses.replace(WISH, voice="auto"))[2][0]


def add(file: Path, line: str) -> int:
    """Adds a line to a file; returns its number."""
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}{line}\n", encoding="utf-8")
    return len(text.splitlines()) + 1


def without(file: Path) -> None:
    """Takes the voices out of a file."""
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^voices:.*\n(?: .*\n)*", "", text), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "line", "column", "found", "hint"),
    [
        ("brand", "voice: espaek", 8, "no voice is called `espaek`", "did you mean `espeak`?"),
        ("brand", "voice: kokro:/m.onnx", 8, "no voice is called `kokro`", "did you mean `kokoro`?"),
        ("audiences/students", "voice: piepr", 8, "no voice is called `piepr`", "did you mean `piper`?"),
        ("audiences/students", "voices: {zh-TW: {}}", 17, "no language is called `zh-TW`", "did you mean `zh-CN`?"),
        ("audiences/students", "voices: {en: {kokro: {}}}", 22, "no voice is called `kokro`", "`kokoro`?"),
        ("audiences/students", "voices: {en: {edge: {hots: x}}}", 28, "no role is called `hots`", "`host`?"),
        (
            "languages/zh-CN",
            "voices: {kokoro: {host: a, host@seniors: b}}",
            42,
            "expected a role, found `host@seniors`",
            "write it in content/audiences/seniors.yaml: `voices: {zh-CN: {kokoro: {host: b}}}`",
        ),
        ("languages/en", "voices: {kokro: {host: a}}", 17, "no voice is called `kokro`", "did you mean `kokoro`?"),
    ],
)
def test_a_voice_that_nobody_has_is_told_at_its_place(
    own: Project, file: str, line: str, column: int, found: str, hint: str
) -> None:
    """Engines, languages and roles, in the files of brand, audience and language; nothing is built with such."""
    path = own.root / f"content/{file}.yaml"
    without(path)
    where = f"content/{file}.yaml:{add(path, line)}:{column}: error: {found}"
    project = Project(own.root, own.date)
    profiles = require(*load_profiles(project))
    (one,) = map(str, named.faults(profiles))
    assert one.startswith(where) and hint in one
    with pytest.raises(OutreachError) as raised:
        packs(WISH, project, profiles)
    assert one in str(raised.value)


def test_check_tells_it(own: Project) -> None:
    """With the line of the file."""
    line = add(own.root / "content/audiences/seniors.yaml", "voice: espaek")
    (one,) = [str(p) for p in check_library(Project(own.root, own.date), [SCAM]).problems if "espaek" in p.message]
    assert one.startswith(f"content/audiences/seniors.yaml:{line}:8: error: ") and "espeak" in one


def test_the_starter_names_voices_that_there_are(profiles: Profiles) -> None:
    """And `caller-3` where the language has a caller."""
    own = profiles.audiences["students"].model_copy(update={"voices": {"zh-CN": {"edge": {"caller-3": "x"}}}})
    assert named.faults(profiles) == []
    assert named.faults(dataclasses.replace(profiles, audiences={**profiles.audiences, "students": own})) == []
