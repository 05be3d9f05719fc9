"""Who is who in a script: what is wrong with people, and on which line."""

from __future__ import annotations

import pytest
from telling import Told

CALL = """\
  - id: call
    kind: dialogue
    channel: {channel}
    title: 电话
    contact: 某某
    lines:
      - {{id: l1, {who}, text: 把钱转给我。{flags}}}
"""
FLAGS = ", flags: [{id: f, phrase: 把钱转, trick: 要钱, note: 别转。}]"
POSES = "poses_as: police"

# the cast, who says the flagged line, then line, column, and words of message and hint
WRONG = {
    "a name that nobody has": ("{tuo: {role: caller, name: 托儿}}", "who: tou", 17, 23, "`tou`", "did you mean `tuo`?"),
    "a role misspelt": ("{polcie: {name: 民警}}", "role: caller", 9, 8, "`role` of `polcie`", "did you mean `police`?"),
    "no role": ("{tuo: {name: 托儿}}", "role: caller", 9, 8, "`role` of `tuo`", "host, caller, victim"),
    "no name": ("{tuo: {role: caller}}", "who: tuo", 9, 8, "`name` of `tuo`", ""),
    "another role for a role": ("{police: {role: caller}}", "role: caller", 9, 23, "for `police`", "`police-2`"),
    "an honest impostor": (f"{{wang: {{role: police, {POSES}}}}}", "who: wang", 9, 21, "role: caller", "scammer"),
    "two roles": (f"{{wang: {{{POSES}}}}}", "who: wang, role: police", 17, 35, "role: caller", "`who` says enough"),
    "a pose that is none": ("{wang: {poses_as: polise}}", "who: wang", 9, 25, "polise", "did you mean `police`?"),
    "an unknown key": ("{wang: {poses_like: police}}", "who: wang", 9, 15, "poses_like", "poses_as"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_people_is_told_at_its_place(told: Told, name: str) -> None:
    """File, line and column, the value, and what to do."""
    cast, who, line, column, words, hint = WRONG[name]
    board, problems = told(CALL.format(channel="phone", who=who, flags=FLAGS), cast)
    assert board is None
    found = [p for p in problems if p.severity == "error"]
    assert [(p.where.file, p.where.line, p.where.column) for p in found] == [
        ("content/scams/told/script.yaml", line, column)
    ]
    assert words in str(found[0].message) and hint in "".join(map(str, found[0].hints))


@pytest.mark.parametrize("role", ["police", "clerk", "family", "host"])
def test_a_trick_of_a_real_person_is_an_error(told: Told, role: str) -> None:
    """Whoever quotes an impostor with the real one's role is told how to declare him."""
    board, problems = told(CALL.format(channel="phone", who=f"role: {role}", flags=FLAGS))
    assert board is None
    (one,) = problems
    assert (one.where.line, one.code) == (17, "cast")
    hint = "".join(map(str, one.hints))
    assert ("role: caller" if role == "host" else f"`poses_as: {role}` under `fake-{role}`") in hint
    declared = CALL.format(channel="phone", who=f"who: fake-{role}", flags=FLAGS)
    if role != "host":
        assert told(declared, f"{{fake-{role}: {{poses_as: {role}}}}}")[0] is not None


@pytest.mark.parametrize("role", ["caller", "friend", "victim"])
def test_tricks_of_others_are_none_of_our_business(told: Told, role: str) -> None:
    """A friend may hand on what took him in himself."""
    board, problems = told(CALL.format(channel="chat", who=f"role: {role}", flags=FLAGS))
    assert board is not None and problems == []


@pytest.mark.parametrize(
    ("cast", "right"),
    [
        ("{police: {poses_as: police, name: 民警}}", False),
        ("{police: {poses_as: police, name: 真民警}}", False),
        ("{caller: {name: Real police officer}}", False),
        ("{caller: {name: 银行柜员}}", False),
        ("{police: {poses_as: police, name: “王警官”（假）}}", True),
        ("{police: {poses_as: police}}", True),
    ],
)
def test_no_scammer_is_captioned_as_real(told: Told, cast: str, right: bool) -> None:
    """His name stands beside his picture: it is never the real one's."""
    who = "role: police" if "{police" in cast else "role: caller"
    board, problems = told(CALL.format(channel="phone", who=who, flags=FLAGS), cast)
    assert (board is not None) == right
    assert right or "名字" in str(problems[0].message) or "scammer" in str(problems[0].message)


@pytest.mark.parametrize("channel", ["phone", "video", "sms", "screen"])
def test_members_belong_to_a_group_chat(told: Told, channel: str) -> None:
    """Nowhere else can a number of people be in it."""
    scene = CALL.format(channel=f"{channel}\n    members: 128", who="role: caller", flags="")
    board, problems = told(scene)
    assert board is None and "channel: chat" in str(problems[0].message)
    assert told(scene.replace(f"channel: {channel}", "channel: chat"))[0] is not None


def test_a_script_without_any_of_this_stays_as_it_is(told: Told) -> None:
    """Roles alone, named or not."""
    board, problems = told(CALL.format(channel="phone", who="role: caller", flags=FLAGS), "{caller: {name: 假客服}}")
    assert board is not None and problems == []
    assert [(p.role, p.plays, p.name.shown) for p in board.cast] == [
        ("caller", "caller", "假客服"),
        ("host", "host", "讲解员"),
    ]
