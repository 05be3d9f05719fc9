"""Korean: breaks at spaces; codes digit by digit, sums and dates in Sino-Korean, counted things in native numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

from outreach.lang.numerals import LONG_LINES, SHORT_LINES, N, sums_of
from outreach.lang.other import Other
from outreach.lang.sino import Sino, applied, compiled
from outreach.lang.tongue import Espeak

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
_SINO = Sino(
    digits="영일이삼사오육칠팔구", small="천백십", large=("억", "만"), zero="영", point=" 점 ", gap=" ",
    dialled="공일이삼사오육칠팔구", between="", pause=", ",
    plus="플러스 ", stars="별표", dot=" 닷 ", letters=_LETTERS, words=_WORDS,
)  # fmt: skip
code = _SINO.code
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
_SUM = re.compile(r"([0-9][0-9,.]*)\s*(만|억)?\s*(?:위안|yuan|RMB)")


def number(written: str) -> str:
    """`1,234.5` in Sino-Korean, the decimals digit by digit; 만 alone goes without 일."""
    return re.sub("^일만(?= |$)", "만", _SINO.number(written))


def integer(value: int) -> str:
    """A whole number below 10^12."""
    return number(str(value))


def native(value: int) -> str:
    """A number below 100 as it stands before a counter: 한, 두, 스무, 스물한."""
    return "스무" if value == 20 else _TENS[value // 10] + _ONES[value % 10]


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
    return re.sub("^일만(?= |$)", "만", _SINO.bare(m))


_RULES = compiled(
    (
        *_SINO.codes(),
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
        (r"(?<=[A-Za-z])-?(\d)(?!\d)", lambda m: _SINO.digits[int(m[1])]),
        (r"(\d)(?=[GKD](?![A-Za-z]))", lambda m: _SINO.digits[int(m[1])]),
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


class Korean(Other):
    """Polite, in Hangul."""

    spaced, boxed, wide, rtl = True, True, True, False
    tens = "[만천백억]?"
    rate = 320.0
    espeak = Espeak("ko", 0.55, frozenset(("han", "kana")))
    counted = f"{_COUNTS}"
    calls = "전화|걸|통화|문의|상담"
    alarms = "신고"
    denies = "아닙니다|아니라|않습니다|못합니다|없습니다"
    refuses = "않|말(?:기|아|고|것|라)|금지|마세요|안 되"
    verdicts = r"사기(?:입니다|다\b)"
    myself = "저[는를에의가 ]|제[가 ]|나[는를에의 ]|내[가 ]|우리"
    iso639_2, office_other = "kor", "en-US"

    def say(self, text: str) -> str:
        return re.sub(r" {2,}", " ", _SINO.spelled(applied(_RULES, text))).strip()

    def code(self, digits: str) -> str:
        return code(digits)

    def sums(self, text: str) -> Iterator[float]:
        return sums_of(text, _SUM)

    def money(self, yuan: float, most: float) -> str:
        """Large sums are counted in ten thousands."""
        if yuan and most >= 10_000:
            return f"¥ {yuan / 10_000:.1f}".removesuffix(".0") + "만"
        return f"¥ {yuan:,.0f}"


TONGUE = Korean
