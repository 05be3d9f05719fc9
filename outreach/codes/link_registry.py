"""Every QR token with what it was printed for and where it leads, and the redirects that a web server needs for it.

A code on paper outlives its campaign: rows of an earlier registry that are no longer planned stay and keep leading
where they led, so that a leaflet in a drawer never opens an error page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from html import escape
from urllib.parse import quote

from outreach.codes import links, registry_line
from outreach.codes.links import token
from outreach.diagnostics import Diagnostic, Where, error
from outreach.formats import CARRIERS
from outreach.messages import msg, shorten
from outreach.profiles import Profiles
from outreach.profiles.branches import BranchRow
from outreach.script import Script
from outreach.spreadsheet import safe_cell as safe_cell

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


@lru_cache(maxsize=4096)
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
        Where(NAME),
        msg("the token `{token}` stands for two batches: `{one}` and `{other}`", token=one.token, **both),
        msg("give the campaign in content/brand.yaml another name: every token changes with it"),
    )


# --- registry.csv ----------------------------------------------------------------------------------------------------

NAME = "registry.csv"
COLUMNS = tuple(f.name for f in fields(Row))


_COUNT = "rows:"  # the last column of the header says how many lines follow: a file that was cut is noticed


def write_csv(registry: Sequence[Row]) -> str:
    """registry.csv, with a byte order mark so that spreadsheets read it as UTF-8; no cell starts a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, f"{_COUNT}{len(registry)}"))
    writer.writerows((*(safe_cell(value) for value in asdict(one).values()), "") for one in registry)
    return "\ufeff" + out.getvalue()


def read_csv(text: str, file: str = NAME, domains: Sequence[str] | None = None) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of a registry.csv that may be served, and every line that may not: damaged, twice, or leading elsewhere.

    `domains`: the brand's, where a code may lead; None when nothing is served from what is read.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    found: dict[str, Row] = {}
    problems: list[Diagnostic] = []
    lines = 0
    try:
        header = next(reader, [])
        if missing := [name for name in COLUMNS if name not in header]:
            message = msg("expected the column `{name}`, found none", name=missing[0])
            return [], [error("registry", Where(file, 1, 1), message)]
        for cells in reader:
            lines += 1
            where = Where(file, reader.line_num, 1)
            values = {name: cell.removeprefix("'") for name, cell in zip(header, cells, strict=False)}
            if problem := _line_problem(values, cells, header, domains, where):
                problems.append(problem)
            elif twin := found.get(values["token"]):
                problems.append(
                    error("registry", where, msg("found the token `{token}` a second time", token=twin.token))
                )
            else:
                found[values["token"]] = Row(**{name: values[name] for name in COLUMNS})
        problems += _whole(header, lines, text, Where(file, max(reader.line_num, 1), 1))
    except csv.Error as problem:
        where = Where(file, max(reader.line_num, 1), 1)
        problems.append(error("registry", where, msg("cannot read this as CSV: {problem}", problem=problem)))
    return list(found.values()), problems


def _line_problem(
    values: dict[str, str], cells: list[str], header: list[str], domains: Sequence[str] | None, where: Where
) -> Diagnostic | None:
    fault = registry_line.no_token(values.get("token", ""))
    if not fault and len(cells) not in (len(header), len(COLUMNS)):
        fault = msg("expected {n} cells, found {k}", n=len(header), k=len(cells)), ""
    fault = fault or registry_line.fault(values, domains)
    return error("registry", where, fault[0], *filter(None, [fault[1]])) if fault else None


def _whole(header: list[str], lines: int, text: str, where: Where) -> Iterator[Diagnostic]:
    """Is all of the file there? Registers of earlier versions have no count."""
    told = next((name.removeprefix(_COUNT) for name in header if name.startswith(_COUNT)), str(lines))
    if told != str(lines):
        message = msg("expected {n} codes as the header says, found {k}", n=shorten(told), k=lines)
        yield error("registry", where, message, msg("lines are missing, or were added by hand without the count"))
    if not text.endswith("\n"):
        yield error("registry", where, msg("the last line is cut off"))


# --- redirects -------------------------------------------------------------------------------------------------------


def nginx_map(registry: Iterable[Row]) -> Iterator[str]:
    """Lines for nginx's http block: token -> address. nginx's maps ignore case, so one line serves both."""
    yield "# http block. Where each printed code leads; made by `outreach links build`, do not edit.\n"
    yield "map_hash_max_size 1048576;\nmap_hash_bucket_size 128;\n"
    yield 'map $outreach_token $outreach_target {\n    default "";\n'
    for one in registry:
        yield f'    {one.token} "{registry_line.written(one.target)}";\n'
    yield "}\n"


def nginx_location(path: str) -> str:
    """For nginx's server block. 302, so that a code can lead elsewhere later and each scan reaches the log."""
    tokens = f"[0-9A-Za-z]{{{links.BODY + 1}}}"  # no page's folder below the same path is taken for a code
    return (
        "# server block. `access_log` keeps the scans that `outreach links report` counts.\n"
        f'location ~* "^/{path}/(?<outreach_token>{tokens})/?$" {{\n'
        '    if ($outreach_target = "") { return 404; }\n'
        "    add_header Cache-Control no-store;\n"
        "    add_header Referrer-Policy no-referrer;\n"
        "    return 302 $outreach_target;\n"
        "}\n"
    )


def netlify(registry: Iterable[Row], path: str) -> Iterator[str]:
    """`_redirects` of Netlify, Cloudflare Pages and others: paths there mind the case, so both are listed."""
    for one in registry:
        target = registry_line.written(one.target)
        yield f"/{path.upper()}/{one.token} {target} 302\n"
        yield f"/{path.lower()}/{one.token.lower()} {target} 302\n"


def bare(one: Row, path: str) -> dict[str, str]:
    """For hosts without rules: a folder for each case of the token with a page that leads on by itself."""
    target = registry_line.written(one.target)
    address, shown = escape(target), escape(target.partition("?")[0])
    page = (
        f'<!doctype html>\n<html lang="{escape(one.lang)}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<link rel="canonical" href="{shown}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(one.scam)}</title>\n'
        f'<p><a href="{address}">{shown}</a></p>\n</html>\n'
    )
    return {f"{path.upper()}/{one.token}/index.html": page, f"{path.lower()}/{one.token.lower()}/index.html": page}
