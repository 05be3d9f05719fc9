"""The page behind the QR code, read as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Literal

import pytest
from markupsafe import Markup
from stress import asked

from outreach.diagnostics import OutreachError
from outreach.layout import Layout
from outreach.renderers.page import render
from outreach.storyboard import Branch, Edition, Review, Storyboard
from outreach.web import dial, marked, tel, whole, words

PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
KILOBYTES = 150
Board = Callable[..., Storyboard]


class Page(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remembers the tag."""
        self.tags.append((tag, {k: v or "" for k, v in attrs}))

    def handle_data(self, data: str) -> None:
        """Gathers the words."""
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of each `tag`."""
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module", params=PACKS, ids=lambda p: p[0])
def made(request: pytest.FixtureRequest, board: Board, layout: Layout) -> tuple[Storyboard, dict[str, bytes]]:
    """The page of each audience."""
    one = board("nfc-skimming", *request.param)
    return one, render(one, layout)


Made = tuple[Storyboard, dict[str, bytes]]


def page_of(files: dict[str, bytes]) -> Page:
    """The parsed page."""
    return Page(files["page/index.html"].decode())


def test_weight_and_files(made: Made) -> None:
    """Everything the page loads from its own folder is there and weighs less than 150 KB without the film."""
    _, files = made
    assert sum(map(len, files.values())) < KILOBYTES * 1000
    page = page_of(files)
    local = [a[k] for _, a in page.tags for k in ("src", "href", "poster") if k in a]
    own = {f"page/{name}" for name in local if "/" not in name and ":" not in name and not name.startswith("#")}
    assert own == set(files) - {"page/index.html"}


def test_nothing_comes_from_elsewhere(made: Made) -> None:
    """No address leaves the published folder but `tel:`; no inline script or style; the policy says so too."""
    _, files = made
    page = page_of(files)
    for _, attrs in page.tags:
        assert not [k for k in attrs if k.startswith("on") or k == "style"]
        for key in ("src", "href", "poster"):
            assert re.match(r"(tel:\+?\d+$|#|\.\./|[a-z0-9-]+\.(svg|png|css|js)$)", attrs.get(key, "#")), attrs
    assert all(a.get("src") for a in page.all("script"))
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'self';") and "unsafe" not in policy
    assert b"http" not in files["page/style.css"] and b"@import" not in files["page/style.css"]


def test_first_words_say_whose_page_it_is(made: Made) -> None:
    """After the skip link: the organisation's name, then the address to compare with the browser's."""
    board, files = made
    text = page_of(files).text.partition(board.labels["page_skip"].shown)[2].replace("\n", "")
    owner, address = board.labels["page_owner"].shown, board.link.domain
    assert board.brand.name.shown in owner
    assert 0 <= text.find(owner) < text.find(address) < text.find(board.summary.shown)


def test_says_everything_the_storyboard_says(made: Made) -> None:
    """Every item, trick, question and answer of the storyboard is on the page, word by word."""
    board, files = made
    text = page_of(files).text
    wanted = [
        i.text.shown for s in board.scenes if s.kind != "hook" and s.kind != "endcard" for i in s.items if not i.flags
    ]
    wanted += [f.note.shown for s in board.scenes for i in s.items for f in i.flags]
    wanted += [t.shown for s in board.scenes for t in (s.question, s.answer) if t]
    wanted += [board.title.shown, board.reviewed, *(t.shown for t in board.sources)]
    assert [w for w in wanted if w not in text] == []


def test_hotlines_call_on_tap(made: Made) -> None:
    """Every hotline is a `tel:` link with digits only, and 110 comes with its purpose."""
    board, files = made
    calls = [a["href"] for a in page_of(files).all("a") if a["href"].startswith("tel:")]
    assert {f"tel:{h.number.replace('-', '')}" for h in board.hotlines} == set(calls)


def test_draft_until_approved(board: Board, layout: Layout) -> None:
    """An unapproved page says so in the header; an approved one does not."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    word = one.labels["draft"].shown
    approved = replace(one, review=Review(True, "王芳", "2026-11-23", ""))
    assert word in page_of(render(one, layout)).text
    assert word not in page_of(render(approved, layout)).text


def test_bilingual_page_marks_each_language(board: Board, layout: Layout) -> None:
    """Chinese beside English carries its own `lang`, so that it is read aloud and drawn right."""
    page = page_of(render(board("nfc-skimming", "foreign-residents", "en"), layout))
    beside = [a for a in page.all("span") if a.get("class") == "beside"]
    assert page.all("html")[0]["lang"] == "en"
    assert len(beside) > 50 and {a["lang"] for a in beside} == {"zh-CN"}


def test_links_to_other_editions_only_when_they_have_a_page(board: Board, layout: Layout) -> None:
    """Another audience's page is linked by its place in the published folder; an edition without a page is not."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    editions = (
        Edition("seniors", "zh-CN", "老年人", "简体中文", ("page",)),
        Edition("students", "zh-CN", "学生", "简体中文", ("page", "video")),
        Edition("travellers", "en", "Travellers", "English", ("video",)),
    )
    files = render(replace(one, editions=editions), layout)
    page = page_of(files)
    links = [a["href"] for a in page.all("a")]
    assert "../../../students/zh-CN/page/index.html" in links, links
    assert not [x for x in links if "travellers" in x or "seniors" in x or x.endswith(".pdf")]
    assert not page.all("video") and "play" not in [a.get("class") for a in page.all("button")]


@pytest.mark.parametrize("loss", ["card", "sent", ""])
def test_who_is_called_first_and_second_has_a_figure(
    own_board: Board, layout: Layout, loss: Literal["", "card", "sent"]
) -> None:
    """As the script says where the money is, in words and in figures; where it does not, the numbers alone."""
    one = own_board(loss=loss)
    html = render(one, layout)["page/index.html"].decode()
    called = re.findall('<span class="number" dir="ltr">(.*?)</span>', html)
    assert called == [line.number for line in one.hotlines]
    assert re.findall('<span class="which">(.*?)</span>', html) == (["1", "2"] if loss else [])
    assert ("先打" in html.split('id="hotlines-title"')[1].split("<ol>")[0]) is bool(loss)


def test_a_message_of_the_quiz_comes_as_in_the_story(own_board: Board, layout: Layout) -> None:
    """Under the head of the screen that has it; one that the story has not has a head too, and gives nothing away."""
    one = asked(own_board())
    talk = next(scene for scene in one.scenes if scene.kind == "dialogue" and scene.contact)
    (line, *_), (first, second, third) = talk.items, one.quiz
    calls = f"{one.hotlines[0].number}打来"
    quiz = (
        replace(first, message=line.text),
        replace(second, message=replace(line.text, shown="从没说过的话", phrases=("从没说过的话",))),
        replace(third, message=replace(line.text, shown=calls, phrases=(calls,))),
    )
    html = render(replace(one, quiz=quiz), layout)["page/index.html"].decode()
    heads = re.findall(
        r'<span class="received"><span class="contact">.*?</svg><span>(.*?)\s*</span></span>', html, re.S
    )
    assert talk.contact is not None
    assert [re.sub("<.*?>", "", head) for head in heads] == [
        talk.contact.shown, one.labels["page_message"].shown, one.labels["incoming_call"].shown
    ]  # fmt: skip


def test_a_number_is_whole_where_it_is_no_link() -> None:
    """On an answer to choose: a link inside a label would be two things to touch."""
    assert whole(Markup("先打400-<wbr>000-0000，再打110报警"), ["400-000-0000", "110"]) == Markup(
        '先打<wbr><span class="dial">400-000-0000</span>，再打<wbr><span class="dial">110</span><wbr>报警'
    )
    assert whole(Markup("<b>5</b>"), []) == Markup("<b>5</b>")


def test_each_number_of_a_branch_can_be_called(board: Board, layout: Layout) -> None:
    """Two numbers are two links; an extension is no part of the number."""
    branch = Branch("JW0001", "石门支行", "石板路 3 号", "0592-5550101 转 8002 / 0592-5550102")
    html = render(replace(board("nfc-skimming", "seniors", "zh-CN"), branch=branch), layout)["page/index.html"].decode()
    links = re.findall(r'href="(tel:[^"]*)" dir="ltr">([^<]*)<', html)
    assert links == [("tel:05925550101;ext=8002", "0592-5550101 转 8002"), ("tel:05925550102", "0592-5550102")]


def test_a_branch_shows_itself_and_the_editions_film(board: Board, layout: Layout) -> None:
    """A branch's page has its name, address and telephone, and its links start two folders further down."""
    branch = Branch("JW0001", "江湾银行人民路支行", "人民路 18 号", "+86 (10) 0000-0000")
    page = page_of(render(replace(board("nfc-skimming", "seniors", "zh-CN"), branch=branch), layout))
    assert all(word in page.text for word in (branch.name, branch.address, branch.phone))
    assert "tel:+861000000000" in [a["href"] for a in page.all("a")]
    assert [a["src"] for a in page.all("source")] == ["../../../video.mp4"]
    assert "../../../../../students/zh-CN/page/index.html" in [a["href"] for a in page.all("a")]


def test_text_that_looks_like_code_stays_text(board: Board, layout: Layout) -> None:
    """A text with tags or quotes is shown, never run."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    evil = '<script>alert("1")</script>{{ board }}'
    title = replace(one.title, shown=evil, phrases=(evil,))
    html = render(replace(one, title=title), layout)["page/index.html"].decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;{{ board }}") == 2


def test_a_missing_label_is_named(board: Board, layout: Layout) -> None:
    """A language file without a word of the page gives its name and the file, no traceback of the template."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    labels = {k: v for k, v in one.labels.items() if k != "page_film"}
    with pytest.raises(OutreachError, match=r"content/languages/zh-CN.yaml.*`page_film`"):
        render(replace(one, labels=labels), layout)


def test_same_board_same_bytes(board: Board, layout: Layout) -> None:
    """A second run gives the same files."""
    one = board("nfc-skimming", "students", "zh-CN")
    assert render(one, layout) == render(one, layout)


def test_chinese_breaks_between_words_and_marks_keep_the_text(board: Board) -> None:
    """`<wbr>` stands between phrases only; marking the flagged words changes no letter."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    assert str(words(one.title)).split("<wbr>") == list(one.title.phrases)
    for scene in one.scenes:
        for item in scene.items:
            html = str(marked(item))
            plain = re.sub(r"<sup.*?</sup>|<[^>]+>", "", html)
            assert plain == item.text.shown
            assert html.count("<mark>") == len(item.flags)
            assert "<mark><wbr>" not in html  # or the mark begins with an empty sliver on the line above


def test_only_known_numbers_can_be_dialled() -> None:
    """A hotline in a text becomes a link; an amount or another number stays as it is."""
    html = dial(Markup("打110，损失800元，问96110或400-000-0000，卡号1100"), ["110", "96110", "400-000-0000"])
    assert re.findall(r'href="(tel:\d+)"', html) == ["tel:110", "tel:96110", "tel:4000000000"]
    assert "卡号1100" in html and "800元" in html
    assert tel("400-000-0000") == "tel:4000000000"
    assert tel("0592-5550101 转 8002") == "tel:05925550101;ext=8002"


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("0599-8765432", "tel:05998765432"),
        ("12110", "tel:12110"),
        ("0599-8765432转8002", "tel:05998765432;ext=8002"),
        ("0592-5550101 转 8002", "tel:05925550101;ext=8002"),
        ("+86-592-5550101", "tel:+865925550101"),
        ("13800138000", "tel:13800138000"),
    ],
)
def test_a_number_of_any_form_can_be_dialled(number: str, address: str) -> None:
    """Wherever it stands in a text, also where a line may break inside it; never inside a longer number or a tag."""
    known = ["110", number]
    for words_ in (f"打{number}。", f"{number}", f"先打110，再打{number}问", f'<b title="{number}">问</b>{number}'):
        for html in (words_, words_.replace("转", "<wbr>转")):
            found = re.findall(r'<a class="dial" href="([^"]+)">([^<]+)</a>', dial(Markup(html), known))
            assert (address, number) in found
            assert len(found) == 1 + ("110，" in words_)
    assert "<a" not in dial(Markup(f"1{number}2，{number}-9，{number}0"), known)
