"""Are the fonts that the languages name in media/fonts, regular and bold, and can they be read?"""

from __future__ import annotations

from collections.abc import Iterator

import typst
from PIL import ImageFont

from outreach.coverage import FONT_FILES
from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg
from outreach.profiles import Profiles
from outreach.project import Project

FOLDER = "media/fonts"
WEIGHTS = {400: msg("regular"), 700: msg("bold")}


def check_faces(project: Project, profiles: Profiles) -> list[Diagnostic]:
    """Every font file that cannot be read, and every language whose font lacks a weight.

    The compiler passes over both in silence: a page would be all bold, or in another typeface.
    """
    return [*_unreadable(project), *_missing(project, profiles)]


def _unreadable(project: Project) -> Iterator[Diagnostic]:
    for name in (name for suffix in FONT_FILES for name in project.names(FOLDER, suffix)):
        try:
            ImageFont.truetype(str(project.path(f"{FOLDER}/{name}")), 20).getlength("永A")
        except (OSError, ValueError) as problem:
            message = msg("expected a font, found none that can be read")
            yield error("font", Where(f"{FOLDER}/{name}"), message, str(problem))


def _missing(project: Project, profiles: Profiles) -> Iterator[Diagnostic]:
    folder = str(project.path(FOLDER))
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    have = {(one.family, one.weight) for one in found if one.style == "normal"}
    for lang in sorted(
        {lang for who in profiles.audiences.values() for lang in (*who.languages, who.companion) if lang}
    ):
        family = profiles.languages[lang].font
        place = profiles.sources[f"content/languages/{lang}.yaml"].places.at(("font",))
        for weight, name in WEIGHTS.items():
            if (family, weight) not in have:
                message = msg(
                    "expected the font `{font}`, {weight}, in media/fonts, found none", font=family, weight=name
                )
                yield error(
                    "font", place, message, msg("copy its file there; without it words are set in another face")
                )
