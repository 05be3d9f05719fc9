"""The drawings: every state is drawn, the film can swap mouth and eyes, nothing in them is text or an emblem."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from outreach import svg
from outreach.adapt import style
from outreach.art import draw
from outreach.contact_sheet import contact_sheet
from outreach.diagnostics import OutreachError
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project

PEOPLE = ("host", "grandmother", "grandfather", "student", "foreign-resident", "clerk", "police", "caller")
LANGUAGES = ("zh-CN", "en", "ja", "ko")
TAGS = {"svg", "g", "path", "circle", "ellipse", "rect"}


@pytest.fixture(scope="module")
def colors(profiles: Profiles) -> dict[str, str]:
    """The palette of the seniors' look."""
    return style(profiles, profiles.audiences["seniors"], "zh-CN").colors


@pytest.fixture(scope="module")
def states(profiles: Profiles) -> list[tuple[str, str]]:
    """Every drawing in every state."""
    return [(name, state) for name, model in profiles.art.art.items() for state in model.states]


def _drawn(project: Project, layout: Layout, name: str, state: str, colors: Mapping[str, str]) -> np.ndarray[Any, Any]:
    """The pixels of a drawing: RGB, on white, one pixel a unit of its view box."""
    svg = draw(project, name, state, colors)
    page = layout.png("sheet/one.typ", {"svg": svg, "width": int(ElementTree.fromstring(svg).attrib["width"])})[0]
    return np.asarray(Image.open(io.BytesIO(page)).convert("RGB")).astype(int)


@pytest.mark.slow
def test_every_state_is_a_picture_of_its_own(
    project: Project, layout: Layout, profiles: Profiles, colors: dict[str, str]
) -> None:
    """Each state of each drawing shows something and differs from its other states (`talk` is the same as `talk-1`)."""
    for name, model in profiles.art.art.items():
        seen: dict[bytes, str] = {}
        for state in model.states:
            pixels = _drawn(project, layout, name, state, colors)
            assert (pixels < 250).any(axis=2).mean() > 0.02, f"{name}:{state} is nearly empty"
            same = seen.setdefault(pixels.tobytes(), state)
            assert same == state or {same, state} == {"talk", "talk-1"}, f"{name}: {same} and {state} look the same"


def test_a_drawing_is_rebuilt_once_for_all_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words of a file give the same drawing, wherever it lies; other words are read anew."""
    rebuilt = list[str]()

    def drawing(file: str, text: str) -> svg.Drawing:
        rebuilt.append(text)
        return svg.rebuild.drawing(file, text)

    monkeypatch.setattr(svg, "drawing", drawing)
    for name, color in (("a", "#123456"), ("b", "#123456"), ("c", "#654321")):
        folder = tmp_path / name / "media/art"
        folder.mkdir(parents=True)
        words = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="{color}"/></svg>'
        (folder / "once.svg").write_text(words, "utf-8")
        project = Project(tmp_path / name, dt.date(2026, 11, 23))
        assert color in draw(project, "once", "", {}).lower()
    assert len(rebuilt) == 2


def test_every_state_in_a_file_is_in_the_list(project: Project, profiles: Profiles) -> None:
    """The states a drawing's groups name are the ones art.yaml lists, so none is forgotten or misspelt."""
    for name, model in profiles.art.art.items():
        text = project.read_text(f"media/art/{model.file}")
        named = {state for found in re.findall(r'data-state="([^"]+)"', text) for state in found.split()}
        assert named == (set(model.states) if named else set()), name


def test_files_hold_plain_shapes_only(project: Project, profiles: Profiles) -> None:
    """No text, no style sheet, no outside link: each file opens anywhere and needs no translation."""
    assert {f"{name}.svg" for name in profiles.art.art} == set(project.names("media/art", ".svg"))
    for name in profiles.art.art:
        root = ElementTree.fromstring(project.read_text(f"media/art/{name}.svg"))
        assert {node.tag.rpartition("}")[2] for node in root.iter()} <= TAGS, name
        assert not [node for node in root.iter() if "style" in node.attrib or "href" in str(node.attrib)], name


def test_colours_are_tokens_of_the_theme(project: Project, profiles: Profiles) -> None:
    """Every `data-fill` and `data-stroke` names a colour of the theme and has a plain colour beside it."""
    tokens = set(profiles.theme.base.colors)
    for name in profiles.art.art:
        for node in ElementTree.fromstring(project.read_text(f"media/art/{name}.svg")).iter():
            for kind in ("fill", "stroke"):
                if f"data-{kind}" in node.attrib:
                    assert node.attrib[f"data-{kind}"] in tokens, name
                    assert re.fullmatch(r"#[0-9A-F]{6}", node.attrib[kind], re.I), name


@pytest.mark.parametrize("name", PEOPLE)
def test_people_stand_on_the_lower_edge(project: Project, layout: Layout, colors: dict[str, str], name: str) -> None:
    """People fill a 300 × 400 frame: feet of the picture on its last row, head and hands inside it."""
    pixels = (_drawn(project, layout, name, "plain", colors) < 250).any(axis=2)
    assert pixels.shape == (400, 300)
    assert pixels[399].mean() > 0.3, "does not reach the lower edge"
    assert not pixels[0].any() and not pixels[:, 0].any() and not pixels[:, 299].any(), "is cut at an edge"


@pytest.mark.parametrize(
    ("one", "other"),
    [("plain", "talk-1"), ("plain", "talk-2"), ("plain", "blink"), ("point", "point-talk-1"), ("point", "point-blink")],
)
def test_film_swaps_only_mouth_and_eyes(
    project: Project, layout: Layout, colors: dict[str, str], one: str, other: str
) -> None:
    """Between a state and its talking or blinking twin nothing changes outside the face."""
    a, b = (_drawn(project, layout, "host", state, colors) for state in (one, other))
    rows, columns = np.nonzero((a != b).any(axis=2))
    assert rows.size > 40
    assert rows.min() > 100 and rows.max() < 200 and columns.min() > 100 and columns.max() < 200


def test_poster_is_no_code(project: Project, layout: Layout, colors: dict[str, str]) -> None:
    """The drawn QR sign holds nothing, so nobody is sent anywhere by a picture."""
    pixels = _drawn(project, layout, "qr-poster", "plain", colors).astype(np.uint8)
    for scale in (1, 2, 3):
        assert zxingcpp.read_barcodes(np.kron(pixels, np.ones((scale, scale, 1), dtype=np.uint8))) == []


def test_alternative_texts(profiles: Profiles) -> None:
    """Every drawing says what it shows in every language, in words of that language, shortly and not twice."""
    for name, model in profiles.art.art.items():
        assert set(LANGUAGES) <= set(model.alt), name
        assert all(1 <= len(text) <= 90 for text in model.alt.values()), name
        assert re.search("[가-힣]", model.alt["ko"]) and model.alt["en"].isascii(), name
    for lang in LANGUAGES:
        texts = [model.alt[lang] for model in profiles.art.art.values()]
        assert len(set(texts)) == len(texts), lang


def test_every_kind_of_scene_gets_pictures(profiles: Profiles, states: list[tuple[str, str]]) -> None:
    """A scene that names no picture gets drawings that exist, in a state they have, for each audience."""
    for kind, names in profiles.art.kinds.items():
        assert names, kind
        for who in profiles.audiences.values():
            for name in names:
                base, _, state = name.partition(":")
                base = who.people.get(base, base)
                assert (base, state or profiles.art.art[base].states[0]) in states, f"{kind}: {name}"


def test_contact_sheet_shows_all(
    project: Project, layout: Layout, states: list[tuple[str, str]], colors: dict[str, str]
) -> None:
    """One picture with a tile for each drawing and state."""
    sheet = Image.open(io.BytesIO(contact_sheet(project, layout, colors)))
    rows = -(-len(states) // 8)
    assert sheet.width == 2000 and sheet.height > rows * 200


@pytest.mark.parametrize(
    "bad",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect onclick="x()"/></svg>',
    ],
)
def test_unsafe_drawing_is_refused(tmp_path: Path, project: Project, bad: str) -> None:
    """A drawing with a script, an entity, a handler or an outside link is an error that names the file."""
    (tmp_path / "content").mkdir()
    (tmp_path / "media" / "art").mkdir(parents=True)
    (tmp_path / "media" / "art" / "bad.svg").write_text(bad, encoding="utf-8")
    with pytest.raises(OutreachError, match=r"media/art/bad\.svg.*expected a plain drawing"):
        draw(Project(tmp_path, project.date), "bad", "plain", {})


@pytest.mark.parametrize(
    ("text", "place"),
    [("", ":1:1"), ("hello", ":1:1"), ('<svg xmlns="http://www.w3.org/2000/svg"><g>', ":1:44"), ("<html/>", "")],
)
def test_what_is_no_drawing_is_refused(tmp_path: Path, project: Project, text: str, place: str) -> None:
    """An empty, cut or foreign file is an error at its place."""
    (tmp_path / "content").mkdir()
    (tmp_path / "media" / "art").mkdir(parents=True)
    (tmp_path / "media" / "art" / "bad.svg").write_text(text, encoding="utf-8")
    with pytest.raises(OutreachError, match=rf"^media/art/bad\.svg{place}: error: expected a drawing"):
        draw(Project(tmp_path, project.date), "bad", "plain", {})


def test_hidden_state_is_shown_when_asked_for(project: Project, colors: dict[str, str]) -> None:
    """States hidden for drawing programs are visible in the pipeline; no markup of ours is left in the result."""
    svg = draw(project, "host", "point", colors)
    assert 'display="none"' not in svg and "data-" not in svg


def test_state_that_a_drawing_lacks_is_an_error(project: Project) -> None:
    """A person without a face is never drawn: an unknown state is named with the ones there are."""
    with pytest.raises(OutreachError, match=r"media/art/clerk\.svg.*plain, point.*`phone`"):
        draw(project, "clerk", "phone", {})
