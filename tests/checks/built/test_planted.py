"""Codes, labels, links and whole files: small good ones pass, and each planted fault is told by one check alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from judged import faults, judged
from PIL import Image
from pptx import Presentation

from outreach import aigc
from outreach.codes import qr
from outreach.layout import Layout
from outreach.renderers import deck
from outreach.renderers.cards import post_text
from outreach.sound import wav
from outreach.storyboard import Storyboard

CODE = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/0123456789"
EVIL = "HTTPS://EVIL.EXAMPLE/LOGIN"
OURS = aigc.AiLabel("001191110108MA01KP2T5U00000", "x/seniors/zh-CN")
PAGE = "<!doctype html><html lang='zh-CN'><head><title>t</title></head><body>t</body></html>\n"
Facts = dict[str, Any]
Film = Callable[..., bytes]
MIXED = {"profile": "online", "bed_under": 22.4, "rate": 176.0}
PACE = {"audience": "seniors", "range": [160.0, 200.0], "lines": []}


def _picture(*codes: str, scale: int = 10) -> bytes:
    page = Image.new("L", (1080, 1440), 255)
    for n, code in enumerate(codes):
        page.paste(Image.open(io.BytesIO(qr.png(code, scale))).convert("L"), (300, 100 + 700 * n))
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _covered() -> bytes:
    """Something stands in the quiet zone."""
    page = np.asarray(Image.open(io.BytesIO(_picture(CODE)))).copy()
    page[112:700, 306:322] = 0
    out = io.BytesIO()
    Image.fromarray(page).save(out, "PNG")
    return out.getvalue()


def _labelled(*labels: aigc.AiLabel) -> bytes:
    data = _picture()
    for one in labels:
        data = aigc.stamp(data, ".png", one)
    return data


CODED: Facts = {"codes": [CODE], "format": "cards"}
SCRIPT = "<script src=//x.example/y></script>"
FAST: Facts = {"sound": {**MIXED, "rate": 260.0}, "pace": PACE}
PICTURES: dict[str, tuple[str, str, bytes | str, Facts]] = {
    # name -> the check, the file, its bytes, what a manifest says of it
    "a picture with another's code": ("picture_code", "long.png", _picture(CODE, EVIL), {"codes": [CODE]}),
    "a picture without its code": ("picture_code", "long.png", _picture(), CODED),
    "a small code on a picture": ("picture_code", "long.png", _picture(CODE, scale=3), CODED),
    "a code with a line in its quiet zone": ("picture_code", "long.png", _covered(), CODED),
    "no label": ("label", "card.png", _labelled(), {"ai": asdict(OURS)}),
    "another pack's label": ("label", "card.png", _labelled(aigc.AiLabel("x", "y")), {"ai": asdict(OURS)}),
    "a label that nobody wanted": ("label", "card.png", _labelled(OURS), {"ai": None}),
    "a page that is cut off": ("whole", "index.html", PAGE[:60], {}),
    "a page without a language": ("whole", "index.html", PAGE.replace(" lang='zh-CN'", ""), {}),
    "a page with a stranger's script": ("whole", "index.html", PAGE.replace("<body>", SCRIPT), {}),
    "captions without a time": ("whole", "captions.vtt", "WEBVTT\n\nhello\n", {}),
    "sound that is cut off": ("whole", "hotline.mp3", "ID3", {}),
}  # fmt: skip
DECKS: dict[str, tuple[str, str]] = {
    "a deck with another's code": (EVIL, "deck_code"),
}
FILMS: dict[str, tuple[str, tuple[str, ...], Facts, Facts]] = {
    "a film without its code": ("film_code", ("", "", "", ""), {}, {"codes": [CODE]}),
    "a film with another's code": ("film_code", (EVIL, "", "", CODE), {}, {"codes": [CODE]}),
    "a small code in a film": ("film_code", ("", "", "", CODE), {"scale": 3}, {"codes": [CODE]}),
    "a loud film": ("film_sound", ("", "", "", CODE), {"loud": 0.6}, {}),
    "a film with loud music": ("film_sound", ("", "", "", CODE), {}, {"sound": {**MIXED, "bed_under": 9}}),
    "a film that talks too fast": ("film_sound", ("", "", "", CODE), {}, FAST),
}  # fmt: skip


@pytest.mark.parametrize("fault", PICTURES)
def test_each_fault_of_a_small_file_is_told_and_no_other(fault: str) -> None:
    """By one check."""
    check, name, data, facts = PICTURES[fault]
    assert judged(f"x/{name}", data.encode() if isinstance(data, str) else data, check, **facts)


def test_small_files_without_a_fault_pass() -> None:
    """The same files, good."""
    assert judged("x/long.png", _picture(CODE), "picture_code", codes=[CODE], format="cards") == []
    assert judged("x/card.png", _labelled(OURS), "label", ai=asdict(OURS)) == []
    assert judged("x/index.html", PAGE.encode(), "whole") == []
    assert judged("x/hotline.wav", wav(np.zeros(4800, np.float32)), "whole") == []


@pytest.mark.slow
@pytest.mark.parametrize("fault", DECKS)
def test_a_code_in_a_deck_is_told(own_board: Callable[..., Storyboard], layout: Layout, fault: str) -> None:
    """A logo with somebody's code on a slide."""
    code, check = DECKS[fault]
    package, out = Presentation(io.BytesIO(deck.full_deck(own_board("visitors"), layout))), io.BytesIO()
    shape = package.slides[1].shapes.add_picture(io.BytesIO(qr.png(code, 10)), 0, 0)
    shape._element.nvPicPr.cNvPr.set("descr", "a logo")
    package.save(out)
    assert judged("x/deck.pptx", out.getvalue(), check, codes=[CODE])


@pytest.mark.parametrize("fault", faults(FILMS, "a film without its code", "a loud film"))
def test_each_fault_of_a_film_is_told_and_no_other(film: Film, fault: str) -> None:
    """By one check."""
    check, scenes, made, facts = FILMS[fault]
    data = film(*scenes, **{"loud": 0.28, **made})
    assert judged("x/video.mp4", data, check, **{"codes": [CODE], "sound": MIXED, **facts} if facts else {})


def test_a_post_without_its_link_is_told(own_board: Callable[..., Storyboard]) -> None:
    """One that leads somewhere passes."""
    board = own_board("visitors")
    post = post_text(board)
    assert judged("x/cards/post.txt", post.encode(), "post_link", board=board, format="cards") == []
    bare = "\n".join(line for line in post.splitlines() if "://" not in line)
    assert judged("x/cards/post.txt", bare.encode(), "post_link", board=board, format="cards")
