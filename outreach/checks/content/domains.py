"""Every address in a text is the brand's own, and none hides where it leads.

Why: a text that teaches people to distrust links may print one kind only. Names that end in `.example`, `.test` or
`.invalid` (RFC 2606) lead nowhere and may stand for a scammer's page. What counts is what a reader would type, whatever
letters, dots and spaces it is written with. A scammer's own words may say `http://`.
Source: our own rule: the bank's own hosts, https only, no shorteners; RFC 2606 (names that lead nowhere).

PASS: `jiangwanbank.example`, `https://fz.jiangwanbank.example/q/`, `打开“bank-verify.example”`
FAIL: `http://jiangwanbank.example`, `bit.ly/abc`, `icbc-verify.com`, `bank。com`, `http://[2001:db8::1]/`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from outreach.checks.content import Context, forms, own_words
from outreach.diagnostics import Diagnostic, error
from outreach.folding import LOOK_ALIKES, fold
from outreach.messages import msg
from outreach.storyboard import Text

# Letters of a host: Latin ones, and those of other scripts that are drawn alike (Cyrillic, Greek).
_L = r"a-z0-9\u0370-\u03ff\u0400-\u052f\u0250-\u02af\u1d00-\u1d7f\u0131"
_LABEL = rf"[{_L}](?:[{_L}_-]*[{_L}])?"
_SCHEME = r"(?:([a-z][a-z0-9+.-]{1,15})[:：][/／]{2})"
_ADDRESS = re.compile(rf"(?P<host>(?:{_LABEL}\.)+(?:xn--[a-z0-9-]+|[{_L}]{{2,24}}))(?![{_L}.-]*[{_L}])", re.I)
_WITH_SCHEME = re.compile(
    rf"{_SCHEME}(\[[0-9a-f:.%]+\]|[{_L}._-]+(?::\d+)?|[^\s/／“”\"'，。？！、；）)<>]+)", re.I
)  # localhost, an IP address, anything
_NUMBERS = re.compile(r"(?<![\d.])(?P<host>(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d))(?![\d.])")
_CHINESE = re.compile(
    r"(?P<host>[\u4e00-\u9fffa-z0-9-]+\.(?:中国|公司|网络|网址|在线|商城|网店|手机|我爱你|信息))(?![\u4e00-\u9fff])",
    re.I,
)
_CHINESE_NAME = re.compile(r"(?P<host>[\u4e00-\u9fff]{2,12}\.(?:com|cn|net|org|top|vip|xyz|cc))(?![a-z0-9.-])", re.I)
# What ends a host and no sentence, for hosts whose dots are written as other signs or with spaces.
_ENDS = "com|cn|net|org|gov|edu|top|xyz|vip|cc|info|shop|club|site|online|icu|live|link|work|fun|pro|biz|ltd|tech|wang"
_OTHER_DOT = re.compile(
    rf"(?<=[a-z0-9])(?:\s*[。｡·・．点]\s*|\s+\.\s*|\.\s+|\s*[(\[（【]\s*(?:dot|点|\.)\s*[)\]）】]\s*)(?={_ENDS}(?![a-z0-9]))"
)
_LEET = str.maketrans("0135", "oles")
_EMAIL = re.compile(r"[\w.+-]+@(?=[\w-]+\.)")
_RESERVED = (".example", ".test", ".invalid")
_FILE = re.compile(r"[^.]+\.(?:apk|exe|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp[34]|wav|txt|csv|svg|yaml|html?)", re.I)


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields addresses that are not the brand's, shorteners, look-alikes, and addresses without TLS."""
    for words in forms(text):
        spoken_of = () if text.quoted else set(_addresses(own_words(words)))
        for scheme, host in _addresses(words):
            plain_http = (scheme, host) in spoken_of
            for message, *hints in _judge(scheme, host, plain_http, context):
                yield error("domain", text.where, message, *hints)


@lru_cache(maxsize=2048)
def _addresses(words: str) -> tuple[tuple[str, str], ...]:
    """(scheme, host) of every address that a reader would see, as written but for invisible signs."""
    words = _OTHER_DOT.sub(".", fold(words).replace("｡", "。"))
    words = _EMAIL.sub(" ", words)
    found = {}
    for match in _WITH_SCHEME.finditer(words):
        host = re.sub(r"(?<!\]):\d+$|[?#].*$", "", match[2])
        found[match.start(2)] = (match[1].lower(), host.rstrip(".").lower())
    for pattern in (_ADDRESS, _NUMBERS, _CHINESE, _CHINESE_NAME):
        for match in pattern.finditer(words):
            inside = any(at <= match.start("host") < at + len(host) for at, (_, host) in found.items())
            if not inside and (pattern is not _ADDRESS or _reads_as_host(match["host"], words[match.end() :])):
                found[match.start("host")] = ("", match["host"].lower())
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


def _reads_as_host(host: str, after: str) -> bool:
    """Not a file's name, an abbreviation (e.g.) or a version (v1.2b)."""
    last = host.rpartition(".")[2].lower().translate(LOOK_ALIKES)
    if after.startswith("/") or last.startswith("xn--"):
        return True
    if not last.isalpha():
        return bool(re.fullmatch(_ENDS, last.translate(_LEET)))
    return not _FILE.fullmatch(host)


def _judge(scheme: str, host: str, secure: bool, context: Context) -> Iterator[tuple[str, ...]]:
    own, names = tuple(context.profiles.brand.domains), context.profiles.word_lists.shorteners
    if scheme in ("http", "ftp"):
        if secure:
            yield (msg("expected `https://{host}`, found `{scheme}://`", host=host, scheme=scheme),)
    elif scheme not in ("", "https"):
        hint = msg("print the page's own address")
        yield msg("expected `https://`, found `{scheme}://`, which opens an app", scheme=scheme), hint
        return
    if host in names:
        message = msg("found the short address `{host}`, which hides where it leads", host=host)
        yield message, msg("print the page's own address")
    elif host.translate(LOOK_ALIKES) != host:
        plain = host.translate(LOOK_ALIKES)
        message = msg("found `{host}`, which looks like `{plain}` and is another address", host=host, plain=plain)
        yield message, msg("write it with the letters a to z")
    elif not _is_own(host, own) and not host.endswith(_RESERVED):
        message = msg("expected an address of {own}, found `{host}`", own=", ".join(f"`{d}`" for d in own), host=host)
        yield message, msg("a made-up address ends in `.example`")


def _is_own(host: str, own: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in own)
