"""Readable colours: WCAG contrast, and how two brand colours become a whole palette. Pure; `#RRGGBB` strings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]  # (what is seen, the ground under it), as names of colour tokens

BLACK, WHITE = "#000000", "#FFFFFF"
AA_TEXT, AA_MARK = 4.5, 3.0  # least contrast of text and of a mark that tells something (WCAG 1.4.3, 1.4.11)
TINT = 0.13  # how much of a brand's colour is in its soft ground
_STEPS = 12  # halvings of the search: finer than one of 255 steps of a channel


def luminance(color: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(color: str) -> float:
    """How light a copier shows it, 0 for black to 1 for white (ITU-R BT.601)."""
    red, green, blue = (channel / 255 for channel in _channels(color))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def grey(light: float) -> str:
    """The grey that is so light."""
    return "#" + f"{round(light * 255):02X}" * 3


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, the same both ways (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `other` stirred into `one`."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def ensure_contrast(color: str, grounds: Iterable[str], least: float) -> str:
    """`color`, darkened or lightened just enough to reach `least` against every one of `grounds`.

    The way that changes it less wins. When neither way reaches all of them: whatever has the best worst pair.
    """
    against = tuple(grounds)
    if _worst(color, against) >= least:
        return color
    ways = [_toward(color, end, against, least) for end in (BLACK, WHITE)]
    enough = [way for way in ways if _worst(way[1], against) >= least]
    return min(enough)[1] if enough else max(color, *(way[1] for way in ways), key=lambda one: _worst(one, against))


def readable_on(ground: str, inks: Sequence[str]) -> str:
    """The one of `inks` that stands out most from `ground`."""
    return max(inks, key=lambda ink: contrast(ink, ground))


def rebrand(
    colors: Mapping[str, str], brand: Mapping[str, str], pairs: Iterable[Pair], text: float, mark: float
) -> dict[str, str]:
    """`colors` with a brand's `primary` and `accent`, changed no more than reading them takes.

    Primary darkens (or lightens) until it reaches `text` in all its `pairs`; accent until it shows on primary (`mark`)
    and bears ink (`text`). The soft ground, what is written on the accent and its deep shade follow.
    """
    out = {**colors, **brand}
    if "primary" in brand:
        out["primary_soft"] = mix(out["card"], out["primary"], TINT)
        out["primary"] = ensure_contrast(out["primary"], _others("primary", pairs, out), text)
    if brand:
        out["accent"] = ensure_contrast(out["accent"], [out["ink"]], text)
        out["accent"] = ensure_contrast(out["accent"], [out["primary"]], mark)
        out["on_accent"] = readable_on(out["accent"], [out["ink"], WHITE])
        out["accent_deep"] = ensure_contrast(out["accent"], [out["paper"], out["card"]], mark)
    return out


def _others(token: str, pairs: Iterable[Pair], colors: Mapping[str, str]) -> list[str]:
    return [colors[b if a == token else a] for a, b in pairs if token in (a, b) and "accent" not in (a, b)]


def _worst(color: str, against: Sequence[str]) -> float:
    return min((contrast(color, ground) for ground in against), default=21.0)


def _toward(color: str, end: str, against: Sequence[str], least: float) -> tuple[float, str]:
    """The least share of `end` that reaches `least`, and the colour it gives."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _worst(mix(color, end, middle), against) >= least:
            high = middle
        else:
            low = middle
    return high, mix(color, end, high)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
