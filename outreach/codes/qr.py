"""QR codes: which payloads are allowed, the code as vector or pixels, and reading it back.

ISO/IEC 18004: four clear modules around the symbol; level M by default, the usual one (DENSO WAVE),
never inverted, never a logo.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

from outreach.diagnostics import NOWHERE, Diagnostic, Where, error
from outreach.messages import msg

if TYPE_CHECKING:
    import numpy as np  # a tenth of a second, which asking what a code may hold does not need

Level = Literal["L", "M", "Q", "H"]
QUIET = 4  # modules of quiet zone on every side (ISO/IEC 18004 §9.1)
MAX_VERSION = 6  # its 41 modules in 20 mm are 0.5 mm wide; finer ones get lost on office printers and old phones
MAX_PIXELS = 120_000_000  # an A2 page at 300 dpi has 35 million; more is an attack

_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
# Services that hide where a link leads and can be re-pointed later, when the leaflet is long printed.
SHORTENERS = frozenset(
    "bit.ly t.cn t.co goo.gl tinyurl.com is.gd ow.ly rb.gy cutt.ly suo.im dwz.cn dwz.win url.cn w.url.cn 0x9.me "
    "sohu.gg sourl.cn u.nu v.gd qrco.de me-qr.com linktr.ee".split()
)
# Letters that pass for one another in print; a host is folded by these to find look-alikes.
_FOLD = str.maketrans("0135", "oles")


@lru_cache(maxsize=256)
def matrix(payload: str, level: Level = "M") -> tuple[tuple[bool, ...], ...]:
    """The modules of the smallest code that holds `payload`, row by row, True for dark, without quiet zone."""
    code = qrcode.QRCode(error_correction=_LEVELS[level], border=0)
    code.add_data(payload)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def runs(payload: str, level: Level = "M", border: int = QUIET) -> list[tuple[int, int, int]]:
    """The dark modules as (x, y, length) of horizontal runs, counted from the corner of the quiet zone."""
    import numpy as np  # noqa: PLC0415

    dark = np.pad(np.array(matrix(payload, level), dtype=np.int8), 1)
    rows, edges = np.nonzero(np.diff(dark, axis=1))  # every row of edges is start, end, start, end …
    starts, ends = edges[::2], edges[1::2]
    where = zip(starts.tolist(), rows[::2].tolist(), (ends - starts).tolist(), strict=True)
    return [(x + border, y - 1 + border, length) for x, y, length in where]


def svg(payload: str, *, level: Level = "M", dark: str = "#000000", light: str = "#FFFFFF", border: int = QUIET) -> str:
    """The code as an SVG, one unit a module: a light square with its quiet zone and one path of all dark modules."""
    side = modules(payload, level, border)
    drawn = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs(payload, level, border))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}" '
        f'shape-rendering="crispEdges"><path fill="{light}" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="{dark}" d="{drawn}"/></svg>'
    )


def modules(payload: str, level: Level = "M", border: int = QUIET) -> int:
    """How many modules wide the code is, quiet zone included: its printed side divided by this is a module's size."""
    return len(matrix(payload, level)) + 2 * border


def png(payload: str, scale: int = 8, *, level: Level = "M", border: int = QUIET) -> bytes:
    """The code as a greyscale PNG, `scale` pixels a module, black on white with its quiet zone."""
    import numpy as np  # noqa: PLC0415

    dark = np.pad(np.array(matrix(payload, level), dtype=bool), border)
    pixels = np.where(np.kron(dark, np.ones((scale, scale), dtype=bool)), 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", optimize=True)
    return out.getvalue()


def decode(picture: bytes | np.ndarray[Any, Any]) -> list[str]:
    """Texts of every QR code in a picture, from top to bottom, then left to right.

    `picture`: bytes of a PNG or JPEG, or pixels of shape (height, width) or (height, width, 3), dtype uint8.
    """
    return [text for text, _ in locate(picture)]


def locate(picture: bytes | np.ndarray[Any, Any]) -> list[tuple[str, tuple[int, int, int, int]]]:
    """As `decode`, each with its box in pixels: left, top, right, low, without the quiet zone."""
    import zxingcpp  # noqa: PLC0415

    kind: Any = zxingcpp.BarcodeFormat.QRCode  # typed differently by zxing-cpp 2 and 3
    found = zxingcpp.read_barcodes(grey(picture), formats=kind, text_mode=zxingcpp.TextMode.Plain, try_invert=False)
    placed = []
    for one in found:
        at = one.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        across, down = [c.x for c in corners], [c.y for c in corners]
        placed.append((str(one.text), (min(across), min(down), max(across), max(down))))
    return sorted(placed, key=lambda p: (p[1][1], p[1][0]))


def grey(picture: bytes | np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A picture as grey pixels: bytes of a PNG or JPEG, or pixels as `decode` takes them."""
    import numpy as np  # noqa: PLC0415

    if isinstance(picture, bytes):
        image = Image.open(io.BytesIO(picture), formats=("PNG", "JPEG"))
        bounded(image)
        return np.asarray(image.convert("L"))
    if picture.ndim == 2:
        return np.ascontiguousarray(picture)
    return np.ascontiguousarray(np.round(picture[..., :3] @ (0.299, 0.587, 0.114)).astype(np.uint8))


def bounded(image: Image.Image) -> None:
    """Raises ValueError for a picture that is too large to be looked at."""
    if image.width * image.height > MAX_PIXELS:
        raise ValueError(f"expected a picture of at most {MAX_PIXELS} pixels, found {image.width}x{image.height}")


def check_payload(payload: str, allowed_domains: tuple[str, ...], where: Where = NOWHERE) -> list[Diagnostic]:
    """Every reason why a code must not hold `payload`; empty when it may.

    Allowed is `https://HOST/PATH` where HOST is one of `allowed_domains` or below one of them; nothing hidden, nothing
    that asks for money, a login or a download: scammers' codes do.
    """
    if re.search(r"[\x00-\x20\x7f\\]", payload) or not payload.isascii():
        return [_refuse(payload, where, msg("expected plain ASCII letters without spaces, found other characters"))]
    try:
        parts = urlsplit(payload)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return [_refuse(payload, where, msg("expected an address, found something that is none"))]
    if parts.scheme.lower() != "https":
        reason = msg("expected `https`, found `{kind}`", kind=parts.scheme.lower() or msg("no scheme"))
        return [_refuse(payload, where, reason, msg("only an https address shows whose it is"))]
    problems = [*_address(payload, where, parts, port), *_host(payload, where, host, allowed_domains)]
    if not problems and len(matrix(payload)) > 17 + 4 * MAX_VERSION:
        reason = msg("expected a QR version of at most {most}, found a longer address", most=MAX_VERSION)
        problems.append(_refuse(payload, where, reason, _SHORT))
    return problems


_SHORT = msg("put the details into the registry of links, not into the code")


def _address(payload: str, where: Where, parts: Any, port: int | None) -> list[Diagnostic]:
    problems = []
    if parts.username is not None or "@" in parts.netloc:
        reason = msg("a name before `@` hides the real host")
        problems.append(_refuse(payload, where, reason, msg("remove everything up to `@`")))
    if port is not None or parts.netloc.endswith(":"):
        reason = msg("expected no port, found `:{port}`", port="" if port is None else port)
        problems.append(_refuse(payload, where, reason))
    if parts.query or parts.fragment:
        problems.append(_refuse(payload, where, msg("expected a bare path, found a query or a fragment"), _SHORT))
    if re.search(r"\.(apk|ipa|exe|dmg|msi|zip)$", parts.path, re.I):
        reason = msg("the code would start a download")
        problems.append(_refuse(payload, where, reason, msg("link a page, never a file")))
    return problems


def _host(payload: str, where: Where, host: str, allowed: tuple[str, ...]) -> list[Diagnostic]:
    punycode = msg("`{host}` is written in punycode and can imitate another name", host=host)
    if any(host == domain or host.endswith(f".{domain}") for domain in allowed):
        return [_refuse(payload, where, punycode)] if "xn--" in host else []
    domains = ", ".join(f"`{d}`" for d in allowed)
    own = msg("the brand's domains are {domains} (content/brand.yaml)", domains=domains)
    if any(host == short or host.endswith(f".{short}") for short in SHORTENERS):
        return [
            _refuse(payload, where, msg("`{host}` is a link shortener: nobody sees where it leads", host=host), own)
        ]
    if "xn--" in host:
        return [_refuse(payload, where, punycode, own)]
    near = next((domain for domain in allowed if _looks_like(host, domain)), None)
    if near:
        return [
            _refuse(payload, where, msg("`{host}` looks like `{near}` but is another host", host=host, near=near), own)
        ]
    return [_refuse(payload, where, msg("expected a host of the brand, found `{host}`", host=host), own)]


def _looks_like(host: str, domain: str) -> bool:
    folded = [h.translate(_FOLD).replace("rn", "m").replace("vv", "w").replace("-", "") for h in (host, domain)]
    return folded[1] in folded[0] or domain.split(".")[0] in host or folded[1].split(".")[0] in folded[0]


def _refuse(payload: str, where: Where, reason: str, *hints: str) -> Diagnostic:
    shown = payload if len(payload) <= 80 else payload[:77] + "…"
    message = msg("`{shown}` may not go into a QR code: {reason}", shown=shown, reason=reason)
    return error("qr-payload", where, message, *hints)
