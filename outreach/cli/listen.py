"""`outreach voice listen`: hears every line of the finished films and says which are not understood."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from outreach.build.listening import Total, findings, totals
from outreach.build.listening import listen as hear
from outreach.build.listening_report import write
from outreach.cli import report, tell
from outreach.cli.opened import opened
from outreach.cli.places import out_option
from outreach.cli.watch import Watch
from outreach.ear import recogniser
from outreach.messages import msg
from outreach.plan import Wish
from outreach.profiles.hearing import limits


@click.command()
@click.argument("scams", nargs=-1)
@click.option("-a", "--audience", "audiences", multiple=True, help="Only this audience (repeatable).")
@click.option("-l", "--lang", "languages", multiple=True, help="Only this language (repeatable).")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
@out_option
def listen(
    scams: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    as_json: bool,
    out: Path,
) -> None:
    """Hear every spoken line of the finished films of SCAMS and compare it with what was to be said.

    Whatever made the films: their own list says what they say. Writes listening.html and listening.json beside them.
    Exit code 1 when a line or a number is not understood.
    """
    session = opened()
    project, profiles = session.project, session.profiles()
    ear = recogniser.load()
    wish = Wish(scams, audiences, languages)
    with Watch(1) as watch:
        heard = hear(wish, out, ear, project, profiles, watch.say)
    lines, found = heard.lines, [*heard.problems, *findings(heard.lines, limits(project))]
    if lines:
        write(out, lines, found, ear.name, project, profiles)
    report(found)
    if as_json:
        rows = {"totals": [asdict(total) for total in totals(lines)], "lines": [line.row() for line in lines]}
        click.echo(json.dumps({**rows, "diagnostics": [one.as_dict() for one in found]}, ensure_ascii=False, indent=1))
    else:
        for total in totals(lines):
            _tell(total)
        if lines:
            tell(msg("wrote `{path}`", path=out / "listening.html"), err=True)
    sys.exit(1 if any(one.severity == "error" for one in found) else 0)


def _tell(total: Total) -> None:
    facts = {"voice": total.voice, "audience": total.audience, "lang": total.lang, "lines": total.lines}
    facts |= {"rate": f"{total.rate:.1%}", "worst": f"{total.worst:.0%}"}
    facts |= {"right": total.numbers - total.wrong, "numbers": total.numbers}
    tell(
        msg(
            "{voice} {audience} {lang}: {rate} misheard in {lines} lines, worst line {worst}, "
            "{right} of {numbers} numbers heard",
            **facts,
        )
    )
