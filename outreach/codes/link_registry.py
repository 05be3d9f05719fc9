"""Every QR token with what it was printed for and where it leads, and the redirects that a web server needs for it.

A code on paper outlives its campaign: rows of an earlier registry that are no longer planned stay and keep leading
where they led, so that a leaflet in a drawer never opens an error page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from html import escape
from urllib.parse import quote

from outreach.codes.links import is_token, token
from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg
from outreach.profiles import Profiles
from outreach.profiles.branches import BranchRow
from outreach.script import Script

# Formats that carry a code, and the utm_medium of each (few, lower case: analytics tell `Poster` from `poster`).
CARRIERS = {
    "leaflet": "leaflet",
    "poster": "poster",
    "trifold": "leaflet",
    "comic": "leaflet",
    "checklist": "leaflet",
    "deck": "slide",
    "video": "screen",
    "cards": "social",
}
HEAD_OFFICE = "hq"  # utm_source of copies of no branch


@dataclass(frozen=True, slots=True)
class Row:
    """One line of registry.csv: a batch of copies, never a reader."""

    token: str
    scam: str
    audience: str
    lang: str
    format: str
    branch: str
    campaign: str
    utm_source: str
    utm_medium: str
    utm_campaign: str
    utm_content: str
    target: str

    @property
    def batch(self) -> tuple[str, ...]:
        """The fields that make the token."""
        return (self.campaign, self.scam, self.audience, self.lang, self.format, self.branch)


def rows(scripts: Iterable[Script], profiles: Profiles, branches: Iterable[BranchRow] = ()) -> Iterator[Row]:
    """A row for every scam x audience x language x format, for head office and for each branch.

    Languages are those the script is written in or translated to; formats are all that carry a code, so that a poster
    ordered later already has its address.
    """
    places = ["", *(branch.id for branch in branches)]
    for script in scripts:
        for audience in script.model.audiences or profiles.audiences:
            for lang in profiles.audiences[audience].languages:
                if lang == script.language or lang in script.translations:
                    for format in CARRIERS:
                        for place in places:
                            yield row(profiles, script.slug, audience, lang, format, place)


def row(profiles: Profiles, scam: str, audience: str, lang: str, format: str, branch: str = "") -> Row:
    """The registry's line of one batch."""
    brand = profiles.brand
    source = f"branch-{branch.lower()}" if branch else HEAD_OFFICE
    medium, campaign, content = _tags(brand.campaign, scam, audience, lang, format)
    tags = f"utm_source={source}&utm_medium={medium}&utm_campaign={campaign}&utm_content={content}"
    target = f"https://{brand.link.host}/{scam}/{audience}/{lang}/page/?{tags}"
    made = token(brand.campaign, scam, audience, lang, format, branch)
    return Row(made, scam, audience, lang, format, branch, brand.campaign, source, medium, campaign, content, target)


@cache
def _tags(campaign: str, scam: str, audience: str, lang: str, format: str) -> tuple[str, str, str]:
    """Medium, campaign and content, one object for all branches: a registry has a million rows."""
    return CARRIERS[format], quote(f"{scam}-{campaign}".lower()), f"{audience}-{lang}-{format}".lower()


def merged(planned: Iterable[Row], earlier: Iterable[Row] = ()) -> tuple[dict[str, Row], list[Diagnostic]]:
    """Rows by token: the planned, then those of an earlier registry. Two batches with one token are an error."""
    found: dict[str, Row] = {}
    problems: list[Diagnostic] = []
    for one in planned:
        other = found.setdefault(one.token, one)
        if other.batch != one.batch:
            problems.append(_collision(one, other))
    for one in earlier:
        other = found.setdefault(one.token, one)
        if other.batch != one.batch:
            problems.append(_collision(one, other))
    return found, problems


def _collision(one: Row, other: Row) -> Diagnostic:
    both = {name: " ".join(filter(None, row.batch)) for name, row in (("one", one), ("other", other))}
    return error(
        "token",
        Where("registry.csv"),
        msg("the token `{token}` stands for two batches: `{one}` and `{other}`", token=one.token, **both),
        msg("give the campaign in content/brand.yaml another name: every token changes with it"),
    )


# --- registry.csv ----------------------------------------------------------------------------------------------------

COLUMNS = tuple(f.name for f in fields(Row))


def write_csv(registry: Iterable[Row]) -> str:
    """registry.csv, with a byte order mark so that spreadsheets read it as UTF-8; no cell starts a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(value) for value in asdict(one).values()] for one in registry)
    return "\ufeff" + out.getvalue()


def read_csv(text: str, file: str = "registry.csv") -> tuple[list[Row], list[Diagnostic]]:
    """The rows of a registry.csv; a line that is none is reported and left out."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        return [], [
            error("registry", Where(file, 1, 1), msg("expected the column `{name}`, found none", name=missing[0]))
        ]
    found, problems = [], []
    for cells in reader:
        values = {name: (cells[name] or "").removeprefix("'") for name in COLUMNS}
        if is_token(values["token"]):
            found.append(Row(**values))
        else:
            where = Where(file, reader.line_num, 1)
            message = msg("expected a token, found `{token}`", token=values["token"])
            problems.append(error("registry", where, message))
    return found, problems


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet runs as a formula (CWE-1236): one that could be is set in quotes by an apostrophe."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


# --- redirects -------------------------------------------------------------------------------------------------------


def nginx_map(registry: Iterable[Row]) -> Iterator[str]:
    """Lines for nginx's http block: token -> address. nginx's maps ignore case, so one line serves both."""
    yield "# http block. Where each printed code leads; made by `outreach links build`, do not edit.\n"
    yield "map_hash_max_size 1048576;\nmap_hash_bucket_size 128;\n"
    yield 'map $outreach_token $outreach_target {\n    default "";\n'
    for one in registry:
        yield f'    {one.token} "{one.target}";\n'
    yield "}\n"


def nginx_location(path: str) -> str:
    """For nginx's server block. 302, so that a code can lead elsewhere later and each scan reaches the log."""
    return (
        "# server block. `access_log` keeps the scans that `outreach links report` counts.\n"
        f'location ~* "^/{path}/(?<outreach_token>[0-9a-z]+)/?$" {{\n'
        '    if ($outreach_target = "") { return 404; }\n'
        "    add_header Cache-Control no-store;\n"
        "    add_header Referrer-Policy no-referrer;\n"
        "    return 302 $outreach_target;\n"
        "}\n"
    )


def netlify(registry: Iterable[Row], path: str) -> Iterator[str]:
    """`_redirects` of Netlify, Cloudflare Pages and others: paths there mind the case, so both are listed."""
    for one in registry:
        yield f"/{path.upper()}/{one.token} {one.target} 302\n"
        yield f"/{path.lower()}/{one.token.lower()} {one.target} 302\n"


def bare(one: Row, path: str) -> dict[str, str]:
    """For hosts without rules: a folder for each case of the token with a page that leads on by itself."""
    address = escape(one.target, quote=True)
    page = (
        f'<!doctype html>\n<html lang="{escape(one.lang)}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<link rel="canonical" href="{escape(one.target.partition("?")[0])}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(one.scam)}</title>\n'
        f'<p><a href="{address}">{escape(one.target.partition("?")[0])}</a></p>\n</html>\n'
    )
    return {f"{path.upper()}/{one.token}/index.html": page, f"{path.lower()}/{one.token.lower()}/index.html": page}
