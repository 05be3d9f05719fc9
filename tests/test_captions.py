"""Captions: grammatical breaks, the audience's limits, the voice's own pauses; files and transcript."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from outreach.captions import FPS, Cue, Speech, caption, finish, srt, width
from outreach.lang import phrases, spoken_form
from outreach.lang.breaks import NO_START
from outreach.layout import Layout
from outreach.renderers.captions import render, vtt
from outreach.sound import RATE, Clip
from outreach.sound.levels import levels
from outreach.storyboard import Review, Storyboard, Text
from outreach.timeline import Timeline, lay_out
from outreach.voices import lines
from outreach.voices.silent import Silent

Make = Callable[..., Storyboard]
PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))


def text(words: str, lang: str = "zh-CN") -> Text:
    """A text as a storyboard has it."""
    return Text(words, words, spoken_form(words, lang, {}), lang, phrases(words, lang), phrases(words, lang))


def cut(words: str, story: Storyboard, seconds: float, **more: object) -> list[tuple[str, ...]]:
    """The lines of each caption of one spoken text."""
    speech = Speech(0.0, seconds, seconds + 0.6, **more)  # type: ignore[arg-type]
    return [cue.lines for cue in caption(text(words, story.lang), "host", "b", speech, story)]


@pytest.fixture
def film(board: Make) -> Callable[[str, str], Timeline]:
    """The timeline of a starter film, with a silent voice."""

    def make(audience: str, lang: str) -> Timeline:
        story = board("nfc-skimming", audience, lang)
        return lay_out(story, {x.id: Silent().speak(x).seconds for x in lines(story, Silent())})

    return make


ZH = [
    ("拿不准，打96110问一问。", 4.0, [("拿不准，打96110问一问。",)]),
    ("先不要慌，挂断电话，自己打银行客服问清楚。", 6.5, [("先不要慌，挂断电话，", "自己打银行客服问清楚。")]),
    ("这一贴，等于把卡给他刷。", 4.0, [("这一贴，等于把卡给他刷。",)]),
    ("拿不准，先问一问。被骗了，马上打110报警。", 6.0, [("拿不准，先问一问。", "被骗了，马上打110报警。")]),
]


@pytest.mark.parametrize(("words", "seconds", "wanted"), ZH)
def test_chinese_breaks_after_punctuation_in_balanced_lines(
    board: Make, words: str, seconds: float, wanted: list[tuple[str, ...]]
) -> None:
    """A short sentence is one line, a longer one two that read as two thoughts."""
    assert cut(words, board("nfc-skimming", "seniors", "zh-CN"), seconds) == wanted


EN = [
    (4.0, "Call your bank from another phone|and freeze the card."),
    (5.0, "Does a caller ask you|to tap your bank card on your phone?"),
    (4.0, "It is not your fault. Do three things now."),
]


@pytest.mark.parametrize(("seconds", "wanted"), EN)
def test_english_breaks_before_a_group_of_words(board: Make, seconds: float, wanted: str) -> None:
    """A line does not end with an article, a preposition or a verb that waits for its object."""
    story = board("nfc-skimming", "foreign-residents", "en")
    assert cut(wanted.replace("|", " "), story, seconds) == [tuple(wanted.split("|"))]


def test_no_line_is_one_character_and_its_full_stop(board: Make) -> None:
    """A text a little longer than a line is split in the middle, not at its end."""
    words = "这一贴，卡里的钱可能就一分不剩。"
    (first, last) = cut(words, board("nfc-skimming", "seniors", "zh-CN"), 5.0)[0]
    assert min(len(first), len(last)) >= 4


def test_a_long_line_becomes_captions_of_at_most_seven_seconds(board: Make) -> None:
    """Nothing stays longer than the standard's seven seconds, and every word is shown once, in order."""
    words = "他先说您开通了会员，再说今晚就要扣钱，然后让您装一个软件，打开屏幕共享，最后让您把银行卡贴在手机背面。"
    story = board("nfc-skimming", "seniors", "zh-CN")
    cues = caption(text(words), "host", "b", Speech(2.0, 17.0, 19.5), story)
    assert "".join(line for cue in cues for line in cue.lines) == words
    assert len(cues) >= 3
    assert all(cue.end - cue.start <= story.captions.max_seconds + 0.04 for cue in cues)
    assert cues[0].start == 2.0


def test_a_caption_changes_in_the_voices_own_pause(board: Make) -> None:
    """The second caption begins when the voice begins again, to the frame, wherever the words would put it."""
    words = "先挂断电话，不要着急，也不要害怕，更不要转钱。再自己打银行客服，把事情从头到尾问清楚。"
    story = board("nfc-skimming", "seniors", "zh-CN")
    for again in (7.0, 8.2, 9.0):
        loud = np.full(round(15.0 * RATE), 0.3, np.float32)
        loud[round((again - 0.4) * RATE) : round(again * RATE)] = 0
        mouth = levels(Clip.of(loud))
        cues = caption(text(words), "host", "b", Speech(10.0, 15.0, 25.5, mouth), story)
        second = next(cue for cue in cues if cue.lines[0].startswith("再自己打"))
        assert second.start == pytest.approx(10.0 + again, abs=1.5 / FPS)


@pytest.mark.parametrize(("audience", "lang"), PACKS)
def test_every_caption_of_a_film_keeps_the_limits(
    film: Callable[[str, str], Timeline], audience: str, lang: str
) -> None:
    """Lines, length, time on screen, speed, gaps and starts, for each audience (Netflix or stricter)."""
    timeline = film(audience, lang)
    limits, wide = timeline.board.captions, timeline.board.style.wide_chars
    assert timeline.cues
    for cue in timeline.cues:
        seconds = cue.end - cue.start
        assert len(cue.lines) <= limits.lines
        assert all(0 < width(line, wide) <= limits.line_chars for line in cue.lines), cue
        assert all(line[0] not in NO_START for line in cue.lines), cue
        assert limits.min_seconds - 0.04 <= seconds <= limits.max_seconds + 0.04, cue
        assert sum(width(line, wide) for line in cue.lines) / seconds <= limits.chars_per_second, cue
        assert cue.start * FPS == pytest.approx(round(cue.start * FPS), abs=0.01)
    for one, after in pairwise(timeline.cues):
        gap = after.start - one.end
        assert gap >= 2 / FPS - 0.001
        assert gap <= 2 / FPS + 0.001 or gap >= 0.5 - 0.001, (one, after)


@pytest.mark.parametrize(("audience", "lang"), PACKS)
def test_captions_begin_with_their_line(film: Callable[[str, str], Timeline], audience: str, lang: str) -> None:
    """A line's first caption comes with its first sound; the last stays until its end, a short one for the least time
    it takes to read, and gaps under half a second are closed (Netflix Timed Text Style Guide).
    """
    timeline = film(audience, lang)
    for scene in timeline.scenes:
        for beat in scene.beats:
            own = [cue for cue in timeline.cues if cue.beat == beat.beat.id]
            if beat.beat.kind != "say":
                assert own == []
                continue
            assert own[0].start == pytest.approx(beat.start / FPS, abs=0.001)
            end = beat.start / FPS + beat.speech
            latest = max(end, own[-1].start + timeline.board.captions.min_seconds)
            assert end - 0.5 / FPS <= own[-1].end <= latest + 12.5 / FPS


@pytest.mark.parametrize(("audience", "lang"), PACKS)
def test_what_is_said_is_what_is_shown(film: Callable[[str, str], Timeline], audience: str, lang: str) -> None:
    """All captions of a line together are the line."""
    timeline = film(audience, lang)
    for scene in timeline.scenes:
        for beat in scene.beats:
            if beat.beat.text and beat.beat.kind == "say":
                shown = " ".join(line for cue in timeline.cues if cue.beat == beat.beat.id for line in cue.lines)
                assert shown.replace(" ", "") == beat.beat.text.said.replace(" ", "")


def test_short_gaps_are_closed(board: Make) -> None:
    """A gap of 0.28 s becomes two frames, one of 0.6 s stays."""
    limits = board("nfc-skimming", "seniors", "zh-CN").captions
    cues = [
        Cue(0.0, 2.0, ("一",), "host", "a"),
        Cue(2.28, 4.0, ("二",), "host", "b"),
        Cue(4.6, 6.0, ("三",), "host", "c"),
    ]
    assert [c.end for c in finish(cues, limits)] == [2.2, 4.0, 6.0]


def test_an_address_longer_than_a_line_is_broken_at_its_joints(board: Make) -> None:
    """No caption leaves the screen, and no letter of the address is lost."""
    story = board("nfc-skimming", "foreign-residents", "en")
    address = "a-very-long-name-of-a-host-that-nobody-needs.jiangwanbank.example"
    blocks = cut(f"Open {address} now.", story, 6.0)
    assert all(len(line) <= story.captions.line_chars for lines in blocks for line in lines)
    assert address in "".join(line for lines in blocks for line in lines)


def test_files_hold_the_same_captions(film: Callable[[str, str], Timeline], layout: Layout) -> None:
    """VTT and SRT agree in times and words; VTT names the speakers."""
    timeline = film("seniors", "zh-CN")
    files = {name: data.decode() for name, data in render(timeline, layout).items()}
    assert set(files) == {"captions.vtt", "captions.srt", "transcript.txt"}
    head = f"WEBVTT\nKind: captions\nLanguage: zh-CN\n\nNOTE {timeline.board.labels['draft'].shown}\n\n1\n00:00:00."
    assert files["captions.vtt"].startswith(head)
    times = [re.findall(r"(\S+) --> (\S+)", files[name].replace(",", ".")) for name in ("captions.vtt", "captions.srt")]
    assert times[0] == times[1] and len(times[0]) == len(timeline.cues)
    assert files["captions.srt"] == srt(timeline.cues)
    speakers = set(re.findall(r"<v (.*?)>", files["captions.vtt"]))
    assert speakers == {p.name.shown for p in timeline.board.cast if any(c.role == p.role for c in timeline.cues)}


def test_captions_say_of_what_approval(film: Callable[[str, str], Timeline]) -> None:
    """In a comment of WebVTT, which no player shows."""
    timeline = film("seniors", "zh-CN")
    review = Review(True, "who", "2026-11-28", "", "2027-11-28", "0123456789ab")
    board = dataclasses.replace(timeline.board, review=review)
    (note,) = re.findall(r"^NOTE .*$", vtt(dataclasses.replace(timeline, board=board)), re.MULTILINE)
    assert "0123456789ab" in note and "2027-11-28" in note


def test_captions_cannot_become_markup(film: Callable[[str, str], Timeline]) -> None:
    """`<` and `&` of a script stay what they are."""
    timeline = film("seniors", "zh-CN")
    odd = dataclasses.replace(timeline, cues=(Cue(0.0, 2.0, ("<b>&",), "host", "x"),))
    assert "&lt;b&gt;&amp;</v>" in vtt(odd)


@pytest.mark.slow
def test_the_transcript_tells_what_is_only_seen(film: Callable[[str, str], Timeline], layout: Layout) -> None:
    """Speakers, pictures, names of tricks, the answer, hotlines, the draft mark; no details, as no film shows them."""
    timeline = film("seniors", "zh-CN")
    board = timeline.board
    written = render(timeline, layout)["transcript.txt"].decode()
    for scene in board.scenes:
        assert scene.title.shown in written
        assert all(f"[{picture.alt}]" in written for picture in scene.pictures)
        for item in scene.items:
            assert all(flag.trick.shown in written for flag in item.flags)
            assert item.detail is None or f"[{item.detail.shown}]" not in written
            assert item.text.shown in written
    caller = next(p for p in board.cast if p.role == "caller")
    assert f"\n{caller.name.shown}：" in written
    assert f"{board.labels['answer'].shown}：" in written
    assert all(h.number in written for h in board.hotlines)
    assert board.labels["draft"].shown in written
