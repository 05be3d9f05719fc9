"""Who approved exactly which words: content/scams/<slug>/approval.yaml holds reviewer, date and the digest approved.

Education material is reviewed before it is used (消保审查, 银行保险机构消费者权益保护管理办法 art. 9). A changed letter
makes the digest another one, and the scam a draft again.
"""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field

from outreach.diagnostics import Diagnostic
from outreach.messages import msg
from outreach.project import Project, reading
from outreach.source import Versioned, load
from outreach.storyboard import Review

APPROVAL = "approval.yaml"


class Approval(Versioned):
    """content/scams/<slug>/approval.yaml"""

    by: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\p{C}]*[^\p{C}\p{Z}][^\p{C}]*$")]  # printable
    on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def approval_file(slug: str) -> str:
    """Where a scam's approval is kept."""
    return f"content/scams/{slug}/{APPROVAL}"


def words_digest(project: Project, slug: str) -> str:
    """SHA-256 over every text file of the scam but the approval; line endings do not count."""
    folder = f"content/scams/{slug}"
    sha = hashlib.sha256()
    for name in project.names(folder, ".yaml"):
        if name != APPROVAL:
            text = project.read_text(f"{folder}/{name}").replace("\r\n", "\n")
            sha.update(f"{name}\0{text}\0".encode())
    return sha.hexdigest()


@reading
def review(project: Project, slug: str) -> tuple[Review, list[Diagnostic]]:
    """Whether the scam's words are approved as they stand now."""
    file = approval_file(slug)
    if not project.exists(file):
        return Review(False, "", "", msg("not reviewed yet")), []
    approval, source = load(project, file, Approval)
    if approval is None:
        return Review(False, "", "", msg("the approval file has errors")), source.problems
    if approval.digest != words_digest(project, slug):
        return Review(False, approval.by, approval.on, msg("changed since the approval")), []
    return Review(True, approval.by, approval.on, ""), []


def approval_text(by: str, on: str, digest: str) -> str:
    """The text of an approval file."""
    import yaml  # noqa: PLC0415 - only `approve` writes YAML

    head = "# Written by `outreach approve`. Any change of the scam's texts makes it a draft again.\n"
    return head + yaml.safe_dump(
        {"schema": Approval.newest, "by": by, "on": on, "digest": digest}, allow_unicode=True, sort_keys=False
    )
