"""A film is neither rushed nor long, by estimate.

Why: under three quarters of a minute nothing is explained; of more than two nobody sees the end, where the advice is.
How long it may be is the audience's, `film_seconds` in content/audiences. The finished film follows the voice.
Source: our own rule: a lesson of about 110 seconds; the estimate is the middle of the audience's speech rate.

PASS: a script of 95 seconds
WARN: a script of 170 seconds
FAIL: none, a long film is made all the same
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, warning
from outreach.formats import FILMS
from outreach.lang import units
from outreach.messages import msg
from outreach.storyboard import Storyboard
from outreach.timeline import LEAD_IN


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields the length of a film that is out of its audience's range."""
    audience = context.profiles.audiences.get(board.audience)
    if audience is None or not {*FILMS} & {*audience.formats}:
        return
    least, most = audience.film_seconds
    found = round(seconds(board))
    if not least <= found <= most:
        wanted = msg("{least} to {most} seconds", least=f"{least:g}", most=f"{most:g}")
        values = {"wanted": wanted, "found": found, "audience": board.audience, "lang": board.lang}
        message = msg("expected a film of {wanted} for {audience} ({lang}), found about {found}", **values)
        hint = _LESS if found > most else _MORE
        yield warning("film-length", board.title.where, message, hint, wanted=wanted, measured=f"{found}")


_LESS = msg("shorten lines, or leave a scene to other audiences with `only`")
_MORE = msg("tell more of how it happens")


def seconds(board: Storyboard) -> float:
    """How long the film will be at the middle of its audience's speech rate."""
    a_second = sum(board.pace.rate) / 2 / 60
    total = 0.0
    for scene in board.scenes:
        total += LEAD_IN
        for beat in scene.beats:
            speech = units(beat.text.spoken, board.lang) / a_second if beat.text else 0.0
            total += max(speech, beat.seconds) + beat.pause
    return total
