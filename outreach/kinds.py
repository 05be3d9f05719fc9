"""The kinds of scene: one row a kind, with all that is particular to it. Whoever reads, says or shows scenes asks here.

A medium draws a kind by one of its own arrangements, which several kinds may share. Where a row names none, the medium
leaves such scenes out, and `check` says so. How a film shows a kind is in templates/scenes/shots.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

# The lists a scene can have, in the order in which they are seen, and what each holds.
LISTS: Mapping[str, Literal["line", "option", "step", "flag", "do", "dont"]] = {
    "lines": "line",
    "options": "option",
    "steps": "step",
    "items": "flag",
    "do": "do",
    "dont": "dont",
}
Medium = Literal["deck", "print", "page", "cards"]  # beside the film, which tells the whole story
MEDIA: tuple[Medium, ...] = get_args(Medium)
LESSON = "talk"  # the cut of decks, pages and meetings: its film is plainly `video.mp4`
Section = Literal["opening", "story", "stop", "anatomy", "flags", "actions", "rescue", "quiz", "closing"]  # of a talk


@dataclass(frozen=True)
class Kind:
    """What is special about one kind of scene."""

    says: str  # what it is for, to authors
    lists: Mapping[str, tuple[int, int | None]]  # its lists, each with the least and the most it holds
    shown: Mapping[Medium, str]  # the arrangement of every medium beside the film that shows it
    talk: bool = False  # people talk on a channel, under the name that one of them sees
    asks: bool = False  # a question, options of which one is right, and the answer
    last: bool = False  # ends the story: slogan, numbers and code
    spare: bool = False  # it can be spared somewhere (`not_in`); advice and numbers cannot
    advice: bool = False  # a translation made from older words would tell people to do the wrong thing
    drains: bool = False  # a balance runs out while a drawing shows the money going
    at_once: Literal["", "items", "bubbles"] = ""  # the audience's limit that divides a long one
    section: Section = "story"  # the part of a talk that its slides belong to
    ask: str = ""  # the label with what the speaker asks the audience
    roles: tuple[str, ...] = ()  # who can speak in it; empty: everyone
    pictures: tuple[str, ...] = ()  # its drawings, when neither the script nor media/art/art.yaml names one
    ends: bool = False  # its point comes last: a short cut takes its last lines, not its first ones
    channel: str = ""  # where people talk when the script does not say it


def _as(name: str) -> Mapping[Medium, str]:
    """The arrangement of this name in every medium but the film."""
    return dict.fromkeys(MEDIA, name)


KINDS: Mapping[str, Kind] = {
    "hook": Kind(
        "Opens: one picture, one question that concerns the viewer.",
        {"lines": (0, None)},
        shown=_as("hook"),
        ask="ask_hook",
    ),
    "dialogue": Kind(
        "The scammer's words re-enacted, line by line, the tricks flagged.",
        {"lines": (1, 60)},
        shown=_as("dialogue"),
        talk=True,
        spare=True,
        at_once="bubbles",
        ask="ask_story",
    ),
    "pause": Kind(
        "What would you do? Options, time to think, the answer.",
        {"options": (2, 4)},
        shown=_as("pause"),
        asks=True,
        spare=True,
        section="stop",
    ),
    "anatomy": Kind(
        "The scam step by step.",
        {"steps": (2, 40)},
        shown=_as("anatomy"),
        spare=True,
        drains=True,
        at_once="items",
        section="anatomy",
        ask="ask_anatomy",
    ),
    "flags": Kind(
        "How to recognise it.",
        {"items": (1, 40)},
        shown=_as("flags"),
        at_once="items",
        section="flags",
        ask="ask_flags",
    ),
    "actions": Kind(
        "Do and don't.",
        {"do": (1, 40), "dont": (1, 40)},
        shown=_as("actions"),
        advice=True,
        at_once="items",
        section="actions",
        ask="ask_actions",
    ),
    "rescue": Kind(
        "Already paid? What to do now.",
        {"steps": (1, 40)},
        shown=_as("rescue"),
        advice=True,
        at_once="items",
        section="rescue",
        ask="ask_rescue",
    ),
    "outcome": Kind(
        "How it ended: those who help talk with the person, at the counter or at home.",
        {"lines": (1, 60)},
        shown=_as("dialogue"),
        talk=True,
        spare=True,
        at_once="bubbles",
        ask="ask_story",
        roles=("host", "victim", "family", "friend", "clerk", "police"),
        pictures=("victim", "caller"),
        channel="counter",
        ends=True,
    ),
    "endcard": Kind(
        "Slogan (the title), hotlines, QR, brand.",
        {"lines": (0, None)},
        shown=_as("endcard"),
        last=True,
        advice=True,
        section="closing",
    ),
}
