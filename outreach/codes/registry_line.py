"""What a line of registry.csv may hold: its fields become addresses and lines of files that web servers run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote, urlsplit

from outreach.codes.links import is_token, token
from outreach.hosts import host_fault, within
from outreach.messages import Message, msg, shorten

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_UTM = re.compile(r"[A-Za-z0-9%._~/-]{1,400}")
FIELDS = {
    "scam": _SLUG,
    "audience": _SLUG,
    "lang": _TAG,
    "format": _SLUG,
    "branch": re.compile(r"[A-Za-z0-9+-]{0,32}"),  # also ids that today's list would refuse
    "utm_source": _UTM,
    "utm_medium": _UTM,
    "utm_campaign": _UTM,
    "utm_content": _UTM,
}
_TARGET = re.compile(r"https://([A-Za-z0-9.-]+)/[A-Za-z0-9/._~%-]*(?:\?[A-Za-z0-9=&%._~/+-]*)?")
Fault = tuple[Message, Message | str]


def no_token(found: str) -> Fault | None:
    """Is this no token at all?"""
    return None if is_token(found) else (msg("expected a token, found `{token}`", token=shorten(found)), "")


def fault(values: Mapping[str, str], domains: Sequence[str] | None) -> Fault | None:
    """Why this line may not be served, or None. A token is made of its batch, so a changed field is noticed."""
    for name, wanted in FIELDS.items():
        if not wanted.fullmatch(values[name]):
            return msg("`{value}` is no {name} of a code", value=shorten(values[name]), name=name), ""
    campaign = values["campaign"]
    if not campaign or len(campaign) > 60 or not campaign.isprintable():
        return msg("`{value}` is no {name} of a code", value=shorten(ascii(campaign)), name="campaign"), ""
    batch = [values[name] for name in ("scam", "audience", "lang", "format", "branch")]
    if token(campaign, *batch) != values["token"]:
        batches = " ".join(filter(None, [campaign, *batch]))
        return msg("the token `{token}` is not the one of `{batch}`", token=values["token"], batch=batches), ""
    return _target(values["target"], None if domains is None else tuple(domains))


def _target(target: str, domains: tuple[str, ...] | None) -> Fault | None:
    found = _TARGET.fullmatch(target)
    if found and _ours(found[1].lower(), domains):
        return None
    own = ", ".join(f"`{domain}`" for domain in domains or ())
    message = msg("expected an https address of {own}, found `{target}`", own=own, target=shorten(target))
    hint = msg("a printed code leads to your own pages; if it was your domain, add it to `domains` in brand.yaml")
    return message, hint


@lru_cache(maxsize=256)
def _ours(host: str, domains: tuple[str, ...] | None) -> bool:
    return host_fault(host) is None and (domains is None or within(host, domains))


def written(target: str) -> str:
    """An address as it may stand in any of our files: what could end a string, a line or a tag there is in percent.

    Only unreserved characters and those that part an address stay (RFC 3986 §2.2): no quote, space, `$`, `;`, `{`, `<`.
    """
    parts = urlsplit(target)
    if parts.scheme != "https" or host_fault((parts.hostname or "").lower()):
        raise ValueError(f"not an https address: {target!r}")
    query = f"?{quote(parts.query, safe='=&%._~/+-')}" if parts.query else ""
    return f"https://{parts.hostname}{quote(parts.path, safe='/%._~-')}{query}"
