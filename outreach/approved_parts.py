"""What an approval covers: everything that the packs of a scam show or say, as a digest a part.

The words of the scam, and what every pack shows beside them: brand, hotlines, the labels of its languages, its
audiences, templates, drawings, fonts and voices. Not the branch list, whose rows change weekly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import PurePath

from outreach.profiles.settings import BrandModel
from outreach.project import Project
from outreach.script import load_script, script_file
from outreach.script.grammar import ScriptModel
from outreach.source import load

APPROVAL = "approval.yaml"  # beside the words of a scam, and none of them
_WORD = re.compile(r"[a-z][a-z0-9-]*")


def parts(project: Project, slug: str) -> dict[str, str]:
    """SHA-256 of each part of what the scam's packs show, by its name. Raises OutreachError for a file that cannot be
    read."""
    own = {name: project.remembered(("part", name, slug), partial(of, project, slug)) for name, of in _OWN.items()}
    return own | {name: project.remembered(("part", name), partial(of, project)) for name, of in _SHARED.items()}


def digest(found: dict[str, str]) -> str:
    """SHA-256 over all parts."""
    return _sha("\n".join(f"{name} {one}" for name, one in sorted(found.items())))


def _words(project: Project, slug: str) -> str:
    folder = f"content/scams/{slug}"
    return _texts(project, (f"{folder}/{n}" for n in project.names(folder, ".yaml") if n != APPROVAL))


def _brand(project: Project) -> str:
    """Without the keys of seals and the rules of reviews: nobody sees them."""
    model, _ = load(project, "content/brand.yaml", BrandModel)
    unseen = {"seals", "approvals", "messages"}
    return _sha(model.model_dump_json(exclude=unseen) if model else _texts(project, ["content/brand.yaml"]))


def _hotlines(project: Project) -> str:
    return _texts(project, ["content/hotlines.yaml"])


def _labels(project: Project, slug: str) -> str:
    """Of the languages that the scam is written in or translated to."""
    own = {name.removesuffix(".yaml") for name in project.names(f"content/scams/{slug}", ".yaml")}
    model, _ = load(project, script_file(slug), ScriptModel)
    own |= {model.language} if model else set()
    files = project.names("content/languages", ".yaml")
    return _texts(project, (f"content/languages/{name}" for name in files if name.removesuffix(".yaml") in own))


def _audiences(project: Project) -> str:
    """With their voices and formats, and the cuts of the films."""
    files = [f"content/audiences/{name}" for name in project.names("content/audiences", ".yaml")]
    return _texts(project, [*files, "content/cuts.yaml"])


def _templates(project: Project) -> str:
    return _files(project, ["templates", "media/fonts"])


def _drawings(project: Project, slug: str) -> str:
    """All but those that only other scams name: people and things of the sets belong to every pack."""
    named = project.remembered(("drawings named",), lambda: _named(project))
    own = named.get(slug, set())
    others = set[str]().union(*(names for scam, names in named.items() if scam != slug)) - own - named[""]
    return _files(project, (file for file in project.files("media/art") if PurePath(file).stem not in others))


def _named(project: Project) -> dict[str, set[str]]:
    """The drawings that each scam names; under "" those that templates and profiles name."""
    found: dict[str, set[str]] = {}
    for scam in project.names("content/scams"):
        script, _ = load_script(project, scam)
        keys = (key.removeprefix("art:") for key in (script.where if script else ()) if key.startswith("art:"))
        found[scam] = {key.partition(":")[0] for key in keys}
    looks = [file for file in project.files("templates") if file.endswith((".yaml", ".typ", ".html"))]
    folders = ("content/audiences", "content/languages")
    said = [f"{folder}/{name}" for folder in folders for name in project.names(folder, ".yaml")]
    words = {word for file in (*looks, *said, "content/brand.yaml") for word in _WORD.findall(project.read_text(file))}
    return found | {"": words}


def _voices(project: Project, slug: str) -> str:
    """The voices that come along, music, and of this scam the recorded lines and the interpreters' clips."""
    own = (f"{folder}/{lang}/{slug}" for folder in ("media/voice", "media/sign") for lang in project.names(folder))
    return _files(project, ["media/voices", "media/music", *own])


_OWN: dict[str, Callable[[Project, str], str]] = {
    "words": _words,
    "labels": _labels,
    "drawings": _drawings,
    "voices": _voices,
}
_SHARED: dict[str, Callable[[Project], str]] = {
    "brand": _brand,
    "hotlines": _hotlines,
    "audiences": _audiences,
    "templates": _templates,
}


def _texts(project: Project, files: Iterable[str]) -> str:
    """Of texts, whose line endings do not count: git may turn them."""
    there = [(file, project.read_text(file).replace("\r\n", "\n")) for file in files if project.exists(file)]
    return _sha("".join(f"{file}\0{text}\0" for file, text in there))


def _files(project: Project, files: Iterable[str]) -> str:
    return _sha("\n".join(f"{file}\0{project.digest(file)}" for file in files if project.exists(file)))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
