"""AI labels in a file's metadata (GB 45438-2025 App. E): exactly one `AIGC` record, written and read back.

One file a container. Each keeps whatever else the file says about itself and replaces an older record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from outreach.aigc import mp3, mp4, pdf, png, pptx, wav
from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg

LABELS = ("1", "2", "3")  # is, may be, is suspected to be generated
PLAIN = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")  # what a value may hold: no space, quote, backslash, non-ASCII


@dataclass(frozen=True, slots=True)
class AiLabel:
    """Who made a file and its number. At first writing the one who spreads it is the one who made it."""

    producer: str  # the 27-character provider code, or a name in ASCII
    id: str
    label: str = "1"

    def fields(self) -> dict[str, str]:
        """The seven values of App. E. Raises OutreachError for one with characters that the standard leaves out."""
        for name, value in (("ContentProducer", self.producer), ("ProduceID", self.id)):
            if not PLAIN.fullmatch(value):
                hint = msg("the producer is `ai_label: producer_code` in content/brand.yaml")
                message = msg(
                    "expected plain ASCII without spaces in `{name}`, found `{value}`", name=name, value=value
                )
                raise fail("aigc", NOWHERE, message, hint)
        if self.label not in LABELS:
            wanted = ", ".join(LABELS)
            raise fail(
                "aigc",
                NOWHERE,
                msg("expected one of {wanted} in `Label`, found `{found}`", wanted=wanted, found=self.label),
            )
        return {
            "Label": self.label,
            "ContentProducer": self.producer,
            "ProduceID": self.id,
            "ReservedCode1": "",
            "ContentPropagator": self.producer,
            "PropagateID": self.id,
            "ReservedCode2": "",
        }

    def json(self) -> str:
        """The record as it is written: the bare object, no spaces."""
        return json.dumps(self.fields(), separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Container:
    write: Callable[[bytes, str], bytes]
    read: Callable[[bytes], list[str]]


def _by_ffmpeg(data: bytes, text: str) -> bytes:
    """Films are labelled when their segments are joined; see `film.mux`."""
    raise ValueError("expected a film that ffmpeg has labelled")


CONTAINERS = {
    ".mp4": _Container(_by_ffmpeg, mp4.read),
    ".m4a": _Container(_by_ffmpeg, mp4.read),
    ".mp3": _Container(mp3.write, mp3.read),
    ".wav": _Container(wav.write, wav.read),
    ".pdf": _Container(pdf.write, pdf.read),
    ".pptx": _Container(pptx.write, pptx.read),
    ".png": _Container(png.write, png.read),
}


def stamp(data: bytes, suffix: str, record: AiLabel) -> bytes:
    """The file with this record and no other. Stamping twice gives the same bytes. Raises OutreachError."""
    return _container(suffix).write(data, record.json())


def read(data: bytes, suffix: str) -> list[dict[str, str]]:
    """Every AIGC record of a file, bare or wrapped as `{"AIGC": {…}}`; one that is no JSON is `{"broken": text}`."""
    return [_parse(text) for text in _container(suffix).read(data)]


def faults(data: bytes, suffix: str, record: AiLabel | None) -> list[str]:
    """What is wrong with a finished file's label: none wanted but found, missing, twice, or another than wanted."""
    found = read(data, suffix)
    if record is None:
        return [f"expected no AIGC record, found {len(found)}"] if found else []
    if len(found) != 1:
        return [f"expected one AIGC record, found {len(found)}"]
    wanted = record.fields()
    return [
        f"expected `{wanted[name]}` in `{name}`, found `{found[0].get(name)}`"
        for name in wanted
        if found[0].get(name) != wanted[name]
    ]


def unsound(data: bytes, suffix: str) -> list[str]:
    """What is wrong with a label of which nobody knows whether it is wanted: twice, or not as the standard says."""
    found = read(data, suffix)
    if len(found) > 1:
        return [msg("expected one AIGC record at most, found {n}", n=len(found))]
    sound = {"Label": LABELS, "ContentProducer": (), "ProduceID": ()}
    broken = [name for one in found for name, of in sound.items() if not one.get(name) or (of and one[name] not in of)]
    return [msg("the AIGC record has no sound `{name}`", name=name) for name in broken]


def _container(suffix: str) -> _Container:
    if suffix.lower() not in CONTAINERS:
        wanted = ", ".join(CONTAINERS)
        raise fail("aigc", NOWHERE, msg("expected one of {wanted}, found {found}", wanted=wanted, found=f"`{suffix}`"))
    return CONTAINERS[suffix.lower()]


def _parse(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {"broken": text}
    if isinstance(found, dict) and isinstance(found.get("AIGC"), dict):
        found = found["AIGC"]
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {"broken": text}
