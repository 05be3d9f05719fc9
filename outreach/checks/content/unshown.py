"""A scene that a medium cannot show is told.

Why: a kind of scene may have no arrangement on slides, on paper, on the page or on cards. It is left out there, and
nobody who looks at the sheet alone would miss it.
Source: our own rule: nothing is dropped in silence.

PASS: a kind with an arrangement in every medium; a scene that is `not_in: [print]` on purpose
FAIL: a kind without an arrangement for print: the film tells the scene, the leaflet does not
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, info
from outreach.kinds import KINDS, MEDIA
from outreach.messages import msg
from outreach.storyboard import Storyboard


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each scene with a medium that leaves it out, unless the script says so itself."""
    for scene in board.scenes:
        for medium in MEDIA:
            if medium not in KINDS[scene.kind].shown and medium not in scene.not_in:
                message = msg(
                    "`{medium}` cannot show a scene of the kind `{kind}` and leaves `{scene}` out",
                    medium=medium,
                    kind=scene.kind,
                    scene=scene.id,
                )
                yield info(
                    "unshown", scene.title.where, message, msg("`not_in: [{medium}]` says it on purpose", medium=medium)
                )
