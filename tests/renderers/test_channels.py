"""Video calls, groups and real callers in every format that shows a conversation, read back from what was made."""

from __future__ import annotations

import io
import re

import pypdfium2 as pdfium
import pytest
from deck_projection import lines, shapes
from PIL import Image
from telling import Told

from outreach.channels import CHANNELS, ChannelName
from outreach.layout import Layout
from outreach.paper.sheet import sheet
from outreach.renderers import comic, deck, leaflet, page, trifold
from outreach.renderers.cards.data import picture_data
from outreach.storyboard import Storyboard

TALK = """\
  - {{id: hook, kind: hook, title: 出了什么事？, lines: [{{id: h1, text: 有人找您。}}]}}
  - id: talk
    kind: dialogue
    channel: {channel}
    title: 谈话
    contact: 某某
    lines:
      - {{id: t1, {who}, text: 您的账户有问题。}}
      - {{id: t2, role: victim, text: 您是谁？}}
"""
GROUP = TALK.format(channel="chat", who="role: caller") + "      - {id: t3, who: tuo, text: 真的到账了！}\n"
PEOPLE = "{caller: {name: 群主}, tuo: {role: caller, name: 托儿小美}}"
POSES = "{wang: {poses_as: police}}"
SCAMMER, WINDOW = "看不清脸", "视频通话窗口"  # of the alternative texts of the scammer and of the window


def board(told: Told, words: str, cast: str = "{}", audience: str = "seniors") -> Storyboard:
    """The storyboard, which must be there."""
    found, problems = told(words, cast, audience)
    assert found is not None, problems
    return found


def video(told: Told, audience: str = "seniors") -> Storyboard:
    """A video call with a fake officer."""
    return board(told, TALK.format(channel="video", who="who: wang"), POSES, audience)


def html(one: Storyboard, layout: Layout) -> str:
    """The page."""
    return page.render(one, layout)["page/index.html"].decode()


def printed(data: bytes) -> str:
    """The words of a PDF."""
    return re.sub(r"\s", "", "".join(p.get_textpage().get_text_bounded() for p in pdfium.PdfDocument(data)))


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", [name for name, one in CHANNELS.items() if one.practice])
def test_the_practice_is_called_by_its_channel(told: Told, layout: Layout, channel: ChannelName) -> None:
    """A chat is no call: what it is, that it is none, what is chosen and what is named in the end."""
    one = board(told, TALK.format(channel=channel, who="role: caller"))
    game = html(one, layout).split('<section class="game" id="call"')[1].split("</section>")[0]
    words = re.sub(r"<[^>]+>|\s", "", game)
    stem = CHANNELS[channel].practice
    for name in (stem, f"{stem}_hint", f"{stem}_declined", f"{stem}_tricks"):
        assert one.labels[name].shown in words
    call = channel in ("phone", "video", "screen")
    assert ("来电" in words or "通话" in words or "电话" in words) == call
    assert (one.labels["page_answer"].shown in words) == call
    assert (one.labels["page_open"].shown in words) != call


@pytest.mark.parametrize("role", ["clerk", "family", "police"])
def test_nobody_practises_to_hang_up_on_a_real_caller(told: Told, layout: Layout, role: str) -> None:
    """Its conversation is told, but not played; beside a scammer's it stays out of the play."""
    real = TALK.format(channel="phone", who=f"role: {role}")
    assert 'id="call"' not in html(board(told, real), layout)
    scam = TALK.format(channel="sms", who="role: caller")
    both = html(board(told, real + scam[scam.index("  - id: talk") :].replace("id: talk", "id: scam")), layout)
    talks = re.findall(r'<article class="talk" data-channel="(\w+)"( data-practice)?', both)
    assert talks == [("phone", ""), ("sms", " data-practice")]
    assert both.count("data-scammer") == 1
    assert 'src="caller-plain.svg"' in both.split('id="call"')[1].split("</section>")[0]


def test_the_page_shows_the_face_of_a_video_call(told: Told, layout: Layout) -> None:
    """Once, with an alternative text that says it is fake; the drawing lies beside the page."""
    files = page.render(video(told), layout)
    text = files["page/index.html"].decode()
    (face,) = re.findall(r'<p class="faces">.*?<img src="([^"]+)" alt="([^"]+)">', text, re.S)
    assert face[0] == "police-plain-on-video.svg" and WINDOW in face[1]
    assert b"svg" in files[f"page/{face[0]}"]
    assert 'class="faces"' not in html(board(told, TALK.format(channel="phone", who="who: wang"), POSES), layout)


# --- slides ----------------------------------------------------------------------------------------------------------


def test_a_slide_of_a_group_says_whose_each_line_is(told: Told, layout: Layout) -> None:
    """In the bubble, as words that can be edited."""
    made = "\n".join(lines(deck.render(board(told, GROUP, PEOPLE), layout)["deck.pptx"]))
    for words in ("群主 ¶ 您的账户有问题。", "托儿小美 ¶ 真的到账了！"):
        assert words in made.replace("⏎", "")


@pytest.mark.slow
@pytest.mark.parametrize("role", ["clerk", "family", "police"])
@pytest.mark.parametrize("channel", ["phone", "chat"])
def test_no_scammer_stands_on_the_slide_of_a_real_caller(told: Told, layout: Layout, channel: str, role: str) -> None:
    """Also not in the empty room below the talk, when the story has a scammer elsewhere."""
    scam = TALK.format(channel="sms", who="role: caller")
    real = TALK.format(channel=channel, who=f"role: {role}").replace("id: talk", "id: real").replace("谈话", "问一句")
    both = board(told, scam + real[real.index("  - id: real") :])
    made = list(lines(deck.render(both, layout)["deck.pptx"]))
    start = next(n for n, line in enumerate(made) if "问一句" in line and "placeholder" in line)
    slide = "\n".join(made[start : next(n for n in range(start, len(made)) if made[n].startswith("==="))])
    assert "alt: " in slide and SCAMMER not in slide


def test_the_slide_of_a_video_call_has_its_window(told: Told, layout: Layout) -> None:
    """Beside the phone, whose head says how they called."""
    data = deck.render(video(told), layout)["deck.pptx"]
    found = [s for _, s in shapes(data) if WINDOW in s._element.xpath(".//p:cNvPr")[0].get("descr", "")]
    assert found and all(
        len(Image.open(io.BytesIO(s.image.blob)).convert("RGB").getcolors(1 << 20) or ()) > 20 for s in found
    )
    assert any("视频通话 · 某某" in line for line in lines(data))


# --- paper and cards -------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["seniors", "students"])
def test_printed_bubbles_of_a_group_have_names(told: Told, layout: Layout, audience: str) -> None:
    """On each sheet with the talk; a talk of two has none."""
    scene = GROUP.replace(
        "text: 您的账户有问题。", "text: 您的账户有问题。, flags: [{id: f, phrase: 账户, trick: 吓您, note: 没事。}]"
    )
    scene = scene.replace(
        "text: 真的到账了！", "text: 真的到账了！, flags: [{id: f, phrase: 到账, trick: 托儿, note: 假的。}]"
    )
    one = board(told, scene, PEOPLE, audience)
    sheets = (
        {"leaflet.pdf": leaflet}
        if audience == "seniors"
        else {"leaflet.pdf": leaflet, "trifold.pdf": trifold, "comic.pdf": comic}
    )
    for name, renderer in sheets.items():
        words = printed(renderer.render(one, layout)[name])
        assert "群主" in words and "托儿小美" in words, name


def test_paper_and_cards_show_the_window_and_the_sign_of_a_video_call(told: Told, layout: Layout) -> None:
    """Where a face would be, the window is; the sign at its head is a camera."""
    one = video(told)
    for data in (sheet(one, layout.project, "leaflet"), picture_data(one, layout.project)):
        (scene,) = [s for s in data.scenes if s.kind == "dialogue"]
        first, answer = scene.items
        assert first.face and first.window and not answer.window
        assert data.art[first.face].svg.count("<svg") == 3, "the window and both halves of the face"
        assert getattr(scene, "sign", "video-mark") == "video-mark"
    assert picture_data(one, layout.project).marks["video-mark"].startswith("<svg")
