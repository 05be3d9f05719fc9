"""`outreach approve`: writes who reviewed which words next to the script."""

from __future__ import annotations

import click

from outreach.cli import known, tell
from outreach.cli.places import own_project, printable
from outreach.diagnostics import OutreachError, errors
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.plan import scam_names
from outreach.reviews import Approval, approval_file, approval_text, words_digest
from outreach.script import load_script
from outreach.source import parse


@click.command()
@click.argument("scam")
@click.option("--by", required=True, callback=printable, help="The reviewer's name, as it should be kept.")
def approve(scam: str, by: str) -> None:
    """Record that SCAM's texts, as they stand now, were reviewed. Any later change makes it a draft again."""
    project = own_project()
    known(msg("scam"), (scam,), scam_names(project))
    script, problems = load_script(project, scam)
    if script is None or errors(problems):
        raise OutreachError(errors(problems))
    digest, file = words_digest(project, scam), approval_file(scam)
    text = approval_text(by, project.date.isoformat(), digest)
    parse(Approval, file, text)  # a name that the file would be refused for is refused before it is written
    write_atomically(project.path(file), text.encode())
    tell(
        msg(
            "`{scam}` approved by {name} on {date}: {digest}", scam=scam, name=by, date=project.date, digest=digest[:12]
        )
    )
