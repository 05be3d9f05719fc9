"""Numbers that people are told to call."""

from __future__ import annotations

import pytest
from typed import Find

from outreach.checks.content import Context
from outreach.checks.content.hotlines import check, numbers
from outreach.storyboard import Text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("打96110问问，再打110", ["96110", "110"]),
        ("银行客服400-000-0000", ["400-000-0000"]),
        ("座机010-12345678", ["010-12345678"]),
        ("95588和955880", ["95588", "955880"]),
        ("扣费800元，损失110元，120万元，¥110", []),
        ("2026年11月23日，12:30，1.100", []),
        ("卡号6222021234567890123，手机13812345678", []),
        ("第110条", []),
        ("Call 12381 or 96110.", ["12381", "96110"]),
        ("150 friends, 105平米", []),
        ("有事打119，火警119", ["119", "119"]),
        ("119报警", ["119"]),
        ("He lost 110 yuan in 120 minutes", []),
        ("打110，别慌", ["110"]),
        ("高薪兼职群（128）", []),
        ("报警电话（110）", ["110"]),
        ("打96\u00ad110", ["96110"]),
        ("打9\u200d6110", ["96110"]),
        ("打9.6.1.1.0", ["9.6.1.1.0"]),
        ("9 6 1 1 0", ["9 6 1 1 0"]),
        ("9\u00a06\u00a01\u00a01\u00a00", ["9 6 1 1 0"]),
        ("打961 10", ["961 10"]),
        ("打96-110", ["96-110"]),
        ("打九六幺幺零", ["96110"]),
        ("打幺幺零", ["110"]),
        ("打96l10", ["96110"]),
        ("打９６１１０", ["96110"]),
        ("打400-123-45-67", ["400-123-45-67"]),
        ("打4 0 0 1 2 3 4 5 6 7", ["4 0 0 1 2 3 4 5 6 7"]),
        ("座机（010）66668888", ["010）66668888"]),
        ("座机01066668888", ["01066668888"]),
        ("来电+852 5555 0000", ["+852 5555 0000"]),
        ("一二三四五，上山打老虎", []),
        ("1 2 3 4 5", []),
        ("二〇二六年，九九八十一", []),
        ("价格96.110", []),
        ("请拨打9611", ["9611"]),
        ("Dial 5555 now, we called 2000 people", ["5555"]),
    ],
)
def test_what_is_a_number_to_call(words: str, expected: list[str]) -> None:
    """Amounts, dates, times, account numbers and counts are none."""
    assert sorted(numbers(words, "zh-CN")) == sorted(expected)


@pytest.mark.parametrize(
    "words",
    [
        "拿不准，打96110问一问。已经被骗，马上打110。",
        "96110是反诈专线，不是报警电话。被骗了打110报警。",
        "96110劝阻，110报警",
        "收到12381的短信，看清内容",
        "400-000-0000可以冻结卡片",
    ],
)
def test_numbers_used_rightly(find: Find, words: str) -> None:
    """Known numbers, each for what it is for."""
    assert find("hotlines", words) == []


@pytest.mark.parametrize(
    ("words", "lang", "message"),
    [
        ("请拨打96119", "zh-CN", "expected a number of content/hotlines.yaml, found `96119`"),
        ("打9 6 1 1 9", "zh-CN", "expected a number of content/hotlines.yaml, found `9 6 1 1 9`"),
        ("打九六幺幺九", "zh-CN", "expected a number of content/hotlines.yaml, found `96119`"),
        ("打96ll9", "zh-CN", "expected a number of content/hotlines.yaml, found `96119`"),
        ("客服电话400-123-4567", "zh-CN", "expected a number of content/hotlines.yaml, found `400-123-4567`"),
        ("被骗了打96110报警", "zh-CN", "found `96110` as the number to report to, in `被骗了打96110报警`"),
        (
            "Call the police on 96110 now",
            "en",
            "found `96110` as the number to report to, in `Call the police on 96110 now`",
        ),
    ],
)
def test_numbers_used_wrongly(find: Find, words: str, lang: str, message: str) -> None:
    """Unknown ones, and 96110 as if it were the alarm number."""
    assert [d.message for d in find("hotlines", words, lang)] == [message]


def test_12381_takes_no_calls(find: Find) -> None:
    """It sends warnings only."""
    found = [d.message for d in find("hotlines", "有疑问请拨打12381")]
    assert "found `12381` as a number to call, in `有疑问请拨打12381`" in found


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("ja", "110円かかります", []),
        ("ja", "150人が相談", []),
        ("ja", "96119に電話してください", ["96119"]),
        ("ko", "110위안을 보냈다", []),
        ("ko", "96119로 전화하세요", ["96119"]),
        ("vi", "chờ 110 ngày", []),
        ("vi", "mất 110 tệ", []),
        ("vi", "Gọi 96119 ngay", ["96119"]),
        ("es", "esperó 110 días", []),
        ("es", "Llame al 96119", ["96119"]),
    ],
)
def test_what_counts_is_told_by_the_language(lang: str, words: str, expected: list[str]) -> None:
    """A quantity has its unit behind it in the text's own words, also in a language without a module."""
    assert sorted(numbers(words, lang)) == sorted(expected)


@pytest.mark.parametrize(
    ("lang", "words", "wrong"),
    [
        ("ja", "被害は96110に通報してください", True),
        ("ja", "96110は通報の番号ではありません", False),
        ("ko", "피해는 96110에 신고하세요", True),
        ("ko", "96110은 신고 번호가 아닙니다", False),
        ("en", "Call 96110 to tell the police", True),
        ("en", "96110 is not the police", False),
    ],
)
def test_a_number_for_the_wrong_thing_in_other_languages(lang: str, words: str, wrong: bool, context: Context) -> None:
    """Who has lost money calls 110; what is denied is not said."""
    found = list(check(Text(words, words, words, lang, (words,), (words,)), context))
    assert any("96110" in problem.message for problem in found) == wrong, found
