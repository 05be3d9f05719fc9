"""`outreach approve`: writes who reviewed which words next to the script."""

from __future__ import annotations

import click

from outreach import approved
from outreach.cache import Cache
from outreach.cli import tell
from outreach.cli.opened import own
from outreach.cli.places import cache_option, printable
from outreach.messages import msg


@click.command()
@click.argument("scam")
@click.option("--by", required=True, callback=printable, help="The reviewer's name, as it should be kept.")
@cache_option
def approve(scam: str, by: str, cache_dir: Cache) -> None:
    """Record that SCAM's texts, as they stand now, were reviewed. Any later change makes it a draft again."""
    session = own(cache_dir)
    digest = session.approve(scam, by)
    approved.keep(session, scam)
    facts = {"scam": scam, "name": by, "date": session.project.date, "digest": digest[:12]}
    tell(msg("`{scam}` approved by {name} on {date}: {digest}", **facts))
