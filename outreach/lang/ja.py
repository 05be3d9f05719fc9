"""Japanese for the ear: codes digit by digit, amounts in kanji numerals, abbreviations in katakana."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from outreach.lang.numerals import AMOUNT, LONG_LINES, SHORT_LINES, N

_DIGITS = "ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュウ".split()
_KANJI = "〇一二三四五六七八九"
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        """エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム エヌ オー ピー キュー アール
        エス ティー ユー ブイ ダブリュー エックス ワイ ゼット""".split(),
        strict=True,
    )
)
_WORDS = {"PIN": "ピン", "SIM": "シム", "APP": "アプリ", "App": "アプリ", "OK": "オーケー", "Wi-Fi": "ワイファイ"}
_UNITS = {
    "km/h": "キロ毎時", "km": "キロメートル", "kg": "キログラム",
    "cm": "センチメートル", "mm": "ミリメートル",
    "GB": "ギガバイト",
    "MB": "メガバイト", "℃": "度", "m": "メートル", "g": "グラム",
}  # fmt: skip
_MONEY = {"¥": "元", "￥": "元", "CNY": "元", "RMB": "元", "$": "ドル", "€": "ユーロ"}
_WIDE = str.maketrans({chr(0xFF10 + n): str(n) for n in range(10)} | {chr(0xFF21 + n): chr(65 + n) for n in range(26)})
_N = f"(?:{N})"
_TO = r"(?:-|–|~|〜|～|から)"
_COUNTERS = (
    "元|円|人|名|回|個|つ|件|枚|台|本|歳|才|年|月|日|時|分|秒|週|か月|ヶ月|カ月|倍|万|億|千|百|号|階|番目|度|割|ドル|ユーロ|"
    "ページ|ステップ|メートル"
)
# A service line's number is an amount only before a whole word that counts: `110人` people, but `110人員` the police's.
_COUNTS = (
    r"元|円|人(?![員間々手])|名(?![前称義])|回(?![線答])|個(?!人|別|室)|つ|件(?!名)|枚|台(?!風|湾)|歳|才|年(?!配|寄|齢)|日間|時間|"
    r"分(?![署局か])|秒|週間|[かヶカ]月|倍|万|億|ページ|メートル|キロ|ドル|ユーロ|世帯|口座|通り|番目|度(?!も)"
)
_LONG_COUNTS = "元|円|人(?![員間々手])|名(?![前称義])|万|億|ドル|ユーロ|メートル|世帯|口座|歳"
_CALLS = "番号は|番号|コードは|コード|暗証番号|パスワード|末尾が|末尾|電話"


def say(text: str) -> str:
    """`text` with every number, sign and abbreviation in words. Words stay as they are."""
    text = text.translate(_WIDE)
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return _letters(text)


def code(digits: str) -> str:
    """Digit by digit; whatever parts the groups is a short pause."""
    return "、".join(" ".join(_DIGITS[int(d)] for d in group) for group in re.findall(r"\d+", digits))


def number(written: str) -> str:
    """`1,234.5` in kanji numerals, the decimals digit by digit."""
    whole, _, rest = written.replace(",", "").partition(".")
    whole = whole.lstrip("0")
    if len(whole) > AMOUNT:
        return code(written)
    words = integer(int(whole or 0))
    return words + ("点" + "".join(_KANJI[int(d)] for d in rest) if rest else "")


def integer(value: int) -> str:
    """A whole number below 10^12; 百 and 千 go without 一, 一万 does not."""
    if value == 0:
        return "ゼロ"
    groups = ((value // 10**8, "億"), (value // 10**4 % 10**4, "万"), (value % 10**4, ""))
    return "".join(_four(amount) + unit for amount, unit in groups if amount)


def _four(value: int) -> str:
    parts = zip(f"{value:04}", ("千", "百", "十", ""), strict=True)
    return "".join(("" if d == "1" and unit else _KANJI[int(d)]) + unit for d, unit in parts if d != "0")


def _clock(m: Match[str]) -> str:
    return f"{integer(int(m[1]))}時" + (f"{integer(int(m[2]))}分" if int(m[2]) else "")


def _date(m: Match[str]) -> str:
    return f"{integer(int(m[1]))}年{integer(int(m[2]))}月{integer(int(m[3]))}日"


def _bare(m: Match[str]) -> str:
    digits = m[0]
    if "." in digits or "," in digits:
        return number(digits)
    if (digits[0] == "0" and len(digits) > 1) or len(digits) > 6 or (len(digits) > 4 and not digits.endswith("00")):
        return code(digits)
    return integer(int(digits))


def _letters(text: str) -> str:
    for word, sound in _WORDS.items():
        text = re.sub(rf"(?<![A-Za-z]){word}(?![A-Za-z])", sound, text)
    return re.sub(r"(?<![A-Za-z])[A-Z]{1,6}(?![A-Za-z])", lambda m: "".join(_LETTERS[c] for c in m[0]), text)


_RULES: tuple[tuple[re.Pattern[str], Callable[[Match[str]], str] | str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"(?<=[A-Za-z0-9])\.(?=[a-z]{2,})", "ドット"),
        (r"(?<!\d)\+(\d{7,15})(?!\d)", lambda m: f"プラス{code(m[1])}"),
        (r"(?<!\d)\+(\d{1,3})((?:[- ]\d{2,12}){1,4})(?!\d)", lambda m: f"プラス{code(m[1])}、{code(m[2])}"),
        (r"(\d{2,6})\*{2,}(\d{2,6})", lambda m: f"{code(m[1])}、星印、{code(m[2])}"),
        (r"(?<!\d)(1[3-9]\d)-?(\d{4})-?(\d{4})(?!\d)", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
        (r"(?<![\d-])(400|800)[- ]?(\d{3})[- ]?(\d{4})(?![\d-])", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
        (r"(?<![\d-])0\d{1,3}-\d{4,8}(?:-\d{4})?(?!\d)", lambda m: code(m[0])),
        (r"(?<!\d)((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)", _date),
        (r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?!\d)", _clock),
        (rf"(?<=[時分]){_TO}(?=[一二三四五六七八九十]+時)", "から"),
        (rf"([¥￥$€]|CNY|RMB) ?({_N})(万|億)?元?", lambda m: f"{number(m[2])}{m[3] or ''}{_MONEY[m[1]]}"),
        (rf"({_N}) ?(?:RMB|CNY)", lambda m: f"{number(m[1])}元"),
        (rf"({_N})[%％]?{_TO}({_N})[%％]", lambda m: f"{number(m[1])}から{number(m[2])}パーセント"),
        (rf"({_N})[%％]", lambda m: f"{number(m[1])}パーセント"),
        (r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", lambda m: f"{integer(int(m[2]))}分の{integer(int(m[1]))}"),
        (rf"({_N}){_TO}({_N})(?={_COUNTERS})", lambda m: f"{number(m[1])}から{number(m[2])}"),
        (rf"({_CALLS})(「?)(\d{{3,12}})(?!{_COUNTS}|\d)", lambda m: f"{m[1]}{m[2]}{code(m[3])}"),
        (rf"(?<![\d.,第-])({LONG_LINES})(?!{_LONG_COUNTS}|[\d%％]|[,.]\d)", lambda m: code(m[1])),
        (rf"(?<![\d.,第-])({SHORT_LINES})(?!{_COUNTS}|[\d%％]|[,.]\d)", lambda m: code(m[1])),
        (r"(\d+)((?:\.\d+){2,})", lambda m: number(m[1]) + "".join("点" + number(p) for p in m[2].split(".")[1:])),
        (r"[vV](?=\d+\.\d)", "バージョン"),
        (r"(?<=[A-Za-z])-?(\d)(?!\d)", lambda m: _DIGITS[int(m[1])]),
        (r"(\d)(?=[GKD](?![A-Za-z]))", lambda m: _DIGITS[int(m[1])]),
        (rf"-({_N}) ?(?:℃|度)", lambda m: f"マイナス{number(m[1])}度"),
        (rf"({_N}) ?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![A-Za-z])",
         lambda m: number(m[1]) + _UNITS[m[2]]),
        (rf"({_N})(?={_COUNTERS})", lambda m: number(m[1])),
        (rf"({_N})\+", lambda m: f"{number(m[1])}以上"),
        (_N, _bare),
    )
)  # fmt: skip
