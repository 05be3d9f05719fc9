"""Signs that look like others, in values, keys and in place of YAML's own; breaks inside Chinese."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.adapt.wording import Wording
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import load_script
from outreach.source import Strict, validate
from outreach.source.reading import read_text
from outreach.source.signs import one_line, spaced, usual


def _told(text: str) -> list[str]:
    return [str(d).removeprefix("f.yaml:").split("\n")[0] for d in read_text("f.yaml", text).problems]


ODD = {"\u00a0": "U+00A0 (no-break space)", "\u3000": "U+3000 (ideographic space)"}
MISTYPED = {  # text -> the one message, at the line it was typed on
    "a:\n  - id: x\n    text：b\n": "3:9: error: expected `: ` after a key, found U+FF1A (full-width colon)",
    "id: x\ntext：b\n": "2:5: error: expected `: ` after a key, found U+FF1A (full-width colon)",
    "id: x\ntext ：b\nmore: y\n": "2:6: error: expected `: ` after a key, found U+FF1A (full-width colon)",
    "a:\n  - id: x\n    text:b\n    role: y\n": "3:10: error: expected a space after `text:`, found none",
    "a:\n  － id: x\n    text: y\n": "2:3: error: expected `- ` before an item, found `－` (U+FF0D)",
    "a:\n  • id: x\n    text: y\n": "2:3: error: expected `- ` before an item, found `•` (U+2022)",
    "反诈脚本第一版\nschema: 1\nid: x\n": (
        "1:1: error: expected `key: value` lines, found the text `反诈脚本第一版` before them"
    ),
    "# 注释\n\n【脚本】\n\nschema: 1\n": (
        "3:1: error: expected `key: value` lines, found the text `【脚本】` before them"
    ),
    '"脚本"\nschema: 1\n': '1:1: error: expected `key: value` lines, found the text `"脚本"` before them',
    "text: 搜一搜 #反诈\n  看看\nid: x\n": "1:11: error: `#反诈` is not read: ` #` begins a comment",
    "primary: #1F4E8C\nb: c\n": "1:10: error: `#1F4E8C` is not read: ` #` begins a comment",
    "a:\n  - #反诈\n  - b\n": "2:5: error: `#反诈` is not read: ` #` begins a comment",
    "text: 搜一搜 #反诈宣传，看看\n": "1:11: warning: `#反诈宣传，看看` is not read: ` #` begins a comment",
    "text: b c\n    note：d\n": "2:9: error: expected `: ` after a key, found U+FF1A (full-width colon)",
    "text: ⾦额\n": "1:7: warning: expected `金`, found U+2FA6, which looks like it",
    "text: 第⻚\n": "1:8: warning: expected `页`, found U+2EDA, which looks like it",
    "text: 奖\uf90a\n": "1:8: warning: expected `金`, found U+F90A, which looks like it",
    "text: ＡＰＰ下载\n": "1:7: warning: expected `APP`, found full-width `ＡＰＰ`",
    "text: 打９６１１０\n": "1:8: warning: expected `96110`, found full-width `９６１１０`",
    "text: 96\u00ad110\n": "1:9: error: found the invisible character `U+00AD`",
    "text: 96\u200d110\n": "1:9: error: found the invisible character `U+200D`",
    "text: 反诈\u3164x\n": "1:9: error: found the invisible character `U+3164`",
    "text: a\U000e0041b\n": "1:8: error: found the invisible character `U+E0041`",
    **{
        f"a:\n  - id: x\n    text:{s}b\n    role: y\n": f"3:10: error: expected a space after the colon, found {n}"
        for s, n in ODD.items()
    },
    **{f"a:\n  - text:{s}b\n": f"2:10: error: expected a space after the colon, found {n}" for s, n in ODD.items()},
    **{
        f"a:\n  - id: x\n{s}text: b\n    c: y\n": f"3:1: error: expected spaces at the beginning of the line, found {n}"
        for s, n in ODD.items()
    },
    **{f"a:\n  te{s}xt: b\n": f"2:5: error: found {n} in a key" for s, n in ODD.items()},
    **{f"text{s}: b\n": f"1:5: error: found {n} in a key" for s, n in ODD.items()},
    "a:\n  te\u2009xt: b\n": "2:5: error: found `\u2009` (U+2009) in a key",
}


@pytest.mark.parametrize("text", MISTYPED)
def test_each_sign_is_named_at_its_own_place(text: str) -> None:
    """Exactly one message, whatever the parser stumbled over afterwards."""
    assert _told(text) == [MISTYPED[text]]


@pytest.mark.parametrize(
    "text",
    [
        "text: 打开APP：下载\n",
        "- QQ：号码\n",
        "a: b # 注释\n",
        'a: "b #c"\n',
        'a: "b" #c\n',
        "a: |\n  text：b #c\n  note:d\n",
        "a: b#c\n",
        "# ＡＰＰ ⾦\na: b\n",
        "a: １つ、ＡＰＰを\n",
        "a: https://bank.example/#x\n",
        "a: می\u200cخواهم\n",
        "a: [b, c] #d\n",
        "#----\na: b #----\n",
    ],
)
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    """Comments, quotes, block texts, Japanese, Persian."""
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("text: 这是一句很长的\n  话，写了\n  两行 abc\n  def\n", "这是一句很长的话，写了两行 abc def"),
        ('text: "这是一句很长的\n  话"\n', "这是一句很长的话"),
        ("text: '他说''行\n  了'\n", "他说'行了"),
        ("text: >\n  这是一句\n  话\n", "这是一句话\n"),
        ("text: |\n  这是一句\n  话\n", "这是一句\n话\n"),
        ("text: 上午 下午\n  晚上\n", "上午 下午晚上"),
        ("text: 保证金，\n  APP\n", "保证金，APP"),
        ("text: one\n  two\n", "one two"),
        ("text: 한국\n  어\n", "한국 어"),
    ],
)
def test_a_line_break_in_chinese_leaves_no_space(text: str, words: str) -> None:
    """In Latin and Korean text it does."""
    assert read_text("f.yaml", text).data == {"text": words}


def test_a_block_text_is_shown_on_one_line(project: Project, profiles: Profiles) -> None:
    """What `|` keeps as lines becomes one, without a space between Chinese signs."""
    script, _ = load_script(project, "nfc-skimming")
    assert script is not None
    wording = Wording(script, profiles, profiles.audiences["seniors"], "zh-CN", None)
    assert wording.plain({"zh-CN": "先挂断，\n再问 APP\nok"}).shown == "先挂断，再问 APP ok"


@given(st.text(alphabet="骗子，。“”ab1 \n하", max_size=20))
def test_one_line_has_no_break_and_loses_no_sign(words: str) -> None:
    """Only white space goes or comes."""
    line = one_line(words)
    assert "\n" not in line and "  " not in line
    assert "".join(line.split()) == "".join(words.split())


def test_marks_join() -> None:
    """CSS Text: no space beside full-width marks, none between wide signs."""
    assert [spaced(*pair) for pair in ("骗子", "，a", "a（", "子“", "a“", "ab", "子a", "하하")] == [
        *(False, False, False, False),
        *(True, True, True, True),
    ]


def test_every_kangxi_radical_becomes_a_whole_sign() -> None:
    """And stays what it is otherwise."""
    for code in range(0x2F00, 0x2FD6):
        assert usual(chr(code)) == unicodedata.normalize("NFKC", chr(code)) != chr(code)
    assert usual("⻅⻋⻔⻚⻝⻢⻰") == "见车门页食马龙"


class Paint(Strict):
    """A model with a colour."""

    primary: str


def test_a_colour_without_quotes_is_told_once() -> None:
    """Not as a lost comment and as a missing value."""
    source = read_text("f.yaml", "primary: #1F4E8C\n")
    assert validate(source, Paint) is None
    assert [d.code for d in source.problems] == ["comment"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + ":".join(["1"] * 100_000),
        "a: 0x" + "f" * 500_000,
        "a: " + "9" * 500_000,
        "a: [" + "⾦, " * 30_000 + "b]",
        "a: [" + "b, " * 50_000 + "c] #d",
        "a: " + "⾦\n  " * 50_000 + "b",
    ],
    ids=["base 60", "hex", "decimal", "radicals on a line", "commas", "radicals on lines"],
)
def test_long_values_are_read_quickly(text: str) -> None:
    """A number of half a megabyte is no number."""
    start = time.process_time()
    read_text("f.yaml", text)
    assert time.process_time() - start < 5
