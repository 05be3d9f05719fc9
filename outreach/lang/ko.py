"""Korean for the ear: codes digit by digit, amounts and dates in Sino-Korean, counted things in native numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from outreach.lang.numerals import AMOUNT, LONG_LINES, SHORT_LINES, N

_DIGITS = "공일이삼사오육칠팔구"
_SINO = "영일이삼사오육칠팔구"
_ONES = ["", *"한 두 세 네 다섯 여섯 일곱 여덟 아홉".split()]
_TENS = ["", *"열 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split()]
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        """에이 비 시 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 아르 에스 티 유 브이
        더블유 엑스 와이 제트""".split(),
        strict=True,
    )
)
_WORDS = {"PIN": "핀", "SIM": "심", "APP": "앱", "App": "앱", "OK": "오케이", "Wi-Fi": "와이파이"}
_UNITS = {
    "km/h": "시속 킬로미터", "km": "킬로미터", "kg": "킬로그램",
    "cm": "센티미터", "mm": "밀리미터",
    "GB": "기가바이트", "MB": "메가바이트",
    "℃": "도", "°C": "도", "m": "미터", "g": "그램",
}  # fmt: skip
_MONEY = {"¥": "위안", "￥": "위안", "CNY": "위안", "RMB": "위안", "$": "달러", "€": "유로"}
# Counted in native numbers (한 개, 두 명); everything else in Sino-Korean (일 분, 이 원).
_NATIVE = "개월째|시간|가지|사람|마리|개(?!월)|명|시|살|번(?!호)|잔|장|달|대|통|곳|군데|단계(?=로)"
_SINO_COUNTED = (
    "위안 원 달러 유로 분 초 일 월 년 주 세 퍼센트 층 호 번 도 배 만 억 천 개월 단계 회 차 인 쪽 미터 킬로미터"
)
_COUNTERS = "|".join((_NATIVE, *_SINO_COUNTED.split()))
# A service line's number is an amount only before a whole word that counts: `110 명`, but `110 번호`, `110 일반 전화`.
_PARTICLES = """
    이 가 은 는 을 를 의 에 도 만 짜리 쯤 정도 간 동안 이상 이하 마다 부터 까지 씩 째 내 후 전 이나 뿐 보다 과 와 입니다
"""
_PARTICLE = f"(?=(?:{'|'.join(_PARTICLES.split())})?(?![가-힣]))"
_COUNTS = f"(?:{_NATIVE}|{'|'.join(u for u in _SINO_COUNTED.split() if u != '번')}){_PARTICLE}|[만억]"
_LONG_COUNTS = f"(?:위안|원|달러|유로|명|사람|인|살|세|미터|킬로미터){_PARTICLE}|[만억]"
_CALLS = "번호는|번호|코드는|코드|비밀번호|암호|끝자리|전화"
_N = f"(?:{N})"
_TO = r" ?(?:-|–|~|～|에서) ?"


def say(text: str) -> str:
    """`text` with every number, sign and abbreviation in words. Words stay as they are."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return re.sub(r" {2,}", " ", _letters(text)).strip()


def code(digits: str) -> str:
    """Digit by digit; whatever parts the groups is a short pause."""
    return ", ".join("".join(_DIGITS[int(d)] for d in group) for group in re.findall(r"\d+", digits))


def number(written: str) -> str:
    """`1,234.5` in Sino-Korean, the decimals digit by digit."""
    whole, _, rest = written.replace(",", "").partition(".")
    whole = whole.lstrip("0")
    if len(whole) > AMOUNT:
        return code(written)
    words = integer(int(whole or 0))
    return words + (" 점 " + "".join(_SINO[int(d)] for d in rest) if rest else "")


def integer(value: int) -> str:
    """A whole number below 10^12 in Sino-Korean; 만 alone goes without 일."""
    if value == 0:
        return "영"
    groups = ((value // 10**8, "억"), (value // 10**4 % 10**4, "만"), (value % 10**4, ""))
    words = [_four(amount) + unit for amount, unit in groups if amount]
    return " ".join(words).removeprefix("일") if words[0] == "일만" else " ".join(words)


def native(value: int) -> str:
    """A number below 100 as it stands before a counter: 한, 두, 스무, 스물한."""
    return "스무" if value == 20 else _TENS[value // 10] + _ONES[value % 10]


def _four(value: int) -> str:
    parts = zip(f"{value:04}", ("천", "백", "십", ""), strict=True)
    return "".join(("" if d == "1" and unit else _SINO[int(d)]) + unit for d, unit in parts if d != "0")


def _counted(written: str, counter: str) -> str:
    whole = written.replace(",", "")
    few = whole.isdigit() and 0 < int(whole) < 100
    return native(int(whole)) if few and re.fullmatch(_NATIVE, counter) else number(written)


def _month(digits: str) -> str:
    return {6: "유", 10: "시"}.get(int(digits)) or integer(int(digits))


def _date(m: Match[str]) -> str:
    return f"{integer(int(m[1]))}년 {_month(m[2])}월 {integer(int(m[3]))}일"


def _clock(m: Match[str]) -> str:
    hour = int(m[1])
    words = f"{native(hour) if 0 < hour <= 12 else integer(hour)} 시"
    return words + (f" {integer(int(m[2]))} 분" if int(m[2]) else "")


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
        (r"(?<=[A-Za-z0-9])\.(?=[a-z]{2,})", " 닷 "),
        (r"(?<!\d)\+(\d{7,15})(?!\d)", lambda m: f"플러스 {code(m[1])}"),
        (r"(?<!\d)\+(\d{1,3})((?:[- ]\d{2,12}){1,4})(?!\d)", lambda m: f"플러스 {code(m[1])}, {code(m[2])}"),
        (r"(\d{2,6})\*{2,}(\d{2,6})", lambda m: f"{code(m[1])}, 별표, {code(m[2])}"),
        (r"(?<!\d)(1[3-9]\d)-?(\d{4})-?(\d{4})(?!\d)", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
        (r"(?<![\d-])(400|800)[- ]?(\d{3})[- ]?(\d{4})(?![\d-])", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
        (r"(?<![\d-])0\d{1,3}-\d{3,8}(?:-\d{4})?(?!\d)", lambda m: code(m[0])),
        (r"(?<!\d)((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)", _date),
        (r"(?<!\d)(\d{1,2})월", lambda m: f"{_month(m[1])}월"),
        (r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?!\d)", _clock),
        (rf"(?<=[시분]){_TO}(?=[가-힣]+ 시)", "에서 "),
        (rf"([¥￥$€]|CNY|RMB) ?({_N})(만|억)? ?(?:위안)?",
         lambda m: f"{number(m[2])}{m[3] or ''} {_MONEY[m[1]]}"),
        (rf"({_N})[%％]?{_TO}({_N}) ?(?:[%％]|퍼센트)", lambda m: f"{number(m[1])}에서 {number(m[2])} 퍼센트"),
        (rf"({_N}) ?[%％]", lambda m: f"{number(m[1])} 퍼센트"),
        (r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", lambda m: f"{integer(int(m[2]))}분의 {integer(int(m[1]))}"),
        (rf"({_N}){_TO}({_N}) ?({_COUNTERS})",
         lambda m: f"{_counted(m[1], m[3])}에서 {_counted(m[2], m[3])} {m[3]}"),
        (rf"({_CALLS}) ?(\d{{3,12}})(?! ?(?:{_COUNTS})|\d)", lambda m: f"{m[1]} {code(m[2])}"),
        (rf"(?<![\d.,-])({LONG_LINES})(?! ?(?:{_LONG_COUNTS})|[,.]?\d| ?[%％])", lambda m: code(m[1])),
        (rf"(?<![\d.,-])({SHORT_LINES})(?! ?(?:{_COUNTS})|[,.]?\d| ?[%％])", lambda m: code(m[1])),
        (r"(\d+)((?:\.\d+){2,})", lambda m: number(m[1]) + "".join(" 점 " + number(p) for p in m[2].split(".")[1:])),
        (r"[vV](?=\d+\.\d)", "버전 "),
        (r"(?<=[A-Za-z])-?(\d)(?!\d)", lambda m: _SINO[int(m[1])]),
        (r"(\d)(?=[GKD](?![A-Za-z]))", lambda m: _SINO[int(m[1])]),
        (rf"-({_N}) ?(?:℃|°C|도)", lambda m: f"영하 {number(m[1])} 도"),
        (rf"({_N}) ?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![A-Za-z])",
         lambda m: f"{number(m[1])} {_UNITS[m[2]]}"),
        (r"(?<!\d)(\d{1,2})번째", lambda m: ("첫" if m[1] == "1" else native(int(m[1]))) + " 번째"),
        (r"(?<=년 )(\d{1,2})일", lambda m: f"{integer(int(m[1]))}일"),
        (rf"({_N})(만|억|천)", lambda m: number(m[1]) + m[2]),
        (rf"({_N}) ?({_COUNTERS})", lambda m: f"{_counted(m[1], m[2])} {m[2]}"),
        (rf"({_N})\+", lambda m: f"{number(m[1])} 이상"),
        (_N, _bare),
    )
)  # fmt: skip
