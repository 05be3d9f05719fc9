"""Turns counted scans into tables that tell no reader apart: by branch, audience, language, format, scam and week."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from outreach.codes.access_log import SMALL as SMALL
from outreach.codes.access_log import Scans
from outreach.codes.comparison import DIFFERENCE, Arm
from outreach.codes.link_registry import HEAD_OFFICE, Row
from outreach.diagnostics import Diagnostic, Where, error
from outreach.formats import CARRIERS
from outreach.messages import msg, shorten
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.spreadsheet import read_table, safe_cell
from outreach.views import View
from outreach.web import FOLDER, environment, render, tokens

FIELDS = ("branch", "audience", "lang", "format", "scam")
BATCH = ("scam", "audience", "lang", "format", "branch")


@dataclass(frozen=True)
class Line(View):
    """One row of a table. `scans` is None when too few to show, `copies` None when nobody said how many there are."""

    key: str
    scans: int | None
    copies: int | None = None

    @property
    def rate(self) -> float | None:
        """Scans for each hundred copies; None when either is unknown."""
        return 100 * self.scans / self.copies if self.scans is not None and self.copies else None


@dataclass(frozen=True)
class Table(View):
    """Scans by one field."""

    field: str
    lines: tuple[Line, ...]

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((line.scans or 0 for line in self.lines), default=0)


def tables(scans: Scans, registry: Mapping[str, Row], copies: Mapping[str, int]) -> list[Table]:
    """A table for each field, most scans first, then one for the weeks, in order of time.

    `copies` are printed copies by token. Codes that were printed and never scanned have their line, with 0.
    """
    made = [Table(name, tuple(_hide(list(_lines(name, scans, registry, copies))))) for name in FIELDS]
    return [*made, Table("week", tuple(_hide(list(_weeks(scans)))))]


def _lines(name: str, scans: Scans, registry: Mapping[str, Row], copies: Mapping[str, int]) -> Iterator[Line]:
    counted: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for (token, _), count in scans.by_token.items():
        counted[_value(registry[token], name)] += count
    for token, count in copies.items():
        printed[_value(registry[token], name)] += count
    for key in sorted({*counted, *printed}, key=lambda k: (-counted[k], k)):
        yield Line(key, counted[key], printed.get(key))


def _value(row: Row, name: str) -> str:
    return str(getattr(row, name)) or HEAD_OFFICE


def _weeks(scans: Scans) -> Iterator[Line]:
    counted: Counter[dt.date] = Counter()
    for (_, week), count in scans.by_token.items():
        counted[week] += count
    if not counted:
        return
    week = min(counted)
    while week <= max(counted):
        year, number, _ = week.isocalendar()
        yield Line(f"{year}-W{number:02}", counted[week])
        week += dt.timedelta(days=7)


def _hide(lines: list[Line]) -> list[Line]:
    """Hides counts of 1 to 4. One hidden alone could be worked out from the total, so the next smallest goes too."""
    small = [n for n, line in enumerate(lines) if line.scans is not None and 0 < line.scans < SMALL]
    if len(small) == 1:
        others = [n for n, line in enumerate(lines) if n != small[0] and line.scans]
        small += [min(others, key=lambda n: lines[n].scans or 0)] if others else []
    return [Line(line.key, None, line.copies) if n in small else line for n, line in enumerate(lines)]


def table_csv(table: Table) -> str:
    """The table as CSV with a byte order mark; `<5` where a count is hidden. No cell starts a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((table.field, "scans", "copies", "scans_per_100_copies"))
    for line in table.lines:
        shown = f"<{SMALL}" if line.scans is None else line.scans
        rate = "" if line.rate is None else f"{line.rate:.1f}"
        writer.writerow((safe_cell(line.key), shown, "" if line.copies is None else line.copies, rate))
    return "\ufeff" + text.getvalue()


# --- printed copies ---------------------------------------------------------------------------------------------------


def read_copies(text: str, registry: Mapping[str, Row], file: str) -> tuple[dict[str, int], list[Diagnostic]]:
    """Printed copies by token, from a CSV with `token,copies` or `scam,audience,lang,format,branch,copies`.

    Copies of one batch printed on several days add up. A bad row is reported with its line; the others count.
    """
    table = read_table(text, file, lambda cell: cell.strip().lower() in ("token", "copies", *BATCH))
    columns = [cell.strip().lower() for cell in table.header]
    if "copies" not in columns or not ("token" in columns or {*columns} >= {*BATCH}):
        wanted = msg("`token,copies` or `{batch},copies`", batch=",".join(BATCH))
        message = msg("expected the columns {wanted}, found `{found}`", wanted=wanted, found=shorten(",".join(columns)))
        return {}, [error("copies", Where(file, table.line, 1), message)]
    by_batch = {tuple(str(getattr(row, name)) for name in BATCH): row.token for row in registry.values()}
    copies: Counter[str] = Counter()
    problems = list(table.problems)
    for line, row in table.records:
        cells = dict(zip(columns, (cell.strip().removeprefix("'") for cell in row), strict=False))
        if not any(cells.values()):
            continue
        where, token = Where(file, line, 1), _token(cells, by_batch)
        count = cells.get("copies", "").replace(",", "")
        if token not in registry:
            message = msg("no code of the registry was printed for this row")
            problems.append(error("copies", where, message, _hint(columns)))
        elif not re.fullmatch(r"[0-9]{1,9}", count):
            problems.append(error("copies", where, msg("expected a number of copies, found `{n}`", n=shorten(count))))
        else:
            copies[token] += int(count)
    return dict(copies), problems


def _token(cells: Mapping[str, str], by_batch: Mapping[tuple[str, ...], str]) -> str:
    if cells.get("token"):
        return cells["token"].upper()
    batch = tuple(cells.get(name, "") for name in BATCH)
    return by_batch.get((*batch[:-1], "" if batch[-1] == HEAD_OFFICE else batch[-1]), "")


def _hint(columns: Collection[str]) -> str:
    if "token" in columns:
        return msg("copy the token from registry.csv")
    return msg("formats are {names}", names=", ".join(CARRIERS))


# --- the weekly plot --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plot(View):
    """Columns for the weeks, in the units of a 720 x 240 drawing with its zero line at y = 200."""

    bars: tuple[tuple[float, float, float, float, str, str], ...]  # x, y, width, height, value, week ("" when crowded)
    grid: tuple[tuple[float, str], ...]  # y, label


def plot(weeks: Sequence[Line]) -> Plot:
    """The plot of a table of weeks; a hidden count has no column, only its mark."""
    top = _round_up(max((line.scans or 0 for line in weeks), default=0))
    step = 660 / max(len(weeks), 1)
    every = -(-len(weeks) // 12)  # at most twelve week names fit
    bars = []
    for n, line in enumerate(weeks):
        height = 180 * (line.scans or 0) / top
        value = f"<{SMALL}" if line.scans is None else str(line.scans)
        name = line.key[5:] if n % every == 0 else ""  # the years stand above the report
        bars.append((50 + n * step + step * 0.15, 200 - height, step * 0.7, height, value, name))
    return Plot(tuple(bars), tuple((200 - 180 * i / 4, f"{top * i / 4:g}") for i in range(5)))


def _round_up(value: int) -> int:
    """The next of 4, 8, 20, 40, 80, 200 …: four steps of round numbers."""
    size = 4
    while size < value:
        size = size * 5 // 2 if str(size).startswith("8") else size * 2
    return size


# --- the page ---------------------------------------------------------------------------------------------------------

LINES_SHOWN = 30  # of each table; the CSV has all


@dataclass(frozen=True, kw_only=True)
class ReportView(View):
    """The report on scans: page/report.html."""

    lang: str
    labels: Mapping[str, str]
    brand: str
    css: Markup
    tables: Sequence[Table]
    weeks: Sequence[Line]
    chart: Plot
    total: int
    bots: int
    unknown: int  # scans of codes that are in no register
    copies: int
    printed_scans: int  # of codes whose copies are known
    names: Mapping[str, Mapping[str, str]]  # what people call the values of a field
    shown: int  # lines of each table
    small: int  # counts below it are hidden
    arms: Sequence[Arm]  # two variants and their difference; none where none are compared


def report_html(
    made: Sequence[Table],
    scans: Scans,
    copies: Mapping[str, int],
    profiles: Profiles,
    project: Project,
    names: Mapping[str, Mapping[str, str]],
    arms: Sequence[Arm] = (),
) -> str:
    """The report as one HTML file that loads nothing, in the project's first language.

    `names`: what people call the values of a field, for "branch" (by id) and "scam" (by slug).
    """
    lang = next((tag for tag in profiles.brand.name if tag in profiles.languages), next(iter(profiles.languages)))
    labels = profiles.languages[lang].labels
    weeks = next(table.lines for table in made if table.field == "week")
    colors = {**profiles.theme.base.colors, **{str(k): v for k, v in profiles.brand.colors.items()}}
    view = ReportView(
        lang=lang,
        labels=labels,
        brand=profiles.brand.name[lang],
        css=Markup(tokens(colors, profiles.theme.base.page_type) + project.read_text(f"{FOLDER}/report.css")),
        tables=made,
        weeks=weeks,
        chart=plot(weeks),
        total=scans.total,
        bots=scans.bots,
        unknown=scans.unknown,
        copies=sum(copies.values()),
        printed_scans=sum(n for (token, _), n in scans.by_token.items() if copies.get(token)),
        names=_names(profiles, names, lang),
        shown=LINES_SHOWN,
        small=SMALL,
        arms=arms,
    )
    env = environment(project)
    env.filters["grouped"] = "{:,}".format
    return render(env, "report.html", vars(view))


def _names(profiles: Profiles, names: Mapping[str, Mapping[str, str]], lang: str) -> dict[str, dict[str, str]]:
    labels = profiles.languages[lang].labels
    return {
        "branch": {**names.get("branch", {}), HEAD_OFFICE: labels["report_hq"]},
        "audience": {name: one.name.get(lang, name) for name, one in profiles.audiences.items()},
        "lang": {tag: one.name for tag, one in profiles.languages.items()},
        "format": {name: labels.get(f"report_{name}", name) for name in CARRIERS},
        "scam": dict(names.get("scam", {})),
        "variant": {**names.get("scam", {}), DIFFERENCE: labels["report_difference"]},
    }
