"""A post leads somewhere: the address of the page stands in it, in letters that can be pasted.

Why: whoever stops at a post wants the film now. A post without a link is a poster that nobody can scan.
Source: our own rule: what cannot be scanned is written out.
PASS: `https://fz.jiangwanbank.example/q/…` in `post.txt`
FAIL: a `post.txt` with the hook, the advice and the numbers alone; one with another branch's address
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from outreach.checks.built import Built
from outreach.codes import links
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import msg

POST = "post.txt"


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields a post in which the link of its own pack does not stand on a line."""
    if built.board is None or PurePosixPath(built.path).name != POST:
        return
    wanted = links.typed(built.board, built.format)
    if wanted not in built.bytes.decode().splitlines():
        message = msg("expected the address `{link}` on a line of the post, found it nowhere", link=wanted)
        hint = msg("whoever reads a post cannot scan a code in it")
        yield error("post-link", NOWHERE, message, hint, spot=Spot(built.path))
