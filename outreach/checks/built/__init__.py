"""Checks of finished files: each opens one and yields what is wrong with it. One file, one line here.

`build` and `check --built` ask the same table. What a file should be is in its facts, which also stand in the manifest.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from outreach.aigc import CONTAINERS
from outreach.codes.symbol import MISSING
from outreach.content_numbers import ContentNumbers
from outreach.diagnostics import NOWHERE, Diagnostic
from outreach.formats import FORMATS
from outreach.formats.base import File
from outreach.limits import Level, Limits, usual
from outreach.messages import msg
from outreach.storyboard import Storyboard


@dataclass(frozen=True)
class Check:
    """A check: its module here, with `check(built)`, and the kinds of files it opens."""

    name: str
    suffixes: tuple[str, ...]
    stops: bool = True  # a file that fails it does not count as built; else it is made, and the finding is told
    dear: bool = (
        False  # asked of a finished folder alone: it takes a tenth of the time in which a file is made, or more
    )
    facts: str = ""  # what of it is asked only where a manifest says what the file should be


FILM = ".mp4"
CODES = msg("where the codes should lead")

CHECKS: tuple[Check, ...] = (
    Check("whole", (".html", ".vtt", ".srt", ".mp3", ".wav"), stops=False),
    Check("caption_cues", (".srt", ".vtt", FILM), stops=False, dear=True),
    Check("words_numbers", (".pdf", ".pptx", ".html", ".txt", ".vtt", ".srt", ".png", FILM), dear=True),
    Check("label", tuple(CONTAINERS), facts=msg("whether an AI label is wanted, and whose")),
    Check("paper_code", (".pdf",), facts=CODES),
    Check("paper_press", (".pdf",), dear=True),
    Check("paper_tags", (".pdf",), stops=False, dear=True),
    Check("paper_letters", (".pdf",), stops=False, dear=True, facts=msg("how large letters their readers need")),
    Check("paper_edges", (".pdf",), stops=False, dear=True),
    Check("paper_pictures", (".pdf",), stops=False, dear=True),
    Check("paper_address", (".pdf",), stops=False, dear=True),
    Check("picture_code", (".png",), facts=CODES),
    Check("deck_code", (".pptx",), facts=CODES),
    Check("deck_package", (".pptx",)),
    Check("deck_access", (".pptx",), dear=True),
    Check("page_style", (".css",), dear=True),
    Check("page_weight", (".html",), stops=False, dear=True),
    Check("post_link", (".txt",)),
    Check("film_stream", (FILM,), stops=False),
    Check("film_picture", (FILM,), stops=False, dear=True),
    Check("film_code", (FILM,), facts=CODES),
    Check("film_label", (FILM,), stops=False, dear=True, facts=msg("whether an AI label opens the film, and where")),
    Check("film_length", (FILM,), stops=False, dear=True, facts=msg("how long the film is to be")),
    Check("film_sign", (FILM,), stops=False, dear=True, facts=msg("whether an interpreter is seen, where and when")),
    Check("film_sound", (FILM,), stops=False, facts=msg("how far the music is under the words, and the pace")),
)


@dataclass(frozen=True)
class Built:
    """A finished file, and what it should be. Of a fact that is not there only what every such file should be."""

    path: str  # below the output folder, as messages name it
    bytes: bytes
    format: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)  # codes: what its QR codes say; ai: the fields of its label
    board: Storyboard | None = None  # what it was made of: its script is the source place of a finding
    beside: Mapping[str, Path] | None = None  # all files there are, by such paths; None: nobody looked
    called: str = ""  # its name when it was made, where it has another now
    content: ContentNumbers | None = None  # the numbers that may stand in it; None: nobody looked
    drawn: bool = False  # are the words in pictures to be read, too?
    limits: Limits | None = None  # what it is held to; None: what comes with outreach

    @property
    def suffix(self) -> str:
        """`.pdf`: the kind of file."""
        return PurePosixPath(self.path).suffix.lower()

    @property
    def coded(self) -> File | None:
        """What is asked of the code in this file; None for one that needs no code."""
        format = FORMATS.get(self.format)
        found = format.file(self.called or PurePosixPath(self.path).name) if format else None
        return found if found and found.least else None

    def limit(self, name: str) -> float:
        """A number of content/preflight.yaml, such as `film_stream.bits`."""
        return (self.limits or usual()).numbers[name]

    @property
    def codes(self) -> tuple[str, ...] | None:
        """What its codes may say; None when nobody knows."""
        found = self.facts.get("codes")
        return None if found is None else tuple(found)


def run(files: Sequence[Built], *, dear: bool = False) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What stops the files of one format from counting as built, and what is only told; with what is `dear` to ask."""
    stopping, told = list[Diagnostic](), list[Diagnostic]()
    lost: dict[File | None, list[list[Diagnostic]]] = {}
    for one in files:
        missing = list[Diagnostic]()
        for check, found in answers(one, dear=dear):
            missing += [finding for finding in found if finding.code == MISSING]
            (stopping if check.stops else told).extend(f for f in found if f.code != MISSING)
        lost.setdefault(one.coded, []).append(missing)
    return stopping + [finding for rule, each in lost.items() for finding in _missing(rule, each)], told


def answers(one: Built, *, dear: bool = False) -> Iterator[tuple[Check, list[Diagnostic]]]:
    """Each check that is asked of a file, and what it says."""
    for check in CHECKS:
        level = (one.limits or usual()).levels.get(check.name, "error")
        if one.suffix in check.suffixes and (dear or not check.dear) and level != "off":
            yield check, [_placed(finding, one, level) for finding in _function(check.name)(one)]


def _missing(rule: File | None, each: list[list[Diagnostic]]) -> Iterator[Diagnostic]:
    """Of files that go on from one to the next one of them carries the code; a file without a rule needs none."""
    if rule and rule.once:
        each = each[-1:] if all(each) else []
    for found in each:
        yield from found


def _placed(finding: Diagnostic, built: Built, level: Level) -> Diagnostic:
    """The finding with the script that the file was made of, unless it has its own place; no worse than `level`."""
    where = built.board.title.where if built.board and finding.where == NOWHERE else finding.where
    severity = "warning" if (level, finding.severity) == ("warning", "error") else finding.severity
    return replace(finding, where=where, severity=severity)


def modules(*, film: bool) -> tuple[str, ...]:
    """The checks that a film is asked, or those of the other files: whoever makes one depends on no others."""
    asked = [one for one in CHECKS if not one.dear and ((FILM in one.suffixes) is film or len(one.suffixes) > 1)]
    return tuple(f"{__name__}.{one.name}" for one in asked)


@cache
def _function(name: str) -> Callable[[Built], Iterator[Diagnostic]]:
    """A check, imported when it is first wanted."""
    found: Callable[[Built], Iterator[Diagnostic]] = importlib.import_module(f"{__name__}.{name}").check
    return found
