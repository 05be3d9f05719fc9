"""Each film that an audience gets is as long as its place allows, by estimate.

Why: of a film in a branch people see ten seconds, on a phone they leave after twenty, in a meeting they want the end.
The estimate is the middle of the audience's speech rate and may be a twentieth off; the film follows the voice.
Source: our own rule: `seconds` of each cut in content/cuts.yaml.

PASS: a lesson of 95 seconds, a loop of 55
WARN: a lesson of 140 seconds, a loop of 80
FAIL: none, a long film is made all the same
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.adapt.cuts import cut, seconds
from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.formats import FILMS
from outreach.messages import msg
from outreach.storyboard import Storyboard

OFF = 0.05  # the share by which an estimate may err


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each cut of the audience's films that is longer or shorter than it should be."""
    who = context.profiles.audiences.get(board.audience)
    for name in who.cuts if who and {*FILMS} & {*who.formats} else ():
        spec = context.profiles.cuts[name]
        (least, most), found = spec.seconds, seconds(cut(board, name, spec))
        if not least * (1 - OFF) <= found <= most * (1 + OFF):
            wanted = msg("{least} to {most} seconds", least=least, most=most)
            message = msg(
                "expected `{cut}` for {audience} ({lang}) to last {wanted}, found about {found}",
                cut=name,
                audience=board.audience,
                lang=board.lang,
                wanted=wanted,
                found=round(found),
            )
            shown = msg(
                "`outreach storyboard {scam} -a {audience} --cut {cut}` shows it",
                scam=board.scam,
                audience=board.audience,
                cut=name,
            )
            chosen = msg("what is in it: `cuts` of a scene or line, else content/cuts.yaml")
            yield warning(
                "film-length", board.title.where, message, shown, chosen, wanted=wanted, measured=f"{found:.0f}"
            )
