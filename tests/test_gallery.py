"""The gallery: what was built, as one page for volunteers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest
import typst
from PIL import Image

from outreach import manifest
from outreach.coverage import fonts, undrawable
from outreach.gallery import branch_table, flat_name, gallery
from outreach.gallery_links import clock
from outreach.paper.viewer import advise
from outreach.profiles import Profiles, load_branches
from outreach.project import Project
from outreach.thumbnail import WIDTH

FILES = ("leaflet.pdf", "leaflet-mono.pdf", "video.mp4", "captions.vtt", "page/index.html", "deck.pptx")

ROOT = Path(__file__).parent.parent


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


@pytest.mark.slow
def test_a_report_on_these_very_files_is_linked(out: Path, project: Project) -> None:
    """One on files that were built anew since, or one that nobody can read, tells of others."""
    rows = rows_of(out)
    assert "preflight.html" not in gallery(rows, out, project)["index.html"].decode()
    (out / manifest.REPORT).write_text("<!doctype html>", "utf-8")
    (out / manifest.REPORTED).write_text(json.dumps({"of": manifest.state(rows)}), "utf-8")
    assert '<a href="preflight.html"' in gallery(rows, out, project)["index.html"].decode()
    rows[0]["sha256"] = "b" * 64
    assert "preflight.html" not in gallery(rows, out, project)["index.html"].decode()
    for broken in ("[", "[]", "[" * 100_000, "{}"):
        (out / manifest.REPORTED).write_text(broken, "utf-8")
        assert not manifest.reported(out, rows)


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
    assert ["is-draft" in card for card in cards] == [True, False]  # of two scams
    assert 'data-scam="cancel-auto-pay"' in cards[0]


def versions(count: int, packs: int = 1) -> list[dict[str, Any]]:
    """Rows of the leaflets of many branches, as `build -b all` makes them."""
    who = ["seniors", "students", "foreign-residents"][:packs]
    return [
        row(f"nfc-skimming/{audience}/zh-CN/branches/JW{n:04}/{name}", branch=f"JW{n:04}")
        for audience in who
        for n in range(1, count + 1)
        for name in ("leaflet.pdf", "leaflet-mono.pdf", "page/index.html", "page/call.js", "page/logo-plain.svg")
    ]


def test_every_branch_is_listed_by_its_name(out: Path, project: Project) -> None:
    """Not by its id alone; each of its files has words, and what belongs to another file is not listed."""
    rows = versions(12, packs=2)
    files = gallery([*rows_of(out), *rows], out, project)
    html = files["index.html"].decode()
    names = {branch.id: branch.name for branch in load_branches(project)[0]}
    for n in range(1, 13):
        id_ = f"JW{n:04}"
        entry = html.split(f'id="b-{id_}"')[1].split("</li>")[0]
        assert names.get(id_, id_) in entry  # two of them left the branch list
        wanted = [r["path"] for r in rows if r["branch"] == id_ and r["path"].endswith((".pdf", ".html"))]
        assert re.findall('href="([^"]*)"', entry) == wanted
        assert "黑白" in entry and "老年" in entry and "call.js" not in entry and "logo-plain" not in entry
    assert len(files["gallery/branches.csv"].decode().splitlines()) == len(rows) + 1
    assert not [name for name in files if "branches-" in name]


def test_a_branch_named_by_an_attacker_is_text(out: Path, project: Project, tmp_path: Path) -> None:
    """A name is never markup."""
    (tmp_path / "p/content").mkdir(parents=True)
    shutil.copytree(ROOT / "content", tmp_path / "p/content", dirs_exist_ok=True)
    list_ = "id,name,address,phone\nJW0001,<b>石门</b>&支行,石板路,0592-5550101\n"
    (tmp_path / "p/content/branches.csv").write_text(list_, encoding="utf-8")
    html = gallery(versions(1), out, Project(tmp_path / "p", project.date))["index.html"].decode()
    assert "&lt;b&gt;石门&lt;/b&gt;&amp;支行" in html and "<b>石门" not in html


@pytest.mark.slow
def test_many_branches_stand_on_pages_of_their_own(out: Path, project: Project) -> None:
    """5,000 branches: the gallery has every name, the pages every file, and none is too large to open."""
    rows = versions(5_000)
    files = gallery(rows, out, project)
    html = files["index.html"].decode()
    leads = re.findall(r'href="(gallery/branches-\d+\.html)#b-(JW\d+)"', html)
    assert len(leads) == 5_000
    pages = {name: data.decode() for name, data in files.items() if "/branches-" in name}
    assert all(f'id="b-{id_}"' in pages[page] for page, id_ in leads)
    linked = {link for page in pages.values() for link in re.findall(r'href="\.\./(nfc[^"]*)"', page)}
    assert linked == {r["path"] for r in rows if r["path"].endswith((".pdf", "/index.html"))}
    assert max(map(len, pages.values())) < 600_000 and len(html) < 150 * 5_000


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


def test_a_scam_is_one_card_with_the_pages_own_language_first(out: Path, project: Project) -> None:
    """Packs of a scam stand together, Chinese first, then as the audiences are listed; another language is named."""
    packs = ("foreign-residents/en", "students/zh-CN", "seniors/zh-CN", "foreign-residents/zh-CN")
    rows = [row(f"nfc-skimming/{pack}/leaflet.pdf", title=f"t-{pack}") for pack in packs]
    html = gallery([row("a-scam/students/zh-CN/leaflet.pdf"), *rows], out, project)["index.html"].decode()
    assert html.count('<div class="scam"') == 2
    card = html.split('<div class="scam"')[2]
    order = [f"{audience}/{lang}" for audience, lang in re.findall('data-audience="(.*?)" data-lang="(.*?)"', card)]
    assert order == ["foreign-residents/zh-CN", "seniors/zh-CN", "students/zh-CN", "foreign-residents/en"]
    assert ">t-foreign-residents/zh-CN</h2>" in card and "在华外籍人士 · English</label>" in card


def test_films_are_named_by_their_use_and_length(out: Path, project: Project) -> None:
    """For a talk, for the screen in a branch, for phones; no name of a file is to be read anywhere."""
    cuts = ("video.mp4", "video-loop.mp4", "video-phone.mp4", "video-loop-portrait.mp4", "video-portrait.mp4")
    rows = [row(f"nfc-skimming/seniors/zh-CN/{name}", seconds=65.2) for name in cuts]
    html = gallery(rows, out, project)["index.html"].decode()
    words = re.findall(r'href="[^"]*/(video[^"]*)".*?<span>(.*?)</span>', html)
    assert dict(words) == {
        "video.mp4": "讲座用视频 · 1:05",
        "video-loop.mp4": "网点屏幕短片 · 1:05",
        "video-phone.mp4": "手机竖屏短片 · 1:05",
        "video-loop-portrait.mp4": "网点屏幕短片 · 竖屏 · 1:05",
        "video-portrait.mp4": "讲座用视频 · 竖屏 · 1:05",
    }


def test_the_page_says_what_changed_within_a_week(out: Path, project: Project) -> None:
    """New, changed and gone, by pack, with what the files are; what is older than a week, and branches, are no news."""
    day = {n: (project.date - dt.timedelta(days=n)).isoformat() for n in (0, 6, 7, 90)}
    pack = "nfc-skimming/seniors/zh-CN"
    rows = [
        row(f"{pack}/leaflet.pdf", added=day[90], changed=day[6]),
        row(f"{pack}/leaflet-mono.pdf", added=day[90], changed=day[6]),
        row(f"{pack}/poster.pdf", added=day[0], changed=day[0]),
        row(f"{pack}/deck.pptx", added=day[90], changed=day[7]),
        row(f"{pack}/branches/JW0001/leaflet.pdf", branch="JW0001"),
    ]
    left = [{**row("gone-scam/students/zh-CN/comic.pdf"), "left": day[6]}]
    html = gallery(rows, out, project, left)["index.html"].decode()
    told = html.split('<details class="news">')[1].split("</details>")[0]
    assert re.findall(r"<h2>(.*?)</h2>\s*<ul>\s*<li>(.*?)</li>", told) == [
        ("新", "<b>nfc-skimming 标题</b> · 老年人<br>海报"),
        ("已更新", "<b>nfc-skimming 标题</b> · 老年人<br>彩色宣传单 / 黑白宣传单，省墨"),
        ("已撤下", "<b>gone-scam 标题</b> · 学生<br>一页漫画"),
    ]
    assert len(re.findall('<b class="mark changed">', html.split("</details>", 1)[1])) == 2
    fresh = [row(f"{pack}/poster.pdf", added=day[0], changed=day[0])]
    page = gallery(fresh, out, project)["index.html"].decode()
    assert 'class="news"' not in page and 'class="mark' not in page  # where all is new, nothing stands out as new


@pytest.mark.every(3, 2)
@pytest.mark.parametrize("lang", ["zh-CN", "en", "ja", "ko"])
def test_no_letter_of_the_page_is_missing_in_our_fonts(
    out: Path, project: Project, profiles: Profiles, lang: str
) -> None:
    """Every sign of the fixed words, and those that the templates add."""
    html = gallery(rows_of(out), out, project)["index.html"].decode()
    words = {name: said for name, said in profiles.languages[lang].labels.items() if name.startswith("gallery_")}
    assert undrawable(" ".join(words.values()) + re.sub("<[^>]*>", "", html), fonts(project)) == []


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.6, "1:00"), (65.2, "1:05"), (600, "10:00")])
def test_clock(seconds: float, shown: str) -> None:
    """Minutes and seconds, rounded to a whole second."""
    assert clock(seconds) == shown
