"""`outreach clean`: removes from the output folder what is ours and not current."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from outreach.build.current import Settled
from outreach.build.current import clean as run_clean
from outreach.cli import report, tell
from outreach.cli.opened import opened
from outreach.cli.places import out_option
from outreach.messages import msg
from outreach.outputs import Outputs


@click.command()
@out_option
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would leave.")
@click.option("--all", "everything", is_flag=True, help="Remove everything of ours, current or not.")
def clean(out: Path, dry: bool, everything: bool) -> None:
    """Remove outputs that the project cannot make any more, or that are marked stale. Files of others stay."""
    session = opened()
    done = run_clean(Outputs(out), session.inventory(), session.project, everything=everything, dry=dry)
    report(done.diagnostics)
    for name in done.withdrawn:
        click.echo(name)
    _tell(done, out, dry)
    sys.exit(1 if any(d.severity == "error" for d in done.diagnostics) else 0)


def _tell(done: Settled, out: Path, dry: bool) -> None:
    n = len(done.withdrawn)
    if dry:
        tell(msg("{n} files would leave `{out}`, {kept} outputs stay", n=n, out=out, kept=len(done.rows)), err=True)
    else:
        tell(msg("{n} files left `{out}`, {kept} outputs stay", n=n, out=out, kept=len(done.rows)), err=True)
