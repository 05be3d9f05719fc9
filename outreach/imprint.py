"""What a finished file says of its approval, in small print and in its metadata: which it was, and until when."""

from __future__ import annotations

from outreach.storyboard import Storyboard


def imprint(board: Storyboard) -> tuple[str, ...]:
    """Number and last day, in the board's language, where a draft says that it is one; nothing for a draft.

    The number begins the digest in content/scams/<slug>/approval.yaml: it leads from a sheet of paper to its review.
    """
    review, labels = board.review, board.labels
    if not review.approved:
        return ()
    return f"{labels['approved_no'].shown} {review.number}", f"{labels['valid_until'].shown} {review.until}"


def imprint_line(board: Storyboard) -> str:
    """Both in one line; "" for a draft."""
    return " · ".join(imprint(board))
