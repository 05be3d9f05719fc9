"""People who act: every pose of every person is drawn whole, moves from pose to pose, and has a face that fits."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from edits import assert_told, edited, line_of
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from outreach.acting import Part, acting, between, breathing, can_act, draw_pose, faults
from outreach.acting.poses import FILE, SAD
from outreach.adapt import style
from outreach.art import OneDrawing, draw, file_of
from outreach.diagnostics import OutreachError
from outreach.layout import Layout
from outreach.library import check_library
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.svg import extent

ROOT = Path(__file__).parents[2]
TABLE = acting(Project(ROOT, dt.date(2026, 11, 23)))
ACTED = [(person, pose) for person, known in TABLE.file.people.items() for pose in TABLE.of(known.role)]
PAIRS = [(a, b) for known in ("victim", "caller", "helper") for a in TABLE.of(known) for b in TABLE.of(known) if a != b]
Pixels = np.ndarray[Any, Any]


@pytest.fixture(scope="module")
def colors(profiles: Profiles) -> dict[str, str]:
    """The palette of the seniors' look."""
    return style(profiles, profiles.audiences["seniors"], "zh-CN").colors


def _pixels(layout: Layout, svg: str, wide: int = 90) -> Pixels:
    """RGBA with straight alpha."""
    page = layout.png("deck/picture.typ", OneDrawing(svg, wide, wide * 4 / 3))[0]
    return np.asarray(Image.open(io.BytesIO(page)).convert("RGBA")).astype(int)


@pytest.mark.parametrize("person", TABLE.file.people)
def test_every_pose_is_a_picture_within_its_frame(
    project: Project, layout: Layout, colors: dict[str, str], person: str
) -> None:
    """It stands on the lower edge, touches no other, and looks like no other pose."""
    seen: dict[bytes, str] = {}
    role = TABLE.role(person)
    assert role
    for pose in TABLE.of(role):
        svg = draw_pose(project, person, pose, colors=colors)
        assert not re.search(r"data-|nan|inf|display", svg), pose
        pixels = _pixels(layout, svg)
        alpha = pixels[..., 3]
        assert alpha[-1].mean() > 100, f"{pose}: nobody stands on the lower edge"
        assert not alpha[:, [0, -1]].any(), f"{pose} leaves the frame at a side"
        assert not alpha[0].any(), f"{pose} leaves the frame at the top"
        assert seen.setdefault(pixels.tobytes(), pose) == pose


@pytest.mark.parametrize(
    ("person", "pose"), [("grandmother", p) for p in TABLE.of("victim")] + [("caller", p) for p in TABLE.of("caller")]
)
def test_body_mouth_and_eyes_make_the_whole(
    project: Project, layout: Layout, colors: dict[str, str], person: str, pose: str
) -> None:
    """A film draws the body once and lays small pictures over it: glasses, hands and tilted heads stay right."""

    def drawn(part: Part) -> Image.Image:
        svg = draw_pose(project, person, pose, colors=colors, mouth="mid", eyes="closed", part=part)
        page = layout.png("deck/picture.typ", OneDrawing(svg, 300, 400))[0]
        return Image.open(io.BytesIO(page)).convert("RGBA")

    laid = drawn("body")
    for part in ("mouth", "eyes"):
        top = drawn(part)
        assert 0.001 < (np.asarray(top)[..., 3] > 0).mean() < 0.06
        laid.alpha_composite(top)
    difference = np.abs(np.asarray(laid).astype(int) - np.asarray(drawn("all")).astype(int))
    assert (difference.max(axis=2) > 24).mean() < 1e-4  # soft edges where two layers meet


@pytest.mark.every(4, 3)
@pytest.mark.parametrize("person", TABLE.file.people)
def test_eyes_and_mouth_are_where_a_film_draws_them(
    project: Project, layout: Layout, colors: dict[str, str], person: str
) -> None:
    """Nothing of them lies outside of the part of their picture that is drawn, however the head is held."""
    role = TABLE.role(person)
    assert role
    for pose in TABLE.of(role):
        parts: tuple[tuple[Part, str], ...] = (("eyes", ""), ("mouth", "laugh"), ("mouth", "wide"))
        for part, mouth in parts:
            svg = draw_pose(project, person, pose, colors=colors, mouth=mouth, part=part)
            left, top, right, bottom = extent(svg)
            alpha = _pixels(layout, svg)[..., 3]
            high, wide = alpha.shape
            rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
            assert top * high < rows[0] + 1 <= rows[-1] < bottom * high, (pose, part)
            assert left * wide < columns[0] + 1 <= columns[-1] < right * wide, (pose, part)


@pytest.mark.parametrize(("person", "pose"), ACTED)
def test_hands_are_the_persons_own(project: Project, colors: dict[str, str], person: str, pose: str) -> None:
    """Skin of the neck, sleeves of the drawing; a hand begins where its sleeve ends."""
    plain = draw(project, person, "plain", colors)
    root = etree.fromstring(draw_pose(project, person, pose, colors=colors).encode())
    file = etree.fromstring(project.read_text(file_of(project, person)).encode())
    skin, shade = (next(n.get("fill") for n in file.iter() if n.get("data-part") == p) for p in ("skin", "skin-shade"))
    arms = [g for g in root.iter("{*}g") if _is_arm(g)]
    assert len(arms) == 2
    for arm in arms:
        sleeves = [n for n in arm if n.tag.endswith("path") and n.get("fill") != "none"]
        assert {n.get("fill") for n in sleeves} <= set(re.findall(r'stroke="(#\w+)"', plain))
        ends = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", str(sleeves[0].get("d")).rpartition("M")[2])]
        (hand,) = (n for n in arm if n.tag.endswith("g"))
        at = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", str(hand.get("transform")))][:2]
        cut = [(ends[2] + ends[4]) / 2, (ends[3] + ends[5]) / 2]
        assert np.allclose(at, cut, atol=0.05)
        used = {n.get(k) for n in hand.iter() for k in ("fill", "stroke")}
        assert skin in used
        assert not ({"#F4CBAE", "#F7CFAE", "#DFA988"} - {skin, shade}) & used


def _is_arm(group: etree._Element) -> bool:
    """Sleeves, a hand and cuffs in one group."""
    return (
        len(group) > 2
        and group[0].tag.endswith("path")
        and " A" in str(group[0].get("d"))
        and len(group.findall("{*}g")) == 1
        and not group.get("transform")
    )


# --- between two poses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_change_ends_exactly_at_both_poses(before: str, after: str) -> None:
    """Also just beside them nothing jumps."""
    a, b = TABLE.poses[before], TABLE.poses[after]
    assert between(TABLE, before, after, 0) is a
    assert between(TABLE, before, after, 1) is b
    for t, end in ((1e-6, a), (1 - 1e-6, b)):
        near = between(TABLE, before, after, t)
        assert all(abs(near.numbers[path] - value) < 0.01 for path, value in end.numbers.items())


def test_a_change_draws_back_goes_over_and_settles() -> None:
    """Three frames back, eight over, five to rest; eyes and brows are ahead of the arms."""
    frames = TABLE.file.change.frames
    tilt = [between(TABLE, "talk", "doubt", n / frames).numbers["head.tilt"] for n in range(frames + 1)]
    start, end = tilt[0], tilt[-1]
    assert max(tilt) > start > end > min(tilt)
    assert tilt.index(max(tilt)) in (2, 3, 4)
    assert tilt.index(min(tilt)) in (10, 11, 12, 13)
    half = between(TABLE, "idle", "shock", 0.45)
    share = {
        path: (half.numbers[path] - TABLE.poses["idle"].numbers[path])
        / (TABLE.poses["shock"].numbers[path] - TABLE.poses["idle"].numbers[path])
        for path in ("brows.left.up", "head.down", "arms.right.shoulder")
    }
    assert share["brows.left.up"] > share["head.down"] > share["arms.right.shoulder"]


@given(pair=st.sampled_from(PAIRS), t=st.floats(0, 1))
def test_no_number_runs_away(pair: tuple[str, str], t: float) -> None:
    """Between two poses every number stays near the two."""
    a, b = (TABLE.poses[name] for name in pair)
    for path, value in between(TABLE, *pair, t).numbers.items():
        low, high = sorted((a.numbers[path], b.numbers[path]))
        slack = 0.2 * (high - low) + (0.5 * high if path.endswith("reach.1") else 1e-9)
        assert low - slack <= value <= high + slack


def test_a_change_has_no_ringing_on_its_way(project: Project, colors: dict[str, str]) -> None:
    """What rings in a hand is still while the hand goes to the ear, and a hand is never two."""
    hands = {between(TABLE, "ring", "talk", n / 16).words["arms.right.hand"] for n in range(1, 16)}
    assert hands == {"phone", "phone-ear"}
    assert 'data-part="arms"' not in draw_pose(project, "student", between(TABLE, "ring", "talk", 0.4), colors=colors)


def test_who_stands_breathes() -> None:
    """A breath begins and ends at the pose and is small."""
    pose, whole = TABLE.poses["listen-worried"], TABLE.file.breath.seconds
    assert breathing(TABLE, pose, 0) == pose
    in_ = breathing(TABLE, pose, whole / 2)
    assert in_.numbers["body.shrug"] - pose.numbers["body.shrug"] == pytest.approx(TABLE.file.breath.shrug)
    assert in_.numbers["head.down"] < pose.numbers["head.down"]
    assert breathing(TABLE, pose, whole).numbers == pytest.approx(pose.numbers)


# --- feelings ---------------------------------------------------------------------------------------------------------


def test_nobody_is_happy_at_a_loss() -> None:
    """No pose that smiles fits a loss or a threat, unless it is the one who gains by it; nor does the host."""
    for name, pose in TABLE.poses.items():
        happy = TABLE.file.mouths[pose.words["mouth"]].happy or pose.words["eyes"] == "smile"
        if pose.feeling in SAD:
            assert not happy, name
            assert pose.numbers["corners"] <= 0, name
        if happy and "caller" not in TABLE.file.poses[name].of:
            assert not {b for b in ("loss", "threat", "doubt") if TABLE.fits(name, b)}, name
    assert not TABLE.fits("thumbs-up", "loss")
    assert not TABLE.fits("relieved", "loss")
    assert not TABLE.fits("explain", "loss")
    assert TABLE.fits("concerned", "loss")
    assert not TABLE.fits("shock", "ending")


def test_a_caller_who_does_not_speak_has_his_mouth_closed() -> None:
    """Somebody else explains what he does: he would seem to say it."""
    for name, pose in TABLE.poses.items():
        if "caller" in TABLE.file.poses[name].of and pose.feeling != "beaten":
            assert TABLE.file.mouths[pose.words["mouth"]].lower is None, name


def test_every_beat_can_be_played() -> None:
    """Somebody has a pose for it: a victim, or who helps."""
    for beat in TABLE.file.beats:
        assert [pose for pose in TABLE.poses if TABLE.fits(pose, beat)], beat
    for beat in ("ring", "talk", "threat", "doubt", "loss"):
        assert [pose for pose in TABLE.of("victim") if TABLE.fits(pose, beat)], beat


@pytest.mark.parametrize("mouth", TABLE.speaking)
def test_who_is_afraid_speaks_with_the_corners_down(project: Project, colors: dict[str, str], mouth: str) -> None:
    """A speaking mouth takes the corners of its pose: never those of a smile."""

    def edge(pose: str) -> float:
        svg = draw_pose(project, "student", pose, mouth=mouth, colors=colors, part="mouth")
        found = re.search(r'<path d="M[\d.]+ ([\d.]+)', svg)
        assert found
        return float(found[1])

    assert len(TABLE.speaking) == 5
    assert edge("listen-worried") > edge("idle") > edge("thanks")


def test_mouths_and_eyes_differ(project: Project, layout: Layout, colors: dict[str, str]) -> None:
    """Each is seen at a quarter of its size."""

    def drawn_with(mouth: str = "", eyes: str = "") -> Pixels:
        svg = draw_pose(project, "student", "idle", colors=colors, mouth=mouth, eyes=eyes)
        return _pixels(layout, svg, 75)

    for drawn in (
        {name: drawn_with(mouth=name) for name in TABLE.file.mouths},
        {name: drawn_with(eyes=name) for name in TABLE.file.eyes},
    ):
        names = list(drawn)
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                assert np.abs(drawn[one] - drawn[other]).sum() > 900, f"{one} and {other} look the same"


# --- what is refused --------------------------------------------------------------------------------------------------

Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hand: phone-ring}", "hand: phon-ring}", "expected one of rest, chest"),
        ("mouth: worried", "mouth: sad", "expected one of closed, small"),
        ("eyes: wary", "eyes: up", "expected one of front, left"),
        ("feeling: afraid", "feeling: scared", "expected one of"),
        ("mouth: worried", "mouth: smile", "a face that is afraid does not smile"),
        ("mouth: closed", "mouth: smile", "a face that is caring does not smile"),
        ("corners: 0.9", "corners: 3.5", "a face that is caring does not smile"),
        ("corners: -2.5", "corners: 2.5", "a face that is afraid does not smile"),
        ("[16, 1]]", "[16, 0.9]]", "expected frames in order"),
        ("[3, -0.07], [11, 1.06]", "[11, 1.06], [3, -0.07]", "expected frames in order"),
        ("meanwhile: {phone-ring: phone}", "meanwhile: {phone-ring: brick}", "expected one of rest, chest"),
        ("tilt: -8", "tild: -8", "tild"),
        ("fold: 0.45", "fold: soft", "expected a number"),
        ('{eye: "#2A2440"', "{eye: black", "expected a colour"),
    ],
)
def test_a_fault_in_the_table_is_told_at_its_place(
    project: Project, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """File, line and column; the words say what would be right."""
    assert_told(acting, project, tmp_path, FILE, old, new, said)


def test_check_reads_the_table(project: Project, tmp_path: Path) -> None:
    """`outreach check` tells a fault before anybody is drawn, as whoever draws would."""
    ours = edited(project, tmp_path, FILE, "mouth: worried", "mouth: sad")
    with pytest.raises(OutreachError) as problem:
        acting(ours)
    assert faults(ours) == list(problem.value.diagnostics)
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("scams"), dirs_exist_ok=True)
    told = [str(d).split(": error")[0] for d in check_library(ours).problems]
    assert f"{FILE}:{line_of(project, FILE, 'mouth: worried')}:12" in told


def test_somebodys_own_drawing_may_not_act(tmp_path: Path, colors: dict[str, str]) -> None:
    """A picture without marked parts is told by name, and can be asked about before."""
    shutil.copytree(ROOT / "media/art", tmp_path / "media/art")
    file = tmp_path / "media/art/student.svg"
    file.write_text(re.sub(r' data-part="(?:sleeve|face)"', "", file.read_text(encoding="utf-8")), encoding="utf-8")
    project = Project(tmp_path, dt.date(2026, 11, 23))
    assert not can_act(project, "student")
    assert can_act(project, "classmate")
    with pytest.raises(OutreachError, match=r"media/art/student.svg: error: .*face, sleeve"):
        draw_pose(project, "student", "idle", colors=colors)


def test_a_project_without_a_table_has_the_starters(tmp_path: Path, colors: dict[str, str]) -> None:
    """Its drawings were made before people acted."""
    shutil.copytree(ROOT / "media/art", tmp_path / "media/art")
    shutil.rmtree(tmp_path / "media/art/acting")
    (tmp_path / FILE).unlink()
    project = Project(tmp_path, dt.date(2026, 11, 23))
    assert draw_pose(project, "student", "talk", colors=colors)


@pytest.mark.parametrize(("pose", "mouth", "eyes"), [("dance", "", ""), ("idle", "grin", ""), ("idle", "", "up")])
def test_a_name_that_is_not_there(project: Project, colors: dict[str, str], pose: str, mouth: str, eyes: str) -> None:
    """The names that are there are told."""
    with pytest.raises(OutreachError, match=r"expected one of .*(?:idle|front|closed)"):
        draw_pose(project, "student", pose, mouth=mouth, eyes=eyes, colors=colors)


def test_others_see_nothing_of_the_marks(project: Project, profiles: Profiles, colors: dict[str, str]) -> None:
    """Decks, leaflets and pages get the drawings as they were: the marks are for acting alone."""
    for name in TABLE.file.people:
        for state in profiles.art.art[name].states:
            assert "data-" not in draw(project, name, state, colors)
