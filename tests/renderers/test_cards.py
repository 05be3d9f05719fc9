"""Social pictures: sizes, words in order and inside the picture, the code read back, drafts marked."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image
from typed import Golden, Once

from outreach.adapt import adapt
from outreach.checks.built import Built, run
from outreach.codes import links
from outreach.diagnostics import OutreachError
from outreach.formats import FORMATS
from outreach.lang import phrases
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.renderers import cards
from outreach.renderers.cards import led, led_text, picture_data, post_text, render
from outreach.script import load_script
from outreach.storyboard import Review, Storyboard, Text
from outreach.views import View

Make = Callable[..., Storyboard]
EDITIONS = [("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en")]
APPROVED = Review(True, "Li", "2026-11-23", "")


@pytest.fixture(scope="module")
def seniors(board: Make) -> Storyboard:
    """The seniors' storyboard of the starter."""
    return board("nfc-skimming", "seniors", "zh-CN")


@pytest.fixture(scope="module")
def brief(seniors: Storyboard) -> Storyboard:
    """The same with its beginning, what to do and its end alone."""
    return replace(seniors, scenes=tuple(s for s in seniors.scenes if s.kind in ("hook", "actions", "endcard")))


@pytest.fixture(scope="module")
def sample(project: Project, profiles: Profiles, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Storyboards of a script that no content edit changes, in both of its languages."""
    content = tmp_path_factory.mktemp("cards") / "content"
    shutil.copytree(project.path("content"), content, ignore=shutil.ignore_patterns("scams"))
    folder = content / "scams" / "leaflet-sample"
    folder.mkdir(parents=True)
    for name, file in (("script.yaml", "leaflet_script.yaml"), ("en.yaml", "leaflet_script.en.yaml")):
        (folder / name).write_bytes((Path(__file__).parent / file).read_bytes())
    script, problems = load_script(Project(content.parent, project.date), "leaflet-sample")
    assert script is not None, "\n".join(map(str, problems))

    def make(audience: str, lang: str) -> Storyboard:
        found, why = adapt(script, profiles, audience, lang)
        assert found is not None, "\n".join(map(str, why))
        return found

    return make


@pytest.fixture(scope="module")
def files(seniors: Storyboard, layout: Layout, once: Once) -> dict[str, bytes]:
    """Its pictures."""
    made: dict[str, bytes] = once("cards-seniors", lambda _: render(seniors, layout))[1]
    return made


def _picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def _pages(template: str, data: View, layout: Layout) -> list[Any]:
    """The pages of a template as PDF pages: the same layout as the picture, with its words."""
    return list(pdfium.PdfDocument(layout.pdf(template, data, standards=())))


def _told(board: Storyboard, layout: Layout) -> list[str]:
    """The words on each card, a line a line of the card, in the order they are drawn."""
    data = picture_data(board, layout.project)
    kinds = [s.id for s in data.scenes if s.kind not in ("hook", "endcard")]
    pages = [
        (n, p) for n in ("cover", *kinds, "last") for p in _pages("cards/card.typ", replace(data, scene=n), layout)
    ]
    return [f"[{name}]\n{page.get_textpage().get_text_range().strip()}" for name, page in pages]


def _flat(text: str) -> str:
    """Without white space and hyphens: a PDF reader takes one at a line's end for a broken word."""
    return "".join(text.split()).translate({ord("-"): None, 0xFFFE: None, 2: None})


def test_is_a_format() -> None:
    """`cards` is in the table of formats and its inputs are part of the cache key."""
    found = FORMATS["cards"]
    assert found.render and "templates/cards" in found.inputs


@pytest.mark.slow
def test_sizes(files: dict[str, bytes]) -> None:
    """Cards are 1080 × 1440, the long picture 1080 wide, the banner 1080 × 383, LED strips 1920 × 128."""
    for name, data in files.items():
        if name.endswith(".txt"):
            continue
        width, height = _picture(data).size
        if name.startswith("card-"):
            assert (width, height) == (1080, 1440), name
        elif name.startswith("led-"):
            assert (width, height) == (1920, 128), name
        else:
            assert width == 1080 and (height == 383) == (name == "banner.png"), name
    assert _picture(files["long.png"]).height > 5000


def test_cards_are_named_in_reading_order(seniors: Storyboard, files: dict[str, bytes]) -> None:
    """From cover to last, a card's name has its place and its scene; every scene but hook and end has one."""
    names = [n for n in files if n.startswith("card-")]
    assert names == sorted(names)
    assert names[0] == "card-01-cover.png" and names[-1].endswith("-last.png")
    told = {n.split("-", 2)[2].removesuffix(".png") for n in names} - {"cover", "last"}
    scenes = [s for s in seniors.scenes if s.kind not in ("hook", "endcard")]
    assert told == {s.id for s in scenes}


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "lang"), EDITIONS)
@pytest.mark.parametrize("scam", ["nfc-skimming", "cancel-auto-pay", "fake-customer-service"])
def test_no_word_is_lost_or_cut(board: Make, layout: Layout, scam: str, audience: str, lang: str) -> None:
    """Every text of every scene is on the cards, in order, and every character is inside its picture."""
    one = board(scam, audience, lang)
    data = picture_data(one, layout.project)
    for scene in data.scenes:
        if scene.kind in ("hook", "endcard"):
            continue
        pages = _pages("cards/card.typ", replace(data, scene=scene.id), layout)
        text = _flat("".join(p.get_textpage().get_text_range() for p in pages))
        at = 0
        for item in scene.items:
            for part in (item.text, item.detail, *(f.note for f in item.flags)):
                if part is not None:
                    found = text.find(_flat(part.plain), at)
                    assert found >= 0, f"{scene.id}: `{part.plain}` is not on the cards"
                    at = found
        for page in pages:
            _inside(page)


def _inside(page: Any) -> None:
    words = page.get_textpage()
    width, height = page.get_size()
    for n in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(n)
        assert left >= 40 and right <= width - 40 and bottom >= 10 and top <= height - 10, words.get_text_bounded(
            *words.get_rect(n)
        )


@pytest.mark.parametrize(("audience", "lang"), [("seniors", "zh-CN"), ("foreign-residents", "en")])
def test_words_of_the_cards(sample: Make, layout: Layout, golden: Golden, audience: str, lang: str) -> None:
    """What the cards say, card by card, is as the golden file has it."""
    told = "\n\n".join(_told(sample(audience, lang), layout)).replace("\r\n", "\n") + "\n"
    golden(f"cards-{audience}.txt", told)


@pytest.mark.parametrize("name", ["last", "long.png"])
def test_code_is_read_back(seniors: Storyboard, files: dict[str, bytes], name: str) -> None:
    """The QR code of the last card and of the long picture opens this storyboard's page, also from a small copy."""
    data = next(data for n, data in files.items() if n == name or n.endswith(f"-{name}.png"))
    picture = _picture(data)
    picture = picture.crop((0, picture.height - 1600, 1080, picture.height)) if name == "long.png" else picture
    for scale in (1, 0.6):
        small = picture.resize((round(picture.width * scale), round(picture.height * scale)))
        assert [c.text for c in zxingcpp.read_barcodes(np.asarray(small))] == [links.payload(seniors, "cards")]


@pytest.mark.slow
def test_draft_is_marked_on_every_picture(seniors: Storyboard, layout: Layout) -> None:
    """A draft says so on each card, on the banner, the long picture and in each LED line; an approved one nowhere."""
    label = _flat(seniors.labels["draft"].shown)
    data = picture_data(seniors, layout.project)
    approved = picture_data(replace(seniors, review=APPROVED), layout.project)
    slogan = {"slogan": data.labels["stop"]}
    cases: list[tuple[str, dict[str, Any]]] = [
        *(("cards/card.typ", {"scene": s}) for s in ("cover", "tap", "last")),
        ("cards/long.typ", {}),
        ("cards/banner.typ", {}),
        ("cards/led.typ", slogan),
    ]
    for template, more in cases:
        page = _pages(template, replace(data, **more), layout)[0]
        assert _flat(page.get_textpage().get_text_range()).count(label) == 1, template
        page = _pages(template, replace(approved, **more), layout)[0]
        assert label not in _flat(page.get_textpage().get_text_range()), template
    assert all(seniors.labels["draft"].shown in line for line in led_text(seniors).splitlines())
    assert "草稿" not in led_text(replace(seniors, review=APPROVED))


@pytest.mark.slow
def test_led_lines(seniors: Storyboard, files: dict[str, bytes]) -> None:
    """Text and strips say the slogan and whom to call, each line for itself; letters are bright on black."""
    lines = led_text(replace(seniors, review=APPROVED)).splitlines()
    end = seniors.scenes[-1]
    asked = next(h for h in seniors.hotlines if not h.urgent)
    assert asked.short and lines[0] == f"{end.title.shown}  {asked.number} {asked.short.shown}"
    assert lines[1:] == [i.text.shown for i in end.items] and all(asked.number in line for line in lines)
    strips = [data for name, data in files.items() if name.startswith("led-")]
    assert len(strips) == len(lines)
    for data in strips:
        pixels = np.asarray(_picture(data))
        assert (pixels.max(axis=2) < 16).mean() > 0.5 and (pixels[:, :, 0] > 240).any()


def _with_slogan(board: Storyboard, slogan: str) -> Storyboard:
    """`board` with another line at the end."""
    end = board.scenes[-1]
    title = replace(end.title, shown=slogan, phrases=phrases(slogan, "zh-CN"))
    return replace(board, scenes=(*board.scenes[:-1], replace(end, title=title)))


@pytest.mark.slow  # quick: a sentence too long is an error
def test_long_led_line_becomes_one_strip_a_sentence(
    seniors: Storyboard, layout: Layout, files: dict[str, bytes]
) -> None:
    """A slogan of several sentences that no strip holds is told in as many strips, none squeezed."""
    slogan = "来电让贴卡，挂断。" * 3 + "卡不贴手机，屏不给人看，码不给人报，钱不往外转。"
    made = led(_with_slogan(seniors, slogan), picture_data(seniors, layout.project), layout)
    strips = [n for n in files if n.startswith("led-") and n.endswith(".png")]
    assert len([n for n in made if n.startswith("led-") and n.endswith(".png")]) == len(strips) + 3
    assert slogan in made["led.txt"].decode()


def test_led_sentence_too_long_is_an_error_with_its_place(seniors: Storyboard, layout: Layout) -> None:
    """A sentence that no strip holds is named with the place it is written at."""
    slogan = "卡不贴手机，屏不给人看，" * 5 + "记住了。"
    with pytest.raises(OutreachError) as caught:
        led(_with_slogan(seniors, slogan), picture_data(seniors, layout.project), layout)
    assert slogan in str(caught.value) and str(seniors.scenes[-1].title.where) in str(caught.value)
    assert "hint" in str(caught.value)


@pytest.mark.slow
def test_post_says_what_the_pictures_say(seniors: Storyboard, files: dict[str, bytes]) -> None:
    """The words to paste over a post: marked as a draft, then every do, don't and number, each in its place."""
    text = files["post.txt"].decode()
    items = [i.text.shown for s in seniors.scenes for kind in ("do", "dont") for i in s.items if i.kind == kind]
    opening = seniors.scenes[0].items[0].text.shown
    assert seniors.pass_on is not None
    wanted = [seniors.labels["draft"].shown, opening, seniors.title.shown, seniors.summary.shown, *items]
    wanted += [links.typed(seniors, "cards"), seniors.pass_on.shown]
    places = [text.index(one) for one in (*wanted, *(h.number + "  " for h in seniors.hotlines))]
    assert places == sorted(places)
    assert "96110  报警" not in text
    assert links.typed(seniors, "cards").upper() == links.payload(seniors, "cards").upper()
    assert f"\n\n{seniors.pass_on.shown}\n" not in post_text(replace(seniors, pass_on=None))


@pytest.mark.slow
def test_code_that_cannot_be_read_stops_the_build(
    brief: Storyboard, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A last card whose code a phone cannot read does not count as made."""
    view = picture_data(brief, layout.project)
    pale = replace(view, qr=replace(view.qr, svg=view.qr.svg.replace("#000000", "#F4F4F4")))
    monkeypatch.setattr(cards, "picture_data", lambda board, project: pale)
    wanted = links.payload(brief, "cards")
    made = render(brief, layout)
    lost, _ = run([Built(name, data, "cards", {"codes": [wanted]}) for name, data in made.items()])
    assert len(lost) == 2 and all(f"expected the QR code `{wanted}`, found none" in one.message for one in lost)


def test_footer_tells_police_and_advice_apart(seniors: Storyboard, layout: Layout) -> None:
    """Each card carries both numbers with their word: 96110 is never offered to report a crime."""
    page = _pages("cards/card.typ", replace(picture_data(seniors, layout.project), scene="tap"), layout)[0]
    text = _flat(page.get_textpage().get_text_range())
    assert "110报警" in text and "96110反诈咨询" in text and "96110报警" not in text


@pytest.mark.slow  # quick: two runs of a leaflet give the same bytes
def test_pictures_repeat(brief: Storyboard, layout: Layout) -> None:
    """The same storyboard gives the same bytes, also with a new compiler."""
    assert render(brief, layout) == render(brief, Layout(layout.project))


def test_words_that_look_like_code_stay_words(seniors: Storyboard, layout: Layout) -> None:
    """A title with Typst's own signs is printed as it is written."""
    odd = "#panic(1) $x$ *a* `b`"
    cover = seniors.scenes[0]
    title = Text(odd, odd, odd, "en", (odd,), (odd,))
    one = replace(seniors, scenes=(replace(cover, title=title), *seniors.scenes[1:]))
    page = _pages("cards/card.typ", replace(picture_data(one, layout.project), scene="cover"), layout)[0]
    assert _flat(odd) in _flat(page.get_textpage().get_text_range())
