"""Every address in a text is the brand's own, and none hides where it leads.

Why: a text that teaches people to distrust links may print one kind only. Names that end in `.example`, `.test` or
`.invalid` (RFC 2606) lead nowhere and may stand for a scammer's page.
Source: our own rule: the bank's own hosts, https only, no shorteners; RFC 2606 (names that lead nowhere).

PASS: `jiangwanbank.example`, `https://fz.jiangwanbank.example/q/`, `打开“bank-verify.example”`
FAIL: `http://jiangwanbank.example`, `bit.ly/abc`, `icbc-verify.com`
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from outreach.checks import Context, forms
from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg
from outreach.storyboard import Text

_ADDRESS = re.compile(
    r"(?:(https?|ftp)://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24})(?![a-z0-9.-]*[a-z0-9])", re.I
)
_RESERVED = (".example", ".test", ".invalid")
_FILES = (".apk", ".exe", ".pdf", ".zip", ".doc", ".docx", ".xls", ".xlsx", ".jpg", ".png", ".mp4")


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields addresses that are not the brand's, shorteners, and addresses without TLS."""
    own = tuple(context.profiles.brand.domains)
    for words in forms(text):
        for match in _ADDRESS.finditer(unicodedata.normalize("NFKC", words)):
            yield from _judge((match[1] or "").lower(), match[2].lower(), own, context, text.where)


def _judge(scheme: str, host: str, own: tuple[str, ...], context: Context, where: Where) -> Iterator[Diagnostic]:
    if scheme in ("http", "ftp"):
        yield error("domain", where, msg("expected `https://{host}`, found `{scheme}://`", host=host, scheme=scheme))
    if host in context.profiles.words.shorteners:
        message = msg("found the short address `{host}`, which hides where it leads", host=host)
        yield error("domain", where, message, msg("print the page's own address"))
    elif not _is_own(host, own) and not host.endswith((*_RESERVED, *_FILES)):
        message = msg("expected an address of {own}, found `{host}`", own=", ".join(f"`{d}`" for d in own), host=host)
        yield error("domain", where, message, msg("a made-up address ends in `.example`"))


def _is_own(host: str, own: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in own)
