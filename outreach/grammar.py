"""What a script file can say: the models of content/scams/<slug>/script.yaml and its translations."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from outreach.explain import DATE, DIGEST, FACT, MONTH, SLUG
from outreach.messages import msg
from outreach.source import Strict, refuse

Slug = Annotated[str, Field(pattern=SLUG, max_length=64)]
TOKEN = re.compile(r"\{([a-z][a-z0-9_.-]*)\}")
ROLES = ("host", "caller", "victim", "family", "friend", "clerk", "police")
Role = Literal["host", "caller", "victim", "family", "friend", "clerk", "police"]


def _not_blank(words: str) -> str:
    if not words.strip():
        raise refuse(msg("expected a text, found only spaces"), msg("write it, or delete the key"))
    return words


Words = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_not_blank)]


class Variant(Strict):
    """A text: what is shown, and what is said when that differs."""

    text: Words
    say: Words | None = None


def _as_mapping(value: Any) -> Any:
    """A text may be written plainly; `{hotline.fraud}` without quotes reads as a mapping and is meant as a text."""
    token = isinstance(value, dict) and [*value.values()] == [None] and "." in next(iter(value))
    return value if isinstance(value, dict) and not token else {"text": value}


class _PlainOrMapping:
    """Tells editors that a text may also be written plainly."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}


VariantField = Annotated[Variant, BeforeValidator(_as_mapping), _PlainOrMapping()]


class TextSpec(Variant):
    """A text with, under `by`, other words for some audiences."""

    by: dict[str, VariantField] = {}


TextField = Annotated[TextSpec, BeforeValidator(_as_mapping), _PlainOrMapping()]


class FlagSpec(Strict):
    """A phrase of the line above and the trick it plays."""

    id: Slug
    phrase: TextField
    trick: TextField
    note: TextField


def _tuples(*names: str) -> Any:
    return field_validator(*names, mode="before")(lambda v: tuple(v) if isinstance(v, list) else v)


class LineSpec(TextSpec):
    """A spoken line."""

    id: Slug
    role: Role = "host"
    only: tuple[str, ...] = ()
    flags: tuple[FlagSpec, ...] = ()

    _lists = _tuples("only", "flags")


class ItemSpec(TextSpec):
    """A step, a red flag, a do or a don't."""

    id: Slug
    detail: TextField | None = None
    only: tuple[str, ...] = ()
    art: str = ""

    _lists = _tuples("only")


class OptionSpec(ItemSpec):
    """An answer to choose in a pause scene."""

    right: bool = False


class _SceneSpec(Strict):
    id: Slug
    title: TextField
    lead: TextField | None = Field(None, description="what the host says as the scene opens")
    only: tuple[str, ...] = Field((), description="the audiences that get this scene; empty: all")
    art: tuple[str, ...] = Field((), description="drawings of media/art, `name` or `name:state`")

    _scene_lists = _tuples("only", "art")


class Hook(_SceneSpec):
    """Opens: one picture, one question that concerns the viewer."""

    kind: Literal["hook"]
    lines: tuple[LineSpec, ...] = ()
    _lists = _tuples("lines")


class Dialogue(_SceneSpec):
    """The scammer's words re-enacted, line by line, the tricks flagged."""

    kind: Literal["dialogue"]
    channel: Literal["phone", "chat", "sms", "screen"]
    contact: TextField = Field(description="the name the person sees on the screen")
    lines: Annotated[tuple[LineSpec, ...], Field(min_length=1)]
    _lists = _tuples("lines")


class Pause(_SceneSpec):
    """What would you do? Options, time to think, the answer."""

    kind: Literal["pause"]
    question: TextField
    options: Annotated[tuple[OptionSpec, ...], Field(min_length=2, max_length=4)]
    answer: TextField
    _lists = _tuples("options")

    @model_validator(mode="after")
    def _one_right(self) -> Pause:
        rights = sum(option.right for option in self.options)
        if rights != 1:
            raise refuse(msg("expected one option with `right: true`, found {n}", n=rights))
        return self


class Anatomy(_SceneSpec):
    """The scam step by step."""

    kind: Literal["anatomy"]
    steps: Annotated[tuple[ItemSpec, ...], Field(min_length=2)]
    _lists = _tuples("steps")


class Flags(_SceneSpec):
    """How to recognise it."""

    kind: Literal["flags"]
    items: Annotated[tuple[ItemSpec, ...], Field(min_length=1)]
    _lists = _tuples("items")


class Actions(_SceneSpec):
    """Do and don't."""

    kind: Literal["actions"]
    do: Annotated[tuple[ItemSpec, ...], Field(min_length=1)]
    dont: Annotated[tuple[ItemSpec, ...], Field(min_length=1)]
    _lists = _tuples("do", "dont")


class Rescue(_SceneSpec):
    """Already paid? What to do now."""

    kind: Literal["rescue"]
    steps: Annotated[tuple[ItemSpec, ...], Field(min_length=1)]
    _lists = _tuples("steps")


class Endcard(_SceneSpec):
    """Slogan (the title), hotlines, QR, brand."""

    kind: Literal["endcard"]
    lines: tuple[LineSpec, ...] = ()
    _lists = _tuples("lines")


SceneSpec = Annotated[
    Hook | Dialogue | Pause | Anatomy | Flags | Actions | Rescue | Endcard, Field(discriminator="kind")
]


class CastSpec(Strict):
    """Who plays a role: the name in the picture and the drawing."""

    name: TextField
    art: str = ""
    by: dict[str, str] = Field({}, description="another drawing for some audiences")


class SourceSpec(Strict):
    """Where the facts come from, or that the story is composed."""

    text: TextField
    date: Annotated[str, Field(pattern=MONTH)] | None = None


class ScriptModel(Strict):
    """content/scams/<slug>/script.yaml"""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    language: str = Field(description="the language this file is written in, such as zh-CN")
    title: TextField
    summary: TextField
    reviewed: Annotated[str, Field(pattern=DATE)] = Field(description="when a person last read it")
    sources: Annotated[tuple[SourceSpec, ...], Field(min_length=1)]
    audiences: tuple[str, ...] = Field((), description="the audiences it is made for; empty: all")
    facts: dict[Annotated[str, Field(pattern=FACT)], TextField] = Field(
        {}, description="amounts and names used in several texts, as {fact.name}"
    )
    cast: dict[Role, CastSpec] = {}
    scenes: Annotated[tuple[SceneSpec, ...], Field(min_length=1)]
    _lists = _tuples("sources", "scenes", "audiences")


class TranslatedSpec(Variant):
    """A translated text and the digest of the source text it was made from."""

    of: Annotated[str, Field(pattern=DIGEST, alias="from")]


class TranslationModel(Strict):
    """content/scams/<slug>/<lang>.yaml"""

    schema_: Literal[1] = Field(alias="schema")
    language: str
    translates: Slug
    reviewed: Annotated[str, Field(pattern=DATE)] | None = None
    texts: dict[str, TranslatedSpec]
    # a file that only holds to-dos, which are comments, is no mistake
    _no_texts = field_validator("texts", mode="before")(lambda v: {} if v is None else v)
