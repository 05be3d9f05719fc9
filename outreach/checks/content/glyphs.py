"""Every character of every text can be drawn by a bundled font.

Why: a missing glyph prints as an empty box, and it is always the rare character of a name that is missing.
Source: the character maps (OpenType cmap) of the bundled fonts.

PASS: `骗子冒充客服`, `Don’t share your screen`
FAIL: `骗子😈` (an emoji), `𰻝𰻝面` (a character newer than the font)
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context, forms
from outreach.coverage import undrawable
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.storyboard import Text


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields one finding a character and place."""
    for words in forms(text):
        for sign in undrawable(words, context.fonts):
            name = f"U+{ord(sign):04X}"
            message = msg("no bundled font can draw `{sign}` ({name})", sign=sign, name=name)
            yield error("glyph", text.where, message, msg("write it with other characters, or draw it as a picture"))
