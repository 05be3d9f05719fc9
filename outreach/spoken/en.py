"""Numbers for the ear."""

import re


def say(text: str) -> str:
    """Digits one by one."""
    return re.sub(r"\d{3}-\d{3}-\d{4}|\d{3,}", lambda m: " ".join(c for c in m.group() if c != "-"), text)
