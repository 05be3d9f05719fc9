"""A branch's card."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.paper.views.base import Frame, Words
from outreach.views import View


@dataclass(frozen=True)
class BranchLines(View):
    """Who a branch is."""

    name: Words
    address: Words
    phone: Words


@dataclass(frozen=True, kw_only=True)
class BranchCard(Frame):
    """The card that is laid over a sheet's room for a branch: print/branch.typ."""

    branch: BranchLines
    framed: bool  # the room is a card with a margin of its own
