"""What is left of the starter's sample bank once a project has a brand of its own: names, number, hosts, logo.

A sheet with the sample's number sends a frightened person to nobody. What is the sample's is read from the starter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.messages import Message, msg
from outreach.profiles import BrandModel, Profiles
from outreach.project import Project, starter_of
from outreach.source.reading import read
from outreach.spreadsheet import decoded

CODE = "sample"  # of a diagnostic: what holds a release back
BRAND = "content/brand.yaml"
PLACES = ("content", "media/art", "templates")
TEXTS = (".yaml", ".csv", ".svg", ".typ", ".html")


def left(project: Project, profiles: Profiles) -> Iterator[Diagnostic]:
    """Each place that still says what only the sample bank may say. Nothing while the brand is the sample's."""
    starter = starter_of(project)
    if project.path(BRAND) == starter.path(BRAND):
        return
    sample = read(starter, BRAND).data
    wanted = _wanted(sample, profiles.brand)
    if not wanted:
        return
    for file in (f for place in PLACES for f in _own_files(place, project, starter)):
        yield from _in_file(file, wanted, project)
    if _another(sample, profiles.brand):
        yield from _logo(sample, profiles, project, starter)


def _another(sample: dict[str, Any], brand: BrandModel) -> bool:
    """Is this another organisation: by a name, or by both its number and its domains?"""
    names = [(own.get(lang), name) for own, key in ((brand.name, "name"), (brand.short, "short"))
             for lang, name in sample[key].items()]  # fmt: skip
    renamed = any(own not in (None, name) for own, name in names) or all(own is None for own, _ in names)
    return renamed or (brand.hotline != sample["hotline"] and not {*sample["domains"]} & {*brand.domains})


def _wanted(sample: dict[str, Any], brand: BrandModel) -> list[tuple[re.Pattern[str], Message]]:
    """What to look for: what the brand no longer says, and all of the sample's in another organisation."""
    another, found = _another(sample, brand), []
    if another:
        for name in sorted({*sample["name"].values(), *sample["short"].values()}):
            spelled = re.escape(name).replace(r"\ ", r"\s+").replace("银", "[银銀]")
            found.append((re.compile(spelled, re.I), msg("found `{value}`, the name of the sample bank")))
        code = re.escape(sample["ai_label"]["producer_code"])
        found.append((re.compile(rf"\b{code}\b"), msg("found `{value}`, the sample bank's code in AI labels")))
    if another or brand.hotline != sample["hotline"]:
        digits = r"[ \-]?".join(re.findall(r"\d", sample["hotline"]))
        found.append((re.compile(rf"(?<!\d){digits}(?!\d)"), msg("found `{value}`, the number of the sample bank")))
    for domain in sample["domains"]:
        if another or domain not in brand.domains:
            host = re.compile(rf"(?:[a-z0-9-]+\.)*{re.escape(domain)}(?![a-z0-9-])", re.I)
            found.append((host, msg("found `{value}`, a host of the sample bank")))
    return found


def _own_files(place: str, project: Project, starter: Project) -> list[str]:
    """The project's own texts; a folder that it has from the starter is the starter's to keep."""
    if not project.exists(place) or project.path(place) == starter.path(place):
        return []
    return [file for file in project.files(place) if file.endswith(TEXTS)]


def _in_file(file: str, wanted: list[tuple[re.Pattern[str], Message]], project: Project) -> Iterator[Diagnostic]:
    try:
        text = decoded(project.read_bytes(file)) or ""
    except OutreachError:
        return  # what is wrong with it is said by whoever needs it
    if not any(pattern.search(text) for pattern, _ in wanted):
        return
    for number, line in enumerate(text.split("\n"), 1):
        said = re.sub(r"(^|\s)#.*", "", line) if file.endswith(".yaml") else line
        for pattern, message in wanted:
            if found := pattern.search(said):
                words = msg(message.template, value=found[0])
                yield error(CODE, Where(file, number, found.start() + 1), words, _HINT)


_HINT = msg("put your own there, or delete it: content/brand.yaml has another brand")


def _logo(sample: dict[str, Any], profiles: Profiles, project: Project, starter: Project) -> Iterator[Diagnostic]:
    """The drawing itself: compared by its bytes, whatever it is called."""
    theirs = read(starter, "media/art/art.yaml").data["art"][sample["logo"]]["file"]
    drawing = profiles.art.art.get(profiles.brand.logo)
    own = f"media/art/{drawing.file}" if drawing else ""
    if own and project.exists(own) and project.digest(own) == starter.digest(f"media/art/{theirs}"):
        place = profiles.sources[BRAND].places.at(("logo",))
        message = msg("the drawing `{file}` is the logo of the sample bank", file=own)
        yield error(CODE, place, message, msg("put your own SVG in its place"))
