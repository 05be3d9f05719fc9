"""What was heard, as files beside the films: listening.json for machines, listening.html that plays each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from outreach.build.listening import Line, clock, totals
from outreach.diagnostics import Diagnostic
from outreach.outputs import Outputs
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.web import environment, tokens


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


def _page(lines: Sequence[Line], ear: str, project: Project, profiles: Profiles) -> str:
    """The worst lines first."""
    worst = sorted(lines, key=lambda line: (not line.fault, -len(line.hearing.wrong), -line.hearing.rate))
    theme, known = profiles.theme, [line.lang for line in lines if line.lang in profiles.languages]
    lang = next(iter([*known, *profiles.languages]))
    css = tokens(theme.base.colors, theme.base.page_type) + project.read_text("templates/page/report.css")
    page = environment(project).get_template("listening.html")
    words = profiles.languages[lang].labels
    return page.render(lang=lang, labels=words, css=css, totals=totals(lines), lines=worst, clock=clock, ear=ear)
