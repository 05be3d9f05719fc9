"""Whoever has lost money is told whom to call first: the police when it is sent, the bank when it is still in the card.

Why: only the police can stop money on the other side's account, and every minute counts; only the bank can stop a card
that somebody else holds the signal of. Two orders in one lesson are none: nobody remembers either.
Source: 公安部 notices: 紧急止付, money sent is 110 at once; of a controlled phone or a read card, stop the card first.

PASS: `loss: sent`: `打110报警`, then `打95xxx，挂失银行卡`; `loss: card`: the bank, then 110
FAIL: `loss: sent`: `打95xxx，挂失银行卡`, then `打110报警`; a script that does not say which case it is
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, error
from outreach.kinds import KINDS
from outreach.messages import msg
from outreach.storyboard import CALLED_FIRST, Storyboard, Text

LABELS = {
    "loss_sent": "sent",
    "loss_card": "card",
    "paid_sent": "sent",
    "paid_card": "card",
    "card_text_bank": "card",
}  # the fixed words that say the order


def check(board: Storyboard, context: Context) -> Iterator[Diagnostic]:
    """Yields each place where whom to call second comes first, in any language."""
    numbers = {line.id: line.number for line in board.hotlines}
    for name, loss in LABELS.items():
        if name in board.labels:
            yield from _ordered([board.labels[name]], loss, numbers)
    for scene in board.scenes:
        if board.loss and KINDS[scene.kind].section == "rescue":
            told = [text for item in scene.items for text in (item.text, item.detail) if text]
            yield from _ordered(told, board.loss, numbers)
            if told[0].beside:
                yield from _ordered([text.beside for text in told if text.beside], board.loss, numbers)


def _ordered(told: list[Text], loss: str, numbers: dict[str, str]) -> Iterator[Diagnostic]:
    """A finding when the first mention of the second number comes before that of the first one."""
    first, second = (_place(told, numbers.get(name, "")) for name in CALLED_FIRST[loss])
    if first and second and second < first:
        names = {name: f"{{hotline.{name}}}" for name in CALLED_FIRST[loss]}
        wanted, found = (names[name] for name in CALLED_FIRST[loss])
        message = msg("expected `{first}` before `{second}`, found it after", first=wanted, second=found)
        why = {
            "sent": msg("`loss: sent`: the money has left, only the police can stop it on its way"),
            "card": msg("`loss: card`: the money is still in the card, the bank can block it at once"),
        }
        yield error("rescue-order", told[second[0]].where, message, why[loss], wanted=wanted, measured=found)


def _place(told: list[Text], number: str) -> tuple[int, int] | None:
    """The text, and the place in it, where a number is first named."""
    found = ((n, text.shown.find(number)) for n, text in enumerate(told) if number and number in text.shown)
    return next(found, None)
