"""The spoken form: tables of examples for each language, and what holds for every text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.profiles import Profiles
from outreach.spoken import script_of, spoken_form, units
from outreach.storyboard import Storyboard
from outreach.voices.espeak import phonemes

TABLES = Path(__file__).parent / "spoken"
LEAST = {"zh-CN": 120, "en": 60, "ja": 60, "ko": 60}  # examples a language


def examples(lang: str) -> list[tuple[str, str]]:
    """The rows of a table: what is shown, how it is said."""
    rows = (TABLES / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [row.split(" → ") for row in rows if row and not row.startswith("#")]
    return [(shown, said) for shown, said in pairs]


ROWS = [(lang, shown, said) for lang in LEAST for shown, said in examples(lang)]


@pytest.mark.parametrize(("lang", "shown", "said"), ROWS, ids=[f"{lang}: {shown}" for lang, shown, _ in ROWS])
def test_it_is_said_as_the_table_says(lang: str, shown: str, said: str) -> None:
    """Each example is said as written, and what is already in words stays as it is."""
    assert spoken_form(shown, lang, {}) == said
    assert spoken_form(said, lang, {}) == said


@pytest.mark.parametrize("lang", LEAST)
def test_the_tables_are_long_enough(lang: str) -> None:
    """No table loses its examples, and none repeats one."""
    shown = [row[0] for row in examples(lang)]
    assert len(set(shown)) == len(shown) >= LEAST[lang]


TEXTS = st.text(alphabet="0123456789.,:%-/¥元年月日点第打110拨NFCApp 个人yuan分タ개", max_size=40)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(sorted(LEAST)))
def test_no_digit_is_left_to_an_engine(text: str, lang: str) -> None:
    """Whatever the text, its spoken form has no digit and no percent sign after one, and never fails."""
    assert not re.search(r"[0-9]", spoken_form(text, lang, {}))


def test_hotlines_of_a_storyboard_are_spelled(board: Callable[..., Storyboard]) -> None:
    """In a real storyboard every number to call is said digit by digit, in both languages."""
    seniors = board("nfc-skimming", "seniors", "zh-CN")
    said = " ".join(b.text.spoken for s in seniors.scenes for b in s.beats if b.text)
    assert "幺幺零" in said and "九六幺幺零" in said
    assert not re.search(r"\d", said)
    residents = board("nfc-skimming", "foreign-residents", "en")
    said = " ".join(b.text.spoken for s in residents.scenes for b in s.beats if b.text)
    assert "one one zero" in said and "nine six one one zero" in said
    assert not re.search(r"\d", said)


def test_pronounce_replaces_whole_words() -> None:
    """The list is used longest word first; a Latin word only where it stands alone."""
    assert spoken_form("重庆银行的行长", "zh-CN", {"行长": "航掌", "银行": "银航"}) == "重庆银航的航掌"
    assert spoken_form("an app happens", "en", {"app": "application"}) == "an application happens"
    assert spoken_form("还款，还", "zh-CN", {"还": "孩", "还款": "环款"}) == "环款，孩"


# word, what the voice must say: pinyin as espeak writes it, without its stress marks and pauses
READINGS = [
    ("银行", "ji35nXA35N"),
    ("重庆", "ts.hong35tS;hi51N"),
    ("行长", "XA35Nts.A214N"),
    ("长辈", "ts.A214Npei51"),
    ("重新", "ts.hong35S;i55n"),
    ("转账", "ts.ua214nts.A51N"),
    ("还款", "Xua35nkhwa214n"),
    ("还钱", "Xua35ntS;hiE35n"),
    ("教您", "tS;jAu55ni35n"),
    ("弹窗", "tha35nts.hwA55N"),
    ("便宜", "phiE35nji"),
    ("开户行", "khai55Xu51XA35N"),
    ("发卡行", "fA55khA214XA35N"),
    ("着急", "ts.Au35tS;i35"),
    ("分行", "f@55nXA35N"),
]


@pytest.mark.parametrize(("word", "sound"), READINGS, ids=[w for w, _ in READINGS])
def test_words_engines_get_wrong_are_read_right(profiles: Profiles, word: str, sound: str) -> None:
    """With the language's list, espeak reads the words that engines are known to get wrong."""
    said = spoken_form(word, "zh-CN", profiles.languages["zh-CN"].pronounce)
    assert re.sub(r"[_|', ]", "", phonemes(said, "cmn")).startswith(sound)


def test_every_entry_of_the_list_is_needed(profiles: Profiles) -> None:
    """An entry that changes nothing in espeak's reading has no business in the list."""
    for word, sound in profiles.languages["zh-CN"].pronounce.items():
        assert phonemes(word, "cmn") != phonemes(sound, "cmn"), word


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("有人打电话，让您贴卡。", "zh-CN", 9),
        ("打幺幺零", "zh-CN", 4),
        ("关掉 N F C 功能", "zh-CN", 7),
        ("SIM卡", "zh-CN", 2),
        ("Call one one zero.", "en", 4),
        ("Don't tap twenty-three cards", "en", 4),
        ("カードをかざさない", "ja", 9),
        ("카드를 대지 마세요", "ko", 8),
    ],
)
def test_units_count_what_a_rate_counts(text: str, lang: str, count: int) -> None:
    """Hanzi, kana and Hangul one by one, letters by name, English by words; marks do not count."""
    assert units(text, lang) == count


def test_scripts_are_told_apart() -> None:
    """Which writing systems a text has."""
    assert script_of("打110, 请 call") == {"han", "latin"}
    assert script_of("カード카드") == {"kana", "hangul"}
