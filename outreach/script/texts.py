"""The texts that a script is made of: what is shown, what is said, and other words for some audiences."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, field_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from outreach.messages import msg
from outreach.source import Strict, refuse
from outreach.source.fields import Slug as Slug

Only = Annotated[tuple[str, ...], Field(description="the audiences that get this; empty: all · 只给哪些人看")]


def _not_blank(words: str) -> str:
    if not words.strip():
        raise refuse(msg("expected a text, found only spaces"), msg("write it, or delete the key"))
    return words


Words = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_not_blank)]


class Variant(Strict):
    """A text: what is shown, and what is said when that differs."""

    text: Words = Field(description="what is shown · 显示的文字")
    say: Words | None = Field(
        None, description="what is said, when it differs; numbers are read rightly anyway · 读法不同时写"
    )
    heard: Annotated[str, Field(pattern=r"^ok: \S", max_length=200)] | None = Field(
        None, description="`ok: why`: the ear may mishear this · 语音识别听错也可以，写明原因"
    )


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

    by: dict[str, VariantField] = Field({}, description="other words for some audiences · 给某类人换一种说法")


TextField = Annotated[TextSpec, BeforeValidator(_as_mapping), _PlainOrMapping()]


def tuples(*names: str) -> Any:
    """A validator that takes the lists that YAML gives as tuples."""
    return field_validator(*names, mode="before")(lambda v: tuple(v) if isinstance(v, list) else v)


A_TUPLE = BeforeValidator(lambda v: tuple(v) if isinstance(v, list) else v)
