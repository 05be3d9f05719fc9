"""The spoken form: tables of examples for each language, and what holds for every text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.lang import script_of, spoken_form, units
from outreach.profiles import Profiles
from outreach.storyboard import Storyboard
from outreach.voices.espeak_library import phonemes

TABLES = Path(__file__).parent / "spoken"
LEAST = {"zh-CN": 300, "en": 160, "ja": 90, "ko": 90, "vi": 20, "es": 16}  # examples a language


def examples(lang: str) -> list[tuple[str, str]]:
    """The rows of a table: what is shown, how it is said."""
    rows = (TABLES / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [row.split(" → ") for row in rows if row and not row.startswith("#")]
    return [(shown, said) for shown, said in pairs]


@pytest.mark.parametrize("lang", LEAST)
def test_it_is_said_as_the_table_says(lang: str) -> None:
    """Each example is said as written, and what is already in words stays as it is."""
    wanted = {text: said for shown, said in examples(lang) for text in (shown, said)}
    said_so = {text: spoken_form(text, lang, {}) for text in wanted}
    assert said_so == wanted


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


# What stands before and after a service number in real texts; none of it counts anything.
BEFORE_ZH = """
    打 拨打 接到 拨 请打 马上打 快打 用手机打 可以打 问 问问 请问 找 联系 转 转接 记住 存好 认准 收到 冒充 自称
    假冒 来电显示 号码是 电话是 热线 专线 客服 报警电话 反诈专线 要打 先打 再打 别忘了 就打 只有 除了 比如 包括
    和 或 、 ， 。 “ 【 （
""".split()
AFTER_ZH = """
    来电 来了 来电话 来人 对吗 对不对 对方就挂 对面 号码 号 后 后台 后面 多次来电 多打几次 字样 比较好
    比什么都快 家人不同意 家里 家属 里的民警 里面 根本不会 条件 个别民警 个人信息 人工服务 人员 人民警察 民警 的
    是 吗 吧 呢 啊 ！ ， 。 ？ ” 】 ） 打不通 分局 位置 名称 笔录 所以 晚上 天天有人 次日 万一 千万别挂 百姓
    通知 通话 群众 张警官 周一 部门 只要 年轻 代表 月底 日常 度假 元旦 年底 点击 点开 句号 项目 层层 样子 招聘
    道路 座机 户籍 件数 倍感 斤斤计较 米饭 步骤 种类 双方 期间 成功 线上 路上 把关 颗粒 遍布 本行 不会要求转账
    会发短信 回拨 问一问 报警 人数 人情 家暴 家居 年度 年终 天黑 天气 个贷 人行 人证 来源 里程 余下 把握
    群发
""".split()
BEFORE_EN = """
    call dial ring phone text ask the a from to at on by with and or if when is was because why Police: number
    line hotline calling called answering reached trust fake real your our save remember
""".split()
AFTER_EN = """
    is was will would can can't never always calls called calling answers answered asks says said tells sends
    helps works knows officers operator police staff line number hotline service for in at on or and if to the
    who when before after first now today again instead only please right . , ! ? ; : ) free about with from
    does do has may must should officer
""".split()


def spelled(number: str, lang: str) -> str:
    """The number digit by digit; other marks than digits are pauses."""
    return spoken_form(number, lang, {})


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_service_number_alone_is_read_by_its_digits(lang: str, profiles: Profiles) -> None:
    """Every number of the registry: as many digits as it has, no tens and hundreds."""
    names = dict(zip("0123456789", "zero one two three four five six seven eight nine".split(), strict=True))
    if lang == "zh-CN":
        names = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
    for number in (h.number for h in profiles.hotlines.values()):
        said = re.sub(r"[，, ]", "", spelled(number, lang))
        assert said == "".join(names[d] for d in number if d.isdigit())


LINES = st.one_of(
    st.sampled_from(["110", "119", "120", "122", "12110", "12345", "96110", "12381", "12378", "400-000-0000"]),
    st.from_regex(r"\A(?:9[56][0-9]{3}|123[0-9]{2}|121[0-9]{2}|100[1-9][0-9]|400-[0-9]{3}-[0-9]{4})\Z"),
    st.from_regex(r"\A(?:0[1-9][0-9]{1,2}-[2-8][0-9]{6,7}|1[3-9][0-9]{9}|[2-8][0-9]{6}[1-9])\Z"),
)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(LINES, st.sampled_from(BEFORE_ZH), st.sampled_from(AFTER_ZH))
def test_words_around_a_number_do_not_change_it_in_chinese(number: str, before: str, after: str) -> None:
    """Whatever stands before and after a number to call, it is read as it is alone."""
    assert spelled(before + number + after, "zh-CN") == before + spelled(number, "zh-CN") + after


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(LINES, st.sampled_from(BEFORE_EN), st.sampled_from(AFTER_EN))
def test_words_around_a_number_do_not_change_it_in_english(number: str, before: str, after: str) -> None:
    """The same in English, where a mark stands close and a word after a space."""
    gap = "" if after in ".,!?;:)" else " "
    assert spelled(f"{before} {number}{gap}{after}", "en") == f"{before} {spelled(number, 'en')}{gap}{after}"


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_number_of_the_registry_among_all_words(lang: str, profiles: Profiles) -> None:
    """Each registered number with each word before and each word after it."""
    before, after, gap = (BEFORE_ZH, AFTER_ZH, "") if lang == "zh-CN" else (BEFORE_EN, AFTER_EN, " ")
    assert len(before) + len(after) >= 60
    for number in (h.number for h in profiles.hotlines.values()):
        alone = spelled(number, lang)
        wrong = [word for word in before if alone not in spelled(f"{word}{gap}{number}", lang)]
        wrong += [word for word in after if alone not in spelled(f"{number}{gap}{word}", lang)]
        assert wrong == [], number


HOSTILE = [
    ("digits", "1"), ("zeros", "0"), ("full-width digits", "９"), ("thousands", "1,"), ("thousands of three", "234,"),
    ("dots", "1."), ("hyphens", "1-"), ("groups", "1234-"), ("blanks", "123 "), ("slashes", "1/"), ("stars", "1*"),
    ("colons", "1:"), ("list", "95、"), ("letters and digits", "A1"), ("plus", "+1"), ("country codes", "+86 "),
    ("percent", "1%"), ("money", "¥1"), ("mixed", "9611,"), ("codes", "码123"), ("ranges", "1 to "), ("minus", "-1"),
    ("words", "拨打"), ("letters", "a"), ("capitals", "A"), ("space", " "), ("ordinals", "1st"), ("hosts", ".a"),
]  # fmt: skip


@pytest.mark.every(5, 4)
@pytest.mark.parametrize(("what", "piece"), HOSTILE, ids=[what for what, _ in HOSTILE])
def test_a_long_text_takes_as_long_as_its_length(what: str, piece: str) -> None:
    """Four times the text, no more than about four times the time: no rule looks at the whole of it from each sign."""

    def seconds(size: int, lang: str) -> float:
        text = (piece * size)[:size]
        start = time.process_time()
        assert not re.search(r"\d", spoken_form(text, lang, {}))
        return time.process_time() - start

    for lang in LEAST:
        small, large = seconds(1500, lang), seconds(6000, lang)
        assert large < 10 * small + 0.15, lang


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape", ["{}", "{}元", "订单{}号", "第{}名", "No. {}", "{}st", "¥{}", "{}%", "{}人", "1.{}", "+{}", "-{}"]
)
def test_a_number_of_any_length_is_said(shape: str) -> None:
    """Numbers longer than any amount are read digit by digit wherever they stand; none is too long."""
    long = ("20261126000001", "9" * 13, "1" * 5000, "0" * 4301, "1" + ",000" * 900)
    for lang, digits in product(LEAST, long):
        said = spoken_form(shape.format(digits), lang, {})
        assert not re.search(r"\d", said), lang
        assert units(said, lang) >= sum(c.isdigit() for c in digits) * 0.9


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
    ("挂失", "kwA51s.i.55"),
    ("省行", "s.@214NXA35N"),
    ("农行", "nong35XA35N"),
    ("跨行转账", "khwA51XA35Nts.ua214nts.A51N"),
    ("第一行", "ti51ji55XA35N"),
    ("一行", "ji51XA35N"),
    ("统一行动", "thong214ji55S;i35Ntong51"),
    ("全省行政", "tS;hy&35ns.@214NS;i35Nts.@51N"),
    ("应用", "ji51Njong51"),
    ("曝光", "pAu51kwA55N"),
    ("重置", "ts.hong35ts.i.51"),
    ("角色", "tS;yE35so-51"),
]


@pytest.mark.parametrize(("word", "sound"), READINGS, ids=[w for w, _ in READINGS])
def test_words_engines_get_wrong_are_read_right(profiles: Profiles, word: str, sound: str) -> None:
    """With the language's list, espeak reads the words that engines are known to get wrong."""
    said = spoken_form(word, "zh-CN", profiles.languages["zh-CN"].pronounce)
    assert re.sub(r"[_|', ]", "", phonemes((said,), "cmn")[0]).startswith(sound)


def test_every_entry_of_the_list_is_needed(profiles: Profiles) -> None:
    """An entry changes espeak's reading, or keeps a shorter one out of a longer word: 省行 out of 省行政."""
    listed = profiles.languages["zh-CN"].pronounce
    for word, sound in listed.items():
        keeps_out = any(other in word for other in listed if other != word)
        assert keeps_out or phonemes((word,), "cmn") != phonemes((sound,), "cmn"), word


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
