"""The engines: keys, choice, and what each does with good and bad input."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest

from outreach import voices
from outreach.diagnostics import OutreachError
from outreach.jobs.speak import Speak
from outreach.lang.pace import LEAST
from outreach.project import Project
from outreach.sound import RATE, Clip, Samples, silences, speech_seconds, wav
from outreach.sound.pace import film_rate, rate_of
from outreach.storyboard import Storyboard
from outreach.voices import Engine, Line
from outreach.voices.command import Command
from outreach.voices.edge import Edge
from outreach.voices.espeak import Espeak
from outreach.voices.kokoro import Kokoro
from outreach.voices.piper import Piper
from outreach.voices.recorded import Recorded
from outreach.voices.silent import Silent

TEXT = "有人打电话让您把银行卡贴在手机背面"
SLOW, QUICK = (160.0, 200.0), (200.0, 240.0)
LINE = Line("call.l1", TEXT, "zh-CN", "cmn", SLOW)
ALL: tuple[Any, ...] = (
    Kokoro(digest="1", styles=(("zf_xiaobei", "2"),), folder="/x", runtime="1"),
    Edge(),
    Espeak(),
    Silent(),
    Piper(model="/m.onnx", digest="1"),
    Command(argv=("say",)),
    Recorded(folder="/x", clips=(("call.l1.wav", "0"),)),
)


def buzz(seconds: float) -> Samples:
    """A tone of this length."""
    return (0.3 * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, tuple):
        return (*value, ("more", "1")) if value and isinstance(value[0], tuple) else (*value, "more")
    return f"{value}x" if isinstance(value, str) else value


def key(engine: Any, line: Line) -> str:
    """The key of the job that speaks this line."""
    return Speak(engine=voices.packed(engine, line), line=line).key


# --- keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ALL, ids=lambda e: e.name)
def test_every_setting_of_an_engine_is_in_the_key(engine: Any) -> None:
    """Whatever setting is changed, the clip is spoken anew; where its files lie on this machine is no setting."""
    base = key(engine, LINE)
    names = [f.name for f in dataclasses.fields(engine) if f.name != "otherwise" and not f.metadata.get("place")]
    assert names
    for name in names:
        changed = dataclasses.replace(engine, **{name: other(getattr(engine, name))})
        assert key(changed, LINE) != base, name
    elsewhere = {f.name: "/elsewhere" for f in dataclasses.fields(engine) if f.metadata.get("place")}
    moved = dataclasses.replace(engine, **elsewhere)
    assert key(moved, LINE) == base
    assert "/" not in repr(voices.packed(moved, LINE))
    assert voices.unpacked(voices.packed(moved, LINE), voices.places(moved)) == moved


@pytest.mark.parametrize("name", [f.name for f in dataclasses.fields(Line)])
def test_everything_of_a_line_is_in_the_key(name: str) -> None:
    """Another text, voice, language or rate is another clip."""
    changed = dataclasses.replace(LINE, **{name: other(getattr(LINE, name))})
    assert key(Espeak(), changed) != key(Espeak(), LINE)


def test_no_two_engines_share_a_key() -> None:
    """A fallback's clip is never found under the wanted engine's key."""
    keys = [key(engine, LINE) for engine in ALL]
    assert len(set(keys)) == len(ALL)


def test_a_line_that_nobody_read_has_the_key_of_who_speaks_it() -> None:
    """Recordings hand a missing line on, and its key is that of the engine that speaks it."""
    mixed = Recorded(folder="/x", clips=(("call.l1.wav", "0"),), otherwise=Espeak())
    missing = dataclasses.replace(LINE, id="call.l2")
    assert voices.resolve(mixed, LINE) is mixed
    assert key(mixed, missing) == key(Espeak(), missing)
    assert key(mixed, LINE) == key(dataclasses.replace(mixed, otherwise=Silent()), LINE)


# --- choosing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network, no piper, no neural model."""
    monkeypatch.setattr("outreach.voices.kokoro.model.missing", lambda path: "its model is not installed")
    monkeypatch.setattr("outreach.voices.edge._probe", lambda: "no internet here")
    monkeypatch.delenv("OUTREACH_PIPER_MODEL", raising=False)


@pytest.mark.usefixtures("offline")
def test_auto_takes_the_first_that_can_work_and_says_why(project: Project) -> None:
    """Offline that is espeak; the reason names the others."""
    engine, reason = voices.pick("auto", "zh-CN", "nfc-skimming", project)
    assert isinstance(engine, Espeak) and engine.draft
    assert reason.startswith(
        "espeak: kokoro cannot: its model is not installed; edge cannot: no internet here; piper cannot: "
    )
    assert "\n" not in reason


@pytest.mark.usefixtures("offline")
def test_auto_without_any_voice_is_a_silent_draft(project: Project) -> None:
    """espeak cannot read kanji, so a Japanese film has no voice, and a release refuses it."""
    engine, reason = voices.pick("auto", "ja", "nfc-skimming", project)
    assert engine == Silent(draft=True)
    assert "espeak cannot: it cannot read kanji" in reason
    assert not voices.pick("silent", "ja", "nfc-skimming", project)[0].draft


@pytest.mark.usefixtures("offline")
def test_auto_leaves_out_what_failed(project: Project) -> None:
    """A film that one engine broke off is spoken by the next."""
    engine, reason = voices.pick("auto", "zh-CN", "nfc-skimming", project, without=("espeak",))
    assert engine.name == "silent" and "espeak cannot: it is left out" in reason


def test_auto_stays_on_the_machine(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the neural model here, nobody asks the service; it speaks when that model is not here or cannot."""
    asked: list[str] = []

    def probe() -> str:
        asked.append("")
        return ""

    monkeypatch.setattr("outreach.voices.edge._probe", probe)
    monkeypatch.setattr("outreach.voices.kokoro.model.missing", lambda path: "")
    engine, reason = voices.pick("auto", "zh-CN", "nfc-skimming", project)
    assert (engine.name, engine.draft, reason, asked) == ("kokoro", False, "kokoro: the first choice works", [])
    engine, reason = voices.pick("auto", "ko", "nfc-skimming", project)
    assert engine.name == "edge" and reason.startswith("edge: kokoro cannot: its model does not speak `ko`")


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("espek", "no voice is called `espek`"),
        ("edge", "the voice `edge` cannot speak `zh-CN`: no internet here"),
        ("piper", "the voice `piper` cannot speak `zh-CN`"),
        ("command", "no program is named"),
        ("command:no-such-program-here --x", "its program `no-such-program-here` is not found"),
        ("recorded", "expected recordings in"),
    ],
)
def test_a_named_engine_that_cannot_work_is_an_error(project: Project, name: str, message: str) -> None:
    """Nobody who asks for a voice gets another one."""
    with pytest.raises(OutreachError) as problem:
        voices.pick(name, "zh-CN", "no-such-scam", project)
    assert message in str(problem.value) and "hint:" in str(problem.value)


def test_lines_have_the_voice_of_their_role(board: Callable[..., Storyboard]) -> None:
    """Each spoken beat is a line, the caller with another voice than the host."""
    story = board("nfc-skimming", "seniors", "zh-CN")
    lines = voices.lines(story, Espeak())
    assert [x.id for x in lines] == [b.id for s in story.scenes for b in s.beats if b.kind == "say"]
    assert len({x.voice for x in lines}) >= 2
    assert all(x.rate == story.pace.rate and x.lang == "zh-CN" for x in lines)


# --- espeak ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [SLOW, QUICK])
def test_espeak_reaches_the_rate_of_the_audience(rate: tuple[float, float]) -> None:
    """Seniors and students get the same words at their own pace."""
    clip = Espeak().speak(dataclasses.replace(LINE, rate=rate))
    assert rate[0] <= rate_of(TEXT, "zh-CN", clip.samples) <= rate[1]


def test_espeak_repeats_itself() -> None:
    """The same line twice is the same clip, whoever spoke in between."""
    first = Espeak().speak(LINE)
    Espeak().speak(dataclasses.replace(LINE, voice="cmn+m3", rate=QUICK))
    assert Espeak().speak(LINE) == first


def test_a_clip_has_no_silence_around_it() -> None:
    """A beat begins with its first sound and ends with its last."""
    samples = Espeak().speak(LINE).samples
    quiet = np.abs(samples) < 0.005
    assert quiet[: RATE // 20].mean() < 1 and quiet[-RATE // 20 :].mean() < 1
    assert np.abs(samples[: round(0.04 * RATE)]).max() > 0.005
    assert np.abs(samples[-round(0.04 * RATE) :]).max() > 0.005


def test_voices_of_roles_sound_different() -> None:
    """The caller's variant is not the host's."""
    assert Espeak().speak(LINE).pcm != Espeak().speak(dataclasses.replace(LINE, voice="cmn+m3")).pcm


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (dataclasses.replace(LINE, voice="no-such"), "espeak has no voice `no-such`"),
        (dataclasses.replace(LINE, text="……"), "espeak said nothing for `……`"),
        (dataclasses.replace(LINE, text="銀行", lang="ja", voice=""), "espeak cannot read `銀行`"),
        (dataclasses.replace(LINE, text="銀行 은행", lang="ko", voice=""), "espeak cannot read `銀行 은행`"),
    ],
)
def test_what_espeak_cannot_say_is_an_error(line: Line, message: str) -> None:
    """An unknown voice, nothing to say, a script it cannot read: told, never a silent clip."""
    with pytest.raises(OutreachError) as problem:
        Espeak().speak(line)
    assert message in str(problem.value)


SENTENCES = [
    ("拿不准，问九六幺幺零。被骗了，打幺幺零。", "zh-CN", "cmn", SLOW, 1),
    ("已经贴了？不怪您，快做三件事。", "zh-CN", "cmn", QUICK, 1),
    ("Not sure? Ask nine six one one zero. Money gone? Call one one zero.", "en", "en-us", (140.0, 170.0), 3),
    ("有人打电话，让您把银行卡贴在手机背面。", "zh-CN", "cmn", SLOW, 0),
]


@pytest.mark.parametrize(("text", "lang", "voice", "rate", "ends"), SENTENCES)
def test_sentences_of_one_line_are_apart(
    text: str, lang: str, voice: str, rate: tuple[float, float], ends: int
) -> None:
    """Between two sentences there is the audience's pause, between their parts there is not; the rate stays."""
    plain = Espeak().speak(Line("a", text, lang, voice, rate))
    apart = Espeak().speak(Line("a", text, lang, voice, rate, pause=0.7))
    assert len([1 for start, end in silences(apart.samples) if end - start >= 0.69]) == ends
    assert rate_of(text, lang, apart.samples) == pytest.approx(rate_of(text, lang, plain.samples), rel=0.1)
    assert apart.seconds - plain.seconds < 0.45 * ends + 0.01


def test_espeak_knows_its_languages() -> None:
    """Ready for what its data has, not for what it has not."""
    assert [Espeak().ready(lang) for lang in ("zh-CN", "en", "en-GB", "ko")] == [""] * 4
    assert Espeak().ready("ja") == "it cannot read kanji"
    assert Espeak().ready("xx") == "it has no voice for `xx`"


@pytest.mark.slow
def test_a_film_is_within_the_rate_of_its_audience(board: Callable[..., Storyboard]) -> None:
    """All lines of a storyboard together: the rate the manifest gives is the audience's."""
    story = board("nfc-skimming", "seniors", "zh-CN")
    spoken = [(line.text, Espeak().speak(line)) for line in voices.lines(story, Espeak())]
    assert story.pace.rate[0] <= film_rate(spoken, "zh-CN") <= story.pace.rate[1]


# --- silent ----------------------------------------------------------------------------------------------------------


def test_silence_is_as_long_as_the_words() -> None:
    """Twice the words, twice the time; a comma adds a breath; nothing is shorter than a glance."""
    one, two = Silent().speak(LINE), Silent().speak(dataclasses.replace(LINE, text=TEXT * 2))
    assert two.seconds == pytest.approx(2 * one.seconds, abs=0.01)
    assert one.seconds == pytest.approx(len(TEXT) * 60 / 180, abs=0.01)
    assert Silent().speak(dataclasses.replace(LINE, text=f"{TEXT}，{TEXT}")).seconds > two.seconds
    assert Silent().speak(dataclasses.replace(LINE, text="好")).seconds == LEAST
    assert speech_seconds(one.samples) == 0


# --- recorded --------------------------------------------------------------------------------------------------------


@pytest.fixture
def studio(tmp_path: Path) -> Project:
    """A project with one recorded line, with a second of silence on both sides."""
    folder = tmp_path / "media" / "voice" / "zh-CN" / "scam"
    folder.mkdir(parents=True)
    (tmp_path / "content").mkdir()
    quiet = np.zeros(RATE, np.float32)
    (folder / "call.l1.wav").write_bytes(wav(np.concatenate([quiet, buzz(1.5), quiet]), channels=2))
    return Project(tmp_path, dt.date(2026, 11, 23))


def test_a_recording_is_used_without_its_silence(studio: Project) -> None:
    """A human reading is trimmed, needs no AI label and is no draft."""
    engine, reason = voices.pick("recorded", "zh-CN", "scam", studio)
    assert (engine.synthetic, engine.draft, reason) == (False, False, "recorded: as asked for")
    assert engine.speak(LINE).seconds == pytest.approx(1.54, abs=0.03)


@pytest.mark.usefixtures("offline")
def test_auto_mixes_recordings_with_another_voice_and_says_so(studio: Project) -> None:
    """Recorded lines win; the others are spoken, and each line knows by whom."""
    engine, reason = voices.pick("auto", "zh-CN", "scam", studio)
    missing = dataclasses.replace(LINE, id="call.l2")
    told = voices.told(engine, (LINE, missing), reason)
    assert told.startswith("recorded: 1 line is read by a person; the others by espeak: kokoro cannot: ")
    assert voices.told(engine, (LINE,), reason) == "recorded: every line is read by a person"
    assert voices.told(engine, (missing,), reason) == reason
    assert [voices.resolve(engine, x).name for x in (LINE, missing)] == ["recorded", "espeak"]
    assert engine.speak(missing) == Espeak().speak(missing)


def test_a_missing_recording_is_named(studio: Project) -> None:
    """Asked for recordings only, a line without one says what to record and where."""
    engine, _ = voices.pick("recorded", "zh-CN", "scam", studio)
    with pytest.raises(OutreachError) as problem:
        engine.speak(dataclasses.replace(LINE, id="call.l2"))
    assert "expected a recording of line `call.l2`, found none" in str(problem.value)
    assert f"record `{TEXT}` as call.l2.wav" in str(problem.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "found an empty file"),
        (b"not a sound", "found something else"),
        (wav(np.zeros(RATE, np.float32)), "expected speech in `call.l1.wav`, found silence"),
    ],
)
def test_a_broken_recording_is_an_error(studio: Project, data: bytes, message: str) -> None:
    """An empty, wrong or silent file is told by name."""
    (studio.root / "media/voice/zh-CN/scam/call.l1.wav").write_bytes(data)
    engine, _ = voices.pick("recorded", "zh-CN", "scam", studio)
    with pytest.raises(OutreachError) as problem:
        engine.speak(LINE)
    assert message in str(problem.value)


def test_a_playlist_in_disguise_is_not_followed(studio: Project, tmp_path: Path) -> None:
    """A `.wav` that is a playlist of other files is refused (CVE-2017-9993)."""
    secret = tmp_path / "secret.wav"
    secret.write_bytes(wav(buzz(1)))
    playlist = f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n"
    (studio.root / "media/voice/zh-CN/scam/call.l1.wav").write_text(playlist)
    with pytest.raises(OutreachError, match="found something else"):
        voices.pick("recorded", "zh-CN", "scam", studio)[0].speak(LINE)


def test_another_take_is_another_key(studio: Project) -> None:
    """A new recording under the same name is read again."""
    before = key(voices.pick("recorded", "zh-CN", "scam", studio)[0], LINE)
    (studio.root / "media/voice/zh-CN/scam/call.l1.wav").write_bytes(wav(buzz(2)))
    again = Project(studio.root, studio.date)
    assert key(voices.pick("recorded", "zh-CN", "scam", again)[0], LINE) != before


def test_a_missing_recording_is_quoted_as_it_is_read(studio: Project) -> None:
    """The words a person reads, not how they are spelled for a machine's ear."""
    engine, _ = voices.pick("recorded", "zh-CN", "scam", studio)
    with pytest.raises(OutreachError, match=r"record `把卡还清` as call\.l2\.wav"):
        engine.speak(dataclasses.replace(LINE, id="call.l2", text="把卡环清", shown="把卡还清"))


def test_names_from_before_are_found_while_they_are_clear(studio: Project) -> None:
    """A take named after the part its line was in is used; of two such, none is guessed."""
    folder = studio.root / "media/voice/zh-CN/scam"
    (folder / "call-2.l7.wav").write_bytes(wav(buzz(1)))
    found = voices.pick("recorded", "zh-CN", "scam", studio)[0]
    assert isinstance(found, Recorded)
    assert found.has("call.l7") and not found.has("call.l8") and not found.has("cal.l7")
    (folder / "call-3.l7.wav").write_bytes(wav(buzz(1)))
    again = voices.pick("recorded", "zh-CN", "scam", studio)[0]
    assert isinstance(again, Recorded) and not again.has("call.l7")
    (folder / "call.l7.flac").write_bytes(b"")
    once = voices.pick("recorded", "zh-CN", "scam", studio)[0]
    assert isinstance(once, Recorded) and once.path("call.l7") == folder / "call.l7.flac"


def test_an_audience_has_takes_of_its_own(studio: Project) -> None:
    """A take in the audience's folder wins for it; the others hear the one for all."""
    own = studio.root / "media/voice/zh-CN/scam/seniors"
    own.mkdir()
    (own / "call.l1.wav").write_bytes(wav(buzz(3)))
    (own / "call.l2.wav").write_bytes(wav(buzz(1)))
    found = voices.pick("recorded", "zh-CN", "scam", studio)[0]
    assert isinstance(found, Recorded)
    assert found.speak(LINE).seconds == pytest.approx(1.54, abs=0.03) and not found.has("call.l2")
    seniors = dataclasses.replace(found, audience="seniors")
    assert seniors.speak(LINE).seconds == pytest.approx(3, abs=0.05) and seniors.has("call.l2")


def broken(studio: Project, make: Callable[[Path], None]) -> str:
    """What is said of a recording made by `make`, and no more than 100 MB read and 5 s spent for it."""
    file = studio.root / "media/voice/zh-CN/scam/call.l1.wav"
    file.unlink()
    make(file)
    start = time.monotonic()
    with pytest.raises(OutreachError) as problem:
        voices.pick("recorded", "zh-CN", "scam", studio)[0].speak(LINE)
    assert time.monotonic() - start < 5
    return str(problem.value)


def _sparse(file: Path) -> None:
    file.write_bytes(wav(buzz(0.1)))
    os.truncate(file, 2 << 30)


def _long_flac(file: Path) -> None:
    """Twenty minutes of silence at 8 kHz: little on disk, much in memory."""
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono"]
    subprocess.run([*ffmpeg, "-t", "1200", "-f", "flac", str(file)], check=True)


def _lying_rate(file: Path) -> None:
    file.write_bytes(wav(buzz(0.1), rate=1)[:24] + b"\x00\x00\x00\x00" + wav(buzz(0.1))[28:])


def _pipe(file: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(file)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_sparse, "expected at most 100 MB of sound from `call.l1.wav`, found more"),
        (_long_flac, "expected at most 120 seconds of sound from `call.l1.wav`, found more"),
        (
            lambda file: file.write_bytes(b"RIFF" + os.urandom(5000)),
            "expected audio from `call.l1.wav`, found something",
        ),
        (_lying_rate, "call.l1.wav"),
        (Path.mkdir, "expected recordings in"),
        (_pipe, "call.l1.wav: error: expected a file, found a pipe"),
    ],
    ids=["sparse", "long", "garbage", "rate 0", "folder", "pipe"],
)
def test_a_hostile_recording_is_told_by_name(studio: Project, make: Callable[[Path], None], message: str) -> None:
    """Whatever lies under a recording's name: one error that names it, within bounds of memory and time."""
    assert message in broken(studio, make)


def test_no_line_is_longer_than_a_clip_may_be() -> None:
    """A text of five thousand digits, or a pace of a word an hour, is refused before anything is spoken."""
    with pytest.raises(OutreachError, match=r"at most 120 seconds in `call\.l1`, found about 375"):
        voices.speak(Silent(), dataclasses.replace(LINE, text="一" * 1000))
    with pytest.raises(OutreachError, match=r"at most 120 seconds in `call\.l1`"):
        voices.speak(Silent(), dataclasses.replace(LINE, rate=(0.0001, 0.0002)))
    assert voices.speak(Silent(), LINE).seconds < 10


# --- command ---------------------------------------------------------------------------------------------------------


def program(tmp_path: Path, body: str) -> tuple[str, ...]:
    """A small program that gets the text on its standard input."""
    path = tmp_path / "say.py"
    path.write_text(f"import sys\ntext = sys.stdin.buffer.read().decode()\n{body}\n", encoding="utf-8")
    return (sys.executable, str(path), "{lang}", "{voice}", "{rate}", "$(touch pwned)")


def test_a_command_gets_the_text_and_gives_a_sound(tmp_path: Path) -> None:
    """Text on standard input, language, voice and rate as arguments, WAV on standard output, no shell."""
    (tmp_path / "x.wav").write_bytes(wav(buzz(1.0)))
    body = (
        f"assert text == {TEXT!r} and sys.argv[1:] == ['zh-CN', 'cmn', '180', '$(touch pwned)']\n"
        f"sys.stdout.buffer.write(open({str(tmp_path / 'x.wav')!r}, 'rb').read())"
    )
    clip = Command(argv=program(tmp_path, body)).speak(LINE)
    assert clip.seconds == pytest.approx(1.0, abs=0.05)
    assert not Path("pwned").exists()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("sys.exit('the model is gone')", "ended with code 1 for `call.l1`"),
        ("sys.exit('the model is gone')", "hint: the model is gone"),
        ("print('hello')", "found something else"),
        ("pass", "found an empty file"),
        ("while True: pass", "did not end within 0.5 s"),
    ],
)
def test_a_command_that_fails_is_told(tmp_path: Path, body: str, message: str) -> None:
    """A failure, a wrong answer, no answer and a hanging program each say what happened."""
    with pytest.raises(OutreachError) as problem:
        Command(argv=program(tmp_path, body), limit=0.5 if "while" in body else 20).speak(LINE)
    assert message in str(problem.value)


ENDLESS = "while True: sys.stdout.buffer.write(bytes(1 << 20))"


def test_an_endless_program_is_stopped(tmp_path: Path) -> None:
    """It is ended once it has given more than any sound has; so is one that only complains."""
    with pytest.raises(OutreachError, match="expected at most 100 MB of sound from"):
        Command(argv=program(tmp_path, ENDLESS)).speak(LINE)
    with pytest.raises(OutreachError, match=r"did not end within 1 s"):
        Command(argv=program(tmp_path, ENDLESS.replace("stdout", "stderr")), limit=1).speak(LINE)


def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    """A program that leaves another one behind with its output open holds nobody up."""
    body = "import subprocess; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    start = time.monotonic()
    with pytest.raises(OutreachError, match="did not end within 1 s"):
        Command(argv=program(tmp_path, body), limit=1).speak(LINE)
    assert time.monotonic() - start < 10


def test_a_program_need_not_read_its_text(tmp_path: Path) -> None:
    """More text than a pipe holds, and nobody reads it."""
    path = tmp_path / "deaf.py"
    path.write_text("raise SystemExit(3)", encoding="utf-8")
    with pytest.raises(OutreachError, match="ended with code 3"):
        Command(argv=(sys.executable, str(path))).speak(dataclasses.replace(LINE, text="一" * 300_000))


@pytest.mark.parametrize(("words", "message"), [
    ('"espeak', "expected a closing quotation mark"), ("say 'a", "expected a closing quotation mark"),
    ("x" * 5000, "found a text that is none"), ("a\nb", "found a text that is none"), ("\udcff", "a text that is none"),
])  # fmt: skip
def test_words_that_are_no_program_are_told(project: Project, words: str, message: str) -> None:
    """An open quote or a text that is no command is a clear error, and does not stop `voice list`."""
    with pytest.raises(OutreachError, match=message):
        voices.pick(f"command:{words}", "zh-CN", "x", project)


def test_a_command_is_split_like_in_a_shell(project: Project) -> None:
    """Quotes hold a path with spaces together."""
    engine, _ = voices.pick(f"command:'{sys.executable}' -c 'import sys'", "zh-CN", "x", project)
    assert engine == Command(argv=(sys.executable, "-c", "import sys"))


# --- piper -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def piper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A stand-in for the piper package, since its models are far too big for a test, and a model's two files."""
    chunk = types.SimpleNamespace

    class PiperVoice:
        config = chunk(sample_rate=22050)

        @classmethod
        def load(cls, model: str) -> PiperVoice:
            if Path(model).read_bytes() == b"broken":
                raise RuntimeError("invalid protobuf")
            return cls()

        def synthesize(self, text: str, config: Any) -> list[Any]:
            seconds = len(text) * 60 / 250 * config.length_scale
            count = round(seconds * 22050)
            return [chunk(audio_float_array=0.3 * np.sin(2 * np.pi * 200 * np.arange(count) / 22050))]

    package = types.ModuleType("piper")
    package.PiperVoice, package.SynthesisConfig = PiperVoice, chunk  # type: ignore[attr-defined]
    package.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "piper", package)
    model = tmp_path / "zh.onnx"
    model.write_bytes(b"weights")
    Path(f"{model}.json").write_text(json.dumps({"language": {"code": "zh_CN"}}), encoding="utf-8")
    return model


def test_piper_speaks_at_the_rate_of_the_audience(piper: Path, project: Project) -> None:
    """The length scale is corrected by measuring."""
    engine, _ = voices.pick(f"piper:{piper}", "zh-CN", "x", project)
    clip = engine.speak(LINE)
    assert SLOW[0] <= rate_of(TEXT, "zh-CN", clip.samples) <= SLOW[1]


def test_another_model_is_another_key(piper: Path, project: Project) -> None:
    """The model's digest is a setting."""
    before = voices.pick(f"piper:{piper}", "zh-CN", "x", project)[0]
    piper.write_bytes(b"other weights")
    assert key(before, LINE) != key(voices.pick(f"piper:{piper}", "zh-CN", "x", project)[0], LINE)


def test_piper_without_its_parts_says_which(piper: Path, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model named, a model that is not there, no settings, another language, a broken model, no package."""
    monkeypatch.delenv("OUTREACH_PIPER_MODEL", raising=False)

    def problem(name: str, lang: str = "zh-CN") -> str:
        with pytest.raises(OutreachError) as caught:
            voices.pick(name, lang, "x", project)[0].speak(LINE)
        return str(caught.value)

    assert "no model is named: set OUTREACH_PIPER_MODEL" in problem("piper")
    assert "its model file `/no/such.onnx` is missing" in problem("piper:/no/such.onnx")
    assert "its model speaks `zh_CN`" in problem(f"piper:{piper}", "en")
    broken = piper.with_name("broken.onnx")
    broken.write_bytes(b"broken")
    assert f"its model file `{broken}.json` is missing" in problem(f"piper:{broken}")
    Path(f"{broken}.json").write_text("{}", encoding="utf-8")
    assert "is not a piper model's settings" in problem(f"piper:{broken}")
    Path(f"{broken}.json").write_text(json.dumps({"language": {"code": "zh_CN"}}), encoding="utf-8")
    monkeypatch.setattr("outreach.voices.piper._settings", lambda model: {"language": {"code": "zh_CN"}})
    assert "expected a piper model, found" in problem(f"piper:{broken}")
    monkeypatch.delitem(sys.modules, "piper")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "the package piper-tts is not installed" in problem(f"piper:{piper}")


def test_every_engine_of_the_table_keeps_the_contract() -> None:
    """Name, AI label, draft: what the build asks of an engine is there, under the name of its table."""
    made: list[Engine] = list(ALL)
    assert {e.name for e in made} == set(voices.ENGINES)
    assert {e.name for e in made if not e.synthetic} == {"recorded", "silent"}
    assert {e.name for e in made if e.draft} == {"espeak"}
    assert isinstance(Clip.of(buzz(0.1)).seconds, float)
