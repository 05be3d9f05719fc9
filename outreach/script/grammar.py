"""What a script file can say: the models of content/scams/<slug>/script.yaml and its translations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    Field,
    create_model,
    field_validator,
    model_validator,
)

from outreach.channels import CHANNELS, ChannelName
from outreach.kinds import KINDS, LISTS, Kind, Medium
from outreach.messages import msg
from outreach.script.exercises import HelperSpec, QuestionSpec, Talk, TickSpec
from outreach.script.texts import A_TUPLE, Only, TextField, tuples
from outreach.script.texts import Slug as Slug
from outreach.script.texts import TextSpec as TextSpec
from outreach.script.texts import Variant as Variant
from outreach.source import Strict, Versioned, refuse
from outreach.source.explain import DATE, DIGEST, FACT, MONTH
from outreach.source.versions import Upgrade

TOKEN = re.compile(r"\{([a-z][a-z0-9_.-]*)\}")
Loss = Literal["sent", "card"]
ROLES = ("host", "caller", "victim", "family", "friend", "clerk", "police")
Role = Literal["host", "caller", "victim", "family", "friend", "clerk", "police"]
# Whom an impostor claims to be; what he is called then is in content/languages/ under `impostors`.
Pose = Literal["police", "clerk", "service", "official", "embassy", "courier", "boss", "family", "friend"]


def _real_date(words: str) -> str:
    try:
        dt.date.fromisoformat(words)
    except ValueError:
        raise refuse(msg("expected a day of the calendar, found `{found}`", found=words)) from None
    return words


Date = Annotated[str, Field(pattern=DATE), AfterValidator(_real_date)]
Cuts = Annotated[
    tuple[str, ...],
    Field(
        description="the cuts of the film that have this, and no others; empty: as content/cuts.yaml says · 进哪些短片"
    ),
]


class FlagSpec(Strict):
    """A phrase of the line above and the trick it plays."""

    id: Slug
    phrase: TextField = Field(description="words of the line, letter by letter · 从台词里原样复制")
    trick: TextField = Field(description="the trick's short name · 套路的名字，几个字")
    note: TextField = Field(description="why it works, one sentence the host says · 一句话点破，讲解员说")


class LineSpec(TextSpec):
    """A spoken line."""

    id: Slug
    role: Role = Field("host", description="who says it · 谁说的")
    who: Slug | None = Field(None, description="the person of `cast` who says it, in place of `role` · cast 里的哪一位")
    only: Only = ()
    cuts: Cuts = ()
    flags: tuple[FlagSpec, ...] = Field((), description="phrases of this line that play a trick · 这句话里的套路")

    _lists = tuples("only", "cuts", "flags")


class ItemSpec(TextSpec):
    """A step, a red flag, a do or a don't."""

    id: Slug
    detail: TextField | None = Field(None, description="a smaller sentence below it · 下面的小字说明")
    only: Only = ()
    cuts: Cuts = ()
    art: str = Field("", description="a drawing of media/art, `name` or `name:state` · 配图")
    arts: dict[str, str] = Field({}, description="another drawing for some audiences · 给某类人换图")

    _lists = tuples("only", "cuts")


class OptionSpec(ItemSpec):
    """An answer to choose in a pause scene."""

    right: bool = Field(False, description="the right answer; exactly one · 正确的那一个")


Drawings = Annotated[tuple[str, ...], A_TUPLE]


class _SceneSpec(Strict):
    id: Slug
    title: TextField = Field(description="stands above the scene; on the end card the slogan · 标题；片尾是口号")
    lead: TextField | None = Field(None, description="what the host says as the scene opens · 开场白")
    only: Only = ()
    cuts: Cuts = ()
    art: tuple[str, ...] = Field((), description="drawings of media/art, `name` or `name:state` · 配图")
    by: dict[str, Drawings] = Field({}, description="other drawings for some audiences · 给某类人换一种配图")

    _scene_lists = tuples("only", "cuts", "art")


class _Spare(_SceneSpec):
    """A scene that can be spared somewhere; advice and numbers cannot."""

    not_in: tuple[Medium, ...] = Field(
        (), description="left out of deck, print, page or cards; the film has it · 不放进课件、印刷品、网页或图片"
    )

    _spare_lists = tuples("not_in")


class _Talk(_Spare):
    channel: ChannelName = Field(description="how they reach the person · 用什么联系")
    contact: TextField = Field(description="the name the person sees on the screen · 屏幕上显示的名字")
    members: Annotated[int, Field(ge=3)] | None = Field(
        None, description="a group chat: how many people are in it · 群聊的人数"
    )

    @model_validator(mode="after")
    def _group(self) -> _Talk:
        if self.members and not CHANNELS[self.channel].groups:
            ways = " / ".join(name for name, channel in CHANNELS.items() if channel.groups)
            message = msg(
                "expected `channel: {channel}` beside `members`, found `{found}`", channel=ways, found=self.channel
            )
            raise refuse(message)
        return self


class _Question(_Spare):
    question: TextField
    answer: TextField

    @model_validator(mode="after")
    def _one_right(self) -> _Question:
        rights = sum(option.right for option in getattr(self, "options", ()))
        if rights != 1:
            raise refuse(msg("expected one option with `right: true`, found {n}", n=rights))
        return self


_ELEMENTS = {"lines": LineSpec, "options": OptionSpec}  # of the lists; else ItemSpec


def _model(name: str, kind: Kind) -> type[_SceneSpec]:
    """What a script can say in a scene of a kind."""
    base = _Talk if kind.talk else _Question if kind.asks else _Spare if kind.spare else _SceneSpec
    fields: dict[str, Any] = {"kind": (Literal[name], ...)}
    if kind.channel:
        fields["channel"] = (ChannelName, Field(kind.channel, description=_Talk.model_fields["channel"].description))
    for part, (least, most) in kind.lists.items():
        many: Any = tuple[_ELEMENTS.get(part, ItemSpec), ...]  # type: ignore[misc]
        bounds = Field(min_length=least or None, max_length=most)
        fields[part] = (Annotated[many, bounds, A_TUPLE], ... if least else ())
    return create_model(name.capitalize(), __base__=base, __doc__=kind.says, **fields)


if TYPE_CHECKING:
    SceneSpec = Any
else:
    SceneSpec = Annotated[reduce(or_, (_model(*row) for row in KINDS.items())), Field(discriminator="kind")]


def listed(scene: Any) -> Iterator[tuple[str, int, Any]]:
    """What a scene lists: the name of the list, the place in it, and the line, option, step …"""
    for name in LISTS:
        yield from ((name, k, one) for k, one in enumerate(getattr(scene, name, ())))


class CastSpec(Strict):
    """Someone who speaks: the name in the picture, the drawing, and whom they claim to be."""

    name: TextField | None = Field(None, description="the name in the picture; of a role, none: the usual one · 名字")
    role: Role | None = Field(None, description="what a person of a key of one's own plays · 演什么角色")
    poses_as: Pose | None = Field(
        None, description="an impostor: whom they claim to be; the role is `caller` then · 冒充谁"
    )
    art: str = Field("", description="a drawing of media/art, `name` or `name:state` · 配图")
    voice: str = Field("", description="whose voice: a key of `voices` in content/languages · 用谁的声音")
    by: dict[str, str] = Field({}, description="another drawing for some audiences")


class SourceSpec(Strict):
    """Where the facts come from, or that the story is composed."""

    text: TextField
    date: Annotated[str, Field(pattern=MONTH)] | None = None


class ScriptModel(Versioned):
    """content/scams/<slug>/script.yaml"""

    newest: ClassVar[int] = 2
    upgrades: ClassVar[Mapping[int, Upgrade]] = {1: dict}  # nobody but the author knows `loss`: `check` asks for it
    schema_: Literal[2] = Field(alias="schema")
    id: Slug
    language: str = Field(description="the language this file is written in, such as zh-CN · 这份文件的语言")
    title: TextField = Field(description="the scam in one line · 一句话说清这个骗局")
    summary: TextField = Field(description="how it starts and how the money goes, two sentences · 怎么开口、怎么得手")
    reviewed: Date = Field(description="when a person last read it · 最后一次通读的日期")
    sources: Annotated[tuple[SourceSpec, ...], Field(min_length=1)]
    audiences: tuple[str, ...] = Field((), description="the audiences it is made for; empty: all · 给哪些人看")
    loss: Loss | None = Field(
        None,
        description="where the money is when help is called: `sent`, police first; `card`, bank first · "
        "钱已转出（sent，先打110）还是还在卡里（card，先打银行）",
    )
    refusal: TextField | None = Field(
        None, description="the sentence that ends the call; {refusal} puts it in other texts · 挂电话就说这一句"
    )
    ask: TextField | None = Field(
        None, description="the question that unmasks the caller; {ask} puts it in other texts · 问了就能拆穿他的一句"
    )
    visual: str = Field(
        "", description="the drawing of what must not be done: on posters and covers · 海报、封面上画什么（不能做的事）"
    )
    visuals: dict[str, str] = Field({}, description="another for some audiences · 给某类人换一幅")
    facts: dict[Annotated[str, Field(pattern=FACT)], TextField] = Field(
        {},
        description="amounts and names used in several texts, as {fact.name}; `saved`: nearly lost, but was not · "
        "金额、名称，各处引用；saved 是差点被骗、但保住了的钱",
    )
    talk: Talk = {}
    quiz: tuple[QuestionSpec, ...] = Field(
        (),
        max_length=40,
        description="three to five questions an audience: what do you do now? · 每类人三到五题，问做法",
    )
    helper: HelperSpec | None = Field(
        None, description="the practice call, played as who helps · 模拟练习的另一边：扮演帮忙的人"
    )
    tick: tuple[TickSpec, ...] = Field(
        (), max_length=40, description="what happened to me, to tick on paper · 自查表上打勾的话，用“我”说"
    )
    cast: dict[Slug, CastSpec] = Field({}, description="roles, and people of one's own beside them · 出场的人")
    scenes: Annotated[tuple[SceneSpec, ...], Field(min_length=1, max_length=60)]
    _lists = tuples("sources", "scenes", "audiences", "quiz", "tick")


def exercises(model: ScriptModel) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    """Every question of the quiz, turn of the helper and box to tick, and its path in the file."""
    turns = model.helper.turns if model.helper else ()
    many: tuple[tuple[tuple[str | int, ...], tuple[Any, ...]], ...] = (
        (("quiz",), model.quiz),
        (("helper", "turns"), turns),
        (("tick",), model.tick),
    )
    for path, ones in many:
        yield from ((one, (*path, k)) for k, one in enumerate(ones))


class TranslatedSpec(Variant):
    """A translated text and the digest of the source text it was made from."""

    of: Annotated[str, Field(pattern=DIGEST, alias="from")]


class TranslationModel(Versioned):
    """content/scams/<slug>/<lang>.yaml"""

    schema_: Literal[1] = Field(alias="schema")
    language: str
    translates: Slug
    reviewed: Date | None = None
    texts: dict[str, TranslatedSpec]
    # a file that only holds to-dos, which are comments, is no mistake
    _no_texts = field_validator("texts", mode="before")(lambda v: {} if v is None else v)
