"""What each attribute of a drawing may hold: numbers, keywords, colours, and names of other parts of the same file."""

from __future__ import annotations

import re
from collections.abc import Callable

from PIL import ImageColor

MAX_NUMBER = 1e6
NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?"
_UNIT = r"(?:px|pt|pc|mm|cm|in|em|ex|%)?"
_NUMBERS = re.compile(NUMBER)
_LENGTH = re.compile(NUMBER + _UNIT)
_LENGTHS = re.compile(rf"{NUMBER}{_UNIT}(?:[\s,]+{NUMBER}{_UNIT})*")
_POINTS = re.compile(r"[\s\d.,eE+-]*")
_PATH = re.compile(r"[\sMmZzLlHhVvCcSsQqTtAa\d.,eE+-]*|none")
_TRANSFORM = re.compile(r"(?:\s*(?:matrix|translate|scale|rotate|skewX|skewY)\([\s\d.,eE+-]*\)\s*,?)*|none")
_LOCAL = re.compile(r"""url\(\s*["']?#([^"'()\s]+)["']?\s*\)""")
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z -]*|[1-9]00")
_CALL = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_SHARE = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(%|deg)?")

Value = Callable[[str], str | None]


def _matching(pattern: re.Pattern[str]) -> Value:
    def read(value: str) -> str | None:
        return value if pattern.fullmatch(value) and _small(value) else None

    return read


def _small(value: str) -> bool:
    return all(abs(float(number)) <= MAX_NUMBER for number in _NUMBERS.findall(value))


def _box(value: str) -> str | None:
    """A viewBox: four numbers, the last two above zero (SVG 2 §8.6)."""
    parts = re.split(r"[\s,]+", value.strip())
    if len(parts) != 4 or not all(_NUMBERS.fullmatch(part) for part in parts) or not _small(value):
        return None
    return " ".join(parts) if float(parts[2]) > 0 and float(parts[3]) > 0 else None


def _href(value: str) -> str | None:
    found = re.fullmatch(r"#([^\s\"'()]+)", value.strip())
    return f"#{found[1]}" if found else None


def reference(value: str) -> str:
    """The id that `url(#id)` names; empty for another value."""
    found = _LOCAL.match(value.strip())
    return found[1] if found else ""


def paint(value: str) -> tuple[str, float] | None:
    """A fill or a stroke: `none`, `url(#id)` or `#RRGGBB`, and how solid it is. None for anything else."""
    name = reference(value)
    if name:
        return f"url(#{name})", 1.0
    if value in ("none", "inherit", "currentColor"):
        return value, 1.0
    if value == "transparent":
        return "none", 1.0
    return _color(value)


def _color(value: str) -> tuple[str, float] | None:
    """Any way CSS writes a colour of sRGB: a name, `#…`, `rgb(…)` and `hsl(…)` with commas or spaces."""
    alpha = 1.0
    call = _CALL.fullmatch(value)
    if call:
        parts = re.split(r"[\s,/]+", call[2].strip())
        if len(parts) not in (3, 4) or not all(_SHARE.fullmatch(part) for part in parts):
            return None
        alpha = _share(parts[3]) if len(parts) == 4 else 1.0
        # Pillow reads whole numbers only
        value = f"{call[1]}({','.join(_SHARE.sub(_whole, part) for part in parts[:3])})"
    try:
        red, green, blue, *more = ImageColor.getrgb(value)
    except ValueError:
        return None
    return f"#{red:02X}{green:02X}{blue:02X}", (more[0] / 255 if more else 1.0) * min(1.0, max(0.0, alpha))


def _whole(found: re.Match[str]) -> str:
    return f"{round(float(found[1]))}{found[2] if found[2] == '%' else ''}"


def _share(value: str) -> float:
    return float(value[:-1]) / 100 if value.endswith("%") else float(value)


_LENGTH_NAMES = (
    "x y width height cx cy r rx ry x1 y1 x2 y2 fx fy fr offset stroke-width stroke-miterlimit stroke-dashoffset "
    "font-size opacity fill-opacity stroke-opacity stop-opacity"
).split()
_KEYWORD_NAMES = (
    "fill-rule clip-rule stroke-linecap stroke-linejoin gradientUnits spreadMethod clipPathUnits maskUnits "
    "maskContentUnits mask-type preserveAspectRatio display visibility text-anchor font-style font-weight "
    "dominant-baseline paint-order shape-rendering image-rendering"
).split()
# What is taken, by attribute. Colours, `filter` and links have their own words in `rebuild`.
VALUES: dict[str, Value] = {
    **dict.fromkeys(_LENGTH_NAMES, _matching(_LENGTH)),
    **dict.fromkeys(_KEYWORD_NAMES, _matching(_KEYWORD)),
    **dict.fromkeys(("dx", "dy", "rotate"), _matching(_LENGTHS)),
    **dict.fromkeys(("letter-spacing", "word-spacing"), _matching(re.compile(rf"{NUMBER}{_UNIT}|normal"))),
    **dict.fromkeys(("transform", "gradientTransform"), _matching(_TRANSFORM)),
    "font-size": _matching(re.compile(rf"{NUMBER}{_UNIT}|(?:x+-)?(?:small|large)|medium")),
    "stroke-dasharray": _matching(re.compile(rf"{_LENGTHS.pattern}|none")),
    "color": lambda value: (paint(value) or (None,))[0],
    "points": _matching(_POINTS),
    "d": _matching(_PATH),
    "viewBox": _box,
    "href": _href,
}
PAINTS = {"fill": "fill-opacity", "stroke": "stroke-opacity", "stop-color": "stop-opacity"}
