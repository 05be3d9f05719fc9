"""A text as a person reads, dials and types it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreach.folding import dialled, fold

# Signs that nobody sees, put anywhere into a number or a host.
UNSEEN = "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u2060\u2064\u3164\ufe0f\ufeff\U000e0061\U000e0100"
DIGITS = ("９６１１０", "𝟗𝟔𝟏𝟏𝟎", "٩٦١١٠", "९६११०", "⁹⁶¹¹⁰", "₉₆₁₁₀")


@pytest.mark.parametrize("number", DIGITS)
def test_digits_of_every_kind_are_digits(number: str) -> None:
    """Full-width, mathematical, Arabic, raised."""
    assert fold(number) == "96110"


@given(st.lists(st.sampled_from(UNSEEN), min_size=6, max_size=6))
def test_what_nobody_sees_changes_nothing(signs: list[str]) -> None:
    """Before, between and after the digits."""
    assert fold("".join(a + b for a, b in zip(signs, [*"96110", ""], strict=True))) == "96110"


@given(st.text())
@example("\u0e33")  # a letter that is a sign and a letter
@example("\u00b2\u200b\u00b2\u00b2")  # a run that is one when what nobody sees is gone
def test_folding_twice_is_folding_once(words: str) -> None:
    """What is folded is plain."""
    assert fold(fold(words)) == fold(words)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_stays(words: str) -> None:
    """Nothing to fold."""
    assert fold(words) == words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("96l10", "96110"),
        ("96IlO", "96IlO"),  # more letters than digits is a code
        ("九六幺幺零", "96110"),
        ("9六11零", "96110"),
        ("二〇二六年", "2026年"),
        ("一二三四五", "一二三四五"),
        ("九九八十一", "九九八十一"),
        ("一个三天", "一个三天"),
    ],
)
def test_what_would_be_dialled(words: str, found: str) -> None:
    """Letters among digits, Chinese signs read one by one; words and counting stay."""
    assert dialled(words) == found


def test_chinese_marks_stay() -> None:
    """Checks cut clauses at them."""
    marks = "，。：；？！“”（）、—…"
    assert fold(marks) == marks
    assert all(unicodedata.normalize("NFKC", fold(c)) == fold(c) for c in "ａ１é")
