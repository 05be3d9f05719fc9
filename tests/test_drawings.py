"""`check` draws what the build draws: each entry of art.yaml, at its place there or in the drawing."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from outreach import drawings
from outreach.cache import Cache
from outreach.codes import qr
from outreach.drawings import check_drawings, rasterised
from outreach.layout import Layout
from outreach.library import check_library
from outreach.profiles import load_profiles
from outreach.project import Project

ROOT = Path(__file__).parent.parent
CATALOGUE = "media/art/art.yaml"


def _project(folder: Path) -> Project:
    shutil.copytree(ROOT / "media/art", folder / "media/art")
    return Project(folder, dt.date(2026, 11, 23))


def _listed(folder: Path, entry: str) -> tuple[Project, int]:
    """The starter's drawings and one more; the line where it is listed."""
    project = _project(folder)
    lines = (folder / CATALOGUE).read_text(encoding="utf-8").split("\n")
    at = lines.index("kinds:")
    lines[at:at] = entry.split("\n")
    (folder / CATALOGUE).write_text("\n".join(lines), encoding="utf-8")
    return project, at + 1


def _found(project: Project) -> list[str]:
    profiles, problems = load_profiles(project)
    return [str(d).split("\n")[0] for d in (check_drawings(project, profiles) if profiles else problems)]


ALT = "alt: {zh-CN: 图, en: Picture, ja: 絵, ko: 그림}"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("  x:\n    file: gone.svg\n    {alt}", "{n1}:11: error: expected the drawing media/art/gone.svg, found none"),
        ("  x:\n    file: ../../x.svg\n    {alt}", "{n1}:11: error: expected the name of a file in media/art"),
        ("  x:\n    file: ../fonts/x.svg\n    {alt}", "{n1}:11: error: expected the name of a file in media/art"),
        ("  x:\n    file: x.gif\n    {alt}", "{n1}:11: error: expected the name of a file in media/art"),
        ("  x/y:\n    file: logo.svg\n    {alt}", "{n0}:3: error: expected a short name"),
        ("  x:\n    file: logo.svg\n    states: []\n    {alt}", "{n2}:13: error: expected at least 1 under `states`"),
        (
            "  x:\n    file: clerk.svg\n    states: [plain, sad]\n    {alt}",
            "{n2}:13: error: expected a state of plain, point, found `sad`",
        ),
        ("  x:\n    file: logo.svg\n    alt: {{}}", "{n2}:10: error: expected at least 1 under `alt`"),
    ],
)
def test_an_entry_that_means_nothing_is_an_error_of_the_list(tmp_path: Path, entry: str, said: str) -> None:
    """Missing, outside, of another kind, without states, with states that the drawing lacks: file, line and column."""
    project, line = _listed(tmp_path, entry.format(alt=ALT))
    (one,) = _found(project)
    assert one.startswith(f"{CATALOGUE}:" + said.format(n0=line, n1=line + 1, n2=line + 2))


@pytest.mark.slow
def test_a_drawing_nobody_can_draw_is_an_error_of_check(tmp_path: Path) -> None:
    """The place is the drawing's own line, and `check` of the whole library tells it."""
    project = _project(tmp_path)
    text = (tmp_path / "media/art/logo.svg").read_text(encoding="utf-8")
    (tmp_path / "media/art/logo.svg").write_text(text.replace("</svg>", "\n<script/>\n</svg>"), encoding="utf-8")
    line = text.count("\n") + 1
    found = [str(d) for d in check_library(project).problems if "logo.svg" in d.where.file]
    assert len(found) == 1 and found[0].startswith(f"media/art/logo.svg:{line}: error: expected a plain drawing")


def test_a_photo_is_a_drawing(tmp_path: Path) -> None:
    """JPEG with an alternative text, under a name of its own."""
    project, _ = _listed(tmp_path, f"  our-branch:\n    file: Photo 1.JPG\n    {ALT}")
    Image.new("RGB", (300, 200), (90, 120, 60)).save(tmp_path / "media/art/Photo 1.JPG", "JPEG")
    assert _found(project) == []


def test_a_code_in_a_drawing_is_refused(tmp_path: Path) -> None:
    """Nobody is sent anywhere by a picture: in shapes or pixels, also to the brand's own host."""
    project, _ = _listed(tmp_path, f"  a:\n    file: a.svg\n    {ALT}\n  b:\n    file: b.png\n    {ALT}")
    (tmp_path / "media/art/a.svg").write_text(qr.svg("HTTPS://EVIL.EXAMPLE/LOGIN"), encoding="utf-8")
    Image.open(io.BytesIO(qr.png("HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/1"))).save(tmp_path / "media/art/b.png")
    assert [line.split(": ")[0] for line in _found(project)] == ["media/art/a.svg", "media/art/b.png"]


def test_colours_of_a_look_cannot_hide_a_code(tmp_path: Path) -> None:
    """A pattern in one colour that the theme turns into two is read in the colours that will be shown."""
    project, _ = _listed(tmp_path, f"  a:\n    file: a.svg\n    {ALT}")
    svg = qr.svg("HTTPS://EVIL.EXAMPLE/LOGIN", dark="#FFFFFF").replace(
        '<path fill="#FFFFFF" d="M', '<path data-fill="ink" d="M'
    )
    (tmp_path / "media/art/a.svg").write_text(
        svg.replace('data-fill="ink" d="M0 0h', 'fill="#FFFFFF" d="M0 0h'), "utf-8"
    )
    assert len(_found(project)) == 1


@pytest.mark.slow
def test_an_unchanged_drawing_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it holds is kept by what is drawn of it: asked again, nothing is drawn; changed, it is looked at anew."""
    project, _ = _listed(tmp_path, f"  x:\n    file: x.png\n    {ALT}\n  y:\n    file: y.png\n    {ALT}")
    Image.new("RGB", (200, 200), "#204060").save(tmp_path / "media/art/x.png")
    (tmp_path / "media/art/y.png").write_bytes(qr.png("HTTPS://EVIL.EXAMPLE/Y"))
    profiles, _ = load_profiles(project)
    assert profiles
    seen, cache = list[str](), Cache(tmp_path / "cache")

    def noted(layout: Layout, svg: str) -> Image.Image:
        seen.append(svg)
        return rasterised(layout, svg)

    monkeypatch.setattr(drawings, "rasterised", noted)
    first = check_drawings(project, profiles, cache)
    looks = len(seen)
    assert looks >= 2 and [d.code for d in first] == ["art-code"]
    assert check_drawings(project, profiles, cache) == first and len(seen) == looks
    (tmp_path / "media/art/x.png").write_bytes(qr.png("HTTPS://EVIL.EXAMPLE/X"))
    again = Project(tmp_path, project.date)
    assert sorted(d.message[-3:-1] for d in check_drawings(again, profiles, cache)) == ["/X", "/Y"]
    assert check_drawings(again, profiles) == check_drawings(again, profiles, cache)
