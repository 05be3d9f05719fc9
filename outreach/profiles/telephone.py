"""A branch's telephone cell: what people type, in one printed form, or what is wrong with it.

Numbers of China (ITU-T E.164; 工业和信息化部 电信网编号计划): a fixed line is a zone code of 3 or 4 digits from 0 and
7 or 8 digits; 400 and 800 lines have 10 digits, service numbers 3 to 6, mobiles 11. Others begin with + and a country.
"""

from __future__ import annotations

import re
import unicodedata

from outreach.messages import Message, msg, shorten

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣ー─"), "-")
# Two numbers in one cell. A space parts them only between whole numbers, so groups are looked at first.
_BETWEEN = re.compile(r"\s*(?:[/、;|,](?!\s*(?:转|轉|分机|ext))|\bor\b|或者?|及|和)\s*")
_NAMED = re.compile(r"(?:(?:联系|服务|网点)?(?:电话|電話|座机)|tel(?:ephone)?|phone)\s*[.:]?\s*", re.I)
_TAIL = re.compile(
    r"(.*?\d\)?)[\s(,-]*(转分机|转接|转|轉|分机号?|分機|內線|内线|extension|ext\.?|x|#|\*)\s*:?\s*(\d{1,6})\s*\)?", re.I
)
_DASHED = re.compile(r"(\(?0\d{2,3}\)?[ -]?\d{7,8}|[48]00-?\d{3}-?\d{4})()-(\d{1,6})")
_GROUPS = re.compile(r"\+?[0-9]+(?:[ -]?\(?[0-9]+\)?)*|\(\+?[0-9]+\)[ -]?[0-9]+(?:[ -]?[0-9]+)*")
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
MOST = 2  # numbers: more find no room on a sheet
_TEXT = msg("format the column as text in the spreadsheet, then type the number again")


def telephone(cell: str) -> tuple[str, Message | None, str]:
    """(the number or numbers as printed, what is wrong or None, a hint or "")."""
    words = _NAMED.sub("", unicodedata.normalize("NFKC", cell).translate(_DASHES).strip(), count=1)
    if _SHORTENED.fullmatch(words):
        message = msg("expected all digits of the number, found `{phone}`, as a spreadsheet shortens it", phone=words)
        return "", message, _TEXT
    parts = [one for one in _BETWEEN.split(words) if one] if words else []
    if not 1 <= len(parts) <= MOST:
        return "", _no_number(cell), _HINT
    judged = [_number(one) for one in parts]
    if len(parts) == 1 and judged[0][1] and (pair := _pair(words)):
        judged = [_number(one) for one in pair]
    wrong = next((one for one in judged if one[1]), None)
    return wrong or (" / ".join(number for number, _, _ in judged), None, "")


_HINT = msg("such as `0592-5550101`, `0592-5550101 转 8002` or two numbers with `/` between them")


def _no_number(found: str) -> Message:
    return msg("expected a telephone number, found `{phone}`", phone=shorten(found))


def _whole(words: str) -> bool:
    return _number(words)[1] is None


def _pair(words: str) -> list[str]:
    """Two whole numbers with only a space between them."""
    spaces = [m.start() for m in re.finditer(r"\s+", words)]
    both = ((words[:at], words[at:].strip()) for at in spaces)
    return next(([a, b] for a, b in both if _whole(a) and _whole(b) and min(len(a), len(b)) > 6), [])


def _number(words: str) -> tuple[str, Message | None, str]:
    tail = _DASHED.fullmatch(words) or _TAIL.fullmatch(words)
    main, more = (tail[1], f" 转 {tail[3]}" if _chinese(tail[2]) else f" ext. {tail[3]}") if tail else (words, "")
    main = re.sub(r"\s+", " ", main.removesuffix(".0") if re.fullmatch(r"[0-9]+\.0", main) else main).strip()
    digits = re.sub(r"\D", "", main)
    if not _GROUPS.fullmatch(main) or main.count("(") != main.count(")"):
        return "", _no_number(words), _HINT
    if main.startswith(("+", "00", "(+")):
        return (main + more, None, "") if 8 <= len(digits) <= 17 else ("", _length(words, digits), _HINT)
    if len(digits) in (9, 10, 11) and _zone_without_zero(digits):
        message = msg("expected the zone code with its 0, found `{phone}`", phone=words)
        return "", message, msg("spreadsheets drop a first 0: `0{digits}`? Format the column as text", digits=digits)
    if not _LENGTHS.fullmatch(digits):
        return "", _length(words, digits), _HINT
    return _spelled(main, digits) + more, None, ""


_LENGTHS = re.compile(
    r"0(?:10|2\d)\d{7,8}|0[3-9]\d{2}\d{7,8}|[48]00\d{7}|1[3-9]\d{9}|[2-9]\d{6,7}|1\d{2,5}|9[56]\d{3,4}"
)
# Zone codes without their 0: 10, 20 to 29, and three digits from 3 to 9 (not 400, 800: those are lines of their own).
_ZONE = re.compile(r"(?:10|2\d)\d{7,8}|(?!400|800)[3-9]\d{2}\d{7,8}")


def _zone_without_zero(digits: str) -> bool:
    return bool(_ZONE.fullmatch(digits)) and not re.fullmatch(r"1[3-9]\d{9}", digits)


def _length(words: str, digits: str) -> Message:
    return msg(
        "expected a whole telephone number, found `{phone}` with {n} digits", phone=shorten(words), n=len(digits)
    )


def _chinese(sign: str) -> bool:
    return not sign.isascii() or sign in ("", "#", "*")


def _spelled(main: str, digits: str) -> str:
    """As typed when the groups are the writer's; one form for a bare run of digits and for a zone in brackets."""
    if zone := re.fullmatch(r"\((0\d{2,3})\)[ -]?(.*)", main):
        return f"{zone[1]}-{zone[2]}"
    if main == digits and (fixed := re.fullmatch(r"(0(?:10|2\d)|0[3-9]\d{2})(\d{7,8})", digits)):
        return f"{fixed[1]}-{fixed[2]}"
    if main == digits and re.fullmatch(r"[48]00\d{7}", digits):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return main
