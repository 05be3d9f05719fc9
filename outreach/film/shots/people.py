"""People in a shot: where they stand, how they are posed, and how their mouths and eyes move with the sound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from outreach.acting import Acting, acting, between, can_act, draw_pose, drawn_of
from outreach.art import file_of
from outreach.film.pieces import Person as PersonPiece
from outreach.film.pieces import Piece
from outreach.film.planes import Plane, Put, lengthened, resampled, silhouette, stacked
from outreach.film.shots import Figure, shots
from outreach.film.shots.camera import Lens
from outreach.film.shots.director import ShotCut, plays, snap_frame
from outreach.film.stage import Stage, loudness
from outreach.project import Project
from outreach.storyboard import Person, Picture
from outreach.timeline import FPS

SEAM = 4  # px that what goes on below somebody lies under them
LEAST = 0.02  # of a person: what breath and camera may lift them
RIM = 0.014  # how much larger than a person the light round them is
SAID = 0.85  # of the last line: then it has been heard that all is well
BREATH = 24  # frames from when a line has snapped until whoever hung up is relieved
OPEN = 8  # frames at the end of a shot without a blink
QUIET = 0.12  # below, nobody hears anything
STEPS = 8  # pictures from one pose to the next
STATES = {"afraid": "worried", "unsure": "worried", "relieved": "relieved"}  # of a drawing whose parts are not marked


def who(stage: Stage, figure: Figure, cut: ShotCut) -> Person | None:
    """The person of the cast whom a figure of a shot is."""
    if figure.signed == "away" and stage.segment.interpreted:
        return None
    if figure.who in ("victim", "host"):
        return stage.person(figure.who)
    if figure.who in ("companion", "clerk"):
        return beside(stage, figure.who)
    cast, segment = stage.segment.cast, stage.segment

    def fits(role: str) -> bool:
        if figure.who == "speaker":
            return True
        caller = plays(role, segment) == "caller"
        return caller if figure.who == "caller" else not caller and role not in ("host", "victim")

    spoken = [m.beat.role for m in cut.moments] + [beat.role for beat in segment.scene.beats]
    role = next((one for one in spoken if fits(one)), None)
    found = next((p for p in cast if p.role == role), None)
    return found or next((p for p in cast if fits(p.role)), None)


def beside(stage: Stage, who: str) -> Person | None:
    """Somebody whom the story does not name: a clerk, or a person close to whoever is called, by another drawing."""
    victim = stage.person("victim")
    if victim is None:
        return None
    name = who if who == "clerk" else shots(stage.project).companions.get(victim.picture.name, "")
    if not name or not stage.project.exists(file_of(stage.project, name)):
        return None
    return replace(victim, role=who, picture=Picture(name, (*stage.states(name), "plain")[0], ""), plays="")


def pieces(stage: Stage, figure: Figure, cut: ShotCut, frames: range) -> dict[str, Piece]:
    """Every picture of a figure that is seen in the shot, in these frames or, frozen after its end, in its last one."""
    person = who(stage, figure, cut)
    if person is None:
        return {}
    one = Actor(stage, figure, person, cut, {})
    seen = range(max(cut.start, min(frames.start, cut.end - 1)), frames.stop)
    keys = {key for frame in seen for key in one.keys(frame)}
    return {one.name(key): PersonPiece(svg=svg, h=one.high) for key, svg in one.drawings.items() if key in keys}


@dataclass(frozen=True)
class Actor:
    """A figure with its pictures, ready to be put on a frame."""

    stage: Stage
    figure: Figure
    person: Person
    cut: ShotCut
    planes: Mapping[str, Plane]  # by `name`

    @property
    def spot(self) -> tuple[float, float, float]:
        """Where the figure stands and how tall it is: `at`, `foot` and `tall`."""
        one = self.figure
        if isinstance(one.signed, tuple) and self.stage.segment.interpreted:
            return one.signed
        return one.at, one.foot, one.tall * self.stage.boxes.people

    @property
    def high(self) -> int:
        """px of the whole figure, in fours: so its width is whole too, and its eyes are drawn where its head is."""
        return 4 * round(self.stage.boxes.height * self.spot[2] / 4)

    @property
    def foot(self) -> float:
        """px of the frame at which it ends below."""
        return self.stage.boxes.height * self.spot[1]

    def name(self, key: str) -> str:
        """What a picture of the figure is called among a shot's."""
        return f"person-{self.person.picture.name}-{self.high}-{key}"

    @cached_property
    def poses(self) -> tuple[str, ...]:
        """The pose of the shot, and the one it changes into."""
        return (self.figure.pose, *([self.figure.then] if self.figure.then else []))

    @cached_property
    def table(self) -> Acting:
        """How people act."""
        return acting(self.stage.project)

    @cached_property
    def acts(self) -> bool:
        """Are the parts of the drawing marked?"""
        return can_act(self.stage.project, self.person.picture.name)

    @cached_property
    def drawings(self) -> dict[str, str]:
        """SVG of every picture: bodies, eyes and mouths of each pose, the steps between two; or states."""
        stage, drawing = self.stage, self.person.picture.name
        if not self.acts:
            return {state: stage.svg(drawing, state) for state in map(self._state, self.poses)}
        project, colors = stage.project, tuple(sorted(stage.segment.style.colors.items()))
        return _posed(project, drawing, self.poses, self._speaks, colors, drawn_of(project, drawing))

    @cached_property
    def _speaks(self) -> bool:
        return any(m.beat.role == self.person.role for m in self.cut.moments)

    def _state(self, pose: str) -> str:
        """The state of a drawing that cannot be posed."""
        known = self.stage.states(self.person.picture.name)
        feeling = self.table.poses[pose].feeling
        wanted = (STATES.get(feeling, ""), self.person.picture.state)
        return next((one for one in wanted if one in known), (known or ("plain",))[0])

    def puts(self, frame: int, view: Lens, rim: str | None = None) -> Iterator[Put]:
        """The figure at a frame, as the camera sees it; `rim`: the light round it."""
        area = self.stage.boxes["area"]
        x, y = area.x + self.spot[0] * area.w, self.foot + self._breath(frame)
        shown = [self.planes[self.name(key)] for key in self.keys(frame)]
        wide, high = shown[0].width, shown[0].height
        px, py = view.point(x - wide / 2, y - high)
        if self.missing:
            on = lengthened(shown[0], self.missing)
            below = Put(on, px, py + (high - SEAM) * view.scale, view.scale)
            yield from (*([_lit(below, rim), _lit(Put(shown[0], px, py, view.scale), rim)] if rim else ()), below)
        elif rim:
            shown[0] = rimmed(shown[0], rim)
        yield Put(stacked(*shown) if len(shown) > 1 else shown[0], px, py, view.scale)

    @cached_property
    def missing(self) -> int:
        """px that whoever is cut off by their own lower edge goes on below it: nobody ends inside the frame."""
        short = self.stage.boxes.height - self.foot + self.high * LEAST
        return round(short + self.high * LEAST) if short > 0 else 0

    def keys(self, frame: int) -> tuple[str, ...]:
        """The pictures that lie over each other at a frame."""
        since = frame - self.turn
        if not self.acts:
            return (self._state(self.poses[-1] if since >= 0 else self.poses[0]),)
        length = self.table.file.change.frames
        if len(self.poses) > 1 and 0 <= since < length:
            step = round(since / length * STEPS)
            if 0 < step < STEPS:
                return (f"step-{step}",)
        pose = self.poses[-1] if since >= length / 2 else self.poses[0]
        return f"{pose}-body", f"{pose}-mouth-{self._mouth(pose, frame)}", f"{pose}-eyes{self._lids(frame)}"

    @cached_property
    def turn(self) -> int:
        """The frame at which the pose changes: with the last line, of an ending the scene's, or when the line snaps."""
        cut, lines = self.cut, self.cut.moments
        if "snap" in cut.shot.shows:
            snapped, latest = snap_frame(cut), cut.end - self.table.file.change.frames - OPEN
            return max(snapped, min(snapped + BREATH, latest)) if self._relieved else snapped
        if not lines:
            return cut.end
        if cut.shot.beats[-1:] == ("ending",):  # nobody is relieved before all is said
            last = self.stage.segment.moments[-1]
            return last.start + (round(last.speech * SAID) if self._relieved else 0)
        last = lines[-1]
        at = last.start if len(lines) > 1 else last.start + last.speech // 2
        return at if cut.start <= at < cut.end else (cut.start + cut.end) // 2

    @cached_property
    def _relieved(self) -> bool:
        return self.table.poses[self.poses[-1]].feeling == "relieved"

    def _breath(self, frame: int) -> float:
        """px up and down: nobody who lives stands like a board."""
        seconds = self.table.file.breath.seconds
        return self.high / 500 * math.sin(2 * math.pi * frame / FPS / seconds + len(self.person.role))

    def _mouth(self, pose: str, frame: int) -> str:
        """The mouth by how loud the voice is. It keeps a shape for a few frames: it talks and does not tremble."""
        table = self.table
        rest = table.poses[pose].words["mouth"]
        hold = max(1, round(self.stage.motion.loops.mouth.seconds * FPS))
        level = loudness(self.stage.segment, self.person.role, frame // hold * hold)
        if level <= QUIET or not self._speaks:
            return rest
        open_ = table.speaking[1:]
        return open_[min(len(open_) - 1, int((level - QUIET) / (1 - QUIET) * len(open_)))]

    def _lids(self, frame: int) -> str:
        blink = self.stage.motion.loops.blink
        every = max(1, round(blink.every * FPS))
        if self.cut.end - frame <= OPEN:  # what may be frozen then has its eyes open
            return ""
        at = (frame + 31 * len(self.person.role)) % every
        return "-closed" if at < round(blink.seconds * FPS) else ""


@lru_cache(maxsize=8)  # those that are on a frame, in their two poses
def rimmed(body: Plane, color: str) -> Plane:
    """A body with the light round it."""
    return stacked(resampled(_lit(Put(body, 0, 0), color)), body)


def _lit(body: Put, color: str) -> Put:
    """The light behind a body: a little larger, and as low."""
    more = body.scale * RIM
    wide, high = body.plane.width * more, body.plane.height * more
    return Put(silhouette(body.plane, color), body.x - wide / 2, body.y - high, body.scale + more)


def actor(stage: Stage, figure: Figure, cut: ShotCut, planes: Mapping[str, Plane]) -> Actor | None:
    """A figure of a shot; None where the cast has nobody for it. `planes`: by the names of `pieces`."""
    person = who(stage, figure, cut)
    return Actor(stage, figure, person, cut, planes) if person else None


@lru_cache(maxsize=64)
def _posed(
    project: Project,
    drawing: str,
    poses: tuple[str, ...],
    speaks: bool,
    theme: tuple[tuple[str, str], ...],
    digest: str,
) -> dict[str, str]:
    """The pictures of somebody in one pose, or on the way to another: most shots of a film, in each shape and cut, have
    the same few. `digest`: of all that they are drawn of.
    """
    colors, table, made = dict(theme), acting(project), dict[str, str]()
    for name in poses:
        made[f"{name}-body"] = draw_pose(project, drawing, name, colors=colors, part="body")
        made[f"{name}-eyes"] = draw_pose(project, drawing, name, colors=colors, part="eyes")
        made[f"{name}-eyes-closed"] = draw_pose(project, drawing, name, colors=colors, eyes="closed", part="eyes")
        for mouth in (table.poses[name].words["mouth"], *(table.speaking if speaks else ())):
            made[f"{name}-mouth-{mouth}"] = draw_pose(project, drawing, name, colors=colors, mouth=mouth, part="mouth")
    for n in range(1, STEPS) if len(poses) > 1 else ():
        between_ = between(table, poses[0], poses[-1], n / STEPS)
        made[f"step-{n}"] = draw_pose(project, drawing, between_, colors=colors)
    return made
