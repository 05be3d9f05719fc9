"""The report on finished files: what is wrong, as a page that is read without a command line, and as data.

Both languages stand in one page; whoever reads it chooses. It loads nothing, so it can be mailed.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from markupsafe import Markup

from outreach import manifest
from outreach.bilingual import Said, said
from outreach.diagnostics import Diagnostic
from outreach.evidence import picture
from outreach.lang import BRIDGE, SOURCE
from outreach.limits import LEVELS, PreflightFile, Rule
from outreach.messages import msg
from outreach.project import Project
from outreach.views import View
from outreach.web import FOLDER, environment, render

PAGE, DATA = manifest.REPORT, manifest.REPORTED
MOST = 60  # findings with a picture: a page that is mailed has a few megabytes
CODED = {".pdf": "paper_code", ".png": "picture_code", ".pptx": "deck_code", ".mp4": "film_code"}
SEVERITIES = {"error": msg("to be mended"), "warning": msg("to be looked at"), "info": msg("to know")}
LEVEL_WORDS = {"error": msg("must hold"), "warning": msg("is to be looked at"), "off": msg("is not asked")}
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
    "rule": msg("why this is asked"),
    "rules": msg("What the files are held to (content/preflight.yaml)"),
    "most": msg("at most"),
    "least": msg("at least"),
}


@dataclass(frozen=True, kw_only=True)
class LimitView(View):
    """A number that files are held to."""

    name: str
    kind: str  # most | least
    number: str
    unit: Said
    source: Said
    checked: str


@dataclass(frozen=True, kw_only=True)
class RuleView(View):
    """A check with its numbers."""

    name: str
    about: Said  # what it is about
    level: str  # error | warning | off
    limits: Sequence[LimitView]


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
    cited: str  # the rule whose numbers it stands on; "" when it has none
    about: Said  # what that is about
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
    levels: Mapping[str, Said]
    rules: Sequence[RuleView]


def written(
    problems: Sequence[Diagnostic], files: int, folder: Path, project: Project, held: PreflightFile
) -> dict[str, bytes]:
    """`preflight.html` and `preflight.json` of what a check of the `folder` has found, by the `project`'s templates.

    `held`: what the files were held to.
    """
    counts = Counter(str(one.severity) for one in problems)
    data = {"files": files, "counts": dict(sorted(counts.items())), "findings": [one.as_dict() for one in problems]}
    data["of"] = manifest.state(manifest.read(folder).rows)
    data["rules"] = {name: rule.model_dump(exclude_none=True) for name, rule in held.checks.items()}
    view = PreflightView(
        css=Markup(project.read_text(f"{FOLDER}/preflight.css")),
        labels={name: said(words) for name, words in WORDS.items()},
        severities={name: said(words) for name, words in SEVERITIES.items()},
        counts=tuple((name, counts[name]) for name in SEVERITIES),
        files=files,
        findings=tuple(_findings(problems, folder, held)),
        levels={name: said(LEVEL_WORDS[name]) for name in LEVELS},
        rules=tuple(_rule(name, rule) for name, rule in held.checks.items()),
    )
    page = render(environment(project), PAGE, vars(view))
    return {PAGE: page.encode(), DATA: json.dumps(data, ensure_ascii=False, indent=1).encode()}


def _rule(name: str, rule: Rule) -> RuleView:
    return RuleView(
        name=name,
        about=_about(name, rule),
        level=rule.level,
        limits=tuple(
            LimitView(
                name=one,
                kind=limit.kind,
                number=f"{limit.number:g}",
                unit=_both(limit.unit),
                source=_both(limit.source),
                checked=limit.checked,
            )
            for one, limit in rule.limits.items()
        ),
    )


def _about(name: str, rule: Rule) -> Said:
    return _both(rule.name or {SOURCE: name})


def _rule_of(one: Diagnostic) -> str:
    """The check that told it; those of codes stand under one name each kind of file."""
    if one.code.startswith("qr-") and one.spot:
        return CODED.get(PurePosixPath(one.spot.file).suffix, "")
    return one.code.replace("-", "_")


def _both(words: Mapping[str, str]) -> Said:
    """What a file says by language; one that is not said is as the first is."""
    first = next(iter(words.values()))
    return Said(words.get(SOURCE, first), words.get(BRIDGE, first))


def _findings(problems: Sequence[Diagnostic], folder: Path, held: PreflightFile) -> Iterator[FindingView]:
    """What is worst first; of very many, the first have pictures."""
    ranks = list(SEVERITIES)
    for n, one in enumerate(sorted(problems, key=lambda found: ranks.index(found.severity))):
        spot = one.spot
        name = _rule_of(one)
        rule = held.checks.get(name)
        shown = picture(folder / spot.file, spot) if spot and n < MOST else b""
        yield FindingView(
            severity=one.severity,
            rule=one.code,
            message=said(one.message),
            hints=tuple(said(hint) for hint in one.hints),
            wanted=said(one.wanted),
            measured=said(one.measured),
            source=str(one.where) if one.where.file else "",
            file=spot.file if spot else "",
            unit=spot.unit if spot else "",
            at=f"{spot.at:g}" if spot else "",
            cited=name if rule else "",
            about=_about(name, rule) if rule else Said("", ""),
            picture=base64.b64encode(shown).decode(),
        )
