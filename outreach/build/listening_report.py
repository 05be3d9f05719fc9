"""What was heard, as files beside the films: listening.json for machines, listening.html that plays each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from outreach.build.bench import Bench
from outreach.build.listening import Line, clock, totals
from outreach.diagnostics import Diagnostic
from outreach.outputs import Outputs
from outreach.web import environment, tokens


def write(out: Path, lines: Sequence[Line], found: Iterable[Diagnostic], ear: str, bench: Bench, lang: str) -> None:
    """Writes both files below `out`; `lang` is a language of the project, for the page's words."""
    data = {
        "schema": 1,
        "ear": ear,
        "totals": [{**asdict(total), "rate": round(total.rate, 4)} for total in totals(lines)],
        "lines": [line.row() for line in lines],
        "diagnostics": [one.as_dict() for one in found],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    files = Outputs(out)
    files.place("listening.json", text.encode())
    files.place("listening.html", _page(lines, ear, bench, lang).encode())


def _page(lines: Sequence[Line], ear: str, bench: Bench, lang: str) -> str:
    """The worst lines first."""
    worst = sorted(lines, key=lambda line: (not line.fault, -len(line.hearing.wrong), -line.hearing.rate))
    theme, project = bench.profiles.theme, bench.project
    css = tokens(theme.base.colors, theme.base.page_type) + project.read_text("templates/page/report.css")
    page = environment(project).get_template("listening.html")
    words = bench.profiles.languages[lang].labels
    return page.render(lang=lang, labels=words, css=css, totals=totals(lines), lines=worst, clock=clock, ear=ear)
