"""`outreach approve`: adds to a scam's reviews who reviewed everything that its packs show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from outreach import approved
from outreach.cache import Cache
from outreach.cli import tell, wrong
from outreach.cli.opened import own
from outreach.cli.places import cache_option, printable
from outreach.cli.seal import FILE, PASSPHRASE, unlocked
from outreach.messages import msg

if TYPE_CHECKING:
    from outreach.session import Session


@click.command()
@click.argument("scam")
@click.option("--by", required=True, callback=printable, help="The reviewer's name, as it should be kept.")
@click.option("--role", default="", help="What the reviewer answers for; one of `approvals: roles` in brand.yaml.")
@click.option("--note", default="", help="What should be kept with it.")
@click.option("--key", "file", type=FILE, help="The reviewer's key, as `outreach seal key` wrote it: signs the review.")
@click.option("--passphrase", envvar=PASSPHRASE, help="Better typed when asked, or in OUTREACH_SEAL_PASSPHRASE.")
@cache_option
def approve(
    scam: str, by: str, role: str, note: str, file: Path | None, passphrase: str | None, cache_dir: Cache
) -> None:
    """Record that everything that SCAM's packs show, as it stands now, was reviewed.

    Words, translations, brand, hotlines, labels, audiences, templates, drawings and voices count. Any later change
    makes it a draft again.
    """
    session = own(cache_dir)
    _asked_for(session, role)
    digest = session.approve(scam, by, role, note, unlocked(file, passphrase) if file else None)
    facts = {"scam": scam, "name": by, "date": session.project.date, "digest": digest[:12]}
    tell(msg("`{scam}` approved by {name} on {date}: {digest}", **facts))
    state = session.review(scam)
    if state.approved:
        approved.keep(session, scam)
    else:
        tell(msg("it stays a draft: {why}", why=state.why_not))


def _asked_for(session: Session, role: str) -> None:
    """Is it a role that the brand file asks for? Raises UsageError."""
    roles = session.profiles().brand.approvals.roles
    if roles and role not in roles:
        raise wrong(msg("expected `--role` to be one of {roles}, found `{role}`", roles=", ".join(roles), role=role))
