"""The style of a web page keeps letters readable and buttons large enough for a thumb, and fetches nothing from afar.

Why: a brand's new colour, or a line that somebody added, makes a page unreadable in the sun for whom it is meant.
Source: WCAG 2.2 SC 1.4.3 (contrast of text 4.5 : 1) and 2.5.8 (targets of 24 px); that nothing is fetched is ours.
What is declared is measured: each rule that names both a colour of letters and a plain ground, and the variable
`--target`, of which our style makes the height of all buttons. Not seen without a browser: a colour that comes down
from another rule, letters on a picture or a gradient, what a screen makes of sizes.
PASS: `--on-danger` on `--danger`, 9.1 : 1; `--target: 60px`
FAIL: grey letters on the page's ground, 2.6 : 1; `--target: 20px`; a font or picture from another host
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from outreach.checks.built import Built
from outreach.colors import contrast
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import Message, msg

_ASIDE = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_SAID = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_NAME = re.compile(r"var\((--[\w-]+)\)")
_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_FAR = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s;]+)", re.IGNORECASE)
_PIXELS = re.compile(r"([\d.]+)px")


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is declared and should not be."""
    text = _ASIDE.sub("", built.bytes.decode("utf-8", "replace"))
    rules = [(selector.strip(), dict(_SAID.findall(said))) for selector, said in _RULE.findall(text)]
    names = {name: value.strip() for _, said in rules for name, value in said.items() if name.startswith("--")}
    least, target = built.limit("page_style.contrast"), built.limit("page_style.target")
    for selector, said in rules:
        ink, ground = (_color(said.get(name, ""), names) for name in ("color", "background"))
        if ink and ground and (found := contrast(ink, ground)) < least:
            wanted = msg("letters of `{name}` with a contrast of at least {n} : 1", name=selector, n=f"{least:g}")
            yield _wrong(
                built, wanted, f"{found:.1f} : 1", msg("take a darker or a lighter one of the brand's colours")
            )
    size = _PIXELS.fullmatch(names.get("--target", ""))
    if size and float(size[1]) < target:
        wanted = msg("buttons (`--target`) of at least {n} px", n=f"{target:g}")
        yield _wrong(built, wanted, f"{float(size[1]):g} px", msg("`target` in templates/theme.yaml"))
    for address in dict.fromkeys(_FAR.findall(text)):
        wanted = msg("a style that fetches nothing from another host")
        yield _wrong(built, wanted, f"`{address}`", msg("pages of ours work offline: who put it there?"))


def _color(value: str, names: Mapping[str, str]) -> str:
    """`#RRGGBB` of a plain colour or of a variable that is one; "" for anything else."""
    plain = value.strip()
    if name := _NAME.fullmatch(plain):
        plain = names.get(name[1], "")
    if not _COLOR.fullmatch(plain):
        return ""
    return plain if len(plain) == 7 else "#" + "".join(2 * digit for digit in plain[1:])


def _wrong(built: Built, wanted: Message, found: str, hint: str) -> Diagnostic:
    message = msg("`{name}`: expected {wanted}, found {found}", name=built.path, wanted=wanted, found=found)
    return error("page-style", NOWHERE, message, hint, wanted=wanted, measured=found, spot=Spot(built.path))
