"""Scripts made by the tests: small, large, with parts missing, with texts as long as the grammar lets them be."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from outreach.adapt import adapt
from outreach.profiles import load_profiles
from outreach.project import Project
from outreach.script import load_script
from outreach.storyboard import Storyboard

MOST = 400  # characters of a text (outreach/script/grammar.py)
HAN = "有人来电说您的账户出了问题要您马上处理不然今晚就扣钱"
LATIN = "someone calls and says that your account has a problem and wants you to act at once "
LINK = "https://huiyuan-quxiao-koufei-guanli.example/login?session=8f7a6b5c4d3e2f1a&u=88"


def words(n: int, letters: str = HAN) -> str:
    """A text of `n` characters with a comma now and then."""
    text = (letters * (n // len(letters) + 1))[:n].strip()
    return (
        text
        if letters != HAN
        else "".join(c + ("，" if i % 9 == 8 and i < n - 1 else "") for i, c in enumerate(text))[:n]
    )


def script(
    kinds: str = "hook dialogue pause anatomy flags actions rescue",
    talks: int = 1,
    lines: int = 3,
    items: int = 3,
    flags: int = 1,
    long: Mapping[str, int] | None = None,
    letters: str = HAN,
    line: str = "",
    details: bool = False,
) -> dict[str, Any]:
    """A script as data. `long`: characters of a title, text, trick, note, contact or detail in place of a short one."""
    size = {"title": 8, "text": 12, "trick": 4, "note": 10, "contact": 4, "detail": 10, **(long or {})}
    scale = 1 if letters == HAN else 2
    count = iter(range(1, 10_000))

    def text(kind: str) -> str:
        number = f"{next(count):03d}"
        return number + words(max(1, size[kind] * scale - len(number)), letters)[: MOST - len(number)]

    def entries(n: int, **more: Any) -> list[dict[str, Any]]:
        rows = [{"id": f"i{next(count)}x", "text": text("text"), **more} for _ in range(n)]
        return [{**row, "detail": text("detail")} for row in rows] if details else rows

    def spoken(k: int) -> dict[str, Any]:
        said = line or text("text")
        tricks = [{"id": "f", "phrase": said[:3], "trick": text("trick"), "note": text("note")}] if k < flags else []
        return {"id": f"l{k}", "role": ("caller", "victim")[k % 2], "text": said, "flags": tricks}

    scenes: dict[str, dict[str, Any]] = {
        "hook": {"lines": [{"id": "h", "text": text("text")}]},
        "pause": {"question": text("text"), "options": entries(2), "answer": text("text")},
        "anatomy": {"steps": entries(items)},
        "flags": {"items": entries(items)},
        "actions": {"do": entries(items), "dont": entries(items)},
        "rescue": {"steps": entries(items)},
    }
    scenes["pause"]["options"][0]["right"] = True
    made = []
    for kind in kinds.split():
        if kind == "dialogue":
            made += [
                {"id": f"talk{n}x", "kind": kind, "channel": "chat", "contact": text("contact"), "title": text("title"),
                 "lines": [spoken(k) for k in range(lines)]}
                for n in range(talks)
            ]  # fmt: skip
        else:
            made.append({"id": f"{kind}x", "kind": kind, "title": text("title"), **scenes[kind]})
    made.append({"id": "end", "kind": "endcard", "title": text("title")})
    head = {"schema": 1, "id": "made-up", "language": "zh-CN" if letters == HAN else "en", "reviewed": "2026-11-23"}
    return {**head, "title": text("title"), "summary": text("text"), "sources": [{"text": "made up"}], "scenes": made}


def project(folder: Path, scam: Mapping[str, Any], **content: str) -> Project:
    """A project of the starter's content with one scam; `content`: files of content/ written anew, `brand_yaml="…"`."""
    starter = Path(__file__).parent.parent / "content"
    shutil.copytree(starter, folder / "content", ignore=shutil.ignore_patterns("scams", "calendar.yaml"))
    (folder / "content/calendar.yaml").write_text("occasions: []\n", encoding="utf-8")
    place = folder / "content/scams/made-up"
    place.mkdir(parents=True)
    (place / "script.yaml").write_text(yaml.safe_dump(dict(scam), allow_unicode=True, width=9999), encoding="utf-8")
    for name, text in content.items():
        (folder / "content" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return Project(folder, Project.find(starter.parent).date)


def board(project: Project, audience: str, lang: str) -> Storyboard:
    """The storyboard of the made-up scam."""
    profiles, problems = load_profiles(project)
    assert profiles is not None, "\n".join(map(str, problems))
    found, problems = load_script(project, "made-up")
    assert found is not None, "\n".join(map(str, problems))
    made, problems = adapt(found, profiles, audience, lang)
    assert made is not None, "\n".join(map(str, problems))
    return made
