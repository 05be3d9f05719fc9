"""Signs that look like others: what a file may not hold, what is read as its usual form, and what was meant as YAML.

Texts are copied from PDFs (Kangxi radicals), chats (no-break and ideographic spaces) and typed with a Chinese keyboard
(full-width colons and digits). Each sign is named by its number, at its own line and column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from outreach.diagnostics import Diagnostic, Where, error, warning
from outreach.messages import Message, msg, shorten

# Bidirectional controls and marks without width can make a number or an address read as another one.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
# Joiners belong to Arabic, Indic and some other scripts and to pictures; elsewhere nobody sees them.
_JOINER = re.compile(r"(?<![\u0600-\u109f\u1780-\u18af\u2190-\u2bff\U0001f000-\U0001faff\ufe0f])[\u200c\u200d]")
_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]|\r(?!\n|$)")
_UNREADABLE = re.compile("[\ufffe\uffff]")  # characters that YAML forbids

_RADICAL = re.compile("[\u2e80-\u2fd5]")
# CJK Radicals Supplement -> the sign it stands for (Unicode, EquivalentUnifiedIdeograph.txt); Kangxi ones fold by NFKC.
_RADICALS = dict(
    zip(
        "⺁⺈⺊⺌⺍⺒⺓⺗⺜⺝⺟⺠⺩⺫⺬⺮⺶⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻲⻳",
        "厂刀卜小小巳幺心日月母民王目示竹羊虎西见角贝车長长门雨青韦页风飞食食马骨鬼鱼鸟卤麦黄齐齿龙龟龟",
        strict=True,
    )
)
_WIDE_ASCII = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_KANA = re.compile("[ぁ-ヿ]")

# What stands where a colon, a space or a hyphen of YAML was meant.
_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD = re.compile(f"[{_ODD_SPACES}]")
_COLONS = "：﹕∶︰"
_KEY = r"""(?:[A-Za-z_][\w.@-]*|"[^"]*"|'[^']*')"""
_INDENT = re.compile(rf"^ *(?:- +)*(?P<sign>[{_ODD_SPACES}])")
_DASH = re.compile(rf"^ *(?P<sign>[－–—‐‑−•·])[ {_ODD_SPACES}]*{_KEY} *[:{_COLONS}]")
_COLON = re.compile(rf"^ *(?:- +)*{_KEY}[ {_ODD_SPACES}]*(?P<sign>[{_COLONS}])")
_AFTER = re.compile(rf"^ *(?:- +)*{_KEY} *:(?P<sign>[{_ODD_SPACES}])")
_BEFORE = re.compile(rf"^ *(?:- +)*{_KEY}(?P<sign>[{_ODD_SPACES}])+:")
_GLUED = re.compile(r"^ *(?:- +)*(?P<key>[a-z_]{2,}):(?P<sign>[^\s/:])")
_NAMES = {"\u00a0": msg("no-break space"), "\u3000": msg("ideographic space"), "：": msg("full-width colon")}


def characters(file: str, text: str) -> Iterator[Diagnostic]:
    """Signs that no line may hold, and signs in another form than the usual one."""
    nfc = unicodedata.is_normalized("NFC", text)
    for number, line in enumerate(text.split("\n"), 1):
        for pattern in (_INVISIBLE, _JOINER):
            for match in pattern.finditer(line):
                yield _unseen(Where(file, number, match.start() + 1), match[0])
        for pattern in (_CONTROL, _UNREADABLE):
            for match in pattern.finditer(line):
                hint = msg("delete it; it usually comes from a copy and paste")
                message = msg("found the control character `{name}`", name=code(match[0][0]))
                yield error("control", Where(file, number, match.start() + 1), message, hint)
        if not nfc and not unicodedata.is_normalized("NFC", line):
            yield from _composed(file, number, line)


def code(sign: str) -> str:
    """U+00A0, as character tables name it."""
    return f"U+{ord(sign):04X}"


def _unseen(place: Where, sign: str) -> Diagnostic:
    hint = msg("delete it: it can make a number or an address read as another one")
    return error("invisible", place, msg("found the invisible character `{name}`", name=code(sign)), hint)


def _composed(file: str, number: int, line: str) -> Iterator[Diagnostic]:
    """The first sign that is composed otherwise, and every compatibility ideograph."""
    lone = [(i, c) for i, c in enumerate(line) if not unicodedata.is_normalized("NFC", c)]
    for i, sign in lone:
        yield _other_form(Where(file, number, i + 1), sign, unicodedata.normalize("NFC", sign))
    if not lone:
        usual = unicodedata.normalize("NFC", line)
        start = next((i for i, (a, b) in enumerate(zip(line, usual, strict=False)) if a != b), len(usual) - 1)
        message = msg("expected the single character `{found}`, found it in another form", found=usual[start])
        hint = msg("type it again; the file is read as if it were the single character")
        yield warning("nfc", Where(file, number, start + 1), message, hint)


def _other_form(place: Where, sign: str, usual: str) -> Diagnostic:
    message = msg("expected `{usual}`, found {name}, which looks like it", usual=usual, name=code(sign))
    hint = msg("type it again; the file is read as if it were the usual character")
    return warning("nfc", place, message, hint)


def usual(text: str) -> str:
    """A text in the form that it is read in: composed, with whole signs for radicals."""
    text = unicodedata.normalize("NFC", text)
    return _RADICAL.sub(lambda m: _whole(m[0]), text) if _RADICAL.search(text) else text


def _whole(radical: str) -> str:
    return _RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)


_EITHER = "“”‘’…—·"  # of full width in Chinese, of half in English


def spaced(left: str, right: str) -> bool:
    """Does a line break between two signs become a space? Not in Chinese and Japanese (CSS Text 4 §4.1.3)."""
    if _is_mark(left) or _is_mark(right):
        return False
    wide = (_is_wide(left), _is_wide(right))
    return not all(wide) and not (wide[0] and right in _EITHER) and not (left in _EITHER and wide[1])


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" and not "\uac00" <= sign <= "\ud7af"


def _is_mark(sign: str) -> bool:
    return _is_wide(sign) and unicodedata.category(sign)[0] == "P"


def one_line(text: str) -> str:
    """A text on one line: white space becomes a space, a break in Chinese nothing."""
    parts = [" ".join(line.split()) for line in text.split("\n")]
    whole = ""
    for part in filter(None, parts):
        whole += (" " if whole and spaced(whole[-1], part[0]) else "") + part
    return whole


def look_alikes(words: str, place: Where) -> Iterator[Diagnostic]:
    """Radicals and full-width letters and digits in words that begin at a place."""
    for match in _RADICAL.finditer(words):
        yield _other_form(_at(place, match.start()), match[0], _whole(match[0]))
    for match in () if _KANA.search(words) else _WIDE_ASCII.finditer(words):
        found, plain = match[0], unicodedata.normalize("NFKC", match[0])
        hint = msg("type it with half-width letters and digits")
        message = msg("expected `{plain}`, found full-width `{found}`", plain=shorten(plain), found=shorten(found))
        yield warning("full-width", _at(place, match.start()), message, hint)


def _at(place: Where, columns: int) -> Where:
    return Where(place.file, place.line, place.column + columns)


def mistyped(file: str, number: int, line: str) -> Diagnostic | None:
    """What was typed for YAML's own signs on a line (counted from 1), or None."""
    for pattern, message, hint in _MISTYPED:
        match = pattern.match(line)
        if match:
            named = msg(message.template, sign=_named(match["sign"]))
            if pattern is _GLUED:
                named = msg(message.template, key=match["key"])
            return error("sign", Where(file, number, match.start("sign") + 1), named, hint)
    return None


def odd_key(place: Where, key: str) -> Diagnostic | None:
    """A key with a space that is none of YAML's in it."""
    match = _ODD.search(key)
    if match is None:
        return None
    message = msg("found {sign} in a key", sign=_named(match[0]))
    return error(
        "sign",
        _at(place, match.start()),
        message,
        msg("delete it, or type an ordinary space; lines are indented with those only"),
    )


def _named(sign: str) -> Message:
    name = _NAMES.get(sign)
    return (
        msg("{code} ({name})", code=code(sign), name=name)
        if name
        else msg("`{sign}` ({code})", sign=sign, code=code(sign))
    )


_MISTYPED: tuple[tuple[re.Pattern[str], Message, Message], ...] = (
    (
        _INDENT,
        msg("expected spaces at the beginning of the line, found {sign}"),
        msg("delete it and indent with ordinary spaces"),
    ),
    (_DASH, msg("expected `- ` before an item, found {sign}"), msg("type an ordinary hyphen and a space")),
    (_BEFORE, msg("expected `: ` after a key, found {sign}"), msg("type an ordinary colon and a space: `key: value`")),
    (_COLON, msg("expected `: ` after a key, found {sign}"), msg("type an ordinary colon and a space: `key: value`")),
    (_AFTER, msg("expected a space after the colon, found {sign}"), msg("delete it and type an ordinary space")),
    (
        _GLUED,
        msg("expected a space after `{key}:`, found none"),
        msg("write `key: value`, with a space after the colon"),
    ),
)
