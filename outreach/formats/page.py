"""The page behind the code: what a phone opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.formats.base import File, Format
from outreach.messages import msg
from outreach.storyboard import Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """`page/index.html` and everything it shows."""
    from outreach.renderers import page  # noqa: PLC0415 - see outreach.formats

    return page.render(board, layout)


FORMAT = Format(
    "page",
    __name__,
    order=90,
    title=msg("the web page behind the QR code"),
    needs="storyboard",
    files=(File("page/index.html", ("gallery_page",), "phone", button=True), File("page/*")),
    render=render,
    inputs=("templates/page", "templates/keyvisual.yaml", "media/art"),
    medium="page",
)
