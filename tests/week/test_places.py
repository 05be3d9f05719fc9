"""Where files lie in what is handed over, and how they find each other."""

from __future__ import annotations

from typing import Any

import pytest

from outreach.week.places import linked_anew, places

PLACES = {
    "leaflet leaflet-mono.pdf": "print/parcel-elders-zh-CN-leaflet-mono.pdf",
    "game game.pdf": "print/parcel-elders-zh-CN-game.pdf",
    "video video-loop.mp4": "screen/parcel-elders-zh-CN-video-loop.mp4",
    "video video-loop-portrait.mp4": "screen/parcel-elders-zh-CN-video-loop-portrait.mp4",
    "video video-portrait.mp4": "talk/parcel-elders-zh-CN-video-portrait.mp4",
    "video video-phone-square.mp4": "phone/parcel-elders-zh-CN-video-phone-square.mp4",
    "captions captions.vtt": "talk/parcel-elders-zh-CN-captions.vtt",
    "captions transcript-phone.txt": "phone/parcel-elders-zh-CN-transcript-phone.txt",
    "captions captions-loop.srt": "screen/parcel-elders-zh-CN-captions-loop.srt",
    "cards led-2.png": "screen/parcel-elders-zh-CN-led-2.png",
    "cards led.txt": "screen/parcel-elders-zh-CN-led.txt",
    "hotline-audio hotline-audio.wav": "screen/parcel-elders-zh-CN-hotline-audio.wav",
    "deck deck.pptx": "talk/parcel-elders-zh-CN-deck.pptx",
    "deck session-plan.pdf": "print/parcel-elders-zh-CN-session-plan.pdf",
    "page page/index.html": "phone/parcel-elders-zh-CN-page/index.html",
    "page page/style.css": "phone/parcel-elders-zh-CN-page/style.css",
    "cards card-01-cover.png": "posts/parcel-elders-zh-CN-card-01-cover.png",
    "cards post.txt": "posts/parcel-elders-zh-CN-post.txt",
    "gone what-was.bin": "print/parcel-elders-zh-CN-what-was.bin",
}


def row(format: str, name: str) -> dict[str, Any]:
    """A row of the manifest."""
    return {
        "scam": "parcel",
        "audience": "elders",
        "lang": "zh-CN",
        "format": format,
        "path": f"parcel/elders/zh-CN/{name}",
    }


@pytest.mark.parametrize("what", PLACES)
def test_a_folder_for_each_use(what: str) -> None:
    """What belongs to another file lies beside it."""
    one = row(*what.split())
    assert places([one]) == {one["path"]: PLACES[what]}


def test_a_page_leads_to_where_its_files_lie_now() -> None:
    """What was not handed over, other hosts, numbers and its own parts stay as they are."""
    where = places(row(*what.split()) for what in PLACES) | {"parcel/visitors/en/page/index.html": "phone/v/index.html"}
    page = (
        '<a href="../leaflet-mono.pdf"><video poster="hero.png"><source src="../video-loop.mp4"><a href="#top">'
        '<a href="tel:110"><a href="https://a.example/x"><a href="../deck-short.pptx"><link href="style.css">'
        '<a data-href="../leaflet-mono.pdf" href="../../../visitors/en/page/index.html">'
    )
    was = "parcel/elders/zh-CN/page/index.html"
    assert linked_anew(page, was, where[was], where) == (
        '<a href="../../print/parcel-elders-zh-CN-leaflet-mono.pdf"><video poster="hero.png">'
        '<source src="../../screen/parcel-elders-zh-CN-video-loop.mp4"><a href="#top">'
        '<a href="tel:110"><a href="https://a.example/x"><a href="../deck-short.pptx"><link href="style.css">'
        '<a data-href="../leaflet-mono.pdf" href="../v/index.html">'
    )
