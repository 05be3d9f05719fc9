"""What was heard, as files beside the films: listening.json for machines, listening.html that plays each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from markupsafe import Markup

from outreach.build.listening import Line, clock, totals
from outreach.diagnostics import Diagnostic
from outreach.outputs import Outputs
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.views import View
from outreach.web import environment, render, tokens


def write(
    out: Path, lines: Sequence[Line], found: Iterable[Diagnostic], ear: str, project: Project, profiles: Profiles
) -> None:
    """Writes both files below `out`, the page in the language of the first film, if the project has it."""
    data = {
        "schema": 1,
        "ear": ear,
        "totals": [{**asdict(total), "rate": round(total.rate, 4)} for total in totals(lines)],
        "lines": [line.row() for line in lines],
        "diagnostics": [one.as_dict() for one in found],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    files = Outputs(out)
    files.write("listening.json", text.encode())
    files.write("listening.html", _page(lines, ear, project, profiles).encode())


@dataclass(frozen=True)
class TotalView(View):
    """What was heard of one voice in one language for one audience."""

    voice: str
    audience: str
    lang: str
    lines: int
    rate: float  # units misheard, as a share
    numbers: int
    wrong: int


@dataclass(frozen=True, kw_only=True)
class LineView(View):
    """A line of a film."""

    film: str  # below the output folder
    second: float
    beat: str
    role: str
    wanted: str
    heard: str
    rate: float  # units misheard, as a share
    wrong: Sequence[str]  # numbers, digit by digit
    fault: bool
    accepted: str  # the author's reason to let it be, or ""


@dataclass(frozen=True, kw_only=True)
class ListeningView(View):
    """The report of what was heard: page/listening.html."""

    lang: str
    labels: Mapping[str, str]
    css: Markup
    ear: str
    totals: Sequence[TotalView]
    lines: Sequence[LineView]


def _page(lines: Sequence[Line], ear: str, project: Project, profiles: Profiles) -> str:
    """The worst lines first."""
    worst = sorted(lines, key=lambda line: (not line.fault, -len(line.hearing.wrong), -line.hearing.rate))
    theme, known = profiles.theme, [line.lang for line in lines if line.lang in profiles.languages]
    lang = next(iter([*known, *profiles.languages]))
    css = tokens(theme.base.colors, theme.base.page_type) + project.read_text("templates/page/report.css")
    view = ListeningView(
        lang=lang,
        labels=profiles.languages[lang].labels,
        css=Markup(css),
        ear=ear,
        totals=[TotalView(t.voice, t.audience, t.lang, t.lines, t.rate, t.numbers, t.wrong) for t in totals(lines)],
        lines=[_line(line) for line in worst],
    )
    env = environment(project)
    env.filters["clock"] = clock
    return render(env, "listening.html", vars(view))


def _line(line: Line) -> LineView:
    return LineView(
        film=line.film,
        second=line.second,
        beat=line.beat,
        role=line.role,
        wanted=line.hearing.wanted,
        heard=line.hearing.heard,
        rate=line.hearing.rate,
        wrong=line.hearing.wrong,
        fault=bool(line.fault),
        accepted=line.accepted,
    )
