"""The gallery: what was built, as one page for volunteers."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
import typst
from PIL import Image

from outreach.gallery import BRANCHES_SHOWN, WIDTH, branch_table, clock, flat_name, gallery
from outreach.paper.viewer import advise
from outreach.project import Project

FILES = ("leaflet.pdf", "leaflet-mono.pdf", "video.mp4", "captions.vtt", "page/index.html", "deck.pptx")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real PDF, red all over."""
    source = tmp_path_factory.mktemp("sheet") / "sheet.typ"
    source.write_text('#set page(width: 210mm, height: 297mm, fill: rgb("#cc0000"))\n')
    return bytes(typst.compile(str(source)))


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real film of three seconds, blue from the second second on."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    source = "color=red:s=640x360:d=1.5:r=10[a];color=blue:s=640x360:d=1.5:r=10[b];[a][b]concat"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p"]
    subprocess.run([*command, str(path)], check=True)
    return path.read_bytes()


def row(path: str, sha: str = "a" * 64, **facts: Any) -> dict[str, Any]:
    """A row as the manifest has it; scam, audience and language are the path's."""
    scam, audience, lang = path.split("/")[:3]
    base = {"path": path, "sha256": sha, "scam": scam, "audience": audience, "lang": lang, "branch": "", "format": "x"}
    return {**base, "title": f"{scam} 标题", "state": "draft", **facts}


@pytest.fixture
def out(tmp_path: Path, sheet: bytes, film: bytes) -> Path:
    """An output folder with two packs."""
    for pack in ("nfc-skimming/seniors/zh-CN", "cancel-auto-pay/foreign-residents/en"):
        for name in FILES:
            path = tmp_path / pack / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sheet if name.endswith("pdf") else film if name.endswith("mp4") else b"x")
    return tmp_path


def rows_of(out: Path) -> list[dict[str, Any]]:
    """Rows of the files in `out`; the digest is by kind of file."""
    found = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    return [row(path, path.rpartition(".")[2].ljust(64, "0")) for path in found]


def test_every_pack_has_its_card_and_every_link_a_file(out: Path, project: Project) -> None:
    """Two packs, two cards; every address in the page is a file that was built or that comes with the gallery."""
    files = gallery(rows_of(out), out, project)
    html = files["index.html"].decode()
    assert html.count('<article class="pack"') == 2
    addresses = {
        part.split('"')[0] for part in html.replace("src=", "href=").replace("poster=", "href=").split('href="')[1:]
    }
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} | set(files)
    assert {a for a in addresses if not a.startswith("#")} <= there
    assert "http" not in html.replace("http-equiv", "")


def test_pictures_show_the_files(out: Path, project: Project) -> None:
    """The leaflet's picture is its first page, the film's a frame two seconds in; both small JPEGs."""
    files = gallery(rows_of(out), out, project)
    pictures = {name: Image.open(io.BytesIO(data)) for name, data in files.items() if name.endswith(".jpg")}
    assert len(pictures) == 2  # by digest: both packs have the same sheet and the same film
    of = {name.removeprefix("gallery/").partition("-")[0]: picture for name, picture in pictures.items()}
    red, blue = of["pdf".ljust(16, "0")], of["mp4".ljust(16, "0")]
    assert red.size == (WIDTH, round(WIDTH * 297 / 210)) or abs(red.size[1] - WIDTH * 297 / 210) <= 1
    (r, g, _), (r2, _, b2) = red.resize((1, 1)).getpixel((0, 0)), blue.resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert r > 180 and g < 40 and b2 > 180 and r2 < 60
    assert max(len(files[name]) for name in pictures) < 60_000


def test_pictures_are_kept_while_the_file_is_the_same(out: Path, project: Project) -> None:
    """A picture that is there already is not made again: the file it is made of may even be gone."""
    rows = rows_of(out)
    first = gallery(rows, out, project)
    for name, data in first.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)
    for path in out.rglob("*.pdf"):
        path.write_bytes(b"no longer a PDF")
    again = gallery(rows, out, project)
    assert again.keys() == first.keys()
    assert {n: d for n, d in again.items() if n != "index.html"} == {
        n: d for n, d in first.items() if n != "index.html"
    }


def test_a_sheet_names_its_paper_and_the_edge_to_flip_on(out: Path, project: Project, tmp_path: Path) -> None:
    """As the file itself says: a folded A4, an A5, a poster of one side; nothing is promised for all of them."""
    wanted = {
        "leaflet": ("width: 297mm, height: 210mm", 2, "half-fold", "A4 · 双面打印选“短边翻转”"),
        "leaflet-mono": ("width: 148mm, height: 210mm", 2, "a5", "A5 · 双面打印选“长边翻转”"),
        "poster": ("width: 297mm, height: 420mm", 1, "poster", "A3<"),
        "checklist": ("width: 100mm, height: 200mm", 1, "checklist", "100 × 200 mm<"),
    }
    for name, (size, pages, template, _) in wanted.items():
        source = tmp_path / "sheet.typ"
        source.write_text(f"#set page({size})\n" + "#pagebreak()\n" * (pages - 1))
        file = out / f"nfc-skimming/seniors/zh-CN/{name}.pdf"
        file.write_bytes(advise(bytes(typst.compile(str(source))), template))
        source.unlink()
    html = gallery(rows_of(out), out, project)["index.html"].decode()
    seniors = html[html.index('href="nfc-skimming/seniors') :]
    for name, (_, _, _, words) in wanted.items():
        link = seniors[seniors.rindex(f"zh-CN/{name}.pdf") :]
        assert words in link[: link.index("</li>")] + "<"
    assert "短边翻转" not in html[: html.index('<div class="packs">')]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a-scam/seniors/zh-CN/leaflet.pdf", "a-scam-seniors-zh-CN-leaflet.pdf"),
        ("a-scam/seniors/zh-CN/branches/JW0001/leaflet.pdf", "a-scam-seniors-zh-CN-JW0001-leaflet.pdf"),
        ("a-scam/seniors/zh-CN/page/index.html", "a-scam-seniors-zh-CN-page/index.html"),
    ],
)
def test_a_flat_name_says_what_a_file_is(path: str, name: str) -> None:
    """Scam, audience, language, branch: no two are alike in one folder."""
    assert flat_name(path) == name


def test_what_is_taken_away_has_a_name_of_its_own(out: Path, project: Project) -> None:
    """A downloaded deck is not called deck.pptx; what is printed opens instead."""
    html = gallery(rows_of(out), out, project)["index.html"].decode()
    assert 'download="nfc-skimming-seniors-zh-CN-deck.pptx"' in html
    assert 'leaflet.pdf" download' not in html and 'index.html" download' not in html


def test_a_damaged_picture_is_made_again(out: Path, project: Project) -> None:
    """A picture proves itself by its name: one flipped byte, and it is not taken over."""
    rows = rows_of(out)
    first = gallery(rows, out, project)
    for name, data in first.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if name.endswith(".jpg") else data)
    assert gallery(rows, out, project) == first


def test_a_pack_whose_audience_and_language_are_gone_is_shown_by_its_names(out: Path, project: Project) -> None:
    """The page is made whatever stands in the rows."""
    path = out / "nfc-skimming/martians/xx/leaflet.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    html = gallery(rows_of(out), out, project)["index.html"].decode()
    assert "martians" in html and ">xx<" in html


def test_what_is_stale_is_no_button_and_has_no_picture(out: Path, project: Project) -> None:
    """It is named as what it is, below the fold; a stale film does not play."""
    rows = [{**r, "stale": "it could not be made again"} for r in rows_of(out)]
    files = gallery(rows, out, project)
    html = files["index.html"].decode()
    assert "<video" not in html and 'class="button' not in html and ".jpg" not in html
    assert "宣传单 · 旧版" in html or "旧版" in html.split("leaflet.pdf")[1][:300]


def test_a_damaged_file_costs_its_picture_only(out: Path, project: Project) -> None:
    """A PDF or film that cannot be read still has its link."""
    for path in (*out.rglob("*.pdf"), *out.rglob("*.mp4")):
        path.write_bytes(b"damaged")
    html = gallery(rows_of(out), out, project)["index.html"].decode()
    assert "leaflet.pdf" in html and "video.mp4" in html and ".jpg" not in html


def test_drafts_are_marked_and_approved_packs_are_not(out: Path, project: Project) -> None:
    """One file of a pack that is a draft marks the pack."""
    rows = [{**r, "state": "approved" if r["scam"] == "nfc-skimming" else "draft"} for r in rows_of(out)]
    html = gallery(rows, out, project)["index.html"].decode()
    cards = html.split('<article class="pack"')[1:]
    assert ["is-draft" in card for card in cards] == [True, False]
    assert 'data-scam="cancel-auto-pay"' in cards[0]


def test_branches_get_a_table_and_no_cards(out: Path, project: Project) -> None:
    """Versions of branches are counted on the pack's card, listed in part, and all in a CSV."""
    many = [
        row(f"nfc-skimming/seniors/zh-CN/branches/JW{n:04}/leaflet.pdf", branch=f"JW{n:04}")
        for n in range(BRANCHES_SHOWN + 10)
    ]
    files = gallery([*rows_of(out), *many], out, project)
    html = files["index.html"].decode()
    assert html.count('<article class="pack"') == 2
    assert html.count("/branches/JW") == BRANCHES_SHOWN and f"({len(many)})" in html
    assert len(files["gallery/branches.csv"].decode().splitlines()) == len(many) + 1


def test_the_table_starts_no_formula() -> None:
    """A branch id that a spreadsheet would run is only text."""
    lines = list(csv.reader(io.StringIO(branch_table([row("a/b/c/leaflet.pdf", branch="-1+1")])[1:])))
    assert lines[0][0] == "branch" and lines[1][0] == "'-1+1"


def test_nothing_built_is_a_page_too(tmp_path: Path, project: Project) -> None:
    """An empty output folder gives an empty gallery, no error."""
    files = gallery([], tmp_path, project)
    assert "index.html" in files and "gallery/branches.csv" not in files


def test_files_that_come_later_are_listed_by_kind(out: Path, project: Project) -> None:
    """Sheets, pictures and sounds no table names are on the card, printed ones first; captions and drawings are not."""
    names = ("card-02-call.png", "comic-mono.pdf", "hotline-audio.mp3", "page/host.svg", "led-1.png", "captions.srt")
    more = [row(f"nfc-skimming/seniors/zh-CN/{name}") for name in names]
    card = gallery([*rows_of(out), *more], out, project)["index.html"].decode().split('data-scam="nfc-skimming"')[1]
    places = [card.find(f'/{name}"') for name in names]
    assert 0 < places[1] < places[2] < places[0]
    assert places[3:] == [-1, -1, -1]
    assert "一页漫画 · " in card


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.6, "1:00"), (65.2, "1:05"), (600, "10:00")])
def test_clock(seconds: float, shown: str) -> None:
    """Minutes and seconds, rounded to a whole second."""
    assert clock(seconds) == shown
