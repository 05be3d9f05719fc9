"""From script to storyboard: what is chosen, how a long text is said, who says what when."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own import AUDIENCES, SCAM
from typed import Golden

from outreach.adapt import adapt, passes
from outreach.adapt.breaths import breaths, cut
from outreach.lang import phrases
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.renderers.cards.cast import acts
from outreach.script import Script, load_script
from outreach.script.grammar import SceneSpec, ScriptModel, TextSpec
from outreach.storyboard import CALLED_FIRST, Flag, Item, Scene, Storyboard, Text
from outreach.storyboard_text import storyboard_text

PACKS = [
    (scam, audience, lang)
    for scam in ("cancel-auto-pay", "fake-customer-service", "nfc-skimming")
    for audience, lang in (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
]
Board = Callable[..., Storyboard]


# --- golden files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_storyboards_read_like_this(board: Board, golden: Golden, scam: str, audience: str, lang: str) -> None:
    """Scenes, items, tricks, beats and pauses of every starter pack."""
    golden(f"storyboard-{scam}-{audience}.txt", storyboard_text(board(scam, audience, lang)))


def test_one_storyboard_in_full(board: Board, golden: Golden) -> None:
    """Everything that is said and shown; looks, fixed words and the list of packs are other files' tests."""
    plain = board("nfc-skimming", "students", "zh-CN").as_dict()
    plain.pop("style")
    plain.pop("labels")
    plain.pop("editions")
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    golden("storyboard-nfc-skimming-students.json", text + "\n")


def test_whoever_writes_back_is_not_told_to_hang_up(own: Project, own_profiles: Profiles) -> None:
    """Where the person called first answers a message, the fixed words and the poses are those of a chat."""
    script, _ = load_script(own, SCAM)
    assert script
    on_phone, _ = adapt(script, own_profiles, "elders", AUDIENCES["elders"])
    scenes = tuple(
        one.model_copy(update={"channel": "chat"}) if one.id == "call" else one for one in script.model.scenes
    )
    script = replace(script, model=script.model.model_copy(update={"scenes": scenes}))
    in_chat, _ = adapt(script, own_profiles, "elders", AUDIENCES["elders"])
    assert on_phone and in_chat
    assert (on_phone.written, in_chat.written) == (False, True)
    labels = own_profiles.languages[in_chat.lang].labels
    swapped = [
        name.removesuffix("_written")
        for name, words in labels.items()
        if name.endswith("_written") and "{" not in words
    ]
    assert swapped and all(in_chat.labels[one].shown == labels[f"{one}_written"] for one in swapped)
    assert all(on_phone.labels[one].shown == labels[one] for one in swapped)
    told = ("pause", "actions")
    poses = {pose for scene in in_chat.scenes if scene.kind in told for _, pose in acts(scene, in_chat)[0]}
    assert not poses & {"doubt", "hang-up", "refuse", "call-help", "talk", "listen-worried"}


@pytest.mark.parametrize("loss", CALLED_FIRST)
def test_the_help_card_calls_in_the_order_of_the_loss(own_board: Board, loss: str) -> None:
    """In both languages: the bank first while the money is in the card, else the police, who find the bank."""
    one = own_board("visitors", loss=loss)
    numbers = {line.id: line.number for line in one.hotlines}
    text = one.labels["card_text"]
    assert text.beside
    for words in (text.shown, text.beside.shown):
        named = sorted(
            (name for name in CALLED_FIRST[loss] if numbers[name] in words), key=lambda n: words.find(numbers[n])
        )
        assert named == (list(CALLED_FIRST[loss]) if loss == "card" else ["police"])


# --- what holds for every storyboard ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_what_renderers_may_rely_on(board: Board, scam: str, audience: str, lang: str) -> None:
    """Unique ids, beats that point at items of their scene, phrases that join to their text."""
    one = board(scam, audience, lang)
    ids = [scene.id for scene in one.scenes]
    beats = [beat.id for scene in one.scenes for beat in scene.beats]
    assert len(set(ids)) == len(ids)
    assert len(set(beats)) == len(beats)
    for scene in one.scenes:
        own = {item.id for item in scene.items}
        assert len(own) == len(scene.items)
        assert scene.beats
        assert {beat.item for beat in scene.beats} <= {"", *own}
        for item in scene.items:
            assert "".join(item.text.phrases) == item.text.shown
            assert "".join(item.text.said_phrases) == item.text.said
            assert all(flag.phrase in item.text.shown for flag in item.flags)
    assert one.scenes[-1].kind == "endcard"


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_tricks_count_through_the_storyboard(board: Board, scam: str, audience: str, lang: str) -> None:
    """1, 2, 3 … without a gap, and each is explained in a beat."""
    one = board(scam, audience, lang)
    flags = [flag for scene in one.scenes for item in scene.items for flag in item.flags]
    assert [flag.number for flag in flags] == list(range(1, len(flags) + 1))
    explained = [beat.flag for scene in one.scenes for beat in scene.beats if beat.flag]
    assert explained == [flag.id for flag in flags]


def test_the_companion_stands_beside_every_text(board: Board) -> None:
    """Foreign residents read English with the Chinese beside it; the others one language."""
    both = board("nfc-skimming", "foreign-residents", "en")
    texts = [both.title, both.labels["do"], both.hotlines[0].purpose, both.scenes[0].items[0].text]
    assert [(t.lang, t.beside.lang if t.beside else "") for t in texts] == [("en", "zh-CN")] * 4
    assert board("nfc-skimming", "seniors", "zh-CN").title.beside is None


@pytest.mark.parametrize(
    ("loss", "order"),
    [("card", ["bank", "police", "fraud"]), ("sent", ["police", "bank", "fraud"]), (None, ["police", "fraud", "bank"])],
)
def test_the_numbers_stand_in_the_order_in_which_to_call(own_board: Board, loss: str | None, order: list[str]) -> None:
    """As the script says where the money is; where it does not, as the file has them."""
    assert [line.id for line in own_board(loss=loss).hotlines] == order


def test_adapting_changes_nothing(project: Project, profiles: Profiles) -> None:
    """Pure: script and profiles are the same afterwards, and the second storyboard equals the first."""
    script, _ = load_script(project, "nfc-skimming")
    assert script is not None
    before = (copy.deepcopy(script.entries), profiles.brand.model_dump(), script.model.model_dump())
    first, _ = adapt(script, profiles, "students", "zh-CN")
    second, _ = adapt(script, profiles, "students", "zh-CN")
    assert first == second
    assert (script.entries, profiles.brand.model_dump(), script.model.model_dump()) == before


@pytest.mark.parametrize("one", passes.PASSES, ids=lambda p: p.__name__)
def test_a_pass_leaves_its_input_alone(board: Board, one: passes.Pass) -> None:
    """It returns a new storyboard."""
    given_board = board("fake-customer-service", "seniors", "zh-CN")
    before = copy.deepcopy(given_board)
    one(given_board)
    assert given_board == before


# --- the passes ------------------------------------------------------------------------------------------------------


def text(words: str, said: str = "", lang: str = "zh-CN") -> Text:
    """A text that is said as it is shown."""
    said = said or words
    return Text(words, said, said, lang, phrases(words, lang), phrases(said, lang))


def item(words: str, **more: Any) -> Item:
    """A line of dialogue, said by the caller."""
    return replace(Item("i", "line", text(words), role="caller"), **more)


def with_items(board: Storyboard, kind: str, *items: Item) -> Storyboard:
    """The storyboard with one scene of that kind and these items, nothing said yet."""
    scene = Scene("s", kind, text("题"), tuple(items))
    return replace(board, scenes=(scene,))


def said(board: Storyboard, one: Item, limit: int) -> list[tuple[str, str]]:
    """Name and words of every beat of an item alone in a dialogue, for an audience that takes in so much at once."""
    style = replace(board.style, limits={**board.style.limits, "item_chars": limit})
    scene = passes.lay_beats(with_items(replace(board, style=style), "dialogue", one)).scenes[0]
    assert all(beat.item == one.id for beat in scene.beats)
    return [(beat.id, beat.text.shown) for beat in scene.beats if beat.text]


@pytest.mark.parametrize(
    ("words", "limit", "expected"),
    [
        ("短句。", 10, ["短句。"]),
        ("第一句话说完了。第二句话也说完了。", 10, ["第一句话说完了。", "第二句话也说完了。"]),
        ("一。二。三。四。五。六。", 6, ["一。二。三。", "四。五。六。"]),
        ("没有句号，只有逗号，也要能断开", 10, ["没有句号，只有逗号，", "也要能断开"]),
        ("他说：“别挂电话。”然后问密码。", 10, ["他说：“别挂电话。”", "然后问密码。"]),
        ("没有任何标点的一长串字也不会被硬切开", 8, ["没有任何标点的一长串字也不会被硬切开"]),
    ],
)
def test_a_long_text_is_said_in_pieces(board: Board, words: str, limit: int, expected: list[str]) -> None:
    """After sentences; after clauses where a sentence is too long; never inside a clause. It stays one item."""
    names = ["s.i", *(f"s.i-{n}" for n in range(2, len(expected) + 1))]
    assert said(board(), item(words), limit) == [*zip(names, expected, strict=True)]


def test_a_piece_is_whole_in_every_form(board: Board) -> None:
    """What is shown, said and spoken of it."""
    for _, one, _ in breaths(item("打96110。打110。"), replace(board().style, limits={"item_chars": 9})):
        assert "".join(one.phrases) == one.shown == one.said == "".join(one.said_phrases)
        assert one.spoken == {"打96110。": "打九六幺幺零。", "打110。": "打幺幺零。"}[one.shown]


def test_a_trick_is_named_after_the_piece_with_its_phrase(board: Board) -> None:
    """Once; a phrase over two clauses keeps them together."""
    flags = tuple(Flag(f, 0, p, text("套路"), text("说明")) for f, p in (("a", "马上办，别问"), ("b", "转账")))
    long = item("您马上办，别问别人。转账就好，转账就行。", flags=flags)
    assert said(board(), long, 8) == [
        ("s.i", "您马上办，别问别人。"),
        ("s.i.a", "说明"),
        ("s.i-2", "转账就好，"),
        ("s.i-2.b", "说明"),
        ("s.i-3", "转账就行。"),
    ]


LINK = "https://huiyuan-quxiao-koufei-guanli.example/login?session=8f7a6b5c4d3e2f1a&u=88"


@pytest.mark.parametrize("words", [f"取消请点 {LINK}", f"先登录。再点 {LINK}。", f"{LINK} 是假的", f"Open {LINK} now."])
def test_a_link_is_never_cut_into_pieces(board: Board, words: str) -> None:
    """Its `?` and `.` end no sentence."""
    lang = "zh-CN" if words[0] > "z" else "en"
    pieces = said(board(), item("x", text=text(words, lang=lang)), 12)
    assert sum(LINK in piece for _, piece in pieces) == 1


def test_the_number_of_a_step_is_its_place_for_this_audience(board: Board) -> None:
    """Each list of every starter scene counts from 1."""
    for scam, audience, lang in PACKS:
        for scene in board(scam, audience, lang).scenes:
            for kind in {one.kind for one in scene.items}:
                numbers = [one.number for one in scene.items if one.kind == kind]
                assert numbers == [*range(1, len(numbers) + 1)]


@pytest.mark.parametrize(
    "whole",
    [
        item("一句话。两句话。三句话。", kind="option"),
        replace(item("x"), text=text("一句话。两句话。三句话。", said="换一种说法")),
        replace(item("x"), text=replace(text("一句话。两句话。三句话。"), beside=text("one"))),
    ],
    ids=["option", "said otherwise", "with its translation"],
)
def test_what_is_said_whole(board: Board, whole: Item) -> None:
    """Options, texts that are said otherwise, and bilingual ones: their two halves would not match."""
    assert said(board(), whole, 5) == [("s.i", "一句话。两句话。三句话。")]


@given(
    st.lists(st.sampled_from(["骗子", "说", "。", "，", "！", "“", "”", "转账"]), min_size=1, max_size=40),
    st.integers(1, 20),
)
def test_no_word_is_lost_between_pieces(words: list[str], limit: int) -> None:
    """The pieces joined are the text."""
    whole = "".join(words)
    assert "".join("".join(piece) for piece in cut(item(whole), limit)) == whole


def test_beats_of_a_dialogue(board: Board) -> None:
    """Each line by its role, then each of its tricks by the host while the phrase is marked."""
    flag = Flag("rush", 1, "快", text("催您"), text("别急"))
    scene = passes.lay_beats(with_items(board(), "dialogue", item("快办", flags=(flag,)))).scenes[0]
    assert [(b.id, b.role, b.item, b.flag) for b in scene.beats] == [
        ("s.i", "caller", "i", ""),
        ("s.i.rush", "host", "i", "rush"),
    ]


def test_beats_of_a_pause(board: Board) -> None:
    """The question, each option, time to think, then the answer with the right option open."""
    options = [item("甲", id="a", kind="option", role=""), item("乙", id="b", kind="option", role="", right=True)]
    base = with_items(board(), "pause", *options)
    scene = replace(base.scenes[0], question=text("怎么办？"), answer=text("挂断。"))
    beats = passes.lay_beats(replace(base, scenes=(scene,))).scenes[0].beats
    assert [(b.id, b.kind, b.item, b.reveal) for b in beats] == [
        ("s.question", "say", "", False),
        ("s.a", "say", "a", False),
        ("s.b", "say", "b", False),
        ("s.wait", "wait", "", False),
        ("s.answer", "say", "b", True),
    ]
    assert beats[3].seconds == base.pace.wait


def test_pauses_after_sentences_and_scenes(board: Board) -> None:
    """The audience's sentence pause, its longer scene pause after the last beat, none after a wait."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    for scene in one.scenes:
        for n, beat in enumerate(scene.beats):
            last = n == len(scene.beats) - 1
            expected = 0.0 if beat.kind == "wait" else one.pace.scene_pause if last else one.pace.sentence_pause
            assert beat.pause == expected


# --- scripts that leave an audience without something ----------------------------------------------------------------


def _only(script: Script, scene_id: str, part: str, index: int | None = None) -> Script:
    """The script with the items of a scene for students only."""

    def mark(n: int, one: TextSpec) -> TextSpec:
        return one.model_copy(update={"only": ("students",)}) if index is None or n == index else one

    def change(scene: SceneSpec) -> SceneSpec:
        if scene.id != scene_id:
            return scene
        return scene.model_copy(update={part: tuple(mark(n, i) for n, i in enumerate(getattr(scene, part)))})

    scenes = tuple(change(scene) for scene in script.model.scenes)
    return replace(script, model=ScriptModel.model_copy(script.model, update={"scenes": scenes}))


@pytest.mark.parametrize(
    ("kind", "part", "message"),
    [
        ("flags", "items", "expected something in `{id}` for seniors, found none"),
        ("pause", "options", "expected something in `{id}` for seniors, found none"),
    ],
)
def test_a_scene_that_is_empty_for_an_audience(
    project: Project, profiles: Profiles, kind: str, part: str, message: str
) -> None:
    """It is an error at the scene, not a crash in a renderer."""
    script, _ = load_script(project, "cancel-auto-pay")
    assert script is not None
    scene = next(s for s in script.model.scenes if s.kind == kind and not s.only)
    board, problems = adapt(_only(script, scene.id, part), profiles, "seniors", "zh-CN")
    assert board is None
    assert [(str(p.message), p.where) for p in problems] == [
        (message.replace("{id}", scene.id), script.where[scene.id])
    ]


def test_a_pause_whose_right_option_is_for_others(project: Project, profiles: Profiles) -> None:
    """Each audience needs the right answer."""
    script, _ = load_script(project, "cancel-auto-pay")
    assert script is not None
    scene = next(s for s in script.model.scenes if s.kind == "pause" and not s.only)
    right = next(n for n, o in enumerate(scene.options) if o.right)
    board, problems = adapt(_only(script, scene.id, "options", right), profiles, "seniors", "zh-CN")
    assert board is None
    assert [p.message for p in problems] == [f"expected the right option of `{scene.id}` for seniors, found none"]


def test_a_storyboard_is_frozen(board: Board) -> None:
    """Nobody changes what another renderer reads."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        board().scam = "x"  # type: ignore[misc]
