"""`outreach approve`: writes who reviewed which words next to the script."""

from __future__ import annotations

import click

from outreach.cache import write_atomically
from outreach.plan import scam_names
from outreach.project import Project
from outreach.reviews import approval_file, approval_text, words_digest


@click.command()
@click.argument("scam")
@click.option("--by", required=True, help="The reviewer's name, as it should be kept.")
def approve(scam: str, by: str) -> None:
    """Record that SCAM's texts, as they stand now, were reviewed. Any later change makes it a draft again."""
    project = Project.find()
    if scam not in scam_names(project):
        raise click.BadParameter(f"no scam is called `{scam}`; there are: {', '.join(scam_names(project))}")
    digest = words_digest(project, scam)
    text = approval_text(by, project.date.isoformat(), digest)
    write_atomically(project.path(approval_file(scam)), text.encode())
    click.echo(f"`{scam}` approved by {by} on {project.date}: {digest[:12]}")
