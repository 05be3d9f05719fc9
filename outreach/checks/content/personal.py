"""No personal data: telephone numbers, identity numbers, bank cards, plates, account names, chat accounts, mail.

Why: a real case shown to 20,000 branches must not point at a person; JR/T 0171-2020 calls these C2 and C3 data. A
number that looks like somebody's is taken for it, whether its check digit is right or not.
Source: 个人信息保护法; 广告法 art. 9 (6). Masks as is usual: phone first 3 and last 4, card last 4, 姓+某.

PASS: `138****0000`, `尾号1234的卡`, `户名：王某`
FAIL: `13812345678`, `138.1234.5678`, `110101199001011234`, `6222021234567890128`, `户名：王小明`, `京A12345`
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from outreach.checks.content import Context, forms
from outreach.diagnostics import Diagnostic, error
from outreach.folding import dialled
from outreach.messages import Message, msg
from outreach.storyboard import Text

_DIGITS = re.compile(r"(?<![\d*])(?:\+ ?)?\d(?:[ .·_/()（）／-]{0,2}\d){10,20}[Xx]?(?![\d*])")
_PHONE = re.compile(r"(?:86)?1[3-9]\d{9}")
_PHONE_GROUPS = ("344", "443", "335", "38", "65", "56", "74", "11111111111")
# The first two digits of an identity number: a province (GB/T 2260).
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_ORDER = re.compile(
    r"(?:单号|编号|流水号|序列号|批号|票号|order(?: (?:no\.?|number))?|tracking(?: number)?)\W{0,2}$", re.I
)
_CARD = re.compile(
    r"(?:卡号|账号|帐号|账户|帐户|银行卡|储蓄卡|信用卡|account|card)(?:是|为|number|no\.?|\W){0,3}$", re.I
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(rf"[{_PROVINCES}][A-HJ-NP-Z][·. ]?(?=[A-Z0-9]*\d)[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳]")
_OWNER = re.compile(r"(?:户名|收款人|开户名|账户名|账户姓名|持卡人|真实姓名)(?:是|为)?[:：]?\s*([一-鿿·]{2,4})")
_CHAT = re.compile(
    r"(?:(?:微信|薇信|威信|V信|vx|wx(?!id_)|WeChat|QQ|扣扣|企鹅|Telegram|WhatsApp|LINE|飞机)(?:群|账)?(?:号码?|ID)?|(?<![A-Za-z])[VvQq](?=[:：])|群号)"
    r"(?:是|为|[:：\s]){0,2}(?:是|[:：])?\s*([A-Za-z][A-Za-z0-9_-]{5,}|[1-9]\d{4,10})(?![A-Za-z0-9])",
    re.I,
)
_CHAT_ID = re.compile(r"(?<![A-Za-z0-9_])(wxid_[a-z0-9]{6,})", re.I)
_EMAIL = re.compile(r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9_.+-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PASSPORT = re.compile(r"(?:护照|通行证|passport)(?:号码?|no\.?|number|是|为|\W){0,3}([A-Z]{1,2}\d{7,8})(?!\d)", re.I)
_NOBODY = (".example", ".test", ".invalid")  # RFC 2606


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields what a text gives away, by kind."""
    profiles = context.profiles
    known = {re.sub(r"\D", "", n) for n in (profiles.brand.hotline, *(h.number for h in profiles.hotlines.values()))}
    for words in forms(text):
        for kind, found, hint in given_away(dialled(words), known, tuple(profiles.brand.domains)):
            yield error("personal", text.where, msg("found {kind} `{found}`", kind=kind, found=found), hint)


Finding = tuple[Message, str, Message]


def given_away(words: str, known: set[str], domains: tuple[str, ...]) -> Iterator[Finding]:
    """Kind, words and a hint of all that points at somebody in folded words, but `known` numbers and own `domains`."""
    for match in _DIGITS.finditer(words):
        digits = re.sub(r"[^0-9Xx]", "", match[0])
        if digits not in known:
            yield from _number(digits, match, words)
    for match in _PLATE.finditer(words):
        yield msg("a number plate"), match[0], msg("write the first two characters and `*****`")
    for match in _OWNER.finditer(words):
        if "某" not in match[1]:
            yield msg("the name of an account's owner"), match[1], msg("write the family name and `某`")
    for match in _PASSPORT.finditer(words):
        yield msg("a passport number"), match[1], msg("leave it out, or keep the first letter: `E********`")
    yield from _accounts(words, known, domains)


def _accounts(words: str, known: set[str], domains: tuple[str, ...]) -> Iterator[Finding]:
    """Where somebody can be written to: chats and mail. The bank's own, and hosts that lead nowhere, are nobody's."""
    for match in (*_CHAT.finditer(words), *_CHAT_ID.finditer(words)):
        if re.sub(r"\D", "", match[1]) not in known:
            yield msg("a chat account"), match[1], msg("leave it out, or write `***`")
    for match in _EMAIL.finditer(words):
        host = match[1].lower()
        if not host.endswith(_NOBODY) and not any(host == d or host.endswith("." + d) for d in domains):
            yield msg("a mail address"), match[0], msg("leave it out; a made-up one ends in `.example`")


def _number(digits: str, match: re.Match[str], words: str) -> Iterator[Finding]:
    before = words[: match.start()]
    if _is_phone(digits, match[0]):
        yield msg("a mobile number"), match[0], msg("write `138****0000`")
    elif is_identity(digits) or (looks_like_identity(digits) and not _ORDER.search(before)):
        hint = msg("leave it out, or keep the first 3 and last 4: `110***********0000`")
        yield msg("an identity number"), match[0], hint
    elif _is_card(digits, before):
        yield msg("a bank card number"), match[0], msg("keep the last 4 digits: `尾号1234`")


def _is_phone(digits: str, shown: str) -> bool:
    """Eleven digits; with other signs than spaces and hyphens between them, in the groups people write."""
    if not _PHONE.fullmatch(digits):
        return False
    groups = "".join(str(len(part)) for part in re.split(r"\D+", shown) if part)
    return not re.search(r"[^\d +-]", shown) or groups.removeprefix("2") in _PHONE_GROUPS


def _is_card(digits: str, before: str) -> bool:
    """By its check digit; else by what stands before it, or by the digits that Chinese cards begin with (62)."""
    if not digits.isdigit() or len(set(digits)) == 1 or _ORDER.search(before):
        return False
    if _CARD.search(before) and 12 <= len(digits) <= 19:
        return True
    return 16 <= len(digits) <= 19 and (is_luhn(digits) or (len(digits) in (16, 19) and digits.startswith("62")))


def is_identity(digits: str) -> bool:
    """A resident identity number: 18 characters with a right check character (GB 11643), or the old 15 digits."""
    if re.fullmatch(r"\d{15}", digits):
        return bool(_PROVINCE.match(digits)) and _is_date("19" + digits[6:12])
    if not re.fullmatch(r"\d{17}[\dXx]", digits) or not _is_date(digits[6:14]):
        return False
    rest = sum(int(d) * 2 ** (17 - i) for i, d in enumerate(digits[:17])) % 11
    return "10X98765432"[rest] == digits[17].upper()


def looks_like_identity(digits: str) -> bool:
    """A province, a day of birth and a place in the row: somebody's number, or mistaken for it."""
    return bool(re.fullmatch(r"\d{17}[\dXx]", digits) and _PROVINCE.match(digits)) and _is_date(digits[6:14])


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
