"""`outreach approve`: writes who reviewed which words next to the script."""

from __future__ import annotations

import click

from outreach.cli import known, tell
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.plan import scam_names
from outreach.project import Project
from outreach.reviews import approval_file, approval_text, words_digest


@click.command()
@click.argument("scam")
@click.option("--by", required=True, help="The reviewer's name, as it should be kept.")
def approve(scam: str, by: str) -> None:
    """Record that SCAM's texts, as they stand now, were reviewed. Any later change makes it a draft again."""
    project = Project.find()
    known(msg("scam"), (scam,), scam_names(project))
    digest = words_digest(project, scam)
    text = approval_text(by, project.date.isoformat(), digest)
    write_atomically(project.path(approval_file(scam)), text.encode())
    tell(
        msg(
            "`{scam}` approved by {name} on {date}: {digest}", scam=scam, name=by, date=project.date, digest=digest[:12]
        )
    )
