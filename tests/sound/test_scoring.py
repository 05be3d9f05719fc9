"""What is heard when: its times are those of the shots that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from outreach import film
from outreach.channels import CHANNELS
from outreach.film.geometry import geometry
from outreach.film.motion import Motion
from outreach.film.overlays import balance, first_touch
from outreach.film.segments import Segment
from outreach.film.shots import shots
from outreach.film.shots.director import ShotCut, cuts, snap_frame
from outreach.film.shots.words import flags_of
from outreach.film.stage import Stage
from outreach.project import Project
from outreach.score import Score
from outreach.signing import rehearsal
from outreach.storyboard import Shape, Storyboard

Make = Callable[..., Storyboard]
FILMS = [
    ("nfc-skimming", "seniors", "zh-CN"),
    ("nfc-skimming", "foreign-residents", "en"),
    ("fake-customer-service", "students", "zh-CN"),
    ("cancel-auto-pay", "seniors", "zh-CN"),
]


def told(
    make: Make, name: tuple[str, str, str], project: Project
) -> tuple[Score, list[tuple[int, Stage, list[ShotCut]]]]:
    """A film's score, and its scenes: first frame, stage, shots."""
    segments = film.plan(rehearsal(make(*name)), "landscape", bearer="video", ai_label=True, sign_clips={})
    found, first, file = list[tuple[int, Stage, list[ShotCut]]](), 0, shots(project)
    for segment in segments:
        if segment.start == 0:
            boxes = geometry(project, "landscape", slot=False)
            stage = Stage(segment, boxes, Motion.of(project, segment.style.motion), project)
            found.append((first, stage, list(cuts(segment, file))))
        first += segment.frames
    return film.compose(segments, project), found


def heard(score: Score, name: str) -> list[int]:
    """The frames of an effect."""
    return [cue.frame for cue in score.cues if cue.sound == name]


@pytest.mark.parametrize("name", FILMS, ids="-".join)
def test_effects_are_where_they_are_seen(board: Make, project: Project, name: tuple[str, str, str]) -> None:
    """A stamp at each freeze, a whoosh at each word that flies, a snap as the line snaps; in order."""
    score, scenes = told(board, name, project)
    every = [(first, stage, cut) for first, stage, made in scenes for cut in made]
    assert heard(score, "stamp") == [first + cut.start for first, _, cut in every if cut.shot.freeze]
    assert heard(score, "snap") == [first + snap_frame(cut) for first, _, cut in every if "snap" in cut.shot.shows]
    flying = [first + n for first, s, cut in every if "words" in cut.shot.shows for _, n in flags_of(s, cut)]
    assert heard(score, "whoosh") == sorted(set(flying))
    assert [cue.frame for cue in score.cues] == sorted(cue.frame for cue in score.cues)
    assert heard(score, "stamp") and heard(score, "snap")


def test_a_phone_rings_until_it_is_answered(board: Make, project: Project) -> None:
    """From the first frame of the call, again and again, and never into the first word."""
    score, scenes = told(board, FILMS[0], project)
    calls = [(n, s.segment) for n, s, _ in scenes if s.segment.scene.kind == "dialogue" and _rings(s.segment)]
    rings = heard(score, "ring")
    assert len(rings) >= 2 * len(calls) > 0
    for first, segment in calls:
        own = [n for n in rings if first <= n < first + segment.frames]
        assert own[0] == first and own[-1] + 9 <= first + segment.moments[0].start


def _rings(segment: Segment) -> bool:
    channel = segment.scene.channel
    return bool(channel) and CHANNELS[channel].rings


def test_each_coin_is_a_step_of_the_counter(board: Make, project: Project) -> None:
    """As many as the counter shows less and less, each at its frame, all after the card has touched."""
    score, scenes = told(board, FILMS[0], project)
    first, stage, cut = next((f, s, c) for f, s, made in scenes for c in made if "balance" in c.shot.shows)
    touch = first_touch(stage, [cut])
    found = balance.span(stage, touch)
    assert found and touch
    shown = [balance.step(n, *found) for n in range(cut.start, cut.end)]
    falls = [cut.start + n + 1 for n, (a, b) in enumerate(pairwise(shown)) if b != a]
    assert shown[0] == 0 and shown[-1] == balance.STEPS
    assert heard(score, "coin") == [first + n for n in falls]
    assert balance.STEPS * 0.7 <= len(falls) <= balance.STEPS
    assert first + touch in heard(score, "touch") and first + touch < heard(score, "coin")[0]


@pytest.mark.parametrize("name", FILMS, ids="-".join)
def test_it_is_warm_only_when_it_is_over(board: Make, project: Project, name: tuple[str, str, str]) -> None:
    """After a snap, in the ending, on the end card; at a freeze there is no music; a pulse needs the den."""
    score, scenes = told(board, name, project)
    music = [one for one in score.stretches if not one.bed.startswith("room-")]
    snap = heard(score, "snap")[0]
    endings = [(n, n + s.segment.frames) for n, s, _ in scenes if s.segment.scene.kind in ("outcome", "endcard")]
    for one in (one for one in music if one.bed == "warm"):
        assert one.start >= snap or any(a <= one.start and one.end <= b for a, b in endings), one
    assert all(one.end <= snap for one in music if one.bed == "bed"), "no calm bed after it"
    assert any(one.bed == "warm" and one.start == snap for one in music)
    assert music[-1].bed == "warm" and music[-1].end >= scenes[-1][0] + scenes[-1][1].segment.frames
    freezes = [(f + c.start, f + c.end) for f, _, made in scenes for c in made if c.shot.freeze]
    assert not [one for one in music for a, b in freezes if one.start < b and a < one.end]


@pytest.mark.parametrize("name", FILMS, ids="-".join)
def test_a_film_sounds_the_same_in_every_shape(board: Make, project: Project, name: tuple[str, str, str]) -> None:
    """One mix serves all: it is made once."""
    timeline, shapes = rehearsal(board(*name)), list[Shape](("landscape", "portrait", "square"))
    scores = [
        film.compose(film.plan(timeline, s, bearer="video", ai_label=True, sign_clips={}), project) for s in shapes
    ]
    assert scores[0] == scores[1] == scores[2]


def test_who_is_called_is_heard_in_the_room(board: Make, project: Project) -> None:
    """The caller comes through the phone, a clerk who calls through a good one, all others are clean."""
    score, scenes = told(board, FILMS[0], project)
    timbres = dict(score.timbres)
    for _, stage, _ in scenes:
        for moment in stage.segment.moments:
            role, found = moment.beat.role, timbres.get(moment.beat.id)
            assert role not in ("host", "victim") or found is None
            assert found is None or (found == "phone") == (role == "caller")
    assert {"phone", "line"} == set(timbres.values())
    first = next(s.segment for _, s, _ in scenes if s.segment.scene.channel == "phone")
    counter = replace(first, scene=replace(first.scene, channel="counter"))
    assert not film.compose([counter], project).timbres
