"""The report on finished files: what is wrong, as a page that is read without a command line, and as data.

Both languages stand in one page; whoever reads it chooses. It loads nothing, so it can be mailed.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from outreach.diagnostics import Diagnostic
from outreach.evidence import picture
from outreach.messages import CATALOGUES, msg, translator
from outreach.project import Project
from outreach.views import View
from outreach.web import FOLDER, environment, render

PAGE, DATA = "preflight.html", "preflight.json"
MOST = 60  # findings with a picture: a page that is mailed has a few megabytes
SEVERITIES = {"error": msg("to be mended"), "warning": msg("to be looked at"), "info": msg("to know")}
WORDS = {
    "title": msg("Preflight: what was found in the finished files"),
    "fine": msg("Nothing was found. The files can go out."),
    "wanted": msg("wanted"),
    "measured": msg("measured"),
    "source": msg("written in"),
    "place": msg("where"),
    "do": msg("what to do"),
    "checked": msg("files checked"),
    "page": msg("page"),
    "slide": msg("slide"),
    "second": msg("second"),
}


@dataclass(frozen=True)
class Said(View):
    """Words in each of the two languages, the page's first."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class FindingView(View):
    """One finding."""

    severity: str
    rule: str
    message: Said
    hints: tuple[Said, ...]
    wanted: Said
    measured: Said
    source: str  # file:line:column of what it was made of; "" when nobody knows
    file: str
    unit: str  # page | slide | second | ""
    at: str
    picture: str  # a JPEG as base64; "" when there is none


@dataclass(frozen=True, kw_only=True)
class PreflightView(View):
    """The report: page/preflight.html."""

    css: Markup
    labels: Mapping[str, Said]
    severities: Mapping[str, Said]
    counts: Sequence[tuple[str, int]]
    files: int
    findings: Sequence[FindingView]


def written(problems: Sequence[Diagnostic], files: int, folder: Path, project: Project) -> dict[str, bytes]:
    """`preflight.html` and `preflight.json` of what a check of the `folder` has found, by the `project`'s templates."""
    counts = Counter(str(one.severity) for one in problems)
    data = {"files": files, "counts": dict(sorted(counts.items())), "findings": [one.as_dict() for one in problems]}
    view = PreflightView(
        css=Markup(project.read_text(f"{FOLDER}/preflight.css")),
        labels={name: _said(words) for name, words in WORDS.items()},
        severities={name: _said(words) for name, words in SEVERITIES.items()},
        counts=tuple((name, counts[name]) for name in SEVERITIES),
        files=files,
        findings=tuple(_findings(problems, folder)),
    )
    page = render(environment(project), PAGE, vars(view))
    return {PAGE: page.encode(), DATA: json.dumps(data, ensure_ascii=False, indent=1).encode()}


def _findings(problems: Sequence[Diagnostic], folder: Path) -> Iterator[FindingView]:
    """What is worst first; of very many, the first have pictures."""
    ranks = list(SEVERITIES)
    for n, one in enumerate(sorted(problems, key=lambda found: ranks.index(found.severity))):
        spot = one.spot
        shown = picture(folder / spot.file, spot) if spot and n < MOST else b""
        yield FindingView(
            severity=one.severity,
            rule=one.code,
            message=_said(one.message),
            hints=tuple(_said(hint) for hint in one.hints),
            wanted=_said(one.wanted),
            measured=_said(one.measured),
            source=str(one.where) if one.where.file else "",
            file=spot.file if spot else "",
            unit=spot.unit if spot else "",
            at=f"{spot.at:g}" if spot else "",
            picture=base64.b64encode(shown).decode(),
        )


_CHINESE = translator(next(iter(CATALOGUES)))


def _said(words: str) -> Said:
    return Said(_CHINESE(words), str(words))
