"""`outreach storyboard`: what a scam says and shows to an audience."""

from __future__ import annotations

import click

from outreach.adapt.cuts import seconds
from outreach.cli import report, tell
from outreach.cli.ending import print_json
from outreach.cli.opened import opened
from outreach.messages import msg
from outreach.storyboard_text import storyboard_text


@click.command()
@click.argument("scam")
@click.option("-a", "--audience", required=True, help="Who it is for.")
@click.option("-l", "--language", help="A BCP 47 tag; the audience's first language when left out.")
@click.option("--cut", help="What one film of it takes (content/cuts.yaml), and how long that is.")
@click.option("--json", "as_json", is_flag=True, help="Print everything a renderer reads, as JSON.")
def storyboard(scam: str, audience: str, language: str | None, cut: str | None, as_json: bool) -> None:
    """Show what SCAM says and shows to an audience, before anything is rendered."""
    session = opened()
    profiles = session.profiles()
    session.named(scam, audience)
    lang = language or profiles.audiences[audience].languages[0]
    board, problems = session.storyboard(scam, audience, lang, cut or "")
    report(problems)
    if as_json:
        print_json(board.as_dict())
    else:
        click.echo(storyboard_text(board).rstrip())
        if cut:
            least, most = profiles.cuts[cut].seconds
            click.echo()
            tell(msg("about {n} seconds; wanted {least} to {most}", n=round(seconds(board)), least=least, most=most))
