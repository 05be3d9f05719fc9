"""Practising a video call and a group chat in a real browser, beside a call of the real bank."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import By, chromium, needs_axe, needs_chromium, served
from telling import Told

from outreach.layout import Layout
from outreach.renderers.page import render

pytestmark = [needs_chromium, needs_axe, pytest.mark.slow]
TALKS = """\
  - id: bank
    kind: dialogue
    channel: phone
    title: 银行问一句
    contact: 某银行
    lines:
      - {id: b1, role: clerk, text: 这笔钱是您本人转的吗？}
      - {id: b2, role: victim, text: 不是。}
  - id: face
    kind: dialogue
    channel: video
    title: 视频
    contact: “王警官”
    lines:
      - {id: f1, who: wang, text: 这是逮捕令。, flags: [{id: w, phrase: 逮捕令, trick: 假逮捕令, note: 没有这种事。}]}
      - {id: f2, role: victim, text: 怎么办？}
  - id: group
    kind: dialogue
    channel: chat
    members: 128
    title: 群
    contact: 兼职群
    lines:
      - {id: g1, role: caller, text: 做一单返五元。}
      - {id: g2, who: tuo, text: 真的到账了！}
      - {id: g3, role: friend, text: 我也做了。}
"""
CAST = "{wang: {poses_as: police}, caller: {name: 群主}, tuo: {role: caller, name: 小美}}"


def test_practice_is_of_scammers_only_and_each_channel_has_its_words(
    told: Told, layout: Layout, tmp_path: Path
) -> None:
    """Three things a scammer says, three choices: a face that is seen, names in the group, never the real clerk."""
    board, problems = told(TALKS, CAST)
    assert board is not None, problems
    for name, data in render(board, layout).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with served(tmp_path) as site, chromium(site) as browser:
        browser.open("page/index.html")
        assert [fault for fault in browser.axe() if "caption" not in fault] == []
        browser.one("#call [data-go=ring]").click()
        assert board.labels["video_call"].shown in browser.one("#call .ringing").text
        browser.one("#call [data-go=talk]").click()
        faces = browser.driver.find_elements(By.CSS_SELECTOR, "#call .log .faces img")
        assert len(faces) == 1 and browser.js("return arguments[0].naturalWidth", faces[0]) > 0
        assert browser.one("#call .log .who").text == "“王警官”", "what he is would give the answer away"
        refusals = []
        for _ in range(3):
            refusals.append(browser.one("#call [data-go=refuse]").text.strip())
            seen = browser.one("#call .log").text
            browser.one("#call [data-go=believe]").click()
        assert refusals == [board.labels[n].shown for n in ("page_hang_up", "page_leave", "page_leave")]
        assert browser.one("#call .name.lost").is_displayed()
        assert "群主" in seen and "小美" in seen and "某银行" not in seen
        assert browser.js("return document.scrollingElement.scrollWidth") <= 390
