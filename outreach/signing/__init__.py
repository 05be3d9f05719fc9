"""The interpreter's clips of a film: which scenes are signed, by whom, for how long.

`media/sign/<lang>/<scam>/<audience>/<scene>.mp4` are mezzanines that `outreach sign add` made; `clips.yaml` beside them
holds each one's length, signer and the digest of the words that were signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import yaml
from pydantic import Field

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, warning
from outreach.messages import msg
from outreach.project import Project
from outreach.script.grammar import Slug
from outreach.source import Strict, Versioned, load_sure
from outreach.storyboard import Scene, Storyboard
from outreach.timeline import FPS, Timeline
from outreach.timeline import rehearsal as rehearsal

MAX_LAG = 4.0  # seconds that signing may end after the speech: interpreters follow two to four seconds behind
MIN_SHARE = 0.5  # signing shorter than this share of the speech has probably left something out


class ClipModel(Strict):
    """One signed scene."""

    seconds: Annotated[float, Field(gt=0, le=1800)]
    signer: Annotated[str, Field(min_length=1)]
    words: str = ""  # digest of what was signed; "" when not known
    added: str = ""  # ISO date
    sha256: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""  # of the mezzanine; "" when not known


class ClipsFile(Versioned):
    """media/sign/<lang>/<scam>/<audience>/clips.yaml"""

    clips: dict[Slug, ClipModel]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of one scene."""

    scene: str
    title: str
    speech: float  # seconds
    signing: float | None  # seconds; None: not signed
    signer: str
    lag: float  # seconds that the signing ends after the speech
    stale: bool  # the words changed since they were signed


def folder(scam: str, audience: str, lang: str) -> str:
    """Where the clips of one film are."""
    return f"media/sign/{lang}/{scam}/{audience}"


def clips(project: Project, scam: str, audience: str, lang: str) -> dict[str, str]:
    """Scene id -> project path of the mezzanine, for the scenes that are signed.

    Raises OutreachError for a broken list, and for every file that is gone or is not the one that was added.
    """
    problems = faults(project, scam, audience, lang)
    if problems:
        raise OutreachError(problems)
    base = folder(scam, audience, lang)
    return {scene: _file(project, base, scene, clip) for scene, clip in read(project, base).items()}


def faults(project: Project, scam: str, audience: str, lang: str) -> list[Diagnostic]:
    """The files of the list that are gone, or are not the ones that were added. Raises OutreachError: a broken list."""
    found = []
    for scene, clip in known(project, scam, audience, lang).items():
        file = _file(project, folder(scam, audience, lang), scene, clip)
        hint = msg("add the clip again with `outreach sign add`, or take `{scene}` out of clips.yaml", scene=scene)
        if not project.path(file).is_file():
            found.append(error("sign", Where(file), msg("the clip of scene `{scene}` is gone", scene=scene), hint))
        elif clip.sha256 and clip.sha256 != project.digest(file):
            text = msg("the clip of scene `{scene}` is not the one that was added", scene=scene)
            found.append(error("sign", Where(file), text, hint))
    return found


def seconds(project: Project, scam: str, audience: str, lang: str) -> dict[str, float]:
    """Scene id -> length of its signing."""
    return {scene: clip.seconds for scene, clip in known(project, scam, audience, lang).items()}


def known(project: Project, scam: str, audience: str, lang: str) -> Mapping[str, ClipModel]:
    """What clips.yaml says. Raises OutreachError with every fault in it."""
    return read(project, folder(scam, audience, lang))


def read(project: Project, base: str) -> Mapping[str, ClipModel]:
    """What the list in a film's folder says. Raises OutreachError with every fault in it."""
    file = f"{base}/clips.yaml"
    if not project.exists(file):
        return {}
    return load_sure(project, file, ClipsFile).clips


def waiting(scene: str, digest: str) -> str:
    """The name of a mezzanine that is listed and has not yet taken the place of the one before it."""
    return f".new-{scene}-{digest[:12]}.mp4"


def _file(project: Project, base: str, scene: str, clip: ClipModel) -> str:
    """A scene's mezzanine. An `add` that was killed after it had listed a clip left it under its waiting name."""
    name = f"{base}/{waiting(scene, clip.sha256)}"
    return name if clip.sha256 and project.exists(name) else f"{base}/{scene}.mp4"


def listing(clips: Mapping[str, ClipModel]) -> str:
    """The text of clips.yaml."""
    plain = {"schema": ClipsFile.newest, "clips": {scene: clips[scene].model_dump() for scene in sorted(clips)}}
    head = "# Written by `outreach sign add`. One entry a signed scene; the files beside it are mezzanines.\n"
    return head + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def digest_of(scene: Scene) -> str:
    """Digest of what is said in a scene: signing made from other words is stale."""
    said = "\n".join(beat.text.said for beat in scene.beats if beat.text)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def coverage(board: Storyboard, timeline: Timeline, clips: Mapping[str, ClipModel]) -> list[Coverage]:
    """The state of every scene; lags are against the speech of `timeline`."""
    found = []
    for timed in timeline.scenes:
        clip, speech = clips.get(timed.scene.id), speech_end(timeline, timed.scene.id)
        lag = max(0.0, clip.seconds - speech) if clip else 0.0
        stale = bool(clip and clip.words and clip.words != digest_of(timed.scene))
        signing = clip.seconds if clip else None
        row = Coverage(
            timed.scene.id, timed.scene.title.shown, speech, signing, clip.signer if clip else "", lag, stale
        )
        found.append(row)
    return found


def speech_end(timeline: Timeline, scene: str) -> float:
    """Seconds from a scene's start to the end of its last spoken word."""
    timed = next(s for s in timeline.scenes if s.scene.id == scene)
    return max(((b.start - timed.start) / FPS + b.speech for b in timed.beats if b.beat.text), default=0.0)


def judge(scene: str, speech: float, length: float, where: Where) -> Iterator[Diagnostic]:
    """Is a clip's length right for its scene? Too long is held, never cut; too short has probably lost something.

    `speech`: seconds from the scene's start to its last word; `length`: seconds of signing.
    """
    if length > speech + MAX_LAG:
        text = msg("signing ends {lag} s after the speech of `{scene}`", lag=round(length - speech, 1), scene=scene)
        yield warning("sign-lag", where, text, msg("the scene is held until the signing ends; nothing is cut"))
    if length < MIN_SHARE * speech:
        text = msg(
            "expected about {speech} s of signing for `{scene}`, found {length} s",
            speech=round(speech, 1),
            scene=scene,
            length=round(length, 1),
        )
        yield warning("sign-short", where, text, msg("is it the right scene, and the whole clip?"))
