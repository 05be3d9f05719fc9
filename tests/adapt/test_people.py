"""Who is drawn, named and heard: impostors, several scammers, groups, and drawings that fit channel and person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from telling import Told

from outreach.channels import CHANNELS, ChannelName
from outreach.profiles import Audience, Profiles
from outreach.storyboard import Scene, Storyboard

GROUP = """\
  - {id: hook, kind: hook, title: 群里都在赚钱？, lines: [{id: h1, text: 有人拉您进群。}]}
  - id: group
    kind: dialogue
    channel: chat
    members: 128
    title: 群聊
    contact: 兼职群
    lines:
      - {id: g1, role: caller, text: 做一单返五元。}
      - {id: g2, who: tuo, text: 真的到账了！}
      - {id: g3, role: friend, text: 我也做了。}
      - {id: g4, role: victim, text: 我试试。}
"""
PEOPLE = "{caller: {name: 群主}, tuo: {role: caller, name: 托儿}}"
TALK = """\
  - {{id: hook, kind: hook, title: 出了什么事？, lines: [{{id: h1, text: 有人找您。}}]}}
  - id: talk
    kind: dialogue
    channel: {channel}
    title: 谈话
    contact: 某某
    lines:
      - {{id: t1, {who}, text: 您好。}}
      - {{id: t2, role: victim, text: 您是谁？}}
"""
Drawn = list[tuple[str, str]]


def made(found: tuple[Storyboard | None, object]) -> Storyboard:
    """The storyboard, which must be there."""
    assert found[0] is not None, found[1]
    return found[0]


def drawn(scene: Scene) -> Drawn:
    """A scene's drawings by name and state."""
    return [(picture.name, picture.state) for picture in scene.pictures]


def test_several_scammers_have_names_drawings_and_voices_of_their_own(told: Told) -> None:
    """And each line in the group says whose it is; the group's name says how many are in it."""
    board = made(told(GROUP, PEOPLE))
    scene = board.scenes[1]
    people = {p.role: p for p in board.cast}
    assert scene.contact is not None and scene.contact.shown == "兼职群（128）"
    assert "".join(scene.contact.phrases) == scene.contact.shown
    assert [(i.role, i.side, i.named and i.named.shown) for i in scene.items] == [
        ("caller", "left", "群主"),
        ("tuo", "left", "托儿"),
        ("friend", "left", "朋友"),
        ("victim", "right", None),
    ]
    assert people["tuo"].plays == people["caller"].plays == "caller"
    assert people["tuo"].picture != people["caller"].picture
    assert all(people["tuo"].voices[engine] != voice for engine, voice in people["caller"].voices.items())


def test_one_scammer_in_a_chat_needs_no_name_on_each_line(told: Told) -> None:
    """The screen's head says who it is."""
    scene = made(told(TALK.format(channel="chat", who="role: caller"))).scenes[1]
    assert all(item.named is None for item in scene.items)


def test_a_voice_may_be_chosen_and_must_exist(told: Told) -> None:
    """By the name of a role, or a role's second voice."""
    words = TALK.format(channel="phone", who="who: tuo")
    people = {p.role: p for p in made(told(words, "{tuo: {role: caller, name: 托, voice: family}}")).cast}
    assert people["tuo"].voices["edge"] == "zh-CN-YunxiNeural"
    board, problems = told(words, "{tuo: {role: caller, name: 托, voice: famly}}")
    assert board is None and "`famly`" in problems[0].message and "family" in problems[0].hints[0]


@pytest.mark.parametrize("audience", ["seniors", "students"])
def test_two_people_are_two_drawings(told: Told, profiles: Profiles, audience: str) -> None:
    """Also for an audience whose file gives both the same."""
    own = profiles.audiences[audience]
    same = own.model_copy(update={"people": {**own.people, "friend": own.people["victim"], "family": "student"}})
    for one in (profiles, _with(profiles, same)):
        talk = TALK.format(channel="phone", who="role: family")
        board = made(told(GROUP + talk[talk.index("  - id: talk") :], PEOPLE, audience, one))
        names = [p.picture.name for p in board.cast if p.plays in ("victim", "friend", "family")]
        assert len(names) == len(set(names)) == 3


def _with(profiles: Profiles, audience: Audience) -> Profiles:
    return replace(profiles, audiences={**profiles.audiences, audience.id: audience})


# --- drawings by channel and person ----------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS)
def test_only_a_call_has_a_phone_at_the_ear(told: Told, channel: ChannelName) -> None:
    """The opening and the conversation show what the story is about."""
    board = made(told(TALK.format(channel=channel, who="role: caller")))
    found = drawn(board.scenes[0]) + drawn(board.scenes[1])
    assert ((("grandmother", "phone") in found) or (("phone-call", "ringing") in found)) == (channel == "phone")
    assert found[-1][0] == "caller"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_chat_has_no_phone_at_the_ear_though_the_script_names_it(told: Told, channel: ChannelName) -> None:
    """In the conversation, and in a scene that has no channel of its own, as the story is; what to do shows no call."""
    art = "art: [grandmother:phone]"
    words = TALK.format(channel=channel, who="role: caller")
    do, dont = "do: [{id: d1, text: 不理他, art: hang-up}]", "dont: [{id: n1, text: 不转账}]"
    words += f"  - {{id: act, kind: actions, title: 这样做, {do}, {dont}}}\n"
    board = made(
        told(words.replace("kind: hook,", f"kind: hook, {art},").replace("    contact", f"    {art}\n    contact"))
    )
    shown = "worried" if channel in ("chat", "sms") else "phone"
    assert [drawn(scene) for scene in board.scenes[:2]] == [[("grandmother", shown)]] * 2
    picture = board.scenes[2].items[0].picture
    assert picture and picture.name == ("phone-chat" if channel in ("chat", "sms") else "hang-up")


@pytest.mark.parametrize(("role", "name"), [("clerk", "clerk"), ("police", "police"), ("family", "student")])
@pytest.mark.parametrize("channel", CHANNELS)
def test_no_scammer_is_drawn_when_a_real_person_speaks(told: Told, channel: str, role: str, name: str) -> None:
    """The bank's own call shows the clerk; nobody else is in the scene."""
    scene = made(told(TALK.format(channel=channel, who=f"role: {role}"))).scenes[1]
    assert [picture.name for picture in scene.pictures] == ["grandmother", name]
    assert [item.side for item in scene.items] == ["left", "right"]
    assert scene.items[0].face is not None and scene.items[0].face.name == name


def test_the_family_stands_by_the_person_a_scammer_talks_to(told: Told) -> None:
    """On the same side, as ever."""
    words = TALK.format(channel="phone", who="role: caller") + "      - {id: t3, role: family, text: 别信他。}\n"
    assert [item.side for item in made(told(words)).scenes[1].items] == ["left", "right", "right"]


def test_an_audience_that_hears_nothing_sees_no_ringing_phone(told: Told, profiles: Profiles) -> None:
    """Not in a call, not in the rescue; drawings that a scene names count too."""
    deaf = _with(profiles, profiles.audiences["seniors"].model_copy(update={"hears": False}))
    words = TALK.format(channel="phone", who="role: caller").replace(
        "    contact", "    art: [grandmother:phone]\n    contact"
    )
    for scene in TALK.format(channel="phone", who="role: caller"), words:
        board = made(told(scene, own=deaf))
        found = {one for s in board.scenes for one in drawn(s)}
        assert not {name for name, state in found if state in ("phone", "ringing") or name == "hotline"}


def test_the_opening_shows_whom_the_script_casts(told: Told) -> None:
    """A victim with a drawing of his own is the one who picks up, for the audiences that have him."""
    words, cast = TALK.format(channel="phone", who="role: caller"), "{victim: {name: 老李, art: grandfather}}"
    board = made(told(words, cast))
    assert drawn(board.scenes[0])[0] == drawn(board.scenes[1])[0] == ("grandfather", "phone")


def test_a_scene_may_have_other_drawings_for_some(told: Told) -> None:
    """Each audience sees its own; a name that nothing has and an audience that is none are told at their places."""
    words = TALK.format(channel="phone", who="role: caller")
    own = words.replace("    contact", "    art: [loan]\n    by: {students: [link, gold]}\n    contact")
    assert drawn(made(told(own)).scenes[1]) == [("loan", "plain")]
    assert drawn(made(told(own, audience="students")).scenes[1]) == [("link", "plain"), ("gold", "plain")]
    for old, new, column in (("gold", "glod", 27), ("students", "studnts", 10)):
        board, problems = told(own.replace(old, new))
        assert board is None and [(p.where.line, p.where.column) for p in problems] == [(17, column)]
        assert f"`{new}`" in problems[0].message and f"`{old}`" in problems[0].hints[0]


def test_a_drawing_without_the_state_shows_its_first(told: Told, profiles: Profiles) -> None:
    """An audience's own person need not have every state; a state that nobody has is an error."""
    plain = _with(profiles, profiles.audiences["seniors"].model_copy(update={"people": {"victim": "police"}}))
    words = TALK.format(channel="phone", who="role: caller")
    assert drawn(made(told(words, own=plain)).scenes[0])[0] == ("police", "plain")
    board, problems = told(words.replace("    contact", "    art: [victim:wory]\n    contact"))
    assert board is None and "`wory`" in problems[0].message and problems[0].hints


# --- the face that is not his ----------------------------------------------------------------------------------------

POSES: dict[str, tuple[str, Callable[[Drawn], bool]]] = {
    "police": ("假警察", lambda seen: seen == [("police", "plain-on-video")]),
    "clerk": ("假柜员", lambda seen: seen == [("clerk", "plain-on-video")]),
    "family": ("假亲人", lambda seen: seen == [("student", "plain-on-video")]),
    "embassy": ("假使馆人员", lambda seen: seen == [("caller", "smile-hidden-on-video")]),
}


@pytest.mark.parametrize("pose", POSES)
def test_a_video_call_shows_the_face_he_borrowed(told: Told, pose: str) -> None:
    """The window shows whom he poses as; his own picture, his name and his part are a scammer's."""
    name, right = POSES[pose]
    board = made(told(TALK.format(channel="video", who="who: wang"), f"{{wang: {{poses_as: {pose}}}}}"))
    (wang,) = [p for p in board.cast if p.role == "wang"]
    scene = board.scenes[1]
    assert (wang.name.shown, wang.plays, wang.picture.name) == (name, "caller", "caller")
    assert right([(i.face.name, i.face.state) for i in scene.items[:1] if i.face])
    assert right(drawn(scene)[-1:])
    assert "视频通话" in scene.pictures[-1].alt


@pytest.mark.parametrize("channel", [name for name, channel in CHANNELS.items() if not channel.face])
def test_elsewhere_he_has_no_face_to_show(told: Told, channel: str) -> None:
    """Without a camera the impostor is drawn as the scammer he is."""
    scene = made(told(TALK.format(channel=channel, who="who: wang"), "{wang: {poses_as: police}}")).scenes[1]
    assert scene.items[0].face is not None
    assert (scene.items[0].face.name, scene.items[0].face.state) == ("caller", "smile-hidden")


def test_a_drawing_the_script_gives_is_the_one_that_is_seen(told: Told) -> None:
    """For one audience another."""
    cast = "{wang: {poses_as: police, art: student, by: {students: clerk}}}"
    for audience, name in (("seniors", "student"), ("students", "clerk")):
        scene = made(told(TALK.format(channel="video", who="who: wang"), cast, audience)).scenes[1]
        assert scene.items[0].face is not None and scene.items[0].face.name == name


def test_the_person_called_is_called_by_what_they_do(told: Told) -> None:
    """Nobody picks up a phone in a story of messages."""
    for channel, name in (("phone", "接电话的人"), ("video", "接电话的人"), ("sms", "收到消息的人")):
        board = made(told(TALK.format(channel=channel, who="role: caller")))
        assert [p.name.shown for p in board.cast if p.role == "victim"] == [name]
