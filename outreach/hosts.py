"""Names of hosts and folders as they may stand in an address that is printed: one form, or the reason why not.

A host is a name of the public DNS: labels of 1 to 63 letters, digits and inner hyphens, 253 characters in all
(RFC 1035 §2.3.4, RFC 1123 §2.1), the last one a top level of letters. Names in other scripts and their `xn--` form are
refused: a reader cannot tell one letter from its double, and teaching people to read addresses is what this is for.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from outreach.messages import Message, msg, shorten

LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}")
# Tops that lead nowhere from a reader's phone (RFC 6761, RFC 6762, RFC 7686, RFC 8375; ICANN's list of collisions).
_INNER = frozenset("localhost local localdomain internal intranet lan home corp arpa onion invalid".split())
# Below a country's top, names such as com.cn belong to everybody who registers there. China's provinces have theirs.
_SHARED = frozenset("com net org gov edu ac mil co ne or go".split())
_PROVINCES = frozenset(
    "ah bj cq fj gd gs gx gz ha hb he hi hk hl hn jl js jx ln mo nm nx qh sc sd sh sn sx tj tw xj xz yn zj".split()
)
_SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST = 253
Reason = tuple[Message, Message | str]  # what is wrong, and a hint or ""


def host_fault(host: str) -> Reason | None:
    """Why `host`, in lower case, cannot be printed as an address; None when it can."""
    if not host.isascii():
        return _foreign(host)
    if _is_ip(host):
        return msg("expected a name, found the number `{host}`", host=shorten(host)), msg("readers know names only")
    if not re.fullmatch(r"[a-z0-9.-]*", host):
        return _no_name(host), _instead(host)
    labels = host.split(".")
    wrong = next((one for one in labels if not LABEL.fullmatch(one)), None)
    if wrong is not None or len(host) > MOST:
        return _no_name(host), _label(host, wrong)
    if any(one[2:4] == "--" for one in labels):
        return msg("`{host}` is written in punycode and can imitate another name", host=shorten(host)), _PLAIN
    return _top(host, labels)


def within(host: str, domains: tuple[str, ...] | list[str]) -> bool:
    """Is `host` one of the domains, or below one?"""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def path_fault(path: str) -> Reason | None:
    """Why `path`, in lower case and without outer slashes, cannot hold the codes; None when it can."""
    if path and all(_SEGMENT.fullmatch(one) for one in path.split("/")):
        return None
    hint = msg("one or more folder names with `/` between them, such as `q` or `fanzha/q`")
    return msg("expected a path of letters, digits, inner `-` and `/`, found `{path}`", path=shorten(path)), hint


_PLAIN = msg("print the name in plain letters a-z: a reader cannot tell look-alikes apart")


def _foreign(host: str) -> Reason:
    sign = next(one for one in host if not one.isascii())
    name = unicodedata.name(sign, "").lower() or "?"
    code = f"U+{ord(sign):04X}"
    message = msg("expected a host name of a-z, 0-9, `-` and `.`, found {code} ({name})", code=code, name=name)
    return message, _PLAIN


def _no_name(host: str) -> Message:
    return msg("expected a host name such as fz.bank.example, found `{found}`", found=shorten(host))


def _instead(host: str) -> Message | str:
    """The name inside an address that was pasted whole."""
    try:
        found = urlsplit(host if "//" in host else f"//{host}").hostname or ""
    except ValueError:
        return ""
    return msg("write `{host}` alone", host=found) if found != host and host_fault(found) is None else ""


def _label(host: str, wrong: str | None) -> Message:
    if wrong is None:
        return msg("a host name has at most {most} characters, this one {n}", most=MOST, n=len(host))
    if not wrong:
        return msg("between two dots, and before and after them, there is a name")
    if len(wrong) > 63:
        return msg(
            "`{label}` has {n} characters, at most 63 stand between two dots", label=shorten(wrong), n=len(wrong)
        )
    return msg("`{label}` begins or ends with `-`", label=wrong)


def _top(host: str, labels: list[str]) -> Reason | None:
    top = labels[-1]
    if not _TOP.fullmatch(top):
        return _no_name(host), msg("it ends in a top level of letters, such as `.cn`")
    if top in _INNER:
        return msg("`{host}` cannot be opened from outside", host=shorten(host)), ""
    shared = len(labels) == 2 and len(top) == 2 and (labels[0] in _SHARED or (top == "cn" and labels[0] in _PROVINCES))
    if len(labels) == 1 or shared:
        return msg("expected a name of your own, found the top level `{host}`", host=host), ""
    return None


def _is_ip(host: str) -> bool:
    """An address in numbers, in any of the forms that browsers take (`127.1`, `0x7f.1`, `2130706433`, `[::1]`)."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", host))
    return True
