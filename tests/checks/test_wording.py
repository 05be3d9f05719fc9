"""Checks of single texts: what passes, what is found, and in which words."""

from __future__ import annotations

import pytest

from outreach.checks.personal import is_identity, is_luhn

# check -> texts in which it finds nothing
PASS = {
    "personal": [
        "138****0000",
        "尾号1234的卡",
        "户名：王某某",
        "拨打400-000-0000",
        "2026年11月23日12点30分",
        "金额1000000000000元",
        "订单号110105194912310021",  # a date, a wrong check character
        "京东A座",
    ],
    "domains": [
        "jiangwanbank.example",
        "https://fz.jiangwanbank.example/q/AB12",
        "打开“bank-verify.example”",
        "安装包kefu.apk",
        "3.5万元，v1.2",
        "e.g. a text",
    ],
    "marketing": ["到柜台问清楚再办", "no interest in your money"],
    "superlatives": ["第一时间打110", "最高人民法院", "最近常见", "第一步", "the bestseller"],
    "blaming": ["骗子训练有素，谁都可能碰上", "It is not your fault", "不怪您"],
    "names": ["冒充某平台客服", "北京东路", "a video app", "zooming in"],
    "plain_english": ["Hang up. Call your bank on the number on your card.", "word " * 20, "挂断。" * 30],
    "spoken_numbers": ["800元"],
}
# (check, text, messages)
FAIL = [
    ("personal", "打13812345678", ["found a mobile number `13812345678`"]),
    ("personal", "打138 1234 5678", ["found a mobile number `138 1234 5678`"]),
    ("personal", "打１３８１２３４５６７８", ["found a mobile number `13812345678`"]),
    ("personal", "身份证11010519491231002X", ["found an identity number `11010519491231002X`"]),
    ("personal", "身份证130503670401001", ["found an identity number `130503670401001`"]),
    ("personal", "卡号6222 0212 3456 7890 128", ["found a bank card number `6222 0212 3456 7890 128`"]),
    ("personal", "车牌京A12345", ["found a number plate `京A12345`"]),
    ("personal", "户名：王小明", ["found the name of an account's owner `王小明`"]),
    ("personal", "加微信号：abc_12345", ["found a chat account `abc_12345`"]),
    ("domains", "http://jiangwanbank.example", ["expected `https://jiangwanbank.example`, found `http://`"]),
    ("domains", "点bit.ly/abc", ["found the short address `bit.ly`, which hides where it leads"]),
    (
        "domains",
        "登录WWW.Bank-Verify.COM",
        ["expected an address of `jiangwanbank.example`, found `www.bank-verify.com`"],
    ),
    (
        "domains",
        "jiangwanbank.example.cn",
        ["expected an address of `jiangwanbank.example`, found `jiangwanbank.example.cn`"],
    ),
    ("domains", "xjiangwanbank.com", ["expected an address of `jiangwanbank.example`, found `xjiangwanbank.com`"]),
    (
        "marketing",
        "年化收益率4%，预约办理",
        [f"found the selling words `{w}`: this becomes marketing" for w in ("年化", "收益率", "预约办理")],
    ),
    ("marketing", "Apply now", ["found the selling words `apply now`: this becomes marketing"]),
    ("superlatives", "最佳方法", ["found the absolute word `最佳`"]),
    ("superlatives", "１００%有效", ["found the absolute word `100%`"]),
    ("blaming", "都怪贪小便宜", ["found `贪小便宜`, which blames the person who was cheated"]),
    ("blaming", "Gullible people", ["found `gullible`, which blames the person who was cheated"]),
    ("names", "冒充微信客服", ["found the real name `微信`"]),
    ("names", "a call from PayPal", ["found the real name `paypal`"]),
    ("plain_english", "word " * 21, ["expected at most 20 words in a sentence, found 21"]),
]


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, rows in PASS.items() for words in rows])
def test_pass(find, name: str, words: str) -> None:  # type: ignore[no-untyped-def]
    """Nothing is found."""
    lang = "en" if words.isascii() and name == "plain_english" else "zh-CN"
    assert [d.message for d in find(name, words, lang)] == []


@pytest.mark.parametrize(("name", "words", "expected"), FAIL)
def test_fail(find, name: str, words: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    """Each finding has these words, a place, and a hint or two sides."""
    found = find(name, words, "en" if name == "plain_english" else "zh-CN")
    assert sorted(d.message for d in found) == sorted(expected)
    assert all(str(d.where) == "f.yaml:1:1" for d in found)


def test_a_sentence_is_an_error_from_26_words(find) -> None:  # type: ignore[no-untyped-def]
    """20 is good, 25 the most."""
    assert [find("plain_english", "word " * n, "en")[0].severity for n in (21, 25, 26)] == [
        "warning",
        "warning",
        "error",
    ]


def test_superlatives_only_warn(find) -> None:  # type: ignore[no-untyped-def]
    """A list of words is no lawyer."""
    assert [d.severity for d in find("superlatives", "最佳")] == ["warning"]


@pytest.mark.parametrize(
    ("shown", "said", "messages"),
    [
        ("扣800元", "扣八百元", []),
        ("扣800元", "今晚就要扣钱", []),
        ("打400-000-0000冻结", "打银行客服冻结", []),
        ("打96110", "打九六幺幺零", []),
        ("万一不放心，千万别急", "万一不放心，千万不要一个人急", []),
        ("扣800元", "扣八十元", ["`八十` is said, but not shown in `扣800元`"]),
        ("打110", "打96110", ["`96110` is said, but not shown in `打110`"]),
    ],
)
def test_numbers_that_are_said(find, shown: str, said: str, messages: list[str]) -> None:  # type: ignore[no-untyped-def]
    """A number may be left out when it is said, never changed."""
    assert [d.message for d in find("spoken_numbers", shown, said=said)] == messages


def test_checks_read_what_is_said_too(find) -> None:  # type: ignore[no-untyped-def]
    """The spoken form is a caption."""
    assert [d.message for d in find("names", "某平台", said="微信")] == ["found the real name `微信`"]


def test_identity_numbers_and_cards() -> None:
    """Check characters by GB 11643 and ISO/IEC 7812; a real-looking number with a wrong one is not reported."""
    assert is_identity("11010519491231002X")
    assert not is_identity("110105194912310021")
    assert not is_identity("11010519491331002X")
    assert is_luhn("79927398713")
    assert not is_luhn("79927398710")
    assert not is_luhn("0000000000000000")
