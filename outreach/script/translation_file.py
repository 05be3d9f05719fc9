"""Edits the text of a translation file: what is written stays as it is, to-dos and notices are comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import yaml

from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.script import Script
from outreach.script.entries import Entry
from outreach.script.grammar import TranslatedSpec

# What this module writes as comments, and takes away again when it is done with.
_NOTICE = re.compile(r"^[ \t]*# (?:to translate|to say|source now|then write):.*\n", re.M)
_TODO = re.compile(
    r'^[ \t]*# \S+:\n[ \t]*#   from: "[0-9a-f]{12}"\n[ \t]*#   text:[ \t]*\n(?:[ \t]*#   say:[ \t]*\n)?', re.M
)


@dataclass(frozen=True)
class _Block:
    """One text: the comments above it and its own lines."""

    above: str
    body: str


@dataclass(frozen=True)
class _File:
    head: str  # up to and with `texts:`
    blocks: dict[str, _Block]
    tail: str  # comments after the last text


def synced(text: str, script: Script, lang: str, wanted: Iterable[str]) -> str:
    """`text` of `<lang>.yaml` ("" when there is none) in the script's order.

    A missing text becomes a commented to-do with its source, a stale one gets the source's words of now above it,
    an orphan is turned into a comment at the end.
    """
    file = _read(text or _header(script, lang), f"content/scams/{script.slug}/{lang}.yaml")
    return _write(file, script.entries, set(wanted))


def with_texts(text: str, script: Script, lang: str, words: Mapping[str, tuple[str, str | None]]) -> str:
    """`text` with the translations `words` (key -> text, say) written in, made from the source's words of now.

    Whoever reviewed the file has not seen them: its `reviewed:` goes when a word changes.
    """
    file = _read(text or _header(script, lang), f"content/scams/{script.slug}/{lang}.yaml")
    blocks = dict(file.blocks)
    for key, (shown, say) in words.items():
        body = _body(key, script.entries[key].digest, shown, say)
        above = blocks[key].above if key in blocks else ""
        if key not in blocks or yaml.safe_load(blocks[key].body) != yaml.safe_load(body):
            blocks[key] = _Block(above, body)
    head = file.head if blocks == file.blocks else re.sub(r"^reviewed:.*\n", "", file.head, flags=re.M)
    return _write(_File(head, blocks, file.tail), script.entries, set())


def scalar(text: str) -> str:
    """`text` as YAML: plain where that reads back the same, else in double quotes."""
    try:
        plain = "\n" not in text and yaml.safe_load(f"k: {text}") == {"k": text}
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _header(script: Script, lang: str) -> str:
    return (
        "# yaml-language-server: $schema=../../../templates/translation.schema.json\n"
        f"schema: 1\nlanguage: {lang}\ntranslates: {script.slug}\ntexts:\n"
    )


# --- reading: lines, cut by the places that the YAML parser gives -----------------------------------------------------


def _read(text: str, name: str) -> _File:
    lines = text.splitlines(keepends=True)
    starts, texts = _starts(text, name)
    if not starts:
        end = texts + 1
        return _File(_bare("".join(lines[:end])), {}, "".join(lines[end:]))
    blocks, bounds = {}, [*starts.values(), len(lines)]
    for key, start, end in zip(starts, bounds, bounds[1:], strict=False):
        above = _first_comment(lines, start)
        stop = _first_comment(lines, end)
        blocks[key] = _Block("".join(lines[above:start]), "".join(lines[start:stop]))
    first = _first_comment(lines, bounds[0])
    return _File("".join(lines[:first]), blocks, "".join(lines[_first_comment(lines, len(lines)) :]))


def _starts(text: str, name: str) -> tuple[dict[str, int], int]:
    """The line of every text's key, and the line of `texts:`, counted from 0."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value == "texts":
            line = key.start_mark.line
            if isinstance(value, yaml.MappingNode) and not (value.flow_style and value.value):
                return {k.value: k.start_mark.line for k, _ in value.value}, line
            if isinstance(value, yaml.ScalarNode) and value.value == "":
                return {}, line
            place = Where(name, line + 1, 1)
            raise fail("layout", place, msg("expected one text a line under `texts:`, found another layout"))
    raise fail("missing-key", Where(name), msg("expected the key `texts`, found none"))


def _bare(head: str) -> str:
    return re.sub(r"^texts:.*$", "texts:", head, flags=re.M)


def _first_comment(lines: list[str], line: int) -> int:
    """The first of the comment and empty lines that stand directly above `line`."""
    while line and lines[line - 1].lstrip()[:1] in ("", "#"):
        line -= 1
    return line


# --- writing ----------------------------------------------------------------------------------------------------------


def _write(file: _File, entries: Mapping[str, Entry], wanted: set[str]) -> str:
    out = [_ended(file.head)]
    for key, entry in entries.items():
        if key in file.blocks:
            block = file.blocks[key]
            out += [_cleaned(block.above), _stale(entry, block), _ended(block.body)]
        elif key in wanted:
            out.append(_todo(entry))
    out.append(_cleaned(file.tail))
    out += [_orphan(key, block) for key, block in file.blocks.items() if key not in entries]
    return "".join(out)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _cleaned(comments: str) -> str:
    return _NOTICE.sub("", _TODO.sub("", _ended(comments)))


def _stale(entry: Entry, block: _Block) -> str:
    found = yaml.safe_load(block.body)
    spec = TranslatedSpec.model_validate(found[entry.key])
    if spec.of == entry.digest:
        return ""
    return f'  # source now: {_line(entry.text)}\n{_to_say(entry)}  # then write: from: "{entry.digest}"\n'


def _todo(entry: Entry) -> str:
    empty = "  #   say:\n" if entry.say else ""
    head = f"  # to translate: {_line(entry.text)}\n{_to_say(entry)}"
    return f'{head}  # {entry.key}:\n  #   from: "{entry.digest}"\n  #   text:\n{empty}'


def _to_say(entry: Entry) -> str:
    return f"  # to say: {_line(entry.say)}\n" if entry.say else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _orphan(key: str, block: _Block) -> str:
    lines = [re.sub(r"^  ", "  # ", line) for line in _ended(block.body).splitlines(keepends=True)]
    return _cleaned(block.above) + f"  # gone from script.yaml: {key}\n" + "".join(lines)


def _body(key: str, digest: str, text: str, say: str | None) -> str:
    said = f"    say: {scalar(say)}\n" if say else ""
    return f'  {key}:\n    from: "{digest}"\n    text: {scalar(text)}\n{said}'
