"""How a storyboard looks, sounds and reads for an audience and language: Style, Pace and Captions from the profiles."""

from __future__ import annotations

from typing import Any

from outreach.colors import AA_MARK, AA_TEXT, rebrand
from outreach.lang import tongue
from outreach.profiles import Audience, Look, Profiles
from outreach.storyboard import Captions, Pace, Style


def style(profiles: Profiles, who: Audience, lang: str) -> Style:
    """Every token for this audience and language: theme base, then the audience's look, then the brand's colours."""
    base, look = profiles.theme.base, profiles.theme.looks[who.look]
    language = profiles.languages[lang]

    def merged(name: str) -> dict[str, Any]:
        return {**getattr(base, name), **getattr(look, name)}

    return Style(
        lang=lang,
        direction=language.direction,
        wide_chars=tongue(lang).wide,
        boxed=tongue(lang).boxed,
        font=language.font,
        office_fonts={str(kind): font for kind, font in language.office_fonts.items()},
        colors=_colors(profiles, look, merged("colors")),
        slide_type=merged("slide_type"),
        video_type=merged("video_type"),
        print_type=merged("print_type"),
        page_type=merged("page_type"),
        shape=merged("shape"),
        motion=merged("motion"),
        leaflet=who.leaflet,
        shapes=tuple(who.shapes),
        limits={str(name): most for name, most in who.limits.items()},
        pronounce=dict(language.pronounce),
    )


def _colors(profiles: Profiles, look: Look, colors: dict[str, str]) -> dict[str, str]:
    """The look's colours in the brand's two, each changed only as far as this audience must be able to read it."""
    theme = profiles.theme
    brand = {
        str(name): color
        for name, color in profiles.brand.colors.items()
        if color != theme.base.colors.get(name)  # the theme's own colour: the look's tuned shade stands
    }
    least = {"text": AA_TEXT, "mark": AA_MARK, **theme.base.contrast, **look.contrast}
    return rebrand(colors, brand, theme.pairs.text, least["text"], least["mark"])


def pace(profiles: Profiles, who: Audience, lang: str) -> Pace:
    """Speech rate by the language's counting unit, and the audience's pauses."""
    own = who.pace
    rate = own.hanzi_per_minute if tongue(lang).wide else own.words_per_minute
    return Pace(rate, own.sentence_pause, own.scene_pause, own.wait)


def captions(profiles: Profiles, who: Audience, lang: str) -> Captions:
    """The audience's caption limits by the language's counting unit."""
    c, wide = who.captions, tongue(lang).wide
    return Captions(
        c.wide_line if wide else c.narrow_line,
        c.lines,
        float(c.wide_per_second if wide else c.narrow_per_second),
        c.min_seconds,
        c.max_seconds,
        0.08,  # two frames at 25 fps (Netflix General Requirements)
    )
