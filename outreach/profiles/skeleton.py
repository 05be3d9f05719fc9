"""A language file to begin with: everything a language says, still in the words of another one."""

from __future__ import annotations

import re

from babel.core import Locale, UnknownLocaleError

from outreach.lang import tongue
from outreach.profiles.labels import SECTIONS
from outreach.profiles.settings import Language
from outreach.script.translation_file import scalar

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2}|-[0-9]{3})?")


def locale(tag: str) -> Locale | None:
    """The language of a BCP 47 tag such as `vi` or `pt-BR`, None when there is no such language."""
    try:
        return Locale.parse(tag, sep="-") if _TAG.fullmatch(tag) else None
    except (UnknownLocaleError, ValueError):
        return None


def skeleton(tag: str, found: Locale, words: Language, beside: Language | None) -> str:
    """The text of content/languages/<tag>.yaml: the labels of `words`, each with those of `beside` as a comment."""
    name = found.get_display_name(found) or tag
    lines = [
        f"# Every text below is still in {words.name}; `outreach check` names each one that is left.",
        "# Keep `{brand.domain}` and the like as they are.",
        f"schema: {Language.newest}",
        f"id: {tag}",
        f"name: {scalar(name[:1].upper() + name[1:])}",
        *(["direction: rtl"] if found.text_direction == "rtl" else []),
        f"font: {scalar(words.font)}",
        "office_fonts: {latin: Arial, ea: Microsoft YaHei, cs: Arial}",
    ]
    for section in SECTIONS:
        texts, others = getattr(words, section), getattr(beside, section) if beside else {}
        lines += (
            [f"{section}:", *(_line(key, text, others.get(key, "")) for key, text in texts.items())] if texts else []
        )
    lines += [
        "# engine -> role -> voice; `outreach voice list` shows them, the other roles speak with the host's",
        "voices:",
        f"  espeak: {{host: {tongue(tag).espeak.voice or found.language}}}",
        "pronounce: {}",
    ]
    return "\n".join(lines) + "\n"


def _line(key: str, text: str, beside: str) -> str:
    return f"  {key}: {scalar(text)}" + (f"  # {' '.join(beside.split())}" if beside else "")
