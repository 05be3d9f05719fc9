"""Manifests and caches of earlier runs, damaged or made up by somebody else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from attack import Change, Ended, assert_clean, directory, link, pipe, put

MANIFEST, KEY = "out/manifest.json", "ab" * 32
RECORD, BLOB = f".outreach-cache/ac/ab/{KEY}.json", f".outreach-cache/cas/ab/{KEY}"
TEXTS = {"scam": "tiny", "audience": "students", "lang": "zh-CN", "branch": "", "format": "captions", "title": "x"}
LEFT_OUT = "1 of 1 rows are none that outreach writes; they are left out"
NONE = "out/manifest.json: warning: not a list of outputs of outreach: "


def listed(**changed: object) -> Change:
    """A manifest of one row."""
    row = {"path": "tiny/students/zh-CN/a.srt", "sha256": "0" * 64, "bytes": 1, "state": "draft", **TEXTS, **changed}
    return put(MANIFEST, json.dumps({"schema": 2, "artefacts": [row]}))


MANIFESTS: dict[str, tuple[Change, str]] = {
    "good": (listed(), ""),
    "empty": (put(MANIFEST, ""), f"{NONE}it is no whole JSON"),
    "zeros": (put(MANIFEST, b"\0" * 99), f"{NONE}it is no whole JSON"),
    "bytes": (put(MANIFEST, b"\xff" * 99), f"{NONE}it is no UTF-8 text"),
    "a list": (put(MANIFEST, "[]"), f"{NONE}it holds no list of artefacts"),
    "deep": (put(MANIFEST, "[" * 100_000), f"{NONE}it is nested too deep"),
    "20 MB": (put(MANIFEST, "[" + "1," * 10_000_000 + "1]"), f"{NONE}it has 20000003 bytes and not a row a line"),
    "no keys": (put(MANIFEST, '{"artefacts": [{}]}'), LEFT_OUT),
    "nan": (put(MANIFEST, '{"artefacts": [{"bytes": NaN}]}'), LEFT_OUT),
    "another language": (listed(lang="xx"), LEFT_OUT),
    "another audience": (listed(audience="martians"), LEFT_OUT),
    "digest that leads out": (listed(sha256="../../evil"), LEFT_OUT),
    "path that leads out": (listed(path="../../x"), LEFT_OUT),
    "path of the machine": (listed(path="/etc/passwd"), LEFT_OUT),
    "script": (listed(path="javascript:alert(1)"), LEFT_OUT),
    "less than no bytes": (listed(bytes=-1), LEFT_OUT),
    "pipe": (pipe(MANIFEST), f"{NONE}it is no file"),
    "device": (link(MANIFEST, "/dev/zero"), f"{NONE}it is no file"),
    "itself": (link(MANIFEST, "manifest.json"), ""),
    "dead link": (link(MANIFEST, "none"), ""),
}
ESCAPE = '{"outputs": {"../../x": {"sha256": "../../../evil", "bytes": 1}}, "facts": {}, "sum": "x"}'
CACHES: dict[str, Change] = {
    "empty record": put(RECORD, ""),
    "deep record": put(RECORD, "[" * 100_000),
    "record that leads out": put(RECORD, ESCAPE),
    "folder as record": directory(RECORD),
    "pipe as record": pipe(RECORD),
    "dead record": link(RECORD, "none"),
    "folder as blob": directory(BLOB),
    "pipe as blob": pipe(BLOB),
    "dead blob": link(BLOB, "none"),
    "device as blob": link(BLOB, "/dev/zero"),
    "another blob": put(BLOB, "x"),
    "foreign file": put(".outreach-cache/cas/x", "y"),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_manifests(attack: Callable[..., Ended], name: str) -> None:
    """What is none of ours is left out and said; nothing is removed for its sake."""
    change, said = MANIFESTS[name]
    ended = attack(change, "clean")
    assert_clean(ended)
    assert said in ended.said


@pytest.mark.parametrize("command", [("gc", "--max-size", "0"), ("verify",)], ids=["gc", "verify"])
@pytest.mark.parametrize("name", CACHES)
def test_caches(attack: Callable[..., Ended], name: str, command: tuple[str, ...]) -> None:
    """A miss, or somebody else's: never an end."""
    assert_clean(attack(CACHES[name], "cache", *command))
