"""Pages that are made from the code when the manual is built: the checks, keys of content files, the root's papers."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach import art_file, limits
from outreach.checks import built, content
from outreach.profiles import calendar, checklist, cuts, hearing, settings
from outreach.proof import comments
from outreach.script import grammar
from outreach.source import Versioned
from outreach.week import words as week_words

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
KINDS: tuple[tuple[str, type[Versioned]], ...] = (
    ("content/scams/&lt;slug&gt;/script.yaml", grammar.ScriptModel),
    ("content/scams/&lt;slug&gt;/&lt;lang&gt;.yaml", grammar.TranslationModel),
    ("content/audiences/&lt;id&gt;.yaml", settings.Audience),
    ("content/languages/&lt;tag&gt;.yaml", settings.Language),
    ("content/brand.yaml", settings.BrandModel),
    ("content/hotlines.yaml", settings.HotlinesFile),
    ("content/calendar.yaml", calendar.CalendarFile),
    ("content/wordlists.yaml", settings.WordLists),
    ("content/cuts.yaml", cuts.CutsFile),
    ("content/hearing.yaml", hearing.Limits),
    ("content/preflight.yaml", limits.PreflightFile),
    ("content/review.yaml", checklist.ReviewFile),
    ("content/week.yaml", week_words.WeekFile),
    ("content/comments/&lt;slug&gt;.yaml", comments.Kept),
    ("media/art/art.yaml", art_file.ArtFile),
    ("templates/theme.yaml", settings.ThemeFile),
)
SUBJECTS = {
    "text": "Every text, before anything is built",
    "script": "A script as it was written",
    "storyboard": "What is said and shown, settled for an audience and a language",
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """MkDocs calls this when it knows the pages that are written by hand."""
    from mkdocs.structure.files import File  # noqa: PLC0415 - the pages themselves are made, and tested, without MkDocs

    pages = {"checks.md": checks(), "data.md": data()}
    pages |= {name.lower(): _linked((ROOT / name).read_text("utf-8")) for name in COPIED}
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def _linked(text: str) -> str:
    """The root's documents link to each other by their own names."""
    for name in COPIED:
        text = text.replace(f"({name})", f"({name.lower()})")
    return text


def checks() -> str:
    """The manual of checks: each check's own docstring."""
    lines = [
        "# Manual of checks",
        "",
        "`outreach check` asks what is asked of the content, `outreach build` all of it.",
        "",
    ]
    for subject, title in SUBJECTS.items():
        lines += [f"## {title}", ""]
        for one in content.CHECKS:
            lines += _manual(f"outreach.checks.content.{one.name}") if one.subject == subject else []
    lines += ["## Finished files, read back", ""]
    for check in built.CHECKS:
        lines += _manual(f"outreach.checks.built.{check.name}")
    return "\n".join(lines)


def _manual(module: str) -> Iterator[str]:
    head, _, rest = (inspect.getdoc(importlib.import_module(module)) or "").partition("\n\n")
    yield from (f"### {module.rpartition('.')[2].replace('_', ' ')}", "", f"**{head}**", "", *_paragraphs(rest), "")


def _paragraphs(text: str) -> Iterator[str]:
    """`Why:`, `Source:`, PASS and FAIL each begin a paragraph."""
    for line in text.split("\n"):
        word, colon, rest = line.partition(":")
        known = colon and word in ("Why", "Source", "PASS", "WARN", "FAIL")
        yield f"\n*{word}:*{rest}" if known else line


def data() -> str:
    """Every kind of content file with its version and keys."""
    head = [
        "# Files and their keys",
        "",
        "Files that people write, and what stands in them. A file without `schema` is of version 1; older versions",
        "are read as they are, a newer one is one clear error. `outreach schema` writes a script's JSON Schema.",
        "`content/branches.csv` is a table as spreadsheets save it: number, name, address, phone, one row a branch.",
        "",
    ]
    return "\n".join([*head, *(line for file, model in KINDS for line in _kind(file, model))])


def _kind(file: str, model: type[Versioned]) -> Iterator[str]:
    yield from (f"## {file}", "", f"Version {model.newest}.", "")
    schema = model.model_json_schema(by_alias=True)
    yield from _table(schema, schema)
    for name, part in sorted(schema.get("$defs", {}).items()):
        if part.get("properties"):
            yield from (f"### {_plain(name)}", "")
            yield from _table(part, schema)


def _table(node: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    yield from ("| key | value | needed | |", "|---|---|---|---|")
    for key, field in node.get("properties", {}).items():
        needed = "yes" if key in node.get("required", ()) else ""
        told = " ".join(str(field.get("description", "")).split()).replace("|", "\\|")
        yield f"| `{key}` | {_type(field)} | {needed} | {told} |"
    yield ""


def _type(field: dict[str, Any]) -> str:
    """A value's kind in a word or two."""
    if "$ref" in field:
        return _plain(field["$ref"].rsplit("/", 1)[-1])
    if "const" in field or "enum" in field:
        return " or ".join(f"`{one}`" for one in field.get("enum", [field.get("const")]))
    if "anyOf" in field or "oneOf" in field:
        options = [_type(one) for one in field.get("anyOf", field.get("oneOf", ())) if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(options))
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}" if isinstance(field.get("items"), dict) else "list"
    if field.get("type") == "object":
        inner = field.get("additionalProperties") or next(iter(field.get("patternProperties", {}).values()), None)
        return f"mapping to {_type(inner)}" if isinstance(inner, dict) else "mapping"
    return {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}.get(
        str(field.get("type")), "any"
    )


def _plain(name: str) -> str:
    """`CaptionModel` as a reader calls it: caption."""
    bare = name.removesuffix("Model").removesuffix("Spec").strip("_")
    return "".join(f" {c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(bare))
