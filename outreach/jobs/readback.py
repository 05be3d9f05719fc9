"""What a job looks at in the bytes it has just made: the AI label, and every QR code at its size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from outreach import aigc
from outreach.checks.built import paper_code, picture_code
from outreach.codes.symbol import MISSING
from outreach.diagnostics import NOWHERE, Diagnostic, error
from outreach.format import File
from outreach.formats import FORMATS
from outreach.messages import msg


def label(name: str, data: bytes, ai: aigc.Record | None) -> bytes:
    """The file with the AI label, where its kind carries one."""
    return aigc.stamp(data, Path(name).suffix, ai) if ai and Path(name).suffix in aigc.CONTAINERS else data


def labels_of(name: str, data: bytes, ai: aigc.Record | None) -> list[Diagnostic]:
    """The label of a finished file is read back, after the last step that touched it: tools drop it silently."""
    if Path(name).suffix not in aigc.CONTAINERS:
        return []
    return [
        error("ai-label", NOWHERE, msg("AI label of `{name}`: {fault}", name=name, fault=fault))
        for fault in aigc.faults(data, Path(name).suffix, ai)
    ]


def codes_of(files: Mapping[str, bytes], format: str, codes: tuple[str, ...]) -> list[Diagnostic]:
    """Every code is read back from the finished page, picture and slide, at its size, before it counts as built."""
    readers = {".pdf": paper_code.verify, ".png": picture_code.verify, ".pptx": picture_code.verify_slides}
    problems, lost = list[Diagnostic](), dict[File, list[list[Diagnostic]]]()
    for name, data in files.items():
        if read := readers.get(Path(name).suffix):
            rule = FORMATS[format].file(name)
            found = read(data, codes, rule.least if rule else None, name)
            problems += [one for one in found if one.code != MISSING]
            if rule and rule.least:
                lost.setdefault(rule, []).append([one for one in found if one.code == MISSING])
    for rule, each in lost.items():
        if not rule.once or all(each):
            problems += [one for some in each[-1 if rule.once else 0 :] for one in some]
    return problems
