"""English for the ear: hotlines digit by digit, amounts, dates, times, units and abbreviations in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from outreach.lang.numerals import AMOUNT, LONG_LINES, SHORT_LINES, N

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{m}|{m[:3]}\\.?(?![a-z])" for m in _MONTHS)
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip
_UNITS = {
    "km/h": "kilometres per hour", "km": "kilometres", "kg": "kilograms", "cm": "centimetres", "mm": "millimetres",
    "m²": "square metres", "GB": "gigabytes", "MB": "megabytes", "°C": "degrees Celsius", "℃": "degrees Celsius",
    "min": "minutes", "h": "hours", "s": "seconds", "g": "grams", "m": "metres",
}  # fmt: skip
_MONEY = {"¥": "yuan", "￥": "yuan", "CNY": "yuan", "RMB": "yuan", "$": "dollars", "US$": "dollars", "USD": "dollars",
          "€": "euros", "EUR": "euros", "£": "pounds", "HK$": "Hong Kong dollars"}  # fmt: skip
_ONE_OF = {"dollars": "dollar", "euros": "euro", "pounds": "pound"}
_SIGN = r"(US\$|HK\$|[¥￥$€£]|CNY|RMB|USD|EUR) ?"
_N = f"(?:{N})"
_TO = r" ?(?:-|–|—|~|to) ?"
# What is counted: only before one of these a service line's number is an amount (`110 people`, `120 new cases`).
_THINGS = "|".join(
    """
    people persons? men women children kids students? victims? families users? customers? clients? residents?
    tourists? workers? employees? teachers? drivers? passengers? patients? guests? members? seats? rooms? beds?
    homes? households? seconds? minutes? mins? hours? hrs? days? nights? weeks? months? years? times percent
    degrees? points? items? yuan RMB CNY dollars? euros? pounds? million billion thousand km kg g m cm mm GB MB
    k(?:ilo)?met(?:re|er)s? kilomet(?:re|er)s? kilograms? met(?:re|er)s? miles? grams? square lit(?:re|er)s? tons?
    tonnes? pages? words characters cards accounts messages emails letters photos videos pictures orders parcels
    packages gifts books copies files banks branches cities countries provinces villages schools cases complaints
    incidents tests questions phones numbers groups shops cars buses houses flats machines devices apps websites
    links prizes tickets
    """.split()
)
_KIND = "new|old|older|young|more|other|different|local|Chinese|foreign|fake|extra|working|calendar|elderly|family|per"
_COUNTED = rf"[ -](?:(?:{_KIND})[ -])?(?:{_THINGS}|cent)\b| (?:or (?:more|so|less|fewer)|of (?:them|us|those|the))\b"
# A line of five digits and more sends messages and takes calls: it counts people and money only.
_PAID = r" ?(?:yuan|RMB|CNY|dollars|people|users|families|students|customers|victims|residents|met(?:re|er)s|km|kg)\b"
_LESS = r"about|over|nearly|almost|than|least|most|around|exactly|another|these|those|up to|page|step|chapter"
_MORE = r"[\d%]|[.,]\d| ?%|-[a-z]"  # the number goes on, or is a part of a word
_MONTH_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_WORDS = frozenset("PIN SIM OK NO DO IF OR SO IT IS IN ON AT TO BE GO WE AN AS BY ME MY OF UP US".split())
_SPELLED = frozenset("ATM AI ID IT URL IP USB UK USA EU OTP FAQ IC IM UI EMS AA APP".split())


def say(text: str) -> str:
    """`text` with every number, sign and abbreviation in words. Words stay as they are."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return re.sub(r" {2,}", " ", _letters(text)).strip()


def code(digits: str) -> str:
    """Digit by digit; whatever parts the groups is a short pause."""
    return ", ".join(" ".join(_ONES[int(d)] for d in group) for group in re.findall(r"\d+", digits))


def number(written: str) -> str:
    """`1,234.5` in words."""
    whole, _, rest = written.replace(",", "").partition(".")
    whole = whole.lstrip("0")
    if len(whole) > AMOUNT:
        return code(written)
    return integer(int(whole or 0)) + (" point " + " ".join(_ONES[int(d)] for d in rest) if rest else "")


def integer(value: int) -> str:
    """A whole number below 10^12, without "and"."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = f" {integer(value % size)}" if value % size else ""
            return f"{integer(value // size)} {name}{rest}"
    if value < 20:
        return _ONES[value]
    return _TENS[value // 10 - 2] + (f"-{_ONES[value % 10]}" if value % 10 else "")


def ordinal(value: int) -> str:
    """First, second, twenty-third."""
    head, dash, last = re.match(r"(.*?)([- ]?)(\w+)$", integer(value)).groups()  # type: ignore[union-attr]
    ending = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return f"{head}{dash}{ending}"


def year(value: int) -> str:
    """Twenty twenty-six, two thousand five, nineteen oh one."""
    if 2000 <= value < 2010 or value % 1000 == 0:
        return integer(value)
    rest = value % 100
    tail = "hundred" if not rest else f"oh {_ONES[rest]}" if rest < 10 else integer(rest)
    return f"{integer(value // 100)} {tail}"


def _month(name: str) -> str:
    return next(m for m in _MONTHS if m.startswith(name[:3]))


def _day(month: str, day: str, years: str | None) -> str:
    return f"{month} {ordinal(int(day))}" + (f", {year(int(years))}" if years else "")


def _clock(m: Match[str]) -> str:
    hour, minute, half = int(m[1]), int(m[2]), (m[3] or "").lower().replace(".", "")
    if hour > 12 and not half:
        hour, half = hour - 12, "pm"
    words = f"{integer(hour or 12)} {'oh ' if 0 < minute < 10 else ''}{integer(minute) if minute else ''}".rstrip()
    return f"{words} {half[0].upper()} M" if half else words if minute else f"{words} o'clock"


def _money(amount: str, unit: str, scale: str | None = None) -> str:
    plain = amount.removesuffix(".00") if not scale else amount
    plain = re.sub(r"(\.\d)0$", r"\1", plain)
    name = _ONE_OF.get(unit, unit) if plain == "1" and not scale else unit
    return f"{number(plain)}{' ' + scale if scale else ''} {name}"


def _fraction(m: Match[str]) -> str:
    over, under = int(m[1]), int(m[2])
    name = {2: "half", 4: "quarter"}.get(under) or ordinal(under)
    many = name + "s" if over > 1 else name
    return f"{integer(over)} {many}"


def _digits(m: Match[str]) -> str:
    return code(m[0])


def _days(month: str, first: str, last: str, years: str | None) -> str:
    return f"{month} {ordinal(int(first))} to {ordinal(int(last))}" + (f", {year(int(years))}" if years else "")


def _school_year(m: Match[str]) -> str:
    first, last = int(m[1]), int(m[2])
    return f"{year(first)} to {integer(last)}" if last == (first + 1) % 100 else m[0]


def _bare(m: Match[str]) -> str:
    digits = m[0]
    if "." in digits or "," in digits:
        return number(digits.rstrip(",")) + ("," if digits.endswith(",") else "")
    if (digits[0] == "0" and len(digits) > 1) or len(digits) > 6 or (len(digits) > 4 and not digits.endswith("00")):
        return code(digits)
    return integer(int(digits))


def _letters(text: str) -> str:
    """Abbreviations without a vowel, and the known others, letter by letter; a word in capitals stays a word."""

    def one(m: Match[str]) -> str:
        letters, plural = m[1], m[2] or ""
        spelled = letters in _SPELLED or not re.search(r"[AEIOUY]", letters)
        if letters == "PIN" or letters == "SIM":
            return letters.lower() + plural
        return (" ".join(letters) + plural) if spelled and letters not in _WORDS else m[0]

    text = re.sub(r"\b(?:APP|App)(s?)\b", r"app\1", text)
    return re.sub(r"(?<![A-Za-z'’])([A-Z]{2,5})(s?)(?![A-Za-z])", one, text)


_RULES: tuple[tuple[re.Pattern[str], Callable[[Match[str]], str] | str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"(?<=[A-Za-z0-9])\.(?=[a-z]{2,})", " dot "),
        # Codes with a shape of their own.
        (r"(\d{2,6})\*{2,}(\d{2,6})", lambda m: f"{code(m[1])}, stars, {code(m[2])}"),
        (r"\+86(1[3-9]\d)(\d{4})(\d{4})(?!\d)", lambda m: f"plus eight six, {code(' '.join(m.groups()))}"),
        (r"(?<!\d)\+(\d{7,15})(?!\d)", lambda m: f"plus {code(m[1])}"),
        (r"(?<!\d)\+(\d{1,3})((?:[- ]\(?|\()\d{2,12}\)?(?:[- ]?\d{2,8}){0,3})(?!\d)",
         lambda m: f"plus {code(m[1])}, {code(m[2])}"),
        (r"(?<!\d)(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
        (r"(?<![\d-])(400|800)[- ]?(\d{3})[- ]?(\d{4})(?![\d-])", lambda m: code(f"{m[1]} {m[2]} {m[3]}")),
        (r"(?<!\d)\(0\d{2,3}\)[- ]?\d{5,8}(?!\d)", _digits),
        (r"(?<![\d-])0\d{2,3}[- ]\d{5,8}(?!\d)", _digits),
        (r"(?<![\d.,-])\d{4}(?:[ -]\d{4}){2,4}(?:[ -]\d{1,4})?(?![\d.,-]?\d)", _digits),
        (r"(?<![\d.,-])\d{3,8}(?: \d{3,8}){2,7}(?: \d{1,8})?(?![\d.,-]?\d)", _digits),
        (r"(?i)\b((?:start|begin|end)(?:s|ing|ning)? (?:with|in) |prefix(?:es)? )"
         r"(\+?\d{2,8}(?:(?:, | or | and |, or |/)\+?\d{2,8}){0,8})\b",
         lambda m: m[1] + re.sub(r"\d+", _digits, m[2].replace("+", "plus "))),
        (r"(?<![\d.])(\d{1,2})[·•・](\d{1,2})(?![\d.])", lambda m: f"{code(m[1])} {code(m[2])}"),
        (r"\b(315)(?= (?:gala|evening|show|day)\b)", _digits),
        # Dates and times.
        (r"\b((?:19|20)\d{2})[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])\b",
         lambda m: _day(_MONTHS[int(m[2]) - 1], m[3], m[1])),
        (r"\b(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/((?:19|20)\d{2})\b",
         lambda m: _day(_MONTHS[int(m[1]) - 1], m[2], m[3])),
        (r"\b(1[3-9]|2\d|3[01])[/.](0?[1-9]|1[0-2])[/.]((?:19|20)\d{2})\b",
         lambda m: _day(_MONTHS[int(m[2]) - 1], m[1], m[3])),
        (rf"\b({_MONTH}) {_MONTH_DAY} ?[-–—] ?{_MONTH_DAY}(?:,? ((?:19|20)\d{{2}}))?\b",
         lambda m: _days(_month(m[1]), m[2], m[3], m[4])),
        (rf"\b{_MONTH_DAY} ?[-–—] ?{_MONTH_DAY} ({_MONTH})(?:,? ((?:19|20)\d{{2}}))?\b",
         lambda m: _days(_month(m[3]), m[1], m[2], m[4])),
        (rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})(?:,? ((?:19|20)\d{{2}}))?\b",
         lambda m: _day(_month(m[2]), m[1], m[3])),
        (rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?:,? ((?:19|20)\d{{2}}))?\b",
         lambda m: _day(_month(m[1]), m[2], m[3])),
        (rf"\b({_MONTH}) ((?:19|20)\d{{2}})\b", lambda m: f"{_month(m[1])} {year(int(m[2]))}"),
        (r"\b((?:19|20)\d{2})(?:-|–)((?:19|20)\d{2})\b", lambda m: f"{year(int(m[1]))} to {year(int(m[2]))}"),
        (r"(?i)\b(in|since|from|of|by|until|before|after|year) ((?:19|20)\d{2})\b(?![,.]\d| ?(?:yuan|people|RMB|CNY))",
         lambda m: f"{m[1]} {year(int(m[2]))}"),
        (r"\b((?:19|20)\d{2})[-–](\d{2})\b(?!-)", _school_year),
        (r"(?i)(?<=[ap]m) ?[-–—~] ?(?=\d{1,2}(?::[0-5]\d)? ?[ap]\.?m)", " to "),
        (r"(?i)\b(\d{1,2}(?::[0-5]\d)?) ?[-–—~] ?(?=\d{1,2}(?::[0-5]\d)? ?[ap]\.?m\b)", r"\1 to "),
        (r"\b([01]?\d|2[0-3]):([0-5]\d)(?: ?([AaPp]\.?[Mm]\b\.?))?", _clock),
        (r"(?<=[a-zM]) ?[-–] ?(?=\w+(?: \w+)? (?:o'clock|[AP] M))", " to "),
        (r"\b(\d{1,2}) ?([AaPp])\.?[Mm]\b\.?", lambda m: f"{integer(int(m[1]))} {m[2].upper()} M"),
        (r"(?<![\d:])(\d{1,3}):(\d{1,3})(?![\d:])", lambda m: f"{integer(int(m[1]))} to {integer(int(m[2]))}"),
        (r"\b(?:24/7|7 ?[x×*/] ?24)\b", "twenty-four seven"),
        (r"(?<=\d) ?[x×] ?(?=\d)", " by "),
        (r"\b9/11\b", "nine eleven"),
        (r"(?<![\w.])(\d{1,4}(?:\.\d{1,3})?)(?:k|(?<=\d\d)K)\b(?! ?(?:video|TV|screen))", r"\1 thousand"),
        (r"(?<=[¥￥$€£])(\d{1,4}(?:\.\d{1,3})?)[kK]\b", r"\1 thousand"),
        # Money, parts, ranges.
        (rf"{_SIGN}({_N}){_TO}(?:US\$|HK\$|[¥￥$€£])?({_N})(?: (million|billion|thousand))?",
         lambda m: f"{number(m[2])} to {_money(m[3], _MONEY[m[1]], m[4])}"),
        (rf"{_SIGN}({_N})(?: (million|billion|thousand))?(?: yuan)?", lambda m: _money(m[2], _MONEY[m[1]], m[3])),
        (rf"({_N}) ?(yuan|RMB|CNY)\b", lambda m: _money(m[1], "yuan")),
        (rf"({_N})%?{_TO}({_N})%", lambda m: f"{number(m[1])} to {number(m[2])} percent"),
        (rf"({_N}) ?%", lambda m: f"{number(m[1])} percent"),
        (r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", _fraction),
        # Codes by what stands around them.
        (r"(?i)\b(code|PIN|password|ending in|ends in|ending|number|extension|ext\.?)( is|:)? (\d{3,})\b",
         lambda m: f"{m[1]}{m[2] or ''} {code(m[3])}"),
        (rf"(?i)\b({_LESS}|lost|loses?|paid|pays?|sent|sends?|earn(?:ed)?|costs?|worth) (\d{{2,7}}00)\b(?![.,]\d)",
         lambda m: f"{m[1]} {number(m[2])}"),
        (rf"(?i)\b({_N}){_TO}({_N})(?={_COUNTED})", lambda m: f"{number(m[1])} to {number(m[2])}"),
        (rf"(?<![\d.,#-])(?:{LONG_LINES})(?!{_PAID}|{_MORE})(?!(?<=00)(?i:{_COUNTED}))", _digits),
        (rf"(?i)(?<=\b)({_LESS}) ({SHORT_LINES})\b(?![.,]\d)", lambda m: f"{m[1]} {number(m[2])}"),
        (rf"(?<![\d.,-])(\d{{5,6}})(?={_PAID}|(?i:{_COUNTED}))", lambda m: number(m[1])),
        (rf"(?<![\d.,#-])(?:{SHORT_LINES})(?!{_MORE}| ?°|/\d(?!\d\d\b))(?!(?i:{_COUNTED}))", _digits),
        (rf"\b({_N}){_TO}({_N})(?=[ -]?[A-Za-z]|[.,;!?]|$)", lambda m: f"{number(m[1])} to {number(m[2])}"),
        # Versions, ordinals, units, letters with digits.
        (r"\b[vV](?=\d+\.\d)", "version "),
        (r"\b(\d+)((?:\.\d+){2,})", lambda m: integer(int(m[1])) + "".join(
            f" point {integer(int(p))}" for p in m[2].split(".")[1:])),
        (r"\b(\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1]))),
        (r"(?i)\bno\. ?(?=\d)|#(?=\d)", "number "),
        (rf"-({_N}) ?(?=°C|℃)", lambda m: f"minus {number(m[1])} "),
        (rf"({_N}) ?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![A-Za-z])",
         lambda m: f"{number(m[1])} {_UNITS[m[2]]}"),
        (r"\b(\d)([GKD])\b", lambda m: f"{_ONES[int(m[1])]} {m[2]}"),
        (r"(?<=[A-Za-z])-?(\d)(?!\d)", lambda m: f" {_ONES[int(m[1])]}"),
        (rf"({_N})\+", lambda m: f"{number(m[1])} plus"),
        (_N, _bare),
        (r"(?<=[a-z])/(?=(?:zero|one|two|three|four|five|six|seven|eight|nine)\b)", " or "),
        (r" & ", " and "),
    )
)  # fmt: skip
