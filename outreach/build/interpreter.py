"""What an interpreter works from: the cue sheet and the guide film, in the film's own times; and what is signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from outreach import film, signing
from outreach.art import draw
from outreach.build.bench import Bench
from outreach.build.single import made
from outreach.build.speech import Spoken, recall, speak
from outreach.diagnostics import Diagnostic, OutreachError
from outreach.files import write_atomically
from outreach.formats import FILMS
from outreach.jobs import guide
from outreach.jobs.guide import CueSheetJob, GuideJob
from outreach.messages import msg
from outreach.plan import Pack, Wish
from outreach.project import Project
from outreach.signing import intake, sign_kit
from outreach.storyboard import Storyboard
from outreach.timeline import Timeline

FRAMES_A_SECOND = 40  # that are drawn and encoded, about


def spoken(board: Storyboard, voice: str, bench: Bench) -> Spoken:
    """The lesson with its voice, as `build` speaks it. Raises OutreachError."""
    found = speak(_pack(board), Wish(voice=voice), bench)
    if found.timeline is None:
        raise OutreachError(bench.diagnostics)
    return found


def kit(s: Spoken, bench: Bench, out: Path, *, film_too: bool = True) -> Iterator[Path]:
    """Writes the kit's files; each as soon as it is there. Raises OutreachError."""
    board, timeline = s.pack.board, s.unsigned
    table, target = sign_kit.table(timeline, voices(s)), intake.folder(out, board)
    sheet = CueSheetJob(
        sheet=sign_kit.cue_sheet(board, timeline, _pictures(bench.project, timeline), table),
        date=board.reviewed,
        files=bench.files(guide.SHEET_INPUTS),
        label=msg("cue sheet of {pack}", pack=board.folder),
    )
    yield made([sheet], guide.SHEET, target / guide.SHEET, bench)
    if not film_too:
        return
    unsigned = replace(board, review=replace(board.review, approved=False))  # the slot is there, whoever approved
    segments = film.plan(replace(timeline, board=unsigned), "landscape", bearer=FILMS[0], ai_label=False, sign_clips={})
    shown = GuideJob(
        segments=tuple(segments),
        countdown=sign_kit.COUNTDOWN,
        files=bench.files(guide.FILM_INPUTS),
        label=msg("guide film of {pack}", pack=board.folder),
        weight=sum(one.frames for one in segments) / FRAMES_A_SECOND,
    )
    film_file = made([shown], guide.FILM, target / guide.FILM, bench)
    write_atomically(target / intake.GUIDE, sign_kit.listing(table).encode())
    yield film_file
    yield target / intake.GUIDE


@dataclass(frozen=True)
class Standing:
    """Which scenes are signed."""

    rows: list[signing.Coverage]
    lost: list[str]  # scenes that are signed and are in the script no more
    spoken: Spoken
    problems: list[Diagnostic]


def standing(board: Storyboard, voice: str, bench: Bench) -> Standing:
    """What is signed, against the speech that was made before; without one against the audience's pace."""
    of = (bench.project, board.scam, board.audience, board.lang)
    clips, problems = signing.known(*of), signing.faults(*of)
    s = recall(_pack(board), Wish(voice=voice), bench)
    rows = signing.coverage(board, s.unsigned if s.timeline else signing.rehearsal(board), clips)
    return Standing(rows, sorted(set(clips) - {row.scene for row in rows}), s, problems)


def times(spoken: Spoken) -> str:
    """Whose lengths the times are."""
    if spoken.timeline is None:
        return msg(
            "times: the audience's pace; the film's voice has not spoken these words yet (`outreach build` does)"
        )
    if all(engine.name == "silent" for engine in spoken.speakers.values()):
        return msg("times: the audience's pace, as in a silent film; another voice will need other times")
    return msg("times: as spoken by `{voice}`; another voice will need other times", voice=voices(spoken))


def voices(s: Spoken) -> str:
    """The engines that spoke."""
    return ", ".join(dict.fromkeys(engine.name for engine in s.speakers.values()))


def _pack(board: Storyboard) -> Pack:
    """The film alone, as `build` would make it."""
    return Pack(board, board.folder, FILMS)


def _pictures(project: Project, timeline: Timeline) -> dict[str, str]:
    """Scene id -> SVG of its first drawing."""
    scenes = [timed.scene for timed in timeline.scenes]
    drawn = {s.id: s.pictures[0] for s in scenes if s.pictures}
    return {scene: draw(project, p.name, p.state, timeline.board.style.colors) for scene, p in drawn.items()}
