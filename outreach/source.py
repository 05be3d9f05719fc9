"""Turns a YAML file into a validated model, or into every error in it at once, each with file:line:column.

The event stream is checked before anything is built (aliases, depth, documents, tags: yaml/pyyaml#235), the node tree
knows the place of every value, pydantic judges the plain data, and its findings are put into the author's words.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from outreach.diagnostics import Diagnostic, OutreachError, Where, error
from outreach.project import Project

MAX_DEPTH = 20
MAX_ERRORS = 50
# Bidirectional controls can make a number or an address read as another one (engineering §6).
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]")
_CORE_TAGS = {f"tag:yaml.org,2002:{t}" for t in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")}

Path = tuple[str | int, ...]


class Strict(BaseModel):
    """Base of every content model: unknown keys are errors, nothing is converted, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


M = TypeVar("M", bound=BaseModel)


@dataclass
class Places:
    """Where each value of a file stands: by path, the value and its key."""

    file: str
    values: dict[Path, Where] = field(default_factory=dict)
    keys: dict[Path, Where] = field(default_factory=dict)
    raw: dict[Path, str] = field(default_factory=dict)  # scalars as the author wrote them

    def at(self, path: Path) -> Where:
        """The place of the value, or of the nearest thing that holds it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Where(self.file))

    def key(self, path: Path) -> Where:
        """The place of the key itself."""
        return self.keys.get(path) or self.at(path)


@dataclass
class Source:
    """A YAML file read as plain data, with the place of everything and what was wrong already."""

    file: str
    data: Any
    places: Places
    problems: list[Diagnostic]


def read(project: Project, file: str) -> Source:
    """Reads `file`; syntax errors, aliases, duplicate keys and odd characters become problems, never exceptions."""
    places = Places(file)
    try:
        text = unicodedata.normalize("NFC", project.read_text(file))
    except OutreachError as problem:
        return Source(file, None, places, list(problem.diagnostics))
    problems = _characters(file, text) or _events(file, text)
    if problems:
        return Source(file, None, places, problems)
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is None:
        return Source(
            file, None, places, [error("empty", Where(file, 1, 1), "expected a mapping, found an empty file")]
        )
    _walk(node, (), places, problems)
    data = _plain(node)
    return Source(file, data, places, problems)


def load(project: Project, file: str, model: type[M]) -> tuple[M | None, Source]:
    """Reads and validates `file`. The model is None when there was any problem; the Source holds them all, by line."""
    source = read(project, file)
    if source.data is None:
        return None, source
    try:
        result = model.model_validate(source.data)
    except ValidationError as failure:
        result = None
        source.problems.extend(explain(details, source, model) for details in failure.errors())
    source.problems[:] = sorted(set(source.problems), key=lambda d: (d.where, d.message))[:MAX_ERRORS]
    return (None if source.problems else result), source


def _characters(file: str, text: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in _BIDI.finditer(line):
            name = f"U+{ord(match.group()):04X}"
            found.append(
                error(
                    "bidi",
                    Where(file, number, match.start() + 1),
                    f"found the invisible character `{name}`",
                    "delete it: it can make a number or an address read as another one",
                )
            )
        for match in _CONTROL.finditer(line):
            name = f"U+{ord(match.group()):04X}"
            found.append(
                error(
                    "control",
                    Where(file, number, match.start() + 1),
                    f"found the control character `{name}`",
                    "delete it; it usually comes from a copy and paste",
                )
            )
    return found


def _mark(file: str, mark: Any) -> Where:
    return Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)


def _events(file: str, text: str) -> list[Diagnostic]:
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            place = _mark(file, event.start_mark)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return [
                    error(
                        "alias",
                        place,
                        "expected plain values, found an anchor or alias",
                        "write the text out in both places; `&` and `*` at the start of a text need quotes",
                    )
                ]
            if depth > MAX_DEPTH:
                return [error("depth", place, f"expected at most {MAX_DEPTH} levels, found more")]
            if documents > 1:
                return [error("documents", place, "expected one document, found a second `---`")]
            tag = getattr(event, "tag", None)
            if tag and tag not in _CORE_TAGS and tag != "!":
                return [error("tag", place, f"expected no tag, found `{tag}`", "delete the word with the `!`")]
    except yaml.MarkedYAMLError as problem:
        return [_syntax(file, problem)]
    except yaml.YAMLError as problem:
        return [error("syntax", Where(file), f"cannot read this as YAML: {problem}")]
    return []


def _syntax(file: str, problem: yaml.MarkedYAMLError) -> Diagnostic:
    place = _mark(file, problem.problem_mark or problem.context_mark)
    said = (problem.problem or "unknown problem").replace("'\\t'", "a tab")
    hints = {
        "mapping values are not allowed": "a text with `: ` in it needs quotes around it",
        "could not find expected ':'": "a key needs `: ` after it; a text over several lines needs quotes or `|`",
        "a tab": "indent with spaces, not tabs",
        "expected ',' or '}'": "a text with `{…}` in it, or a comma, needs quotes inside `{ }`",
        "did not find expected": "check the quotes and the indentation of this line and the one above",
        "unknown escape": "use 'single quotes' around a text with a backslash",
    }
    hint = next((h for start, h in hints.items() if start in said), "check the indentation and the quotes here")
    return error("syntax", place, f"cannot read this as YAML: {said}", hint)


def _walk(node: yaml.Node, path: Path, places: Places, problems: list[Diagnostic]) -> None:
    places.values[path] = _mark(places.file, node.start_mark)
    if isinstance(node, yaml.MappingNode):
        _walk_mapping(node, path, places, problems)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(child, (*path, index), places, problems)
    elif isinstance(node, yaml.ScalarNode):
        places.raw[path] = str(node.value)


def _walk_mapping(node: yaml.MappingNode, path: Path, places: Places, problems: list[Diagnostic]) -> None:
    for key, child in node.value:
        place = _mark(places.file, key.start_mark)
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            shown = key.value if isinstance(key, yaml.ScalarNode) else "a list or mapping"
            problems.append(
                error("key", place, f"expected a word as key, found `{shown}`", "put quotes around the key")
            )
            continue
        step = (*path, str(key.value))
        if step in places.keys:
            problems.append(
                error(
                    "duplicate",
                    place,
                    f"found the key `{key.value}` a second time",
                    f"it stands first on line {places.keys[step].line}; keep one of the two",
                )
            )
            continue
        places.keys[step] = place
        _walk(child, step, places, problems)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        plain: dict[str, Any] = {}
        for key, child in node.value:
            plain.setdefault(str(key.value), _plain(child))
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node)
    except (ValueError, yaml.YAMLError):
        return node.value  # such as 2026-02-31: keep the author's word, the model will judge it


# --- pydantic's findings in the author's words -----------------------------------------------------------------------

_KINDS = {
    "string_type": "a text",
    "list_type": "a list (lines that start with `- `)",
    "tuple_type": "a list",
    "dict_type": "a mapping (`key: value` lines)",
    "model_type": "a mapping (`key: value` lines)",
    "model_attributes_type": "a mapping (`key: value` lines)",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "`true` or `false`",
}


def explain(details: ErrorDetails, source: Source, model: type[BaseModel]) -> Diagnostic:
    """One pydantic finding as a diagnostic at the value's place, lower case, expected and found, with a hint."""
    path = _real_path(details["loc"], source.places)
    kind, place = details["type"], source.places.at(path)
    last = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "extra_forbidden":
        return error(
            "unknown-key",
            source.places.key(path),
            f"found the unknown key `{last}`",
            *_near(last, _siblings(details["loc"], model)),
        )
    if kind == "missing":
        return error("missing-key", place, f"expected the key `{last}`, found none here")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _union(details, source, path)
    if kind in _KINDS:
        return _wrong_type(details, source, path)
    if kind in ("literal_error", "enum"):
        return _choice(details, source, path)
    message = details["msg"].removeprefix("Value error, ")
    head, *hints = message.split("\n")
    return error("value", place, head[0].lower() + head[1:], *hints)


def _real_path(loc: tuple[int | str, ...], places: Places) -> Path:
    """The file's path for a pydantic location: union tags and function names are not keys of the file."""
    path: Path = ()
    for part in loc:
        step = (*path, part)
        if step in places.values or step in places.keys:
            path = step
    return path


def _wrong_type(details: ErrorDetails, source: Source, path: Path) -> Diagnostic:
    wanted = _KINDS[details["type"]]
    value = details["input"]
    raw = source.places.raw.get(path)
    if raw is None:
        found = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"`{value}`"
        return error("type", source.places.at(path), f"expected {wanted}, found {found}")
    if value is None:
        return error(
            "type", source.places.at(path), f"expected {wanted}, found nothing", "write a value, or delete the key"
        )
    hints = []
    if details["type"] == "string_type":
        hints.append(f'put it in quotes: "{raw}" (YAML reads it as {_yaml_reading(value)})')
    return error("type", source.places.at(path), f"expected {wanted}, found `{raw}`", *hints)


def _yaml_reading(value: Any) -> str:
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    return f"the {type(value).__name__} {value}"


def _choice(details: ErrorDetails, source: Source, path: Path) -> Diagnostic:
    expected = str(details.get("ctx", {}).get("expected", ""))
    options = re.findall(r"'([^']+)'", expected)
    found = source.places.raw.get(path, details["input"])
    return error(
        "choice",
        source.places.at(path),
        f"expected one of {_listed(options)}, found `{found}`",
        *_near(str(found), options),
    )


def _union(details: ErrorDetails, source: Source, path: Path) -> Diagnostic:
    context = details.get("ctx", {})
    options = re.findall(r"'([^']+)'", str(context.get("expected_tags", "")))
    found = context.get("tag")
    key = str(context.get("discriminator", "'kind'")).strip("'")
    if found is None:
        return error("missing-key", source.places.at(path), f"expected the key `{key}`, found none here")
    return error(
        "choice",
        source.places.at((*path, key)),
        f"expected one of {_listed(options)}, found `{found}`",
        *_near(str(found), options),
    )


def _listed(options: list[str]) -> str:
    return ", ".join(f"`{o}`" for o in options) or "the allowed values"


def _near(word: str, options: list[str]) -> list[str]:
    close = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    if close:
        return [f"did you mean `{close[0]}`?"]
    return [f"allowed here: {', '.join(sorted(options))}"] if options else []


def _siblings(loc: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    """The keys allowed beside the unknown one: follow the location through the JSON Schema."""
    schema = model.model_json_schema(by_alias=True)
    nodes = [schema]
    for part in loc[:-1]:
        nodes = [n for node in nodes for n in _step(_resolved(node, schema), part, schema)]
    return sorted({key for node in nodes for one in _resolved(node, schema) for key in one.get("properties", {})})


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in node:
        return _resolved(schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], schema)
    for word in ("anyOf", "oneOf", "allOf"):
        if word in node:
            return [r for option in node[word] for r in _resolved(option, schema)]
    return [node]


def _step(nodes: list[dict[str, Any]], part: int | str, schema: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for node in nodes:
        if isinstance(part, int):
            found += [node["items"]] if isinstance(node.get("items"), dict) else []
        elif part in node.get("properties", {}):
            found.append(node["properties"][part])
        elif isinstance(node.get("additionalProperties"), dict):
            found.append(node["additionalProperties"])
        elif node.get("properties", {}).get("kind", {}).get("const") == part:
            found.append(node)
    return found
