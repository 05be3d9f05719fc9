"""Photos and other pixel pictures: decoded within bounds, upright, in sRGB, and encoded anew without their metadata."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from outreach.diagnostics import Where, fail
from outreach.messages import msg

MAX_BYTES = 32 << 20
MAX_PIXELS = 100_000_000  # the largest phone photos have 50 to 108 million
MAX_SIDE = 1600  # pixels kept: 135 mm at 300 dpi, a film's height and half again
MAX_SHAPE = 50  # times longer than wide
_MAGIC = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_OTHERS = {b"GIF8": "GIF", b"RIFF": "WebP", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"%PDF": "PDF"}
_OTHERS |= {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip"}

Kind = Literal["SVG", "PNG", "JPEG"]


@dataclass(frozen=True)
class Raster:
    """A pixel picture as it goes into drawings."""

    data: bytes
    mime: str
    width: int
    height: int

    @property
    def link(self) -> str:
        """The picture as a `data:` address."""
        return f"data:{self.mime};base64,{base64.b64encode(self.data).decode()}"


def kind(data: bytes) -> str:
    """What the bytes begin as: PNG, JPEG, another known kind, or "SVG" for everything that may be text."""
    if data[4:12] in (b"ftypavif", b"ftypheic", b"ftypmif1", b"ftypheix"):
        return "HEIC"
    known = {**_MAGIC, **_OTHERS}
    return next((name for magic, name in known.items() if data.startswith(magic)), "SVG")


@lru_cache(maxsize=32)
def raster(data: bytes, where: Where) -> Raster:
    """The picture of a PNG or JPEG, at most MAX_SIDE pixels long. Raises OutreachError for what cannot be read."""
    if kind(data) not in ("PNG", "JPEG"):
        message = msg("expected a PNG or JPEG picture, found {kind}", kind=kind(data).replace("SVG", msg("other data")))
        raise fail("art", where, message, _AGAIN)
    try:
        opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        _bounded(opened, where)
        opened.draft(None, (MAX_SIDE, MAX_SIDE))
        picture = _plain(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        why = msg("it is damaged") if isinstance(problem, UnidentifiedImageError) else problem
        raise fail("art", where, msg("cannot read the picture: {why}", why=why), _AGAIN) from problem
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return _encoded(picture, "JPEG" if kind(data) == "JPEG" else "PNG")


_AGAIN = msg("open it in a picture program and save it again as PNG or JPEG")


def _bounded(picture: Image.Image, where: Where) -> None:
    wide, high = picture.size
    if wide * high > MAX_PIXELS:
        message = msg("expected at most {most} pixels, found {w}x{h}", most=MAX_PIXELS, w=wide, h=high)
        raise fail("art", where, message, msg("make it smaller: {side} pixels are plenty", side=MAX_SIDE))
    if max(wide, high) > MAX_SHAPE * min(wide, high):
        message = msg(
            "expected a picture at most {n} times longer than wide, found {w}x{h}", n=MAX_SHAPE, w=wide, h=high
        )
        raise fail("art", where, message)


def _plain(picture: Image.Image) -> Image.Image:
    """8-bit sRGB, with alpha where there is some. A profile that cannot be used is left out."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        import numpy as np  # noqa: PLC0415 - a tenth of a second that only such pictures need

        picture = Image.fromarray((np.asarray(picture).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8))
    alpha = picture.has_transparency_data
    solid = picture.convert("RGBA").getchannel("A") if alpha else None
    profile = picture.info.get("icc_profile")
    base = picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")
    plain = _srgb(base, profile) if profile else base.convert("RGB")
    if solid is not None:
        plain.putalpha(solid)
    return plain


def _srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        done = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        done = None
    return done or picture.convert("RGB")


def _encoded(picture: Image.Image, kind: str) -> Raster:
    out = io.BytesIO()
    if picture.mode == "RGBA" or kind == "PNG":
        picture.save(out, "PNG", optimize=True)
        return Raster(out.getvalue(), "image/png", *picture.size)
    picture.convert("RGB").save(out, "JPEG", quality=88, subsampling=0, optimize=True, exif=b"", icc_profile=None)
    return Raster(out.getvalue(), "image/jpeg", *picture.size)


def grey(data: bytes, lift: float) -> Raster:
    """A picture of ours for a copier: grey, all but its darkest parts lighter by `lift`, to save toner."""
    import numpy as np  # noqa: PLC0415 - as above

    picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    tone = np.asarray(picture.convert("L")) / 255
    tone = tone + (1 - tone) * lift * np.minimum(1.0, tone / 0.3)
    plain = Image.fromarray(np.rint(tone * 255).astype(np.uint8)).convert("RGB")
    if alpha is not None:
        plain.putalpha(alpha)
    return _encoded(plain, str(picture.format))
