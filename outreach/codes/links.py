"""The token in a QR code: which campaign, scam, audience, language, format and branch a copy was printed for.

A token names a batch, never a reader: every copy of a leaflet carries the same one, and the same fields always give the
same token, so the codes of two builds agree.
"""

from __future__ import annotations

import hashlib
import re

from outreach.storyboard import Storyboard

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
# Characters before the check character. 45 bits: 20,000 branches x 36 kinds of copy collide once in 130 registries
# (with 35 bits 7 codes would, each time); the symbol is no larger.
BODY = 9


def token(campaign: str, scam: str, audience: str, lang: str, format: str, branch: str = "") -> str:
    """Ten characters for a batch: nine of the fields' SHA-256 in Crockford base 32 and a check character.

    `branch` is the branch's id, "" for copies of no branch. Upper case, so that the QR code stays small.
    """
    fields = (campaign, scam, audience, lang, format, branch)
    number = int.from_bytes(hashlib.sha256("\0".join(fields).encode()).digest())
    body = "".join(ALPHABET[number >> 5 * i & 31] for i in range(BODY))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Luhn modulo 32 (the modulus of the alphabet): finds every mistyped character and nearly every swapped pair."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def normal(typed: str) -> str:
    """A token as typed by a person, in its printed form: upper case, O as 0, I and L as 1, no hyphens (Crockford)."""
    return re.sub(r"[\s-]", "", typed).upper().translate(str.maketrans("OIL", "011"))


def is_token(text: str) -> bool:
    """Is this a token with the right check character? (The registry knows whether it was ever printed.)"""
    return len(text) == BODY + 1 and all(c in ALPHABET for c in text) and check_character(text[:BODY]) == text[BODY]


def typed(board: Storyboard, format: str) -> str:
    """The address of that code as it is pasted into a post: small letters, but for the token's own."""
    return board.link.base.lower() + payload(board, format)[len(board.link.base) :]


def payload(board: Storyboard, format: str) -> str:
    """What the QR code of this storyboard's `format` holds: `HTTPS://HOST/Q/TOKEN`, upper case throughout."""
    branch = board.branch.id if board.branch else ""
    made = token(board.link.campaign, board.scam, board.audience, board.lang, format, branch)
    return board.link.base.upper() + made
