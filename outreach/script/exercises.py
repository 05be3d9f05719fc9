"""What a script can say beside its scenes: a talk's words, a quiz, the practice as the helper, boxes to tick."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from outreach.messages import msg
from outreach.script.texts import A_TUPLE, Only, Slug, TextField, TextSpec, tuples
from outreach.source import Strict, refuse

# The parts of a talk that have words to speak; its quiz has questions.
TalkPart = Literal["opening", "story", "stop", "anatomy", "flags", "actions", "rescue", "closing"]
Talk = Annotated[
    dict[TalkPart, TextField],
    Field(description="a paragraph a part, to be spoken by whoever gives the talk · 讲稿：每一环节一段，照着说就行"),
]


class ReplySpec(TextSpec):
    """An answer to choose, and why it is right or wrong."""

    id: Slug
    right: bool = Field(False, description="the right answer; exactly one · 正确的那一个")
    why: TextField = Field(description="said after it is chosen; never a reproach · 选了以后说的话，不责怪人")


class _Asked(Strict):
    id: Slug
    only: Only = ()
    options: Annotated[tuple[ReplySpec, ...], Field(min_length=2, max_length=4), A_TUPLE]

    _only = tuples("only")

    @model_validator(mode="after")
    def _one_right(self) -> _Asked:
        rights = sum(option.right for option in self.options)
        if rights != 1:
            raise refuse(msg("expected one option with `right: true`, found {n}", n=rights))
        return self


class QuestionSpec(_Asked):
    """A question of the quiz: what is heard, what do you do now?"""

    message: TextField | None = Field(
        None, description="what is heard or read, in words of the lesson · 听到或收到的话，课里说过的"
    )
    genuine: bool = Field(False, description="it comes from the real bank or police · 这条是真的银行或警方发来的")
    question: TextField = Field(description="what do you do now? · 问做法，不问名词")


class TurnSpec(_Asked):
    """A turn of the practice as the helper: what the other says, what to answer."""

    message: TextField = Field(description="what the person being tricked says to you · 正被骗的人对您说的话")


class HelperSpec(Strict):
    """The practice call from the other side: who you are, and the turns."""

    role: TextField = Field(description="who you are: daughter, roommate, clerk · 您演谁：女儿、室友、柜员")
    whom: TextField = Field(description="who is being tricked: your mother, your roommate, a customer · 您帮的是谁")
    turns: Annotated[tuple[TurnSpec, ...], Field(min_length=1, max_length=40), A_TUPLE]


class TickSpec(TextSpec):
    """A box to tick: what happened to me, in my own words."""

    id: Slug
    only: Only = ()

    _only = tuples("only")
