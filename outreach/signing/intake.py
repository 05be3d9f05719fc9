"""Taking in an interpreter's clip: cut by scene, made a mezzanine, listed. It is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from outreach import signing
from outreach.diagnostics import Diagnostic, Where, WrongUsage, fail, unknown
from outreach.files import digest_of, write_atomically
from outreach.film import ingest, mux
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.project import MAX_TEXT_BYTES, Project, read_regular, text_of
from outreach.signing import sign_kit
from outreach.source import parse
from outreach.storyboard import Storyboard
from outreach.voices.slots import slot

GUIDE = "guide.yaml"


@dataclass(frozen=True)
class Received:
    """What an interpreter sent."""

    file: Path
    signer: str
    scene: str | None = None  # None: it is of the whole film
    guide: Path | None = None  # the table of the guide film; None: the one of the kit below `out`
    offset: float = 0.0  # seconds into it at which the guide film, or the scene, starts


@dataclass(frozen=True)
class Taken:
    """What came of it."""

    scenes: tuple[str, ...]
    of: int  # scenes there are
    background: str
    preview: Path
    problems: list[Diagnostic]


def folder(out: Path, board: Storyboard) -> Path:
    """The kit's folder, made. Raises OutreachError where a link to a folder stands in the way."""
    return Outputs(out).path_for(f"{_folder(board)}/{GUIDE}").parent


def _folder(board: Storyboard) -> str:
    return f"{board.folder}/sign-kit"


def take(project: Project, board: Storyboard, clip: Received, out: Path) -> Taken:
    """Checks a clip, takes out its background, cuts and stores it. Raises OutreachError, WrongUsage."""
    if not project.folders["media"].is_relative_to(project.root):  # the starter's own: other projects read it, too
        hint = msg("copy media/ of a project that `outreach init` makes")
        raise fail(
            "sign", Where("media"), msg("expected a folder media/ in this project for the clip, found none"), hint
        )
    found, problems = ingest.probe(clip.file)
    guide = clip.guide or out / _folder(board) / GUIDE
    wanted, more = _cuts(board, clip.scene, clip.file, found.seconds, guide, clip.offset)
    problems += more
    stored = signing.folder(board.scam, board.audience, board.lang)
    for cut in wanted:
        make = partial(ingest.transcode, found, clip.file, start=cut.start, length=cut.length)
        seconds = store(project, stored, cut, clip.signer, make)
        problems += signing.judge(cut.scene, cut.speech, seconds, Where(str(clip.file)))
    shown = folder(out, board) / f"preview-{wanted[0].scene}.png"
    with part(shown) as picture:
        ingest.preview(project.path(f"{stored}/{wanted[0].scene}.mp4"), picture)
    scenes = tuple(cut.scene for cut in wanted)
    return Taken(scenes, len(signing.rehearsal(board).scenes), found.background, shown, problems)


def store(project: Project, folder: str, cut: sign_kit.Excerpt, signer: str, make: Callable[[Path], None]) -> float:
    """Makes a scene's mezzanine and lists it; its length in seconds.

    The list is the point of no return: until it is written, the old clip and its entry stay; from then on the new clip
    is found under its waiting name, until it takes the old one's place.
    """
    file = project.path(f"{folder}/{cut.scene}.mp4")
    with part(file) as made:
        make(made)
        seconds, digest = mux.seconds(made), digest_of(made)
        entry = signing.ClipModel(
            seconds=round(seconds, 2), signer=signer, words=cut.words, added=project.date.isoformat(), sha256=digest
        )
        waiting = file.with_name(signing.waiting(cut.scene, digest))
        with slot(f"sign-{hashlib.sha256(str(file.parent).encode()).hexdigest()[:16]}", 1):  # one writer of the list
            made.replace(waiting)
            listed = {**signing.read(project, folder), cut.scene: entry}
            write_atomically(file.with_name("clips.yaml"), signing.listing(listed).encode())
            waiting.replace(file)
            for left in file.parent.glob(signing.waiting(cut.scene, "*")):
                left.unlink()
    return seconds


def _cuts(
    board: Storyboard, scene: str | None, clip: Path, seconds: float, file: Path, offset: float
) -> tuple[list[sign_kit.Excerpt], list[Diagnostic]]:
    """The parts of a clip: one for `--scene`, else those of the guide film's table in `file`."""
    timeline = signing.rehearsal(board)
    scenes = {timed.scene.id: timed.scene for timed in timeline.scenes}
    if scene is not None:
        if scene not in scenes:
            raise WrongUsage([unknown(msg("scene"), scene, scenes)])
        speech = signing.speech_end(timeline, scene)
        there = [sign_kit.Excerpt(scene, offset, None, speech, signing.digest_of(scenes[scene]))]
        problems: list[Diagnostic] = []
        if offset + sign_kit.SHORTEST > seconds:
            there = []
    else:
        found, problems = sign_kit.cuts(_guide(file), clip, seconds, offset)
        there = [cut for cut in found if cut.scene in scenes]
        if found and not there:
            hint = msg("there are: {names}", names=", ".join(scenes))
            raise fail("sign", Where(str(file)), msg("expected scenes of the script, found none of them"), hint)
    if not there:
        message = msg("the clip of {s} s ends before the first scene begins", s=round(seconds, 2))
        raise fail("sign", Where(str(clip)), message, msg("is `--offset` right? or name a --scene"))
    return there, problems


def _guide(file: Path) -> sign_kit.GuideFile:
    if not os.path.lexists(file):
        message = msg("cannot read `{file}`, which says where the scenes are in the guide film", file=file)
        hint = msg("name the file that came with the guide film: `--guide …/guide.yaml`, or name a --scene")
        raise fail("sign", Where(str(file)), message, hint)
    return parse(sign_kit.GuideFile, str(file), text_of(read_regular(file, str(file), MAX_TEXT_BYTES), str(file)))


@contextmanager
def part(target: Path) -> Iterator[Path]:
    """A temporary file beside `target`, which gets that name in one step when all went well; else it is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".part-{os.getpid()}-{target.name}")
    try:
        yield part
        if part.exists():
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
