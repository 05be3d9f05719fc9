"""What the QR codes of a storyboard open is an https address on one of the bank's own domains.

Why: an anti-fraud sheet teaches people to scan. A code that leads to a shortener, a look-alike or somebody else's host
makes the lesson a trap, and nobody can read a code with their eyes.
Source: our own rule: what teaches people to look at addresses has one kind only, https on the bank's own domains.

PASS: `link: {host: fz.jiangwanbank.example, path: q}` with `domains: [jiangwanbank.example]`
FAIL: `host: t.cn`, `host: jiangwanbank-help.example`, `host: xn--jingwanbank-q7a.example`
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.codes import links, qr
from outreach.diagnostics import Diagnostic
from outreach.formats import CARRIERS
from outreach.storyboard import Storyboard

FILE = "content/brand.yaml"
ANY = next(iter(CARRIERS))  # of the formats with a code: all codes open the same address


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields every reason why the address in the codes may not be printed, at the brand file's `host`."""
    profiles = context.profiles
    where = profiles.sources[FILE].places.at(("link", "host"))
    yield from qr.check_payload(links.payload(board, ANY), tuple(profiles.brand.domains), where)
