"""Japanese: breaks after particles, no spaces; codes digit by digit, amounts in kanji, abbreviations in katakana."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import Match
from typing import TYPE_CHECKING

from outreach.lang.breaks import inside_link
from outreach.lang.numerals import LONG_LINES, SHORT_LINES, N, sums_of
from outreach.lang.other import Other
from outreach.lang.sino import Sino, applied, compiled
from outreach.lang.tongue import Espeak

if TYPE_CHECKING:
    from budoux import Parser

_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        """エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム エヌ オー ピー キュー アール
        エス ティー ユー ブイ ダブリュー エックス ワイ ゼット""".split(),
        strict=True,
    )
)
_WORDS = {"PIN": "ピン", "SIM": "シム", "APP": "アプリ", "App": "アプリ", "OK": "オーケー", "Wi-Fi": "ワイファイ"}
_SINO = Sino(
    digits="〇一二三四五六七八九", small="千百十", large=("億", "万"), zero="ゼロ", point="点", gap="",
    dialled="ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュウ".split(), between=" ", pause="、",
    plus="プラス", stars="星印", dot="ドット", letters=_LETTERS, words=_WORDS,
)  # fmt: skip
code, number, integer = _SINO.code, _SINO.number, _SINO.integer
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
_SUM = re.compile(r"([0-9０-９][0-9,.]*)\s*(万|億)?\s*(?:元|人民元|yuan|RMB)")


@cache
def _parser() -> Parser:
    from budoux import load_default_japanese_parser  # noqa: PLC0415 - other languages need none of it

    return load_default_japanese_parser()


def _clock(m: Match[str]) -> str:
    return f"{integer(int(m[1]))}時" + (f"{integer(int(m[2]))}分" if int(m[2]) else "")


def _date(m: Match[str]) -> str:
    return f"{integer(int(m[1]))}年{integer(int(m[2]))}月{integer(int(m[3]))}日"


_RULES = compiled(
    (
        *_SINO.codes(),
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
        (r"(?<=[A-Za-z])-?(\d)(?!\d)", lambda m: code(m[1])),
        (r"(\d)(?=[GKD](?![A-Za-z]))", lambda m: code(m[1])),
        (rf"-({_N}) ?(?:℃|度)", lambda m: f"マイナス{number(m[1])}度"),
        (rf"({_N}) ?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![A-Za-z])",
         lambda m: number(m[1]) + _UNITS[m[2]]),
        (rf"({_N})(?={_COUNTERS})", lambda m: number(m[1])),
        (rf"({_N})\+", lambda m: f"{number(m[1])}以上"),
        (_N, _SINO.bare),
    )
)  # fmt: skip


class Japanese(Other):
    """Polite, with kanji."""

    spaced, boxed, wide, rtl = False, True, True, False
    colon = "："
    rate = 400.0
    espeak = Espeak("", unread=frozenset(("han", "kana")))
    counted = _COUNTS
    calls = "電話|かけ|通話|相談|ダイヤル"
    alarms = "通報"
    denies = "ではありません|ではない|できません|つながりません"
    refuses = "ない|ません|禁止|やめ"
    verdicts = "詐欺(?:です|だ)"
    myself = "私|わたし|自分|うち|僕|俺"
    iso639_2, office_other = "jpn", "en-US"

    def bracketed(self, words: str) -> str:
        """In full-width brackets, which bring their own space."""
        return f"（{words}）"

    def cut(self, text: str) -> Iterator[str]:
        """By phrases, as readers part them: a word with the particles after it. Links and numbers stay whole."""
        held = ""
        for words in re.findall(r"\S+\s*|\s+", text):
            for piece in _parser().parse(words):
                if held and not inside_link(held, piece):
                    yield held
                    held = ""
                held += piece
        if held:
            yield held

    def say(self, text: str) -> str:
        return _SINO.spelled(applied(_RULES, text.translate(_WIDE)))

    def code(self, digits: str) -> str:
        return code(digits)

    def sums(self, text: str) -> Iterator[float]:
        return sums_of(text, _SUM)

    def money(self, yuan: float, most: float) -> str:
        """Large sums are counted in ten thousands."""
        if yuan and most >= 10_000:
            return f"¥ {yuan / 10_000:.1f}".removesuffix(".0") + "万"
        return f"¥ {yuan:,.0f}"


TONGUE = Japanese
