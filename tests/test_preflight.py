"""The report on finished files: every finding with its picture, in two languages, on a page that loads nothing."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from outreach.cli import main
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, Where, error, info, warning
from outreach.evidence import picture
from outreach.film.writer import YuvWriter
from outreach.limits import load_preflight
from outreach.messages import msg
from outreach.preflight import DATA, PAGE
from outreach.preflight import written as _written
from outreach.project import Project

RED = (212, 0, 26)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet whose second page is grey, a film that is dark from second 1 on, and a picture."""
    out = tmp_path_factory.mktemp("finished")
    white, grey = (Image.new("L", (400, 600), light) for light in (255, 128))
    white.save(out / "sheet.pdf", save_all=True, append_images=[grey])
    white.save(out / "card.png")
    with YuvWriter(out / "film.mp4", 320, 180) as film:
        for n in range(50):
            light = np.full(320 * 180, 200 if n < 25 else 40, np.uint8)
            film.write_frame(np.concatenate([light, np.full(320 * 90, 128, np.uint8)]))
    return out


def written(problems: list[Diagnostic], files: int, folder: Path, project: Project) -> dict[str, bytes]:
    held, faults = load_preflight(project)
    assert held and not faults
    return _written(problems, files, folder, project, held)


def _seen(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_page_and_the_second_of_a_spot_are_shown(folder: Path) -> None:
    """Not the first page, not the first frame."""
    middles = {}
    for name, unit, at in (("sheet.pdf", "page", 2), ("film.mp4", "second", 1.5), ("film.mp4", "second", 0.2)):
        shown = _seen(picture(folder / name, Spot(name, unit, at)))  # type: ignore[arg-type]
        middles[name, at] = sum(shown.getpixel((shown.width // 2, shown.height // 2))) / 3  # type: ignore[arg-type]
    assert middles["sheet.pdf", 2] == pytest.approx(128, abs=8)
    assert middles["film.mp4", 1.5] < 50 < 180 < middles["film.mp4", 0.2]


def test_a_marked_place_is_cut_out_with_a_red_frame(folder: Path) -> None:
    """What is around it stays to be seen."""
    shown = np.asarray(_seen(picture(folder / "card.png", Spot("card.png", "", 0, (0.5, 0.5, 0.6, 0.55)))), int)
    assert shown.shape[0] < 600 * 0.5
    red = np.asarray((np.abs(shown - RED) < 60).all(axis=2))
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    assert 0 < rows[0] < rows[-1] < shown.shape[0] - 1 and 0 < columns[0] < columns[-1] < shown.shape[1] - 1


def test_what_cannot_be_drawn_has_no_picture(folder: Path) -> None:
    """A file that is gone, broken, or too short for its page; one that is read aloud."""
    (folder / "broken.pdf").write_bytes(b"%PDF-")
    spots = ["gone.pdf", "broken.pdf", "captions.srt"]
    assert [picture(folder / name, Spot(name)) for name in spots] == [b""] * 3
    assert picture(folder / "sheet.pdf", Spot("sheet.pdf", "page", 9)) == b""


def _problems() -> list[Diagnostic]:
    wanted, found = msg("at most {n} % of ink", n="300"), "340 %"
    message = msg(
        "`{name}`, page {n}: expected {wanted}, found {found}", name="sheet.pdf", n=2, wanted=wanted, found=found
    )
    spot = Spot("sheet.pdf", "page", 2)
    return [
        info("unasked", NOWHERE, msg("none")),
        warning("pace", Where("content/<b>.yaml", 3, 1), msg("`{line}`: none", line="<script>")),
        error("paper-press", NOWHERE, message, msg("copy it again"), wanted=wanted, measured=found, spot=spot),
    ]


def test_the_report_says_all_of_a_finding_in_both_languages(folder: Path, project: Project) -> None:
    """What is worst first, words escaped, nothing loaded from anywhere."""
    made = written(_problems(), 7, folder, project)
    page = made[PAGE].decode()
    assert [*re.findall(r'<article class="(\w+)', page)] == ["error", "warning", "info"]
    for words in ("墨量不超过 300%", "at most 300 % of ink", "340 %", "第 2 页", "copy it again"):
        assert words in page
    assert "content/&lt;b&gt;.yaml:3:1" in page and "<script>" not in page
    shown = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', page)
    assert len(shown) == 1 and _seen(base64.b64decode(shown[0])).width > 300
    assert not re.search(r'(src|href)="(?!data:|#)', page)


def test_the_report_cites_what_the_files_are_held_to(folder: Path, project: Project) -> None:
    """Each number with its source, on the page and in the data; a finding leads to its own."""
    wrong = [error("film-stream", NOWHERE, msg("none")), error("qr-quiet", NOWHERE, msg("none"), spot=Spot("a.pptx"))]
    made = written(wrong, 7, folder, project)
    page, data = made[PAGE].decode(), json.loads(made[DATA])
    assert '<a href="#film_stream">' in page and '<a href="#deck_code">' in page and 'id="film_stream"' in page
    assert "BrightSign" in page and "至多" in page and "第 2.3.1 条" in page and "字/秒" in page
    assert data["rules"]["film_picture"]["limits"]["flashes"]["source"]["en"] == "WCAG 2.2 SC 2.3.1"


def test_the_data_are_those_of_the_page(folder: Path, project: Project) -> None:
    """For programs: how many files, how many findings, and each of them."""
    data = json.loads(written(_problems(), 7, folder, project)[DATA])
    assert (data["files"], data["counts"]) == (7, {"error": 1, "info": 1, "warning": 1})
    assert data["findings"][2]["spot"]["file"] == "sheet.pdf" and data["findings"][2]["measured"] == "340 %"


def test_nothing_found_is_said(folder: Path, project: Project) -> None:
    """A page without findings says that the files can go out."""
    page = written([], 7, folder, project)[PAGE].decode()
    assert "没有发现问题" in page and "<article" not in page


def test_the_command_writes_it(folder: Path, tmp_path: Path) -> None:
    """Beside its exit code; and it is asked for with the files it tells of."""
    done = CliRunner().invoke(main, ["check", "--built", str(folder), "--report", str(tmp_path / "r")])
    assert done.exit_code == 1 and {one.name for one in (tmp_path / "r").iterdir()} == {PAGE, DATA}
    assert CliRunner().invoke(main, ["check", "--report", str(tmp_path)]).exit_code == 2
