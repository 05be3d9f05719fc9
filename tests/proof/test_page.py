"""The review page: all that is said and shown, what is new in it, and nothing that could leave or come in."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from own import SCAM, own_project
from proof_pages import made, picture

from outreach import approved
from outreach.cache import Cache
from outreach.project import Project
from outreach.proof import comments
from outreach.session import Session

OLD, NEW = "有人说您的包裹丢了？", "快递说您的包裹丢了？"


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """The tests' own project."""
    return own_project(tmp_path)


def edit(own: Project, old: str, new: str) -> None:
    """Another word in the script."""
    file = own.path(f"content/scams/{SCAM}/script.yaml")
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def approve(own: Project, tmp_path: Path) -> None:
    """What stands is approved, with the pictures of its page."""
    session = Session(own, Cache(tmp_path / "cache"))
    words = approved.words(approved.boards(own, session, SCAM))
    approved.remember(words, SCAM, made(own, SCAM)[1], (), Cache(tmp_path / "cache"))
    approved.keep(session, SCAM)


def read(text: str) -> Any:
    """A page as a tree."""
    return lxml.html.fromstring(text)


def named(node: Any, name: str, within: str = "*") -> Any:
    """The elements of a class below a node."""
    return node.xpath(f".//{within}[contains(concat(' ', @class, ' '), ' {name} ')]")


def words_of(node: Any) -> str:
    """All of its words."""
    return str(node.text_content())


def test_everything_is_on_it_and_nothing_comes_from_elsewhere(own: Project) -> None:
    """Every line with who says it, every picture and sound inside the file, one script that the policy knows."""
    text, _ = made(own, SCAM)
    tree = read(text)
    boards = approved.boards(own, Session(own), SCAM)
    assert len(named(tree, "version")) == len(boards) == 2
    for board in boards:
        for beat in (one for one in approved.beats(board) if one.text):
            (row,) = tree.xpath("//tr[@id=$id]", id=f"{board.audience}/{board.lang}/beats/{beat.id}")
            assert beat.text and beat.text.said in words_of(row)
    fetched = [
        (node.tag, value[:40])
        for node in tree.iter()
        if isinstance(node.tag, str)
        for name, value in node.attrib.items()
        if name in ("src", "srcset", "data", "poster", "action") or (name == "href" and not value.startswith("#"))
    ]
    assert fetched and all(value.startswith(("data:image/webp;", "data:audio/mpeg;")) for _, value in fetched)
    (script,) = tree.xpath("//script")
    digest = base64.b64encode(hashlib.sha256(words_of(script).encode()).digest()).decode()
    policy = tree.xpath("//meta[@http-equiv]")[0].get("content")
    assert f"script-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy
    assert "&lt;b&gt;题目" in text and "<b>题目" not in text


def test_ids_and_what_points_at_them(own: Project) -> None:
    """Each place once; each link leads somewhere."""
    tree = read(made(own, SCAM)[0])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in tree.xpath("//a/@href")} <= set(ids)


@pytest.mark.slow
def test_what_is_new_stands_beside_what_was_approved(own: Project, tmp_path: Path) -> None:
    """Marked where it is said, in the table beside the old words, and counted; what is gone is there; the rest is
    unchanged. Of the pictures those that were approved have no mark."""
    approve(own, tmp_path)
    assert not read(made(own, SCAM)[0]).xpath(
        "//p[@class='said']/ins | //p[@class='said']/del | //figure[contains(@class, 'new')] | //tr[@class='changed']"
    )
    edit(own, OLD, NEW)
    edit(own, "      - {id: o1, role: clerk, text: 您认识收款的人吗？}\n", "")
    tree = read(made(own, SCAM, ("yellow", "green"))[0])
    (row,) = tree.xpath("//tr[@id='elders/zh-CN/beats/hook.h1']")
    now, was = row.xpath("td")
    assert [words_of(one) for one in now.xpath(".//ins")] == ["快递"]
    assert [words_of(one) for one in was.xpath(".//del")] == ["有人"] and OLD in words_of(was)
    (gone,) = tree.xpath("//tr[@id='elders/zh-CN/beats/ending.o1']")
    assert gone.get("class") == "gone" and words_of(gone.xpath(".//del")[0]) == "您认识收款的人吗？"
    (same,) = tree.xpath("//tr[@id='elders/zh-CN/beats/call.c2']")
    assert same.get("class") == "same"
    new = {one.get("id") for one in named(tree, "new", "figure")}
    assert "elders/zh-CN/leaflet/leaflet/1" in new and "elders/zh-CN/leaflet/leaflet/2" not in new
    assert "elders/zh-CN/video-talk/1.1" in new
    badge = tree.xpath("//a[@href='#elders/zh-CN']//span[@class='badge']")
    assert badge and int(re.findall(r"\d+", words_of(badge[0]))[0]) >= 2


def test_a_new_picture_stands_beside_the_approved_one(own: Project, tmp_path: Path) -> None:
    """Where it is still kept; else it is said. A third page where two were is new."""
    approve(own, tmp_path)
    kept = {approved.digest(one): one for one in (picture("red"), picture("green"))}
    tree = read(made(own, SCAM, ("yellow", "green", "white"), kept)[0])
    (sheet,) = tree.xpath("//figure[@id='elders/zh-CN/leaflet/leaflet/1']")
    was, now = sheet.xpath(".//img/@src")
    assert [base64.b64decode(one.partition(",")[2]) for one in (was, now)] == [picture("red"), picture("yellow")]
    (same,) = tree.xpath("//figure[@id='elders/zh-CN/leaflet/leaflet/2']")
    assert len(same.xpath(".//img")) == 1 and not named(same, "badge")
    (more,) = tree.xpath("//figure[@id='elders/zh-CN/leaflet/leaflet/3']")
    assert len(more.xpath(".//img")) == 1 and "new picture" in words_of(named(more, "badge")[0])
    (lost,) = read(made(own, SCAM, ("yellow", "green"))[0]).xpath("//figure[@id='elders/zh-CN/leaflet/leaflet/1']")
    assert len(lost.xpath(".//img")) == 1 and "not kept on this computer" in words_of(named(lost, "badge")[0])


def test_a_picture_that_is_shown_no_more_is_there(own: Project, tmp_path: Path) -> None:
    """Below its medium: nobody would miss it otherwise."""
    approve(own, tmp_path)
    kept = {approved.digest(one): one for one in (picture("red"), picture("green"))}
    tree = read(made(own, SCAM, ("red",), kept)[0])
    gone = named(tree, "gone", "div")
    assert len(gone) == 2  # a leaflet of each version
    assert {base64.b64decode(one.partition(",")[2]) for one in gone[0].xpath(".//img/@src")} == {picture("green")}


def test_comments_of_before_are_open_or_answered(own: Project) -> None:
    """At their place and at the top, the open ones first; one whose place is gone is not lost."""
    say = {"by": "李", "role": "law", "day": "2026-11-23", "words": "0" * 16}
    hostile = "<script>alert(1)</script>"
    texts = [("elders/zh-CN/beats/hook.h1", "一", "改了"), ("elders/zh-CN/beats/hook.h1", hostile, ""), ("x", "三", "")]
    kept = [comments.Comment(place=place, text=text, answer=answer, **say) for place, text, answer in texts]
    comments.keep(own, SCAM, comments.Kept(comments=tuple(kept)))
    tree = read(made(own, SCAM)[0])
    top = [
        (words_of(named(one, "text")[0]), "open" in one.get("class")) for one in tree.xpath("//ul[@class='so-far']/li")
    ]
    assert top == [(hostile, True), ("三", True), ("一", False)]
    (row,) = tree.xpath("//tr[@id='elders/zh-CN/beats/hook.h1']")
    assert [words_of(one) for one in named(named(row, "slot")[0], "text")] == [hostile, "一", "改了"]
    assert len(tree.xpath("//script")) == 1


def test_a_project_with_questions_of_its_own(own: Project) -> None:
    """They are asked in place of the starter's; one asked twice is refused."""
    usual = made(own, SCAM)[0]
    assert "law.promise" in usual
    role = "  - {{id: {0}, name: {{zh: 甲, en: A}}, questions: [{{id: one, zh: 一, en: One}}]}}\n"
    own.path("content/review.yaml").write_text("schema: 1\nroles:\n" + role.format("own"), "utf-8")
    text = made(own, SCAM)[0]
    assert "own.one" in text and "law.promise" not in text
