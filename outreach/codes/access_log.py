"""Reads scans out of web server logs: which code was opened in which week. Addresses of readers are never kept.

The combined format of nginx and Apache. Of a line only the date, the path, the status and whether a program asked are
looked at; the client's address, its user name and the referring page are dropped while the line is read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from outreach.codes.links import is_token, normal

# The address and the user are matched and not captured: nothing later can see them.
_LINE = re.compile(
    r"\S+ \S+ .{0,300}?\[(?P<day>\d{2})/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4}):[^\]]*\] "
    r'"(?P<method>[A-Z]+) (?P<path>[^\s"]++)[^"]*+" (?P<status>\d{3}) \S+(?: "[^"]*" "(?P<agent>[^"]*)")?'
)
_MONTHS = {m: n for n, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}

# Programs that open links by themselves: crawlers, link previews, monitors, libraries. A reader's browser says none.
_BOT = re.compile(
    r"bot\b|bot/|spider|crawl|slurp|preview|monitor|uptime|headless|facebookexternalhit|curl/|wget/|libwww|okhttp|"
    r"python-|aiohttp|httpx|go-http-client|java/|apache-http|scan|check|^-?$",
    re.I,
)
SMALL = 5  # scans: a smaller count could point at a person
YEARS = range(1970, 2200)  # of a log: a table has a line for each week between the first and the last scan
OPENED = frozenset((200, 301, 302, 303, 304, 307, 308))


@dataclass
class Scans:
    """What the logs say. `weeks` is the Monday of each scan's ISO week."""

    by_token: Counter[tuple[str, dt.date]] = field(default_factory=Counter)
    lines: int = 0
    bots: int = 0
    unknown: int = 0  # codes that no registry has: mistyped, guessed or of another site
    unreadable: int = 0  # lines that are not in the combined format

    @property
    def total(self) -> int:
        """All scans of known codes."""
        return sum(self.by_token.values())


def read_log(lines: Iterable[str], known: frozenset[str], path: str = "q") -> Scans:
    """Counts the scans in `lines`. `known` are the registry's tokens, `path` the brand's folder of codes.

    One scan is one GET of `/q/TOKEN` without a slash at its end: that is what the code says, and the redirect to a
    folder that some hosts add after it does not count again.
    """
    scans = Scans()
    address = re.compile(rf"/{re.escape(path)}/([^/?#]+)(?:[?#].*)?", re.I)
    for line in lines:
        scans.lines += 1
        found = _LINE.match(line)
        week = _monday(found) if found else None
        if not found or week is None:
            scans.unreadable += 1
            continue
        asked = address.fullmatch(found["path"])
        if asked and found["method"] == "GET":
            _count(scans, found, (normal(asked[1]), week), known)
    return scans


def _count(scans: Scans, found: re.Match[str], scan: tuple[str, dt.date], known: frozenset[str]) -> None:
    if not is_token(scan[0]) or scan[0] not in known:
        scans.unknown += 1
    elif found["agent"] is not None and _BOT.search(found["agent"]):
        scans.bots += 1
    elif int(found["status"]) in OPENED:
        scans.by_token[scan] += 1


def _monday(found: re.Match[str]) -> dt.date | None:
    try:
        day = dt.date(int(found["year"]), _MONTHS[found["month"]], int(found["day"]))
    except (KeyError, ValueError):
        return None
    if day.year not in YEARS:
        return None
    return day - dt.timedelta(days=day.weekday())
