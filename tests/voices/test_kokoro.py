"""The neural voice: its sounds, its model, its pace, and what it says when something is missing."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from outreach import voices
from outreach.diagnostics import OutreachError
from outreach.lang import units
from outreach.project import Project
from outreach.sound import RATE, silences
from outreach.sound.pace import rate_of
from outreach.voices import Line
from outreach.voices.kokoro import Kokoro, delivery, english, japanese, mandarin, model, styles
from outreach.voices.kokoro.sounds import Sound, settled
from outreach.voices.kokoro.vocabulary import VERSION_1_0

TEXT = "有人来电话，让您转账。先挂断，再打幺幺零。"
SLOW = (160.0, 200.0)
LINE = Line("call.l1", TEXT, "zh-CN", "zf_xiaoxiao", SLOW, pause=0.6)
installed = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("onnxruntime", "pypinyin", *model.PARTS)),
    reason="the extra `voice` is not installed",
)


@pytest.fixture
def kokoro(project: Project) -> Kokoro:
    """The engine with the model of the wheels."""
    engine = voices.ENGINES["kokoro"]("", "zh-CN", project, "")
    assert isinstance(engine, Kokoro)
    return engine


def letters(sounds: list[Sound]) -> str:
    """The phonemes of some sounds in a row."""
    return "".join(sound.phonemes for sound in sounds)


# --- sounds ----------------------------------------------------------------------------------------------------------


@installed
def test_every_syllable_of_mandarin_is_in_the_models_letters() -> None:
    """All readings of all Hanzi that pypinyin knows: none is left out, none has a letter that the model lacks."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - an extra
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415

    readings = {one for c in PINYIN_DICT for one in lazy_pinyin(chr(c), Style.TONE3, neutral_tone_with_five=True)}
    assert len(readings) > 1200
    unknown = {one for one in readings if set(mandarin.syllable(one)) - set(VERSION_1_0)}
    assert unknown == set()
    assert all(mandarin.syllable_in_zhuyin(one)[-1] in "12345" for one in readings)
    assert len({mandarin.syllable(one) for one in readings}) > len(readings) - 10  # ü and v, and the like


@installed
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("银行", "i↗n xa↗ŋ"),
        ("行长", "xa↗ŋ ꭧa↓ŋ"),
        ("重庆", "ꭧʰʊ↗ŋ ʨʰi↘ŋ"),
        ("转账", "ꭧwa↓n ꭧa↘ŋ"),
        ("挂失", "kwa↘ ʂɨ→"),
        ("应用", "i↘ŋ jʊ↘ŋ"),
        ("绿色", "ly↘ sɤ↘"),
        ("儿女", "ɚ↗ ny↓"),
        ("自己", "ʦɨ↘ ʨi↓"),
    ],
)
def test_mandarin_words(text: str, wanted: str) -> None:
    """Words of the field, with the reading that a bank clerk gives them."""
    assert letters(mandarin.sounds(text)).replace(" ", "") == wanted.replace(" ", "")


@installed
def test_v1_1_reads_zhuyin() -> None:
    """The letters of the other Chinese model: tone sandhi written, words parted by slashes."""
    assert (
        letters(mandarin.sounds("你好，转账是一定不会的。", zhuyin=True))
        == "ㄋㄧ2ㄏㄠ3, ㄓ万3ㄓㄤ4/ㄕ十4/ㄧ2ㄉ应4/ㄅㄨ2ㄏ为4/ㄉㄜ5. "
    )


@installed
def test_letters_inside_mandarin_are_spoken() -> None:
    """`N F C` and a word in Latin letters have sounds, one unit each."""
    said = mandarin.sounds("打开 N F C，装 SIM 卡。")
    assert [s.units for s in said if s.units] == [1] * units("打开 N F C，装 SIM 卡。", "zh-CN")
    assert "ˈɛn" in letters(said) and "sˈɪm" in letters(said)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Your card in the phone wallet is not verified.", [1, 1, 2, 1, 1, 1, 1, 1]),
        ("It is not a matter of the bank or of the police.", [1, 1, 2, 1, 2, 1, 1, 2, 1]),
        ("Out of the box, A T M and S I M are read as letters.", [2, *[1] * 13]),
        ("To the police.", [1, 1, 1]),
    ],
)
def test_words_that_are_joined_in_english_keep_the_others_apart(text: str, counts: list[int]) -> None:
    """espeak says "in the" as one word: the other words of the clause still have times of their own."""
    found = [sound.units for sound in english.sounds(text) if sound.units]
    assert found == counts and sum(found) == units(text, "en")


def test_the_letter_a_is_no_article() -> None:
    """A T M, F A Q, A I; an article stays one."""
    first, name = letters(english.sounds("A T M")), letters(english.sounds("A bank"))
    assert first.lstrip("ˈˌ").startswith("A") and name.startswith("ə")
    assert "ˈA" in letters(english.sounds("The F A Q")) and "A" in letters(english.sounds("by A I"))
    assert letters(english.sounds("A T-shirt")).startswith("ə")


@pytest.mark.parametrize("accent", [english.AMERICAN, english.BRITISH])
def test_english_is_in_the_models_letters(accent: str) -> None:
    """Every sound of some sentences of all kinds is known to the model; a unit a word."""
    for text in (
        "Your card isn't verified. It stops working tonight, at five.",
        "Call nine six one one zero; don't hang up!",
        "She asked: “Who's there?” A little bottle of water, the nurse's fire brigade, azure joy.",
        "Well-known, high-pitched (quite loud) questions — measure the beige garage.",
    ):
        said = english.sounds(text, accent)
        assert set(letters(said)) <= set(VERSION_1_0), set(letters(said)) - set(VERSION_1_0)
        assert sum(s.units for s in said) == pytest.approx(units(text, "en"), abs=1)


@installed
def test_japanese_reads_kanji() -> None:
    """Open JTalk reads, our table writes: 江湾銀行です and the small and long sounds."""
    assert letters(japanese.sounds("銀行です。")) == "ɡʲiɴkoːdesɨ. "
    said = letters(japanese.sounds("きっと、東京の学校で切手を。シャツ、チェック、ファン、ヴァイオリン、ティー。"))
    assert set(said) <= set(VERSION_1_0)
    assert "kʲiʔto" in said and "toːkʲoː" in said


def test_of_two_breaks_the_stronger_stays() -> None:
    """A comma swallows the space beside it; nothing begins with a mark."""
    word, comma, space = Sound("a", 1), Sound(", ", 0, "clause"), Sound(" ", 0, "word")
    assert settled([comma, word, space, comma, space, word]) == [word, comma, word]


# --- the voices ------------------------------------------------------------------------------------------------------


def test_blends() -> None:
    """Shares need not add up to one; a lone name is all of it."""
    assert styles.parts("zf_a") == [("zf_a", 1.0)]
    assert dict(styles.parts("zf_a*0.6 + zm_b*0.2")) == pytest.approx({"zf_a": 0.75, "zm_b": 0.25})


@pytest.mark.parametrize("blend", ["", "zf_a*", "zf_a*x", "zf_a+", "*0.5", "zf_a*0", "../zf_a", "ZF_A", "zf_a**2"])
def test_what_is_no_blend_is_named(blend: str) -> None:
    """One message with an example."""
    with pytest.raises(OutreachError, match="expected a voice such as `zf_xiaobei`"):
        styles.parts(blend)


def test_a_voice_that_is_not_there_is_named(project: Project) -> None:
    """With the voices there are."""
    with pytest.raises(OutreachError) as problem:
        styles.style(str(project.path(styles.FOLDER)), "", "zf_nobody")
    assert "no voice is called `zf_nobody`" in str(problem.value)
    assert "zf_xiaoxiao" in str(problem.value.diagnostics[0].hints)


def test_every_voice_of_the_languages_is_there(project: Project) -> None:
    """The cast of the language files: each part of each blend has its file, and none lies there for nothing."""
    from outreach.profiles import load_profiles, require  # noqa: PLC0415

    profiles = require(*load_profiles(project))
    cast = {v for one in profiles.languages.values() for v in one.voices.get("kokoro", {}).values()}
    used = {name for voice in cast for name, _ in styles.parts(voice)}
    assert used <= set(styles.names(project))
    assert all(styles.style(str(project.path(styles.FOLDER)), "", voice).shape == (510, 256) for voice in cast)


# --- the model -------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said(kokoro: Kokoro, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The language, the package, the model, the file, the voices: one line each, with what to do."""
    assert "does not speak `ko`; it speaks zh, en, ja" in kokoro.ready("ko")
    assert "expected voices in `media/voices/kokoro`" in dataclasses.replace(kokoro, styles=()).ready("en")
    gone = dataclasses.replace(kokoro, model=str(tmp_path / "gone.onnx"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "onnxruntime is not installed: pip install" in gone.ready("en")
    assert "pypinyin is not installed" in kokoro.ready("zh-CN")


@installed
def test_a_model_that_is_none(kokoro: Kokoro, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is missing, no model, or another graph; parts that were damaged."""
    assert "gone.onnx` is missing" in dataclasses.replace(kokoro, model=str(tmp_path / "gone.onnx")).ready("en")
    bad = tmp_path / "bad.onnx"
    bad.write_bytes(b"not a model")
    with pytest.raises(OutreachError, match="expected a Kokoro model, found something else"):
        model.load(str(bad))
    monkeypatch.setattr(model, "_part", lambda name: bad)
    with pytest.raises(OutreachError, match="is damaged: expected SHA-256 6e742170d309") as problem:
        model.load.__wrapped__("")
    assert "pip install --force-reinstall" in str(problem.value.diagnostics[0].hints)


@pytest.mark.slow
@installed
def test_a_model_of_ones_own(project: Project, tmp_path: Path) -> None:
    """`kokoro:PATH`: its digest is the key's; its letters are those of the config.json beside it."""
    own = tmp_path / "own.onnx"
    own.write_bytes(b"".join(part.read_bytes() for name in model.PARTS if (part := model._part(name))))
    engine, why = voices.pick(f"kokoro:{own}", "en", "", project)
    assert (engine.name, why) == ("kokoro", "kokoro: as asked for")
    assert isinstance(engine, Kokoro) and engine.digest == model.PARTS_DIGEST
    line = Line("a", "Hang up now.", "en", "af_heart", (140, 170))
    assert engine.speak(line).seconds > 0.5  # this file does not tell its lengths: it still speaks
    (tmp_path / "config.json").write_text(json.dumps({"vocab": {"a": 43}}), encoding="utf-8")
    model.load.cache_clear()
    assert model.load(str(own)).vocabulary == {"a": 43}
    np.savez(tmp_path / "voices-own.npz", zf_001=np.ones((510, 1, 256), np.float32))
    own_voices = str(styles.beside(str(own)))
    assert styles.style("", own_voices, "zf_001").sum() == 510 * 256
    assert "voices-own.npz" in dict(voices.pick(f"kokoro:{own}", "en", "", project)[0].styles)  # type: ignore[attr-defined]
    (tmp_path / "voices-own.npz").write_bytes(b"no zip")
    styles.style.cache_clear()
    with pytest.raises(OutreachError, match="expected the voices of a Kokoro model"):
        styles.style("", own_voices, "zf_001")
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    model.load.cache_clear()
    with pytest.raises(OutreachError, match="expected the `vocab` of a Kokoro model"):
        model.load(str(own))


# --- delivery --------------------------------------------------------------------------------------------------------


@installed
@pytest.mark.slow  # a long line, twice; the English rates below are quick
def test_a_line_keeps_its_rate_its_pauses_and_its_times(kokoro: Kokoro) -> None:
    """Within the audience's rate, 0.6 s between sentences, a time for each Hanzi, and the same bytes again."""
    clip = kokoro.speak(LINE)
    assert SLOW[0] <= rate_of(TEXT, "zh-CN", clip.samples) <= SLOW[1]
    assert max(end - start for start, end in silences(clip.samples)) >= 0.55
    assert len(clip.ticks) == units(TEXT, "zh-CN") + 1
    assert all(a <= b for a, b in pairwise(clip.ticks)) and clip.ticks[-1] == pytest.approx(clip.seconds, abs=0.01)
    assert clip == kokoro.speak(LINE)


REST = pytest.mark.slow


@pytest.mark.slow  # quick: a model of one's own speaks
@installed
@pytest.mark.parametrize(
    "rate", [pytest.param((110, 140), marks=REST), (140, 170), pytest.param((190, 230), marks=REST)]
)
def test_english_keeps_its_rate(kokoro: Kokoro, rate: tuple[float, float]) -> None:
    """The rates of three audiences."""
    text = "Your card in the phone wallet is not verified, so it stops working tonight."
    clip = kokoro.speak(Line("a", text, "en", "af_heart", rate, pause=0.6))
    assert rate[0] <= rate_of(text, "en", clip.samples) <= rate[1]


@pytest.mark.slow
@installed
def test_the_end_has_no_noise(kokoro: Kokoro) -> None:
    """A short line ends where its last sound does: no breath of half a second after it."""
    clip = kokoro.speak(dataclasses.replace(LINE, text="挂断。"))
    last = np.flatnonzero(np.abs(clip.samples) > 0.01)[-1]
    assert clip.seconds < 1.2 and len(clip.samples) - last < 0.25 * RATE


@installed
def test_a_long_text_is_spoken_whole(kokoro: Kokoro, project: Project) -> None:
    """Five hundred syllables: several runs below the model's limit, cut at the strongest break, nothing left out."""
    text = "先挂断，再打电话问家里人。" * 42
    take = delivery.Take(model.load(""), styles.style(kokoro.folder, "", "zf_xiaoxiao"), tuple(mandarin.sounds(text)))
    runs = take.runs()
    assert tuple(sound for run in runs for sound in run) == take.sounds
    assert max(len(take.tokens(run)) for run in runs) <= delivery.MOST_TOKENS
    assert {run[-1].breaks for run in runs} == {"sentence"}


@installed
def test_nothing_to_say_is_an_error(kokoro: Kokoro) -> None:
    """A line of marks alone names its text."""
    with pytest.raises(OutreachError, match="kokoro said nothing for `……`"):
        kokoro.speak(dataclasses.replace(LINE, text="……"))
