"""Puts pydantic's findings into the author's words: expected and found, at the value's place, with a hint."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import Message, msg, shorten
from outreach.source.reading import Path, Places

# Patterns a content model may use -> what they mean to an author.
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FACT = r"^[a-z][a-z0-9_-]*$"
DATE = r"^\d{4}-\d{2}-\d{2}$"
MONTH = r"^\d{4}-\d{2}(-\d{2})?$"
COLOR = r"^#[0-9A-Fa-f]{6}$"
DIGEST = r"^[0-9a-f]{12}$"
NUMBER = r"^[0-9][0-9 -]{2,23}$"
FILLED = r"\S"
FAMILY = r"^[^\W\d_][\w .-]*$"
ART_FILE = r"^[^/\\\x00-\x1f.][^/\\\x00-\x1f]*\.([sS][vV][gG]|[pP][nN][gG]|[jJ][pP][eE]?[gG])$"
CODE = r"^[\x21\x23-\x5B\x5D-\x7E]+$"
MARK = r"^[0-9a-f]{4}( [0-9a-f]{4}){7}$"
MEANINGS = {
    MARK: msg("a fingerprint: eight groups of four of the digits 0-9 and a-f"),
    SLUG: msg("a short name of a-z, 0-9 and `-`"),
    FACT: msg("a short name of a-z, 0-9, `-` and `_`"),
    DATE: msg('a date such as "2026-11-23"'),
    MONTH: msg('a month or date such as "2026-11"'),
    COLOR: msg('a colour such as "#1F4E8C"'),
    DIGEST: msg("12 of the digits 0-9 and a-f"),
    FILLED: msg("some words"),
    FAMILY: msg("the name of a font family, such as Noto Sans CJK SC"),
    NUMBER: msg('a telephone number such as "96110"'),
    ART_FILE: msg("the name of a file in media/art: .svg, .png or .jpg"),
    CODE: msg("a code without spaces, quotes and backslashes"),
}
_KINDS = {
    "string_type": msg("a text"),
    "list_type": msg("a list (lines that start with `- `)"),
    "tuple_type": msg("a list (lines that start with `- `)"),
    "dict_type": msg("a mapping (`key: value` lines)"),
    "model_type": msg("a mapping (`key: value` lines)"),
    "model_attributes_type": msg("a mapping (`key: value` lines)"),
    "int_type": msg("a whole number"),
    "int_from_float": msg("a whole number"),
    "float_type": msg("a number"),
    "finite_number": msg("a number"),
    "bool_type": msg("`true` or `false`"),
}
_BOUNDS = {
    "greater_than_equal": ("ge", msg("{n} or more")),
    "greater_than": ("gt", msg("more than {n}")),
    "less_than_equal": ("le", msg("{n} or less")),
    "less_than": ("lt", msg("less than {n}")),
    "multiple_of": ("multiple_of", msg("a multiple of {n}")),
}


def explain(details: ErrorDetails, places: Places, model: type[BaseModel]) -> Diagnostic:
    """One finding as a diagnostic."""
    loc, kind = details["loc"], details["type"]
    path = _real_path(loc, places)
    last = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        hints = near(last, _allowed(loc[:-1], model))
        return error("unknown-key", places.key(path), msg("found the unknown key `{key}`", key=shorten(last)), *hints)
    if kind == "missing":
        return _missing(loc, places.at(path))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _no_kind(details, places, path, model)
    if kind in _KINDS:
        return _wrong_type(details, places, path)
    if kind in ("literal_error", "enum"):
        return _choice(details, places, path)
    return _bad_value(details, places, path)


def near(word: str, options: list[str]) -> list[str]:
    """A did-you-mean, or what is allowed, as hints."""
    close = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    if close:
        return [msg("did you mean `{close}`?", close=close[0])]
    return [msg("allowed here: {options}", options=", ".join(sorted(options)))] if options else []


def near_key(loc: tuple[int | str, ...], model: type[BaseModel]) -> str:
    """The key that an unknown one most likely stands for, or ""."""
    close = difflib.get_close_matches(str(loc[-1]), _allowed(loc[:-1], model), n=1, cutoff=0.6)
    return close[0] if close else ""


def listed(options: list[str]) -> str:
    """`a`, `b`, `c`"""
    return ", ".join(f"`{o}`" for o in options)


def _real_path(loc: tuple[int | str, ...], places: Places) -> Path:
    """The file's path for a pydantic location: union tags and function names are not keys of the file."""
    path: Path = ()
    for part in loc:
        step = (*path, part)
        if step in places.values or step in places.keys:
            path = step
    return path


def _missing(loc: tuple[int | str, ...], place: Where) -> Diagnostic:
    if isinstance(loc[-1], int):
        return error("length", place, msg("expected {n} values here, found {k}", n=loc[-1] + 1, k=loc[-1]))
    return error("missing-key", place, msg("expected the key `{key}` here, found none", key=loc[-1]))


def _wrong_type(details: ErrorDetails, places: Places, path: Path) -> Diagnostic:
    wanted, value, place = _KINDS[details["type"]], details["input"], places.at(path)
    raw = places.raw.get(path)
    if raw is None or isinstance(value, (list, dict, tuple)):
        token = isinstance(value, dict) and len(value) == 1 and next(iter(value.values())) is None
        if token and details["type"] == "string_type":
            name = "{" + str(next(iter(value))) + "}"
            hint = msg('put it in quotes: "{raw}"', raw=name)
            return error("type", place, msg("expected {wanted}, found `{raw}`", wanted=wanted, raw=name), hint)
        found = msg("a mapping") if isinstance(value, dict) else msg("a list")
        return error("type", place, msg("expected {wanted}, found {found}", wanted=wanted, found=found))
    if raw.strip() == "":
        hint = msg("write a value, or delete the key; inside `{ }` a text with a comma needs quotes")
        return error("type", place, msg("expected {wanted}, found nothing", wanted=wanted), hint)
    hints = []
    if details["type"] == "string_type":
        hints.append(msg('put it in quotes: "{raw}" (YAML reads it as {value})', raw=raw, value=_reading(value)))
    return error("type", place, msg("expected {wanted}, found `{raw}`", wanted=wanted, raw=shorten(raw)), *hints)


def _reading(value: Any) -> Message:
    if value is None:
        return msg("nothing")
    if isinstance(value, bool):
        return msg("the truth value {value}", value=str(value).lower())
    if isinstance(value, (int, float)):
        return msg("the number {value}", value=shorten(value))
    if isinstance(value, dt.date):
        return msg("a date")
    return msg("something else")


def _choice(details: ErrorDetails, places: Places, path: Path) -> Diagnostic:
    expected = str(details.get("ctx", {}).get("expected", ""))
    options = re.findall(r"'([^']+)'", expected) or [expected]
    found = places.raw.get(path, details["input"])
    place = places.at(path)
    if details["input"] == expected:  # the text "1" where the number 1 is meant
        message = msg("expected the number `{n}`, found a text", n=expected)
        return error("choice", place, message, msg("leave out the quotes"))
    if isinstance(details["input"], str) and details["loc"][-1] == "[key]":
        found, place = details["input"], places.key(path)
    return _one_of(options, found, place)


def _one_of(options: list[str], found: object, place: Where) -> Diagnostic:
    if isinstance(found, (dict, list)):
        shown: str = msg("a mapping") if isinstance(found, dict) else msg("a list")
    else:
        shown = f"`{shorten(found)}`"
    wanted = listed(options)
    message = msg("expected {wanted}, found {found}", wanted=wanted, found=shown)
    if len(options) > 1:
        message = msg("expected one of {wanted}, found {found}", wanted=wanted, found=shown)
    close = difflib.get_close_matches(str(found), options, n=1, cutoff=0.6)
    return error("choice", place, message, *([msg("did you mean `{close}`?", close=close[0])] if close else []))


def _no_kind(details: ErrorDetails, places: Places, path: Path, model: type[BaseModel]) -> Diagnostic:
    key = str(details.get("ctx", {}).get("discriminator", "'kind'")).strip("'")
    value = details["input"]
    if not isinstance(value, dict):
        found = f"`{shorten(places.raw.get(path, value))}`" if path in places.raw else msg("a list")
        wanted = _KINDS["model_type"]
        return error("type", places.at(path), msg("expected {wanted}, found {found}", wanted=wanted, found=found))
    options = _kinds(details["loc"], model, key)
    if value.get(key) is None:
        hint = msg("it is one of {options}", options=listed(options))
        return error("missing-key", places.at(path), msg("expected the key `{key}` here, found none", key=key), hint)
    step = (*path, key)
    return _one_of(options, places.raw.get(step, value[key]), places.at(step))


def _bad_value(details: ErrorDetails, places: Places, path: Path) -> Diagnostic:
    kind, place, context = details["type"], places.at(path), details.get("ctx", {})
    found = shorten(places.raw.get(path, details["input"]))
    if details["loc"][-1:] == ("[key]",):
        place, found = places.key(path), shorten(details["input"])
    if kind == "string_pattern_mismatch":
        wanted: str = MEANINGS.get(str(context["pattern"]), msg("a value like `{pattern}`", pattern=context["pattern"]))
        return error("value", place, msg("expected {wanted}, found `{found}`", wanted=wanted, found=found))
    if kind in ("string_too_long", "string_too_short"):
        return _bad_length(kind, place, context, str(details["input"]))
    if kind in ("too_short", "too_long"):
        n = context["min_length"] if kind == "too_short" else context["max_length"]
        wanted = msg("at least {n}", n=n) if kind == "too_short" else msg("at most {n}", n=n)
        k = context["actual_length"]
        key = path[-1] if path else ""
        message = msg("expected {wanted} under `{key}`, found {k}", wanted=wanted, key=key, k=k)
        return error("length", place, message)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        wanted = msg(words.template, n=f"{context[name]:g}")
        return error("value", place, msg("expected {wanted}, found `{found}`", wanted=wanted, found=found))
    said = context.get("message", details["msg"].removeprefix("Value error, "))
    hints = [context["hint"]] if "hint" in context else []
    return error("value", place, said, *hints)


def _bad_length(kind: str, place: Where, context: dict[str, Any], found: str) -> Diagnostic:
    if kind == "string_too_short":
        return error("length", place, msg("expected a text, found an empty one"), msg("write it, or delete the key"))
    message = msg("expected at most {n} characters, found {k}", n=context["max_length"], k=len(found))
    return error("length", place, message, msg("say it shorter, or make two items of it"))


# --- what is allowed at a place, from the JSON Schema -----------------------------------------------------------------


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _allowed(loc: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    """The keys allowed at a location."""
    return sorted({key for one in _nodes(loc, model) for key in one.get("properties", {})})


def _kinds(loc: tuple[int | str, ...], model: type[BaseModel], key: str) -> list[str]:
    """The kinds to choose from at a location."""
    kinds = [one.get("properties", {}).get(key, {}).get("const") for one in _nodes(loc, model)]
    return [str(kind) for kind in kinds if kind is not None]


def _nodes(loc: tuple[int | str, ...], model: type[BaseModel]) -> list[dict[str, Any]]:
    schema = _schema(model)
    nodes = _resolved(schema, schema)
    for part in loc:
        nodes = [r for node in nodes for step in _step(node, part) for r in _resolved(step, schema)] or nodes
    return nodes


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in node:
        return _resolved(schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], schema)
    for word in ("anyOf", "oneOf", "allOf"):
        if word in node:
            return [r for option in node[word] for r in _resolved(option, schema)]
    return [node]


def _step(node: dict[str, Any], part: int | str) -> list[dict[str, Any]]:
    if isinstance(part, int):
        return [node["items"]] if isinstance(node.get("items"), dict) else []
    if node.get("properties", {}).get("kind", {}).get("const") == part:
        return [node]  # the union's tag, not a key
    if part in node.get("properties", {}):
        return [node["properties"][part]]
    anywhere = [*node.get("patternProperties", {}).values(), node.get("additionalProperties")]
    return [one for one in anywhere if isinstance(one, dict)]
