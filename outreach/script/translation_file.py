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
    indent: str = "  "  # what the keys under `texts:` stand behind


_GONE = "# gone from script.yaml: "  # above an orphan that `synced` has put aside


def synced(text: str, script: Script, lang: str, wanted: Iterable[str]) -> str:
    """`text` of `<lang>.yaml` ("" when there is none) in the script's order.

    A missing text becomes a commented to-do with its source, a stale one gets the source's words of now above it,
    an orphan is turned into a comment at the end.
    """
    file = _read(text or _header(script, lang), f"content/scams/{script.slug}/{lang}.yaml")
    return _ends_as(text, _write(file, script.entries, set(wanted)))


def with_texts(text: str, script: Script, lang: str, words: Mapping[str, tuple[str, str | None]]) -> str:
    """`text` with the translations `words` (key -> text, say) written in, made from the source's words of now.

    Whoever reviewed the file has not seen them: its `reviewed:` goes when a word changes.
    """
    file = _read(text or _header(script, lang), f"content/scams/{script.slug}/{lang}.yaml")
    blocks = dict(file.blocks)
    for key, (shown, say) in words.items():
        body = _body(key, script.entries[key].digest, shown, say, file.indent)
        above = blocks[key].above if key in blocks else ""
        if key not in blocks or yaml.safe_load(blocks[key].body) != yaml.safe_load(body):
            blocks[key] = _Block(above, body)
    head = file.head if blocks == file.blocks else re.sub(r"^reviewed:.*\n", "", file.head, flags=re.M)
    return _ends_as(text, _write(_File(head, blocks, file.tail, file.indent), script.entries, set()))


def _ends_as(before: str, after: str) -> str:
    """Lines end as they did: on Windows with two signs."""
    return after.replace("\n", "\r\n") if "\r\n" in before else after


def pruned(text: str, script: Script, lang: str) -> tuple[str, list[str]]:
    """`text` without the translations of texts that are gone, put aside or not, and the keys of what went."""
    file = _read(text, f"content/scams/{script.slug}/{lang}.yaml")
    gone = [key for key in file.blocks if key not in script.entries]
    kept = (block.above + block.body for key, block in file.blocks.items() if key in script.entries)
    tidy, aside = _without_aside("".join([file.head, *kept, file.tail]))
    return (_ends_as(text, tidy), [*gone, *aside]) if gone or aside else (text, [])


def _without_aside(text: str) -> tuple[str, list[str]]:
    kept, gone = [], [""]  # the key whose comment goes on, last
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare.startswith(_GONE):
            gone.append(bare.removeprefix(_GONE))
        elif not gone[-1] or not (bare == f"# {gone[-1]}:" or bare.startswith("#  ")):
            gone += [""] if gone[-1] else []
            kept.append(line)
    return "".join(kept), [key for key in gone if key]


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
    lines = text.replace("\r\n", "\n").splitlines(keepends=True)
    starts, texts, indent = _starts(text, name)
    if not starts:
        end = texts + 1
        return _File(_bare("".join(lines[:end])), {}, "".join(lines[end:]))
    blocks, bounds = {}, [*starts.values(), len(lines)]
    for key, start, end in zip(starts, bounds, bounds[1:], strict=False):
        above = _first_comment(lines, start)
        stop = _first_comment(lines, end)
        blocks[key] = _Block("".join(lines[above:start]), "".join(lines[start:stop]))
    first = _first_comment(lines, bounds[0])
    return _File("".join(lines[:first]), blocks, "".join(lines[_first_comment(lines, len(lines)) :]), indent)


def _starts(text: str, name: str) -> tuple[dict[str, int], int, str]:
    """The line of every text's key, the line of `texts:`, counted from 0, and how far the keys are indented."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value == "texts":
            line = key.start_mark.line
            if isinstance(value, yaml.MappingNode) and not (value.flow_style and value.value):
                indent = " " * value.value[0][0].start_mark.column if value.value else "  "
                return {k.value: k.start_mark.line for k, _ in value.value}, line, indent
            if isinstance(value, yaml.ScalarNode) and value.value == "":
                return {}, line, "  "
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
            out += [_cleaned(block.above), _indented(_stale(entry, block), file.indent), _ended(block.body)]
        elif key in wanted:
            out.append(_indented(_todo(entry), file.indent))
    out.append(_cleaned(file.tail))
    out += [_orphan(key, block, file.indent) for key, block in file.blocks.items() if key not in entries]
    return "".join(out)


def _indented(lines: str, indent: str) -> str:
    """Lines written behind two spaces, behind the file's own indentation."""
    return re.sub(r"^  ", lambda _: indent, lines, flags=re.M)


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


def _orphan(key: str, block: _Block, indent: str) -> str:
    lines = [f"{indent}# {line.removeprefix(indent)}" for line in _ended(block.body).splitlines(keepends=True)]
    return _cleaned(block.above) + f"{indent}{_GONE}{key}\n" + "".join(lines)


def _body(key: str, digest: str, text: str, say: str | None, indent: str) -> str:
    said = f"    say: {scalar(say)}\n" if say else ""
    return _indented(f'  {key}:\n    from: "{digest}"\n    text: {scalar(text)}\n{said}', indent)
