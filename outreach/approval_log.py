"""A scam's reviews: content/scams/<slug>/approval.yaml has a line for each, and only ever grows.

Each line has a mark of all lines before it: one that was changed or taken out later is told. A line may be signed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from outreach.approved_parts import APPROVAL
from outreach.diagnostics import Diagnostic, OutreachError, error
from outreach.messages import msg
from outreach.project import Project
from outreach.script.grammar import Date
from outreach.source import Source, Strict, Versioned, load
from outreach.source.fields import Slug
from outreach.source.versions import Upgrade

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MARK = 16  # hexadecimal digits of what stood before a line
PRINTABLE = r"^[^\p{C}]*[^\p{C}\p{Z}][^\p{C}]*$"


class ReviewLine(Strict):
    """One review: never changed afterwards."""

    by: Annotated[str, Field(min_length=1, max_length=80, pattern=PRINTABLE)]
    role: Slug | Literal[""] = ""
    on: Date
    note: Annotated[str, Field(max_length=400, pattern=r"^[^\p{C}]*$")] = ""
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    parts: dict[str, str] = {}
    after: str = ""  # the mark of the lines before it
    signature: Annotated[str, Field(max_length=200)] = ""  # public key and Ed25519 signature, base64


def _first(data: dict[str, Any]) -> dict[str, Any]:
    """A file of version 1 was one review, of the words alone."""
    return {"schema": 2, "reviews": [{name: data.get(name, "") for name in ("by", "on", "digest")}]}


class Approval(Versioned):
    """content/scams/<slug>/approval.yaml"""

    newest: ClassVar[int] = 2
    upgrades: ClassVar[Mapping[int, Upgrade]] = {1: _first}
    schema_: Literal[2] = Field(alias="schema")
    reviews: Annotated[list[ReviewLine], Field(min_length=1, max_length=1000)]


def approval_file(slug: str) -> str:
    """Where a scam's reviews are kept."""
    return f"content/scams/{slug}/{APPROVAL}"


def told(line: ReviewLine) -> dict[str, Any]:
    """A line as plain data, without what says nothing."""
    return {name: value for name, value in line.model_dump().items() if value}


def mark(lines: Sequence[ReviewLine]) -> str:
    """Of all lines so far: the next one keeps it."""
    return hashlib.sha256(json.dumps([told(line) for line in lines], sort_keys=True).encode()).hexdigest()[:MARK]


def changed_lines(lines: Sequence[ReviewLine], source: Source) -> Iterator[Diagnostic]:
    """Where something before a line is not as it was when the line was written."""
    for n, line in enumerate(lines):
        if n and line.after != mark(lines[:n]):
            message = msg("a review above this one was changed or taken out")
            hint = msg("bring the file back as it was; a new review is a new line")
            yield error("approval", source.places.at(("reviews", n)), message, hint)


def read(project: Project, slug: str) -> tuple[str, list[ReviewLine], bool]:
    """The text of a scam's approval file, its lines, and was it written for an older version? Nothing where none is.

    Raises OutreachError for a file with errors, or with lines that were changed: nothing is added to such a one.
    """
    file = approval_file(slug)
    if not project.exists(file):
        return "", [], False
    approval, source = load(project, file, Approval)
    faults = [*changed_lines(approval.reviews, source)] if approval else source.problems
    if approval is None or faults:
        raise OutreachError(faults)
    return project.read_text(file), [*approval.reviews], source.older


def written(text: str, before: Sequence[ReviewLine], line: ReviewLine) -> str:
    """The text of an approval file with one more line at its end; what stands there stays as it is, letter by letter.

    `text` is "" where there is none, or one to be written anew with the lines that it had.
    """
    text = text or _HEAD + "".join(map(_row, before))
    return (text if text.endswith("\n") else text + "\n") + _row(line)


def _row(line: ReviewLine) -> str:
    return "- " + json.dumps(told(line), ensure_ascii=False) + "\n"


_HEAD = """\
# Written by `outreach approve`: a line a review, never changed. A change of what is shown makes it a draft again.
schema: 2
reviews:
"""


def signed(line: ReviewLine, key: Ed25519PrivateKey) -> ReviewLine:
    """The line with the signature of its reviewer's key."""
    from outreach import seal  # noqa: PLC0415 - a twentieth of a second for projects that sign

    return line.model_copy(update={"signature": seal.signed(told(line), key)})


def signer(line: ReviewLine) -> str | None:
    """The fingerprint, without spaces, of the key that signed the line; None when none did, or it was changed."""
    from outreach import seal  # noqa: PLC0415

    return seal.signer(told(line.model_copy(update={"signature": ""})), line.signature)
