"""Turns content/scams/<slug>/ into a Script: the source text with its structure, and its translations."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from outreach.diagnostics import Diagnostic, Where, error, warning
from outreach.project import Project
from outreach.source import Source, Strict, load

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=64)]
TOKEN = re.compile(r"\{([a-z][a-z0-9_.-]*)\}")
ROLES = ("host", "caller", "victim", "family", "friend", "clerk", "police")
Role = Literal["host", "caller", "victim", "family", "friend", "clerk", "police"]


class Variant(Strict):
    """A text: what is shown, and what is said when that differs."""

    text: Annotated[str, Field(min_length=1, max_length=400)]
    say: Annotated[str, Field(min_length=1, max_length=400)] | None = None


def _as_mapping(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


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


class LineSpec(TextSpec):
    """A spoken line."""

    id: Slug
    role: Role = "host"
    only: tuple[str, ...] = ()
    flags: tuple[FlagSpec, ...] = ()

    _lists = field_validator("only", "flags", mode="before")(lambda v: tuple(v) if isinstance(v, list) else v)


class ItemSpec(TextSpec):
    """A step, a red flag, a do or a don't."""

    id: Slug
    detail: TextField | None = None
    only: tuple[str, ...] = ()
    art: str = ""

    _lists = field_validator("only", mode="before")(lambda v: tuple(v) if isinstance(v, list) else v)


class OptionSpec(ItemSpec):
    """An answer to choose in a pause scene."""

    right: bool = False


def _tuples(*names: str) -> Any:
    return field_validator(*names, mode="before")(lambda v: tuple(v) if isinstance(v, list) else v)


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
            raise ValueError(f"expected one option with `right: true`, found {rights}")
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
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")] | None = None


class ScriptModel(Strict):
    """content/scams/<slug>/script.yaml"""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    language: str = Field(description="the language this file is written in, such as zh-CN")
    title: TextField
    summary: TextField
    reviewed: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = Field(description="when a person last read it")
    sources: Annotated[tuple[SourceSpec, ...], Field(min_length=1)]
    audiences: tuple[str, ...] = Field((), description="the audiences it is made for; empty: all")
    facts: dict[str, TextField] = Field({}, description="amounts and names used in several texts, as {fact.name}")
    cast: dict[Role, CastSpec] = {}
    scenes: Annotated[tuple[SceneSpec, ...], Field(min_length=1)]
    _lists = _tuples("sources", "scenes", "audiences")


class TranslatedSpec(Variant):
    """A translated text and the digest of the source text it was made from."""

    of: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$", alias="from")]


class TranslationModel(Strict):
    """content/scams/<slug>/<lang>.yaml"""

    schema_: Literal[1] = Field(alias="schema")
    language: str
    translates: Slug
    reviewed: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    texts: dict[str, TranslatedSpec]


@dataclass(frozen=True)
class Entry:
    """One translatable text of a script: its key, words, kind of part it plays and place."""

    key: str  # "call.lines.l1", "call.lines.l1@students", "call.lines.l1.flags.rush.phrase"
    text: str
    say: str | None
    where: Where

    @property
    def digest(self) -> str:
        """12 hex digits of the source's words; a translation made from other words is stale."""
        return text_digest(self.text, self.say)


def text_digest(text: str, say: str | None) -> str:
    """SHA-256 over NFC text with white space collapsed, first 12 hex digits (engineering §7)."""
    plain = " ".join(unicodedata.normalize("NFC", text + "\n" + (say or "")).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Translation:
    """A script's texts in another language, by key."""

    lang: str
    file: str
    texts: dict[str, TranslatedSpec]
    where: dict[str, Where]


@dataclass(frozen=True)
class Script:
    """A scam script: validated structure, its texts by key, its translations."""

    slug: str
    file: str
    model: ScriptModel
    entries: dict[str, Entry]
    translations: dict[str, Translation]
    where: dict[str, Where]  # scene and line keys -> place

    @property
    def language(self) -> str:
        """The source language."""
        return self.model.language


def script_file(slug: str) -> str:
    """Where a scam's source text lives."""
    return f"content/scams/{slug}/script.yaml"


def load_script(project: Project, slug: str) -> tuple[Script | None, list[Diagnostic]]:
    """Reads a scam and its translations. Never raises on bad content; None when the source text has errors."""
    file = script_file(slug)
    model, source = load(project, file, ScriptModel)
    problems = list(source.problems)
    if model is None:
        return None, problems
    problems += _structure(model, source, slug)
    entries, places = _entries(model, source)
    translations, more = _translations(project, slug, model.language, entries)
    problems += more
    if any(p.severity == "error" for p in problems):
        return None, problems
    return Script(slug, file, model, entries, translations, places), problems


# --- the texts of a script, by key -----------------------------------------------------------------------------------


def parts(model: ScriptModel) -> Iterator[tuple[str, TextSpec, tuple[str | int, ...]]]:
    """Every text of a script: its key, its words, and its path in the file."""
    yield "title", model.title, ("title",)
    yield "summary", model.summary, ("summary",)
    for i, one in enumerate(model.sources):
        yield f"sources.{i + 1}", one.text, ("sources", i, "text")
    for name, fact in model.facts.items():
        yield f"facts.{name}", fact, ("facts", name)
    for role, person in model.cast.items():
        yield f"cast.{role}", person.name, ("cast", role, "name")
    for i, scene in enumerate(model.scenes):
        yield from _scene_parts(scene, ("scenes", i))


_LISTS = ("lines", "options", "steps", "items", "do", "dont")
_SINGLES = ("title", "lead", "contact", "question", "answer")


def _scene_parts(scene: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, TextSpec, tuple[str | int, ...]]]:
    for name in _SINGLES:
        spec = getattr(scene, name, None)
        if spec is not None:
            yield f"{scene.id}.{name}", spec, (*path, name)
    for name in _LISTS:
        for i, item in enumerate(getattr(scene, name, ())):
            yield from _item_parts(f"{scene.id}.{name}.{item.id}", item, (*path, name, i))


def _item_parts(
    key: str, item: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[str, TextSpec, tuple[str | int, ...]]]:
    yield key, item, path
    if getattr(item, "detail", None):
        yield f"{key}.detail", item.detail, (*path, "detail")
    for i, flag in enumerate(getattr(item, "flags", ())):
        for name in ("phrase", "trick", "note"):
            yield f"{key}.flags.{flag.id}.{name}", getattr(flag, name), (*path, "flags", i, name)


def _entries(model: ScriptModel, source: Source) -> tuple[dict[str, Entry], dict[str, Where]]:
    entries: dict[str, Entry] = {}
    places: dict[str, Where] = {}
    for key, spec, path in parts(model):
        place = source.places.at((*path, "text"))
        entries[key] = Entry(key, spec.text, spec.say, place)
        places[key] = place
        for audience, other in spec.by.items():
            where = source.places.at((*path, "by", audience))
            entries[f"{key}@{audience}"] = Entry(f"{key}@{audience}", other.text, other.say, where)
    for i, scene in enumerate(model.scenes):
        places[scene.id] = source.places.at(("scenes", i))
    return entries, places


# --- what a schema cannot say ----------------------------------------------------------------------------------------


def _structure(model: ScriptModel, source: Source, slug: str) -> list[Diagnostic]:
    return [
        *_own_name(model, source, slug),
        *_same_ids(model, source),
        *_flag_phrases(model, source),
        *_last_scene(model, source),
    ]


def _own_name(model: ScriptModel, source: Source, slug: str) -> Iterator[Diagnostic]:
    if model.id != slug:
        yield error("id", source.places.at(("id",)), f"expected `{slug}`, the name of the folder, found `{model.id}`")


def _same_ids(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    seen: dict[str, Where] = {}
    for i, scene in enumerate(model.scenes):
        yield from _once(scene.id, scene.id, source.places.at(("scenes", i, "id")), seen)
        for name in _LISTS:
            for k, item in enumerate(getattr(scene, name, ())):
                place = source.places.at(("scenes", i, name, k, "id"))
                yield from _once(f"{scene.id}/{item.id}", item.id, place, seen)


def _once(key: str, shown: str, place: Where, seen: dict[str, Where]) -> Iterator[Diagnostic]:
    if key in seen:
        yield error("id", place, f"found the id `{shown}` a second time", f"it stands first on line {seen[key].line}")
    seen.setdefault(key, place)


def _flag_phrases(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    for i, scene in enumerate(model.scenes):
        for k, line in enumerate(getattr(scene, "lines", ())):
            for f, flag in enumerate(line.flags):
                path = ("scenes", i, "lines", k, "flags", f, "phrase")
                yield from _phrase_in_line(line, flag, source, path)


def _phrase_in_line(
    line: LineSpec, flag: FlagSpec, source: Source, path: tuple[str | int, ...]
) -> Iterator[Diagnostic]:
    for audience in ("", *line.by):
        words = line.by[audience].text if audience else line.text
        phrase = flag.phrase.by[audience].text if audience in flag.phrase.by else flag.phrase.text
        if phrase not in words:
            yield error(
                "phrase",
                source.places.at(path),
                f"expected words of the line `{words}`, found `{phrase}`",
                "copy the phrase from the line, letter by letter",
            )


def _last_scene(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    if model.scenes[-1].kind != "endcard":
        place = source.places.at(("scenes", len(model.scenes) - 1, "kind"))
        yield error(
            "endcard",
            place,
            f"expected the last scene to be an `endcard`, found `{model.scenes[-1].kind}`",
            "the hotlines and the QR code stand on it",
        )


# --- translations ----------------------------------------------------------------------------------------------------

# A stale text of these parts would give wrong advice: it stops the build of its language (design §3).
SAFETY = re.compile(r"(^facts\.|\.(do|dont|steps)\.|\.answer$|endcard)")


def _translations(
    project: Project, slug: str, language: str, entries: dict[str, Entry]
) -> tuple[dict[str, Translation], list[Diagnostic]]:
    found: dict[str, Translation] = {}
    problems: list[Diagnostic] = []
    for name in project.names(f"content/scams/{slug}", ".yaml"):
        if name in ("script.yaml", "approval.yaml"):
            continue
        file = f"content/scams/{slug}/{name}"
        model, source = load(project, file, TranslationModel)
        problems += source.problems
        if model is None:
            continue
        problems += _translation_problems(model, source, entries, slug, language)
        where = {key: source.places.at(("texts", key, "text")) for key in model.texts}
        found[model.language] = Translation(model.language, file, model.texts, where)
    return found, problems


def _translation_problems(
    model: TranslationModel, source: Source, entries: dict[str, Entry], slug: str, language: str
) -> Iterator[Diagnostic]:
    if model.translates != slug:
        yield error("id", source.places.at(("translates",)), f"expected `{slug}`, found `{model.translates}`")
    stem = source.file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if model.language != stem or model.language == language:
        yield error(
            "language",
            source.places.at(("language",)),
            f"expected `{stem}`, the name of the file, found `{model.language}`",
        )
    for key, text in model.texts.items():
        place = source.places.key(("texts", key))
        if key not in entries:
            yield warning(
                "orphan",
                place,
                f"`{key}` translates nothing in `script.yaml`",
                f"`outreach i18n sync {slug} {model.language}` moves it out",
            )
        elif text.of != entries[key].digest:
            yield from _stale(key, place, entries[key], model.language)
        else:
            yield from _same_tokens(key, text, source, entries[key])


def _stale(key: str, place: Where, entry: Entry, lang: str) -> Iterator[Diagnostic]:
    make = error if SAFETY.search(key) else warning
    yield make(
        "stale",
        place,
        f"`{key}` was translated from an older text; line {entry.where.line} now says `{entry.text}`",
        f"translate it again and set `from: {entry.digest}`",
    )


def _same_tokens(key: str, text: TranslatedSpec, source: Source, entry: Entry) -> Iterator[Diagnostic]:
    wanted, found = (sorted(set(TOKEN.findall(t))) for t in (entry.text, text.text))
    if wanted != found:
        yield error(
            "tokens",
            source.places.at(("texts", key, "text")),
            f"expected the tokens {wanted or 'none'}, found {found or 'none'}",
            "numbers and names come from tokens, so that no two languages can disagree",
        )
