"""No personal data: telephone numbers, identity numbers, bank cards, plates, account names, chat accounts.

Why: a real case shown to 20,000 branches must not point at a person; JR/T 0171-2020 calls these C2 and C3 data.
Source: 个人信息保护法; 广告法 art. 9 (6). Masks as is usual: phone first 3 and last 4, card last 4, 姓+某.

PASS: `138****0000`, `尾号1234的卡`, `户名：王某`
FAIL: `13812345678`, `6222021234567890128`, `户名：王小明`, `京A12345`
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from outreach.checks import Context, forms
from outreach.diagnostics import Diagnostic, error
from outreach.messages import Message, msg
from outreach.storyboard import Text

_DIGITS = re.compile(r"(?<![\d*])\d(?:[ -]?\d){10,18}[Xx]?(?![\d*])")
_PHONE = re.compile(r"(?:86)?1[3-9]\d{9}")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(rf"[{_PROVINCES}][A-HJ-NP-Z][·. ]?(?=[A-Z0-9]*\d)[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳]")
_OWNER = re.compile(r"(?:户名|收款人|开户名|账户名|账户姓名|持卡人|真实姓名)(?:是|为)?[:：]?\s*([一-鿿·]{2,4})")
_CHAT = re.compile(r"(?:微信号?|QQ号?|群号|WeChat(?: ID)?)[:：]?\s*([A-Za-z][A-Za-z0-9_-]{5,}|\d{5,11})", re.I)


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields what a text gives away, by kind."""
    known = {re.sub(r"\D", "", h.number) for h in context.profiles.hotlines.values()}
    for words in forms(text):
        for kind, found, hint in _found(unicodedata.normalize("NFKC", words), known):
            yield error("personal", text.where, msg("found {kind} `{found}`", kind=kind, found=found), hint)


def _found(words: str, known: set[str]) -> Iterator[tuple[Message, str, Message]]:
    for match in _DIGITS.finditer(words):
        digits = re.sub(r"[ -]", "", match[0])
        if digits not in known:
            yield from _number(digits, match[0])
    for match in _PLATE.finditer(words):
        yield msg("a number plate"), match[0], msg("write the first two characters and `*****`")
    for match in _OWNER.finditer(words):
        if "某" not in match[1]:
            yield msg("the name of an account's owner"), match[1], msg("write the family name and `某`")
    for match in _CHAT.finditer(words):
        yield msg("a chat account"), match[1], msg("leave it out, or write `***`")


def _number(digits: str, shown: str) -> Iterator[tuple[Message, str, Message]]:
    if _PHONE.fullmatch(digits):
        yield msg("a mobile number"), shown, msg("write `138****0000`")
    elif is_identity(digits):
        yield (
            msg("an identity number"),
            shown,
            msg("leave it out, or keep the first 3 and last 4: `110***********0000`"),
        )
    elif 16 <= len(digits) <= 19 and is_luhn(digits):
        yield msg("a bank card number"), shown, msg("keep the last 4 digits: `尾号1234`")


def is_identity(digits: str) -> bool:
    """A resident identity number: 18 characters with a right check character (GB 11643), or the old 15 digits."""
    if re.fullmatch(r"\d{15}", digits):
        return _is_date("19" + digits[6:12])
    if not re.fullmatch(r"\d{17}[\dXx]", digits) or not _is_date(digits[6:14]):
        return False
    rest = sum(int(d) * 2 ** (17 - i) for i, d in enumerate(digits[:17])) % 11
    return "10X98765432"[rest] == digits[17].upper()


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def is_luhn(digits: str) -> bool:
    """Does the last digit check (ISO/IEC 7812-1 Annex B)?"""
    if not digits.isdigit() or len(set(digits)) == 1:
        return False
    doubled = (int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
