"""The interpreter's clips of a scam: which scenes are signed, by which file, for how long.

`media/sign/<lang>/<scam>/<audience>/<scene>.mp4` are mezzanines that `outreach sign add` made; `clips.yaml` beside them
holds each one's length and signer.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from outreach.project import Project
from outreach.source import Strict, load


class ClipModel(Strict):
    """One signed scene."""

    seconds: float
    signer: str


class ClipsFile(Strict):
    """media/sign/<lang>/<scam>/<audience>/clips.yaml"""

    clips: dict[str, ClipModel]


def folder(scam: str, audience: str, lang: str) -> str:
    """Where the clips of one film are."""
    return f"media/sign/{lang}/{scam}/{audience}"


def clips(project: Project, scam: str, audience: str, lang: str) -> dict[str, Path]:
    """Scene id -> mezzanine, for the scenes that are signed."""
    base = folder(scam, audience, lang)
    return {scene: project.path(f"{base}/{scene}.mp4") for scene in _known(project, base)}


def seconds(project: Project, scam: str, audience: str, lang: str) -> dict[str, float]:
    """Scene id -> length of its signing."""
    return {scene: clip.seconds for scene, clip in _known(project, folder(scam, audience, lang)).items()}


def _known(project: Project, base: str) -> Mapping[str, ClipModel]:
    if not project.exists(f"{base}/clips.yaml"):
        return {}
    found, _ = load(project, f"{base}/clips.yaml", ClipsFile)
    return found.clips if found else {}
