"""How fast the film engine is: one film of about a minute, made six ways in one run. `python tests/benchmarks/film.py`

(a) this engine, cold; (b) encoding the identical finished frames from memory with the same x264 settings: the floor;
(c) the same layers by MoviePy's CompositeVideoClip as its documentation shows, over a part of the film, scaled up;
(d) again with nothing changed; (e) with one line changed; (f) a branch's variant, another end card.
The lines are spoken before the clock starts, mixing them is in (a). The interpreter's clip is generated.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from benchmarks.film_moviepy import moviepy  # noqa: E402
from films import draw_signer  # noqa: E402

from outreach import film, voices  # noqa: E402
from outreach.adapt import adapt  # noqa: E402
from outreach.cache import Cache, key_of  # noqa: E402
from outreach.codes.links import payload  # noqa: E402
from outreach.files import digest_of  # noqa: E402
from outreach.film import ingest  # noqa: E402
from outreach.film.compositor import FrameBuffer  # noqa: E402
from outreach.film.writer import YuvWriter  # noqa: E402
from outreach.formats import FORMATS  # noqa: E402
from outreach.jobs import Desk, files_of, work  # noqa: E402
from outreach.jobs.clips import SpokenClip  # noqa: E402
from outreach.jobs.film import Film as FilmJob  # noqa: E402
from outreach.jobs.segment import SegmentJob  # noqa: E402
from outreach.jobs.sound import SoundJob  # noqa: E402
from outreach.layout import Layout  # noqa: E402
from outreach.profiles import load_profiles, require  # noqa: E402
from outreach.project import Project  # noqa: E402
from outreach.runner import Pool  # noqa: E402
from outreach.script import load_script  # noqa: E402
from outreach.signing import rehearsal  # noqa: E402
from outreach.sound import RATE, Clip  # noqa: E402
from outreach.sound.levels import levels  # noqa: E402
from outreach.storyboard import Branch, Storyboard  # noqa: E402
from outreach.timeline import FPS, HOLD, Timeline, lay_out  # noqa: E402

ROOT = Path(__file__).parents[2]
DATE = dt.date(2026, 11, 23)
SECONDS = 60.0
WORKERS = 2
SOUND_WEIGHT = 130.0  # frames whose encoding takes about as long as the sound


def storyboard(project: Project) -> Storyboard:
    """One scene of each of the eight kinds, of the students' pack."""
    profiles = require(*load_profiles(project))
    script, problems = load_script(project, "nfc-skimming")
    assert script is not None, problems
    board, problems = adapt(script, profiles, "students", "zh-CN")
    assert board is not None, problems
    return replace(board, scenes=tuple({scene.kind: scene for scene in board.scenes}.values()))


def timeline(board: Storyboard) -> Timeline:
    """About a minute: speech at the audience's pace, stretched or tightened to fit."""
    plain = rehearsal(board)
    speech = {b.beat.id: b.speech for s in plain.scenes for b in s.beats}
    silence = plain.seconds - sum(speech.values())
    scale = (SECONDS - silence) / sum(speech.values())
    return lay_out(board, {beat: seconds * scale for beat, seconds in speech.items()})


class Film:
    """The film's parts in one folder, and the pool and cache that make it."""

    def __init__(self, folder: Path, made: Timeline) -> None:
        self.folder = folder
        self.spoken: dict[tuple[voices.Line, int], Clip] = {}
        source = draw_signer(folder / "green.mp4", seconds=20)
        found, _ = ingest.probe(source)
        self.clips = {}
        for timed in made.scenes:  # each scene is signed from its first frame to half a second before its end
            still = HOLD if timed.scene.kind == "endcard" else 0.0
            length = (timed.end - timed.start) / FPS - still - 0.5
            path = folder / f"sign-{timed.scene.id}.mp4"
            ingest.transcode(found, source, path, 0.0, length)
            self.clips[timed.scene.id] = film.SignFile(str(path), digest_of(path))

    def segments(self, made: Timeline) -> tuple[film.Segment, ...]:
        """The plan, with the interpreter in every scene and the mouth moving with the sound."""
        clips, levels_ = self.clips, self.levels
        whole = film.plan(made, "landscape", bearer="video", ai_label=True, sign_clips=clips, loudness=levels_)
        return tuple(part for segment in whole for part in film.parts(segment))

    def fresh(self) -> None:
        """An empty cache: nothing is drawn, mixed or encoded yet."""
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        self.lines: dict[str, SpokenClip] = {}

    def speak(self, made: Timeline) -> None:
        """The spoken lines of a timeline, cut to its lengths. Speaking is no part of what is measured."""
        cache, board = Cache(self.folder / "cache"), made.board
        engine, _ = voices.choose("espeak", board, Project(ROOT, DATE), ())
        lengths = {b.beat.id: b.speech for scene in made.scenes for b in scene.beats}
        self.levels = {}
        for line in voices.lines(board, engine):
            if line.id not in lengths:
                continue
            length = round(lengths[line.id] * RATE)
            if (line, length) not in self.spoken:  # a line that is the same is not spoken again
                self.spoken[line, length] = Clip.of(engine.speak(line).samples[:length])
            clip = self.spoken[line, length]
            record = cache.put(key_of({"line": line.id, "seconds": clip.seconds}), {"clip.pcm": clip.pcm})
            self.lines[line.id] = SpokenClip(line.id, record.outputs["clip.pcm"], clip.seconds)
            self.levels[line.id] = levels(clip)

    def build(self, made: Timeline, pool: Pool, out: Path) -> int:
        """What a build does for one film: plan, keys, missing segments and sound, join. Returns the segments made."""
        project = Project(ROOT, DATE)
        desk = Desk(ROOT, Cache(self.folder / "cache"))
        files = files_of(project, FORMATS["video"].inputs)
        jobs = [SegmentJob(segment=s, files=files, weight=float(s.frames)) for s in self.segments(made)]
        sound = self._sound(made, project)
        missing = sorted((j for j in (sound, *jobs) if desk.store.get(j.key) is None), key=lambda j: -j.weight)
        for _, _, problem in pool.run(partial(work, desk), missing):
            if problem:
                raise problem
        whole = FilmJob(
            format="video",
            segments=tuple(j.key for j in jobs),
            sound=sound.key,
            cues=made.cues,
            folder="benchmark",
            name="film.mp4",
            codes=(payload(made.board, "video"),),
            title="benchmark",
            approved="",
            lang="zh-CN",
            ai=None,
            facts={"edition_codes": [payload(replace(made.board, branch=None), "video")]},
        )
        blob = work(desk, whole).outputs["film.mp4"]
        desk.store.copy(blob, out)
        self.bytes = blob.bytes
        return sum(job.kind == "segment" for job in missing)

    def mix(self, made: Timeline) -> None:
        """Mixes and encodes the sound."""
        work(Desk(ROOT, Cache(self.folder / "cache")), self._sound(made, Project(ROOT, DATE)))

    def _sound(self, made: Timeline, project: Project) -> SoundJob:
        shared = replace(made, board=replace(made.board, branch=None))
        files = files_of(project, ("media/music",))
        clips = tuple(self.lines.values())
        segments = film.plan(made, "landscape", bearer="video", ai_label=True, sign_clips={})
        score = film.compose(segments, project)
        return SoundJob(timeline=shared, score=score, clips=clips, profile="online", files=files, weight=SOUND_WEIGHT)


def spent() -> float:
    """CPU seconds of this process, of all that have ended below it, and of the workers that go on (on Linux)."""
    files = [Path(f"/proc/{worker.pid}/stat") for worker in multiprocessing.active_children()]
    ticks = [file.read_text().rpartition(")")[2].split()[11:15] for file in files if file.exists()]
    return sum(os.times()[:4]) + sum(int(one) for own in ticks for one in own) / os.sysconf("SC_CLK_TCK")


def timed(act: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall seconds, CPU seconds, and what came out."""
    wall, cpu = time.perf_counter(), spent()
    result = act()
    return time.perf_counter() - wall, spent() - cpu, result


def started(pool: Pool) -> None:
    """Starts the workers with what every spoken line does: a build has spoken its lines before its first scene."""
    clips = [Clip.of(np.zeros(RATE, np.float32))] * (4 * WORKERS)
    assert all(problem is None for _, _, problem in pool.run(levels, clips))


# --- the floor -------------------------------------------------------------------------------------------------------


def compose(segment: film.Segment, path: Path) -> tuple[int, int, int]:
    """Writes a segment's finished frames as raw YUV; returns width, height, frames."""
    with film.picture(segment, Layout(Project(ROOT, DATE))) as drawn, path.open("wb") as out:
        buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
        for n in range(segment.start, segment.end):
            buffer.show(drawn.draws(n), drawn.ground(n))
            out.write(buffer.data.tobytes())
    return drawn.boxes.width, drawn.boxes.height, segment.frames


def encode(raw: Path, shape: tuple[int, int, int], out: Path) -> None:
    """Encodes raw frames that lie in memory (a RAM disk)."""
    frames = np.memmap(raw, np.uint8, "r", shape=(shape[2], shape[0] * shape[1] * 3 // 2))
    with YuvWriter(out, shape[0], shape[1]) as writer:
        for frame in frames:
            writer.write_frame(frame)


class Floor:
    """All finished frames in memory, ready to be encoded."""

    def __init__(self, segments: tuple[film.Segment, ...], folder: Path) -> None:
        self.folder, order = folder, sorted(segments, key=lambda s: -s.frames)
        self.raws = [folder / f"{n}.yuv" for n in range(len(order))]
        with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
            self.shapes = list(pool.map(compose, order, self.raws))

    def encode(self) -> tuple[float, float]:
        """Wall and CPU seconds to encode them all, longest first, in as many processes as the engine has."""
        before = spent()
        with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
            list(pool.map(abs, range(2 * WORKERS)))  # the processes have started
            outs = [self.folder / f"{n}.mp4" for n in range(len(self.raws))]
            wall, _, _ = timed(lambda: list(pool.map(encode, self.raws, self.shapes, outs)))
        return wall, spent() - before


# --- the table -------------------------------------------------------------------------------------------------------


def main() -> None:
    """Runs all and prints the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--no-moviepy", action="store_true", help="leave out (c)")
    options.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    chosen = options.parse_args()
    ram = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="film-", dir=ram if ram.is_dir() else None))
    try:
        measure(folder, chosen.no_moviepy, chosen.rounds)
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True)
class Measured:
    """One act: wall and CPU seconds, and how many segments were made."""

    wall: float
    cpu: float
    made: int = 0


def middle(rounds: Sequence[Measured]) -> Measured:
    """The round in the middle by wall seconds."""
    return sorted(rounds, key=lambda one: one.wall)[len(rounds) // 2]


def measure(folder: Path, quick: bool, rounds: int) -> None:
    """Measures and prints."""
    made = timeline(storyboard(Project(ROOT, DATE)))
    work_ = Film(folder, made)
    work_.fresh()
    work_.speak(made)
    segments = work_.segments(made)
    count = len(segments)
    say(f"film: {made.seconds:.1f} s, {count} segments, {sum(s.frames for s in segments)} frames, 1920x1080")
    a, pictures, b, peak = cold(work_, made, segments, rounds)
    d, e, first, f = rebuilt(work_, made, rounds)
    say("load: " + " ".join(f"{one:.1f}" for one in os.getloadavg()))
    say(f"by CPU seconds: a / b {a.cpu / b.cpu:.2f} (<= 1.50), pictures / b {pictures.cpu / b.cpu:.2f}")
    say(f"by CPU seconds: e / a {e.cpu / a.cpu:.2f} (<= 0.25), f / a 1 / {a.cpu / f.cpu:.1f} (<= 1 / 20)")
    row("a", "this engine, cold, pictures and sound", a, f"{a.wall / b.wall:.2f} x b", "<= 1.50 x b")
    row("", "of it the pictures", pictures, f"{pictures.wall / b.wall:.2f} x b")
    row("b", "encoding the finished frames", b)
    row("d", "nothing changed", d, "", "<= 1 s")
    row("e", f"one line changed ({e.made} of {count} segments)", e, f"{e.wall / a.wall:.2f} x a", "<= 0.25 x a")
    row("f", f"a branch's variant ({f.made} of {count} segments)", f, f"a / {a.wall / f.wall:.1f}", "<= a / 20")
    row("", "the first branch of a process (loads fonts)", first, f"a / {a.wall / first.wall:.1f}")
    if not quick:
        seconds, span = moviepy(segments, Layout(Project(ROOT, DATE)), folder / "green.mp4", folder, WORKERS)
        c = Measured(seconds * made.seconds / span, 0.0)
        label = f"MoviePy CompositeVideoClip ({span:.0f} s took {seconds:.1f} s)"
        row("c", label, c, f"{c.wall / a.wall:.1f} x a", ">= 8 x a")
    say(f"peak memory of a process: {peak:.0f} MB (<= 700 MB); film: {work_.bytes / 1e6:.1f} MB")


def cold(
    work_: Film, made: Timeline, segments: tuple[film.Segment, ...], rounds: int
) -> tuple[Measured, Measured, Measured, float]:
    """(a) with its sound, (a) when the sound is there already, (b), and the engine's peak memory in MB.

    They take turns, because the machine's speed drifts: only what was measured side by side is compared, and the round
    with the middle ratio counts. All have their workers started before the clock: a build's spoken lines start them.
    """
    done: list[tuple[Measured, Measured, Measured]] = []
    for _ in range(rounds):
        whole = once(work_, made, sound_first=False)
        if not done:  # the floor's processes hold whole films: what the engine needs is read before them
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            frames = Floor(segments, work_.folder)
        b = Measured(*frames.encode())
        pictures = once(work_, made, sound_first=True)
        done.append((whole, pictures, b))
        say(f"round: (a) {whole.wall:.2f} s, pictures {pictures.wall:.2f} s, (b) {b.wall:.2f} s")
    return (*sorted(done, key=lambda one: one[0].wall / one[2].wall)[rounds // 2], peak)


def once(work_: Film, made: Timeline, *, sound_first: bool) -> Measured:
    """One cold build; with `sound_first` the sound is mixed and encoded before the clock starts."""
    work_.fresh()
    work_.speak(made)
    before = spent()
    with Pool(WORKERS) as pool:
        started(pool)
        if sound_first:
            work_.mix(made)
        wall, _, _ = timed(lambda: work_.build(made, pool, work_.folder / "a.mp4"))
    return Measured(wall, spent() - before)


def rebuilt(work_: Film, made: Timeline, rounds: int) -> tuple[Measured, Measured, Measured, Measured]:
    """(d), (e), the first branch of a process, and (f): the middle of the rounds."""
    with Pool(WORKERS) as pool:
        started(pool)

        def build(wanted: Timeline) -> Measured:
            return Measured(*timed(lambda: work_.build(wanted, pool, work_.folder / "again.mp4")))

        nothing = [build(made) for _ in range(rounds)]
        lines, branches = [], []
        for n in range(rounds):
            changed = timeline(one_line(made.board, n + 1))
            work_.speak(changed)
            lines.append(build(changed))
        work_.speak(made)
        for n in range(rounds + 1):
            branch = Branch(f"B{n:03}", "江湾银行人民路支行", "人民路 1 号", "400-000-0001")
            branches.append(build(timeline(replace(made.board, branch=branch))))
    return middle(nothing), middle(lines), branches[0], middle(branches[1:])


def row(letter: str, what: str, measured: Measured, ratio: str = "", budget: str = "") -> None:
    """Prints one row of the table."""
    label = f"({letter})" if letter else "   "
    say(f"{label} {what:<52} {measured.wall:8.2f} s {measured.cpu:8.2f} s CPU  {ratio:<12} {budget}".rstrip())


def say(line: str) -> None:
    """Prints a line at once."""
    print(line, flush=True)  # noqa: T201


def one_line(board: Storyboard, turn: int) -> Storyboard:
    """The first red flag says something else, of the same length: its own words, turned by some letters."""
    scenes = []
    for scene in board.scenes:
        if scene.kind == "flags":
            beat = scene.beats[-1]
            assert beat.text is not None
            said = beat.text.said[turn:] + beat.text.said[:turn]
            text = replace(beat.text, said=said, said_phrases=(said,))
            scene = replace(scene, beats=(*scene.beats[:-1], replace(beat, text=text)))  # noqa: PLW2901
        scenes.append(scene)
    return replace(board, scenes=tuple(scenes))


if __name__ == "__main__":
    main()
