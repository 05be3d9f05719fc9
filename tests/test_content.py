"""The starter content: every pack is complete, says the same in both languages, and is short enough for its people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from outreach.adapt import adapt
from outreach.lang import units
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import Script, load_script
from outreach.storyboard import Item, Scene, Storyboard, Text
from outreach.timeline import LEAD_IN

SCAMS = ("cancel-auto-pay", "fake-customer-service", "nfc-skimming")
PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
ALL = [pytest.param(s, a, lang, id=f"{s}-{a}-{lang}") for s in SCAMS for a, lang in PACKS]
HANZI = re.compile(r"[一-鿿]")

Make = Callable[[str, str, str], Storyboard]


def scripts(project: Project) -> Iterator[Script]:
    """The starter's scripts."""
    for slug in SCAMS:
        script, problems = load_script(project, slug)
        assert script is not None, "\n".join(map(str, problems))
        yield script


def texts(scene: Scene) -> Iterator[Text]:
    """Every text of a scene."""
    yield from (t for t in (scene.title, scene.contact, scene.question, scene.answer) if t)
    yield from (beat.text for beat in scene.beats if beat.text)
    for item in scene.items:
        yield from (t for t in (item.text, item.detail) if t)
        for flag in item.flags:
            yield from (flag.trick, flag.note)


def everything(board: Storyboard) -> Iterator[Text]:
    """Every text that the script gives a storyboard."""
    yield from (board.title, board.summary, *board.sources)
    for scene in board.scenes:
        yield from texts(scene)


def hanzi(text: str) -> int:
    """How many Chinese characters a text has."""
    return len(HANZI.findall(text))


def items(board: Storyboard, *kinds: str) -> list[Item]:
    """The items of some kinds, over all scenes."""
    return [item for scene in board.scenes for item in scene.items if item.kind in kinds]


def test_the_library_has_these_scams(project: Project, profiles: Profiles) -> None:
    """No pack is forgotten by the tests below."""
    assert tuple(project.names("content/scams")) == SCAMS
    assert {(a.id, lang) for a in profiles.audiences.values() for lang in a.languages} == set(PACKS)


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_every_pack_is_made_without_a_remark(
    project: Project, profiles: Profiles, scam: str, audience: str, lang: str
) -> None:
    """Neither reading a script nor adapting it has anything to say, not even a warning."""
    script, problems = load_script(project, scam)
    assert script is not None
    board, more = adapt(script, profiles, audience, lang)
    assert board is not None
    assert not [*problems, *more], "\n".join(map(str, [*problems, *more]))


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_every_pack_has_all_its_parts(board: Make, scam: str, audience: str, lang: str) -> None:
    """Story, tricks, a pause, red flags, do and don't, rescue, and an endcard with both numbers."""
    made = board(scam, audience, lang)
    kinds = [scene.kind for scene in made.scenes]
    assert {"hook", "dialogue", "pause", "anatomy", "flags", "actions", "rescue"} <= set(kinds)
    assert kinds[0] == "hook" and kinds[-1] == "endcard"
    assert items(made, "do") and items(made, "dont")
    assert sum(len(item.flags) for item in items(made, "line")) >= 3
    end = " ".join(text.shown for text in texts(made.scenes[-1]))
    assert re.findall(r"\d+", end) and {"110", "96110"} <= set(re.findall(r"\d+", end))
    rescue = " ".join(text.shown for scene in made.scenes if scene.kind == "rescue" for text in texts(scene))
    assert {"110", "400-000-0000"} <= set(re.findall(r"[\d-]{3,}", rescue))


def test_96110_is_for_advice_and_110_for_reports(project: Project) -> None:
    """96110 dissuades and advises; only 110 takes a report (公安部)."""
    for script in scripts(project):
        for entry in script.entries.values():
            for sentence in re.split(r"(?<=[。？！；])", entry.text):
                if "{hotline.fraud}" in sentence:
                    assert "报警" not in sentence, entry.where
                if "报警" in sentence:
                    assert "{hotline.police}" in sentence, entry.where


def test_numbers_and_amounts_come_from_tokens(project: Project) -> None:
    """No text outside `facts` writes a hotline or an amount, so that no two artefacts can disagree."""
    for script in scripts(project):
        english = script.translations["en"]
        words = [
            (e.text + (e.say or ""), str(e.where)) for k, e in script.entries.items() if not k.startswith("facts.")
        ]
        words += [(t.text, str(english.where[k])) for k, t in english.texts.items() if not k.startswith("facts.")]
        for text, where in words:
            assert not re.search(r"\d+\s*(元|万|yuan|million)|\d{5,}|\b1\d\d\b", text), where


def amount(text: str) -> float:
    """The yuan that an amount names, in either language."""
    number = float(re.sub(r"[^\d.]", "", text.replace(",", "")))
    return number * (10_000 if "万" in text else 1_000_000 if "million" in text else 1)


def test_amounts_are_equal_in_both_languages(project: Project) -> None:
    """A fact names the same sum in Chinese and English."""
    seen = 0
    for script in scripts(project):
        for key, text in script.translations["en"].texts.items():
            if key.startswith("facts."):
                assert amount(text.text) == amount(script.entries[key].text), key
                seen += 1
    assert seen >= len(SCAMS)


@pytest.mark.parametrize("scam", SCAMS)
def test_both_languages_of_a_bilingual_pack_name_the_same_numbers(board: Make, scam: str) -> None:
    """Side by side, the English and the Chinese give the same telephone numbers."""
    compared = 0
    for text in everything(board(scam, "foreign-residents", "en")):
        assert text.beside is not None and text.beside.lang == "zh-CN"
        own, other = (re.findall(r"\b(?:\d{3}-\d{3}-\d{4}|96110|110)\b", t) for t in (text.shown, text.beside.shown))
        assert own == re.findall(r"(?<!\d)(?:\d{3}-\d{3}-\d{4}|96110|110)(?!\d)", text.beside.shown), (text, other)
        compared += len(own)
    assert compared


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_a_flagged_phrase_occurs_once_in_its_line(board: Make, scam: str, audience: str, lang: str) -> None:
    """The marker can only sweep over one place."""
    for item in items(board(scam, audience, lang), "line"):
        for flag in item.flags:
            assert item.text.shown.count(flag.phrase) == 1
            assert flag.phrase != item.text.shown.rstrip("。.")


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_texts_are_short_enough(board: Make, scam: str, audience: str, lang: str) -> None:
    """Lengths for reading at a glance: Hanzi in Chinese, characters and words in English."""
    made = board(scam, audience, lang)
    chinese = lang == "zh-CN"
    size, limits = (hanzi, ZH) if chinese else (len, EN)
    for scene in made.scenes:
        assert size(scene.title.shown) <= limits["title"], scene.title.shown
    for item in items(made, "line"):
        assert size(item.text.shown) <= limits["bubble"], item.text.shown
    for item in items(made, "option", "step", "flag", "do", "dont"):
        assert size(item.text.shown) <= limits["item"], item.text.shown
        assert item.detail is None or size(item.detail.shown) <= limits["note"], item.detail.shown
    for flag in (f for item in items(made, "line") for f in item.flags):
        assert size(flag.trick.shown) <= limits["trick"], flag.trick.shown
        assert size(flag.note.shown) <= limits["note"], flag.note.shown


ZH = {"title": 14, "bubble": 26, "item": 16, "trick": 5, "note": 24}
EN = {"title": 48, "bubble": 100, "item": 60, "trick": 20, "note": 70}


@pytest.mark.parametrize("scam", SCAMS)
def test_english_sentences_have_at_most_20_words(board: Make, scam: str) -> None:
    """Plain English for people who learnt it as a second language (Plain English Campaign: 15 to 20)."""
    for text in everything(board(scam, "foreign-residents", "en")):
        for sentence in re.split(r"(?<=[.?!])\s", text.said):
            assert len(sentence.split()) <= 20, sentence


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_a_film_is_neither_rushed_nor_long(board: Make, scam: str, audience: str, lang: str) -> None:
    """By estimate at the middle of the audience's speech rate a film lasts 45 to 130 seconds."""
    made = board(scam, audience, lang)
    per_second = sum(made.pace.rate) / 2 / 60
    seconds = 0.0
    for scene in made.scenes:
        seconds += LEAD_IN
        for beat in scene.beats:
            speech = units(beat.text.spoken, lang) / per_second if beat.text else 0.0
            seconds += max(speech, beat.seconds) + beat.pause
    assert 45 <= seconds <= 130


@pytest.mark.parametrize("scam", SCAMS)
def test_every_audience_has_its_own_story(board: Make, scam: str) -> None:
    """No two audiences hear the same call, and students are not addressed as 您 by the presenter."""
    said = {
        audience: {
            beat.text.said
            for s in board(scam, audience, lang).scenes
            if s.kind == "dialogue"
            for beat in s.beats
            if beat.text
        }
        for audience, lang in PACKS
    }
    assert len(said["seniors"] & said["students"]) <= 1
    students = board(scam, "students", "zh-CN")
    assert not [t.shown for t in everything(students) if "您" in t.shown]


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_length_does_not_give_the_answer_away(board: Make, scam: str, audience: str, lang: str) -> None:
    """The wrong option is about as long as the right one, so that both are read."""
    for scene in board(scam, audience, lang).scenes:
        if scene.kind == "pause":
            right = [len(i.text.shown) for i in scene.items if i.right]
            wrong = [len(i.text.shown) for i in scene.items if not i.right]
            assert len(right) == 1 and max(wrong) >= 0.6 * right[0]


def test_the_right_answer_changes_its_place(board: Make) -> None:
    """A viewer of the series cannot learn `always the second`."""
    places = {
        [item.right for item in scene.items].index(True)
        for scam in SCAMS
        for scene in board(scam, "seniors", "zh-CN").scenes
        if scene.kind == "pause"
    }
    assert len(places) > 1


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_no_real_names_and_no_blame(
    project: Project, profiles: Profiles, board: Make, scam: str, audience: str, lang: str
) -> None:
    """No real platform is accused, and nobody is told that it was their fault."""
    words = " ".join(text.shown + " " + text.said for text in everything(board(scam, audience, lang))).lower()
    for fine in ("not your fault", "不是你的错", "不是您的错", "不怪您"):
        words = words.replace(fine, "")
    for name in NAMES:
        assert name.lower() not in words, name
    for blame in BLAME:
        assert blame not in words, blame


# Platforms that published cases name, and words that shame: a storyboard has neither.
NAMES = (
    *(
        "抖音",
        "快手",
        "微信",
        "支付宝",
        "淘宝",
        "京东",
        "拼多多",
        "腾讯",
        "阿里",
        "百度",
        "优酷",
        "爱奇艺",
        "哔哩",
        "银联",
    ),
    *("钉钉", "飞书", "美团", "小红书", "微博", "Douyin", "TikTok", "WeChat", "Alipay", "Zoom", "PayPal", "UnionPay"),
    *("Telegram", "WhatsApp", "Apple", "Google", "Visa card", "Mastercard"),
)
BLAME: tuple[str, ...] = (
    "贪心",
    "贪图",
    "贪小便宜",
    "愚蠢",
    "傻",
    "糊涂",
    "活该",
    "轻信",
    "无知",
    "上当受骗者",
    "your fault",
    "stupid",
    "greedy",
)
BLAME += ("foolish", "careless", "naive", "gullible", "怪你", "怪您", "怎么会信")


@pytest.mark.parametrize(("scam", "audience", "lang"), ALL)
def test_every_pack_comforts(board: Make, scam: str, audience: str, lang: str) -> None:
    """Before the steps of the rescue scene somebody says that it is not the viewer's fault."""
    made = board(scam, audience, lang)
    first = next(scene.beats[0] for scene in made.scenes if scene.kind == "rescue")
    assert first.text and re.search(r"不怪您|不是[你您]的错|not your fault", first.text.said)


def test_small_password_free_payment_is_switched_off_by_oneself(board: Make) -> None:
    """The NFC pack says where it is switched off: in one's own bank app or at the counter, never by a call."""
    for audience, lang in PACKS:
        answers = " ".join(s.answer.shown for s in board("nfc-skimming", audience, lang).scenes if s.answer)
        wanted = (
            ("小额免密", "手机银行", "柜台") if lang == "zh-CN" else ("no-PIN", "bank app", "counter", "never by phone")
        )
        assert all(word in answers for word in wanted), answers


def test_numbers_that_must_not_be_called_are_never_printed_as_hotlines(board: Make, profiles: Profiles) -> None:
    """12381 sends text messages, 12378 and 12363 take complaints: none of them is an emergency number."""
    kept_back = {h.number for h in profiles.hotlines.values() if not h.outreach}
    assert {"12381", "12378", "12363"} <= kept_back
    printed = {h.number for h in board("nfc-skimming", "seniors", "zh-CN").hotlines}
    assert printed == {"110", "96110", "400-000-0000"} and not printed & kept_back
