"""What counts as heard: syllables, words and kana, and every number digit by digit."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.ear.judgement import judge
from outreach.ear.units import units

chinese = pytest.mark.skipif(importlib.util.find_spec("pypinyin") is None, reason="pypinyin is not installed")
japanese = pytest.mark.skipif(importlib.util.find_spec("pyopenjtalk") is None, reason="pyopenjtalk is not installed")


@chinese
@pytest.mark.parametrize(
    ("wanted", "heard", "errors", "wrong"),
    [
        ("拿不准，问九六幺幺零。", "拿不准,问96110。", 0, ()),
        ("拿不准，问九六幺幺零。", "拿不准 問九六一一零", 0, ()),  # the same sounds, other characters; 一 for 幺
        ("拿不准，问九六幺幺零。", "拿不准,问九六妖妖零", 0, ()),  # a word of the same sound
        ("拿不准，问九六幺幺零。", "拿不准,问96111", 1, ("96110",)),
        ("拿不准，问九六幺幺零。", "拿不准,问9611", 4, ("96110",)),  # read as a quantity: nine thousand …
        ("拿不准，问九六幺幺零。", "拿不准,问961100", 1, ("96110",)),  # a digit too many
        ("打幺幺零，再打九六幺幺零。", "打110,再打96110", 0, ()),
        ("打幺幺零，再打九六幺幺零。", "打120,再打96110", 1, ("110",)),
        ("今晚自动扣八百元。", "今晚自动扣800元。", 0, ()),
        ("今晚自动扣八百元。", "今晚自动扣六百元。", 1, ("8百",)),
        ("转走六万两千元。", "转走62000元", 0, ()),
        ("这一贴，钱没了。", "这一天,钱没了。", 1, ()),  # 一 alone is a word
        ("打开 N F C。", "打开NFC。", 0, ()),
        ("先挂断。", "", 3, ()),
        ("先挂断。", "Please hang up", 3, ()),
    ],
)
def test_chinese(wanted: str, heard: str, errors: int, wrong: tuple[str, ...]) -> None:
    """Toneless syllables: characters of one sound are one; a number that is off by a digit is named."""
    found = judge(wanted, heard, "zh-CN")
    assert (found.errors, found.wrong) == (errors, wrong)


@pytest.mark.parametrize(
    ("wanted", "heard", "errors", "wrong"),
    [
        ("Call nine six one one zero.", "Call 96110.", 0, ()),
        ("Call nine six one one zero.", "call 9 6 1 1 0", 0, ()),
        ("Call nine six one one zero.", "Call 96,110!", 0, ()),
        ("Call nine six one one zero.", "Call nine six double one zero.", 1, ("96110",)),
        ("Don't pay eight hundred yuan.", "Dont pay 800 Yuan", 0, ()),
        ("Don't pay eight hundred yuan.", "Don't pay 900 yuan.", 1, ("800",)),
        ("It took sixty-two thousand yuan.", "It took 62,000 yuan.", 0, ()),
        ("One of them is real.", "one of them is real", 0, ()),
        ("Hang up.", "", 2, ()),
    ],
)
def test_english(wanted: str, heard: str, errors: int, wrong: tuple[str, ...]) -> None:
    """Words; numbers in any writing."""
    found = judge(wanted, heard, "en")
    assert (found.errors, found.wrong) == (errors, wrong)


@japanese
def test_japanese() -> None:
    """Kana: kanji of the same reading are the same."""
    assert judge("電話を切る。", "電話をきる", "ja").errors == 0
    assert judge("電話を切る。", "電話に出る", "ja").errors > 1


@given(st.text(alphabet="abc defg'0123456789,.- ", max_size=60))
def test_what_is_heard_as_it_was_wanted_has_no_error(text: str) -> None:
    """Whatever the text: the same twice is right, and the count of errors is the same in both directions."""
    found = judge(text, text, "en")
    assert (found.errors, found.wrong) == (0, ())
    assert judge(text, "hang up", "en").errors == judge("hang up", text, "en").errors


def test_numbers_are_counted_apart() -> None:
    """Two numbers of a line are two."""
    assert [u.number for u in units("call 110 or 96110", "en")] == [0, 1, 1, 1, 0, 2, 2, 2, 2, 2]
