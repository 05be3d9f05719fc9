"""Checks of single texts: what passes, what is found, and in which words."""

from __future__ import annotations

import pytest
from typed import Find

from outreach.checks.content.personal import is_identity, is_luhn

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
        "流水号6222021234567890123",
        "单号20261126000001234567",
        "联系qq客服，写信到kefu@jiangwanbank.example",
        "发到abc@bank-verify.example",
        "2026.11.23，1500元/2000元",
        "加微信号****",
        "护照E********",
    ],
    "people": [
        "王某报警",
        "李女士接到电话",
        "小张和老陈",
        "欧阳先生",
        "我叫李经理",
        "江湾银行客服",
        "一张新卡",
        "张明信片",
        "何时何地都别慌",
        "马上去柜台",
        "钱明明在卡里",
        "高级经理",
        "平安是福",
    ],
    "leftovers": [
        "138****0000",
        "尾号**1234",
        "1 < 2 & 3 > 2",
        "填____元",
        "卡号6222 **** **** 1234",
        "3*4*5=60",
        "王*明",
        "【银行】通知[审核中]（打不开）",
        "AT&T; ok",
        "价格<50元>",
    ],
    "domains": [
        "jiangwanbank.example",
        "https://fz.jiangwanbank.example/q/AB12",
        "打开“bank-verify.example”",
        "安装包kefu.apk",
        "3.5万元，v1.2",
        "e.g. a text",
        "下载APP。OK",
        "Hang up. Call your bank. In a minute",
        "at home. Info is free",
        "写信到kefu@jiangwanbank.example",
        "https://jiangwanbank.example:443/q?x=1#y",
        "2026.11.23，1.2.3",
    ],
    "marketing": ["到柜台问清楚再办", "no interest in your money", "听到“保本高收益、稳赚不赔”就挂断"],
    "superlatives": [
        "第一时间打110",
        "最高人民法院",
        "最近常见",
        "第一步",
        "the bestseller",
        "第一单返了钱，第一天就到账",
        "说自己是“业内第一”",
    ],
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
    ("personal", "打138.1234.5678", ["found a mobile number `138.1234.5678`"]),
    ("personal", "打138/1234/5678", ["found a mobile number `138/1234/5678`"]),
    ("personal", "打1 3 8 1 2 3 4 5 6 7 8", ["found a mobile number `1 3 8 1 2 3 4 5 6 7 8`"]),
    ("personal", "打138\u200b1234\u00ad5678", ["found a mobile number `13812345678`"]),
    ("personal", "打l38l2345678", ["found a mobile number `13812345678`"]),
    ("personal", "打一三八幺二三四五六七八", ["found a mobile number `13812345678`"]),
    ("personal", "+86 138-1234-5678", ["found a mobile number `+86 138-1234-5678`"]),
    ("personal", "身份证110101199001011234", ["found an identity number `110101199001011234`"]),
    ("personal", "身份证110101 19900101 1234", ["found an identity number `110101 19900101 1234`"]),
    ("personal", "证件号11010119900101123x", ["found an identity number `11010119900101123x`"]),
    ("personal", "卡号6222.0212.3456.7890.128", ["found a bank card number `6222.0212.3456.7890.128`"]),
    ("personal", "卡号6222021234567890123", ["found a bank card number `6222021234567890123`"]),
    ("personal", "打到账号：1234567890123", ["found a bank card number `1234567890123`"]),
    ("personal", "QQ：12345678", ["found a chat account `12345678`"]),
    ("personal", "加V：abc_123456", ["found a chat account `abc_123456`"]),
    ("personal", "加我微信 zhangwei88", ["found a chat account `zhangwei88`"]),
    ("personal", "wxid_a1b2c3d4", ["found a chat account `wxid_a1b2c3d4`"]),
    ("personal", "写信到zhang.wei@qq.com", ["found a mail address `zhang.wei@qq.com`"]),
    ("personal", "护照号E12345678", ["found a passport number `E12345678`"]),
    ("people", "您好，我是张伟，工号1234", ["found the full name `张伟`"]),
    ("people", "张伟和李娜来取钱", ["found the full name `张伟`", "found the full name `李娜`"]),
    ("people", "联系李建国警官", ["found the full name `李建国`"]),
    ("people", "我叫王小明。", ["found the full name `王小明`"]),
    ("people", "欧阳明先生", ["found the full name `欧阳明`"]),
    ("people", "My name is John Smith.", ["found the full name `John Smith`"]),
    ("people", "Zhang Wei called me", ["found the full name `Zhang Wei`"]),
    ("leftovers", "请**不要**转账", ["found Markdown emphasis, `**不要**`, which is shown as it is"]),
    ("leftovers", "请*不要*转账 *千万*", ["found Markdown emphasis, `*千万*`, which is shown as it is"]),
    ("leftovers", "请__不要__转账", ["found Markdown emphasis, `__不要__`, which is shown as it is"]),
    ("leftovers", "第一行<br>第二行", ["found an HTML tag, `<br>`, which is shown as it is"]),
    ("leftovers", '<a href="x">', ['found an HTML tag, `<a href="x">`, which is shown as it is']),
    ("leftovers", "挂断&nbsp;报警", ["found an HTML entity, `&nbsp;`, which is shown as it is"]),
    ("leftovers", "A &amp; B &#39;", ["found an HTML entity, `&amp;`, which is shown as it is"]),
    ("leftovers", "[看这里](https)", ["found a Markdown link, `[看这里](https)`, which is shown as it is"]),
    ("leftovers", "输入`1234`", ["found a Markdown code mark, `'`, which is shown as it is"]),
    ("leftovers", "- 先挂断", ["found a list mark, `- 先`, which is shown as it is"]),
    ("leftovers", "•先挂断", ["found a list mark, `•先`, which is shown as it is"]),
    ("leftovers", "1. Hang up", ["found a list mark, `1. H`, which is shown as it is"]),
    ("leftovers", "## 标题", ["found a heading mark, `##`, which is shown as it is"]),
    *(
        ("domains", words, [f"expected an address of `jiangwanbank.example`, found `{host}`"])
        for words, host in (
            ("登录icbc\u00ad.com", "icbc.com"),
            ("登录ic\u200dbc.com", "icbc.com"),
            ("登录icbc。com", "icbc.com"),
            ("登录icbc｡com", "icbc.com"),
            ("登录icbc．com", "icbc.com"),
            ("登录icbc . com", "icbc.com"),
            ("登录icbc点com", "icbc.com"),
            ("登录icbc[.]com", "icbc.com"),
            ("登录ｉｃｂｃ.ｃｏｍ", "icbc.com"),
            ("登录icbc.c0m", "icbc.c0m"),
            ("登录bank.xn--fiqs8s", "bank.xn--fiqs8s"),
            ("登录https://icbc.zip", "icbc.zip"),
            ("登录icbc.pdf/login", "icbc.pdf"),
            ("登录icbc-verify.com.pdf", "icbc-verify.com.pdf"),
            ("登录https://[2001:db8::1]/a", "[2001:db8::1]"),
            ("登录https://localhost:8080/a", "localhost"),
            ("登录192.168.1.10", "192.168.1.10"),
            ("登录工商银行.中国", "登录工商银行.中国"),
            ("登录https://银行.example.cn/", "银行.example.cn"),
        )
    ),
    (
        "domains",
        "登录jiаngwanbank.example",
        ["found `jiаngwanbank.example`, which looks like `jiangwanbank.example` and is another address"],
    ),
    ("domains", "weixin://dl/business", ["expected `https://`, found `weixin://`, which opens an app"]),
    ("names", "微\u200b信客服", ["found the real name `微信`"]),
    ("marketing", "稳\u2060赚不赔", ["found the selling words `稳赚`: this becomes marketing"]),
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
def test_pass(find: Find, name: str, words: str) -> None:
    """Nothing is found."""
    lang = "en" if words.isascii() and name == "plain_english" else "zh-CN"
    assert [d.message for d in find(name, words, lang)] == []


@pytest.mark.parametrize(("name", "words", "expected"), FAIL)
def test_fail(find: Find, name: str, words: str, expected: list[str]) -> None:
    """Each finding has these words, a place, and a hint or two sides."""
    found = find(name, words, "en" if name == "plain_english" else "zh-CN")
    assert sorted(d.message for d in found) == sorted(expected)
    assert all(str(d.where) == "f.yaml:1:1" for d in found)


def test_a_sentence_is_an_error_from_26_words(find: Find) -> None:
    """20 is good, 25 the most."""
    assert [find("plain_english", "word " * n, "en")[0].severity for n in (21, 25, 26)] == [
        "warning",
        "warning",
        "error",
    ]


def test_superlatives_only_warn(find: Find) -> None:
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
def test_numbers_that_are_said(find: Find, shown: str, said: str, messages: list[str]) -> None:
    """A number may be left out when it is said, never changed."""
    assert [d.message for d in find("spoken_numbers", shown, said=said)] == messages


@pytest.mark.parametrize(
    "words",
    [
        "稳赚不赔，年化30%",
        "保本保收益，限时优惠",
        "我们是全国第一名，行业首选",
        "点http://bank-verify.example取消",
        "高薪兼职群（128）",
        "今天返现15000，明天翻倍",
        "都怪你贪小便宜",
    ],
)
def test_a_scammer_may_promise_press_and_count(find: Find, words: str) -> None:
    """His words are shown to be recognised; in our own mouth each of them is found."""
    names = ("marketing", "superlatives", "domains", "hotlines", "blaming")
    assert [d.message for name in names for d in find(name, words, quoted=True)] == []
    if "128" not in words:
        assert [d for name in names for d in find(name, words)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("personal", "我的号码13812345678"),
        ("personal", "身份证110101199001011234"),
        ("people", "我是张伟"),
        ("domains", "点icbc-verify.com"),
        ("domains", "点bit.ly/abc"),
        ("hotlines", "回拨010-66668888"),
        ("hotlines", "我是95588客服"),
        ("hotlines", "请拨打12399"),
        ("names", "加微信"),
        ("leftovers", "**限时**优惠"),
    ],
)
def test_what_a_scammer_says_points_at_nobody(find: Find, name: str, words: str) -> None:
    """Numbers to dial, real hosts, people and companies are found in his words, too."""
    assert find(name, words, quoted=True)


def test_a_full_name_is_an_error_only_where_a_text_says_that_it_is_one(find: Find) -> None:
    """A list of frequent signs is no register of persons."""
    assert [find("people", words)[0].severity for words in ("我叫张伟", "张伟来了")] == ["error", "warning"]


def test_checks_read_what_is_said_too(find: Find) -> None:
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
