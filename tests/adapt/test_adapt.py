"""From script to storyboard: what is chosen, how long texts and scenes are split, who says what when."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.adapt import adapt, passes
from outreach.lang import phrases
from outreach.outline import outline
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import Script, load_script
from outreach.script.grammar import ScriptModel
from outreach.storyboard import Flag, Item, Scene, Storyboard, Text

PACKS = [
    (scam, audience, lang)
    for scam in ("cancel-auto-pay", "fake-customer-service", "nfc-skimming")
    for audience, lang in (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
]
Board = Callable[..., Storyboard]


# --- golden files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_storyboards_read_like_this(board: Board, golden, scam: str, audience: str, lang: str) -> None:  # type: ignore[no-untyped-def]
    """Scenes, items, tricks, beats and pauses of every starter pack."""
    golden(f"storyboard-{scam}-{audience}.txt", outline(board(scam, audience, lang)))


def test_one_storyboard_in_full(board: Board, golden) -> None:  # type: ignore[no-untyped-def]
    """Everything that is said and shown; looks, fixed words and the list of packs are other files' tests."""
    plain = board("nfc-skimming", "students", "zh-CN").as_dict()
    plain.pop("style")
    plain.pop("labels")
    plain.pop("editions")
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    golden("storyboard-nfc-skimming-students.json", text + "\n")


# --- what holds for every storyboard ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_what_renderers_may_rely_on(board: Board, scam: str, audience: str, lang: str) -> None:
    """Unique ids, beats that point at items of their scene, phrases that join to their text, limits kept."""
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
        assert len(scene.items) <= one.style.limits["bubbles" if scene.kind == "dialogue" else "items"] or (
            scene.kind in ("hook", "pause", "endcard")
        )
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


def item(words: str, **more: object) -> Item:
    """A line of dialogue, said by the caller."""
    return replace(Item("i", "line", text(words), role="caller"), **more)


def with_items(board: Storyboard, kind: str, *items: Item) -> Storyboard:
    """The storyboard with one scene of that kind and these items, nothing said yet."""
    scene = Scene("s", kind, text("题"), tuple(items))  # type: ignore[arg-type]
    return replace(board, scenes=(scene,))


def shown(board: Storyboard) -> list[str]:
    """The items' words."""
    return [i.text.shown for s in board.scenes for i in s.items]


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
def test_a_long_text_becomes_several(board: Board, words: str, limit: int, expected: list[str]) -> None:
    """After sentences; after clauses where a sentence is too long; never inside a clause."""
    base = board()
    style = replace(base.style, limits={**base.style.limits, "item_chars": limit})
    split = passes.split_long_texts(with_items(replace(base, style=style), "dialogue", item(words)))
    assert shown(split) == expected
    assert [i.id for i in split.scenes[0].items] == ["i", *(f"i-{n}" for n in range(2, len(expected) + 1))]
    for one in split.scenes[0].items:
        assert "".join(one.text.phrases) == one.text.shown == one.text.said == "".join(one.text.said_phrases)


def test_a_split_keeps_flags_and_details_with_their_words(board: Board) -> None:
    """A flag goes where its phrase is, once; a phrase over two clauses keeps them together; a detail stays first."""
    base = board()
    style = replace(base.style, limits={**base.style.limits, "item_chars": 8})
    flags = tuple(Flag(f, 0, p, text("套路"), text("说明")) for f, p in (("a", "马上办，别问"), ("b", "转账")))
    long = item("您马上办，别问别人。转账就好，转账就行。", flags=flags, detail=text("细节"))
    split = passes.split_long_texts(with_items(replace(base, style=style), "dialogue", long)).scenes[0].items
    assert [(i.text.shown, [f.id for f in i.flags], bool(i.detail)) for i in split] == [
        ("您马上办，别问别人。", ["a"], True),
        ("转账就好，", ["b"], False),
        ("转账就行。", [], False),
    ]
    marked = ["".join(run.words for run in i.runs if run.flag) for i in split]
    assert marked == ["马上办，别问", "转账", ""]


LINK = "https://huiyuan-quxiao-koufei-guanli.example/login?session=8f7a6b5c4d3e2f1a&u=88"


@pytest.mark.parametrize("words", [f"取消请点 {LINK}", f"先登录。再点 {LINK}。", f"{LINK} 是假的", f"Open {LINK} now."])
def test_a_link_is_never_split_into_messages(board: Board, words: str) -> None:
    """Its `?` and `.` end no sentence."""
    base = board()
    style = replace(base.style, limits={**base.style.limits, "item_chars": 12})
    lang = "zh-CN" if words[0] > "z" else "en"
    long = item("x", text=text(words, lang=lang))
    parts = shown(passes.split_long_texts(with_items(replace(base, style=style), "dialogue", long)))
    assert sum(LINK in part for part in parts) == 1


@pytest.mark.parametrize("count", range(2, 10))
@pytest.mark.parametrize("kind", ["anatomy", "rescue"])
def test_steps_keep_their_numbers_over_the_parts_of_a_scene(board: Board, kind: str, count: int) -> None:
    """1 2 3 / 4 5, however the parts are shared out; what goes on from the step before has no number of its own."""
    base = board()
    style = replace(base.style, limits={**base.style.limits, "items": 3, "item_chars": 8})
    steps = [replace(item(f"第{n}句话。"), id=f"s{n}", kind="step", number=n) for n in range(1, count + 1)]
    steps[1] = replace(steps[1], text=text("第二步前一半。第二步后一半。"))
    made = passes.split_long_scenes(passes.split_long_texts(with_items(replace(base, style=style), kind, *steps)))
    assert [i.number for s in made.scenes for i in s.items] == [1, 2, 0, *range(3, count + 1)]


def test_the_number_of_a_step_is_its_place_for_this_audience(board: Board) -> None:
    """Each list of every starter scene counts from 1."""
    for scam, audience, lang in PACKS:
        found: dict[tuple[str, str], list[int]] = {}
        for scene in board(scam, audience, lang).scenes:
            for one in scene.items:
                if one.number:
                    found.setdefault((scene.title.shown, one.kind), []).append(one.number)
        assert all(numbers == [*range(1, len(numbers) + 1)] for numbers in found.values())


@pytest.mark.parametrize(
    "whole",
    [
        item("一句话。两句话。三句话。", kind="option"),
        replace(item("x"), text=text("一句话。两句话。三句话。", said="换一种说法")),
        replace(item("x"), text=replace(text("一句话。两句话。三句话。"), beside=text("one"))),
    ],
    ids=["option", "said otherwise", "with its translation"],
)
def test_what_is_never_split(board: Board, whole: Item) -> None:
    """Options, texts that are said otherwise, and bilingual ones: their two halves would not match."""
    base = board()
    style = replace(base.style, limits={**base.style.limits, "item_chars": 5})
    assert shown(passes.split_long_texts(with_items(replace(base, style=style), "dialogue", whole))) == [
        "一句话。两句话。三句话。"
    ]


@given(
    st.lists(st.sampled_from(["骗子", "说", "。", "，", "！", "“", "”", "转账"]), min_size=1, max_size=40),
    st.integers(1, 20),
)
def test_no_word_is_lost_in_a_split(words: list[str], limit: int) -> None:
    """The parts joined are the text."""
    whole = "".join(words)
    parts = list(passes._cut(item(whole), limit))
    assert "".join("".join(part) for part in parts) == whole


@pytest.mark.parametrize(
    ("kind", "count", "limit", "expected"),
    [
        ("dialogue", 4, 4, [4]),
        ("dialogue", 5, 4, [3, 2]),
        ("anatomy", 7, 3, [3, 2, 2]),
        ("flags", 3, 3, [3]),
        ("pause", 4, 3, [4]),
        ("endcard", 9, 3, [9]),
    ],
)
def test_a_long_scene_becomes_parts(board: Board, kind: str, count: int, limit: int, expected: list[int]) -> None:
    """Even parts with the same title, numbered; a pause and the end card stay whole."""
    base = board()
    style = replace(base.style, limits={**base.style.limits, "items": limit, "bubbles": limit})
    items = [item("话", id=f"i{n}") for n in range(count)]
    parts = passes.split_long_scenes(with_items(replace(base, style=style), kind, *items)).scenes
    assert [len(s.items) for s in parts] == expected
    assert [(s.part, s.parts) for s in parts] == [(n, len(expected)) for n in range(1, len(expected) + 1)]
    assert [s.id for s in parts] == ["s", *(f"s-{n}" for n in range(2, len(expected) + 1))]


def test_do_and_dont_keep_apart_when_they_do_not_fit(board: Board) -> None:
    """Two do and two don't with room for three: one part each, never mixed."""
    base = board()
    style = replace(base.style, limits={**base.style.limits, "items": 3})
    kinds = ("do", "do", "dont", "dont")
    items = [item("话", id=f"i{n}", kind=kind) for n, kind in enumerate(kinds)]
    parts = passes.split_long_scenes(with_items(replace(base, style=style), "actions", *items)).scenes
    assert [[i.kind for i in s.items] for s in parts] == [["do", "do"], ["dont", "dont"]]


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

    def mark(n: int, one):  # type: ignore[no-untyped-def]
        return one.model_copy(update={"only": ("students",)}) if index is None or n == index else one

    def change(scene):  # type: ignore[no-untyped-def]
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
def test_a_scene_that_is_empty_for_an_audience(project, profiles, kind, part, message) -> None:  # type: ignore[no-untyped-def]
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
