"""A project with a brand of its own that still says what only the sample bank may say."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from outreach import rebrand
from outreach.library import check_library
from outreach.profiles import load_profiles
from outreach.project import Project

ROOT = Path(__file__).parent.parent
OWN = {
    "name": "{zh-CN: 海棠银行, en: Haitang Bank}",
    "short": "{zh-CN: 海棠银行, en: Haitang Bank}",
    "hotline": '"0599-8765432"',
    "domains": "[haitangbank.example]",
    "link": "{host: fz.haitangbank.example, path: q}",
    "ai_label": "{producer_code: HAITANGBANK}",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project as `init` makes it, without branches and fonts."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "media/art", tmp_path / "media/art")
    (tmp_path / "content/branches.csv").unlink()
    return tmp_path


def brand(home: Path, **lines: str) -> None:
    """Puts other lines into the brand file."""
    file = home / "content/brand.yaml"
    text = file.read_text(encoding="utf-8")
    for key, value in lines.items():
        text = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text)
    file.write_text(text, encoding="utf-8")


def found(home: Path) -> list[str]:
    """What is left, as `file:line:column: message`."""
    project = Project(home, dt.date(2026, 11, 23))
    profiles, problems = load_profiles(project)
    assert profiles, problems
    return [f"{d.where}: {d.message}" for d in rebrand.left(project, profiles)]


def own_logo(home: Path) -> None:
    """Another drawing."""
    file = home / "media/art/logo.svg"
    file.write_text(file.read_text(encoding="utf-8") + "<!-- ours -->\n", encoding="utf-8")


def test_the_sample_may_be_the_sample(home: Path) -> None:
    """Nothing is said while nobody put their own brand in; other colours are no other bank."""
    assert found(home) == []
    brand(home, colors='{primary: "#7A1F1F", accent: "#E8A317"}', campaign="spring")
    assert found(home) == []


def test_a_whole_rebrand_is_clean(home: Path) -> None:
    """With the brand file, the drawing and no list of the sample's branches, only how its name is said is left."""
    brand(home, **OWN)
    own_logo(home)
    assert [line for line in found(home) if "content/languages/" not in line] == []


@pytest.mark.parametrize("key", [key for key in OWN if key != "short"])
def test_what_the_brand_file_itself_still_says(home: Path, key: str) -> None:
    """Each line left as it was is named at its place."""
    brand(home, **{k: v for k, v in OWN.items() if k != key})
    if key in ("domains", "link"):
        brand(home, domains="[jiangwanbank.example]", link="{host: fz.jiangwanbank.example, path: q}")
    own_logo(home)
    line = next(
        n for n, text in enumerate((home / "content/brand.yaml").read_text().split("\n"), 1) if text.startswith(key)
    )
    assert any(one.startswith(f"content/brand.yaml:{line}:") for one in found(home))


LEFT = {
    "content/hotlines.yaml": ("{brand.name}，", "江湾银行，", "the name of the sample bank"),
    "content/languages/zh-CN.yaml": ("gallery_title: 反诈宣传资料", "gallery_title: 江湾银行反诈宣传资料", "the name"),
    "content/languages/en.yaml": ("gallery_all: ", "gallery_all: Jiangwan Bank ", "the name of the sample bank"),
    "content/calendar.yaml": ("name: {", "name: {zh-TW: 江湾银行, ", "the name of the sample bank"),
    "content/scams/nfc-skimming/script.yaml": ("title: ", "title: 江湾银行", "the name of the sample bank"),
    "media/art/art.yaml": ("本机构标志", "江湾银行标志", "the name of the sample bank"),
    "media/art/link.svg": ("</svg>", "<text>jiangwanbank.example</text></svg>", "a host of the sample bank"),
}


@pytest.mark.parametrize("file", LEFT)
def test_each_place_is_named(home: Path, file: str) -> None:
    """Wherever it stands, with its line and column, by `check` too."""
    brand(home, **OWN)
    own_logo(home)
    old, new, said = LEFT[file]
    path = home / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    assert [one for one in found(home) if one.startswith(f"{file}:{line}:") and said in one]


@pytest.mark.slow  # quick: each place is named
def test_check_says_it_too(home: Path) -> None:
    """With the starter's drawings, too: its logo is the sample's."""
    shutil.rmtree(home / "media")
    brand(home, **OWN | {"hotline": '"400-000-0000"'})
    problems = check_library(Project(home, dt.date(2026, 11, 23))).problems
    said = [str(d.message) for d in problems if d.code == rebrand.CODE and d.where.file == "content/brand.yaml"]
    assert any("the number of the sample bank" in one for one in said) and any("the logo of the" in one for one in said)


@pytest.mark.parametrize("number", ["400-000-0000", "4000000000", "400 000 0000"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_branches_of_the_sample(home: Path, number: str, encoding: str) -> None:
    """Each row with the sample's name or number, however it is written and saved."""
    brand(home, **OWN)
    first, second = "A1,江湾银行石门支行,石板路 1 号,0592-5550101", f"A2,海棠银行竹林支行,竹林路 2 号,{number}"
    rows = f"id,name,address,phone\n{first}\n{second}\n"
    (home / "content/branches.csv").write_bytes(rows.encode(encoding))
    said = [one for one in found(home) if "branches.csv" in one]
    assert [one.split(": ")[0] for one in said] == [
        "content/branches.csv:2:4",
        f"content/branches.csv:3:{second.index(number) + 1}",
    ]


def test_the_sample_logo_under_another_name(home: Path) -> None:
    """The drawing is known by its bytes."""
    brand(home, **OWN)
    assert any("`media/art/logo.svg` is the logo of the sample bank" in one for one in found(home))
    shutil.copy(home / "media/art/logo.svg", home / "media/art/ours.svg")
    art = home / "media/art/art.yaml"
    art.write_text(art.read_text(encoding="utf-8").replace("file: logo.svg", "file: ours.svg"), encoding="utf-8")
    assert any("`media/art/ours.svg` is the logo of the sample bank" in one for one in found(home))


def test_only_what_changed_is_looked_for(home: Path) -> None:
    """Another number under the same name: its old number is wrong wherever it stands, the name is not."""
    brand(home, hotline='"0599-8765432"')
    script = home / "content/scams/nfc-skimming/script.yaml"
    script.write_text(
        script.read_text(encoding="utf-8") + "# 400-000-0000 in a comment is on no paper\n", encoding="utf-8"
    )
    assert found(home) == []
    text = script.read_text(encoding="utf-8").replace("打{hotline.bank}", "打400-000-0000", 1)
    script.write_text(text, encoding="utf-8")
    assert len(found(home)) == 1 and "the number of the sample bank" in found(home)[0]
