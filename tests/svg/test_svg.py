"""Drawings from outside: what is drawn, what is refused by name, and that nothing active or foreign comes out."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import shutil
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageCms

from outreach.art import draw, faults
from outreach.codes import qr
from outreach.diagnostics import OutreachError, Where
from outreach.drawings import rasterised, read_codes
from outreach.layout import Layout
from outreach.paper.press import to_press
from outreach.project import Project

ROOT = Path(__file__).parents[2]
NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DISC = '<circle cx="60" cy="60" r="55" fill="#B4141E"/>'


def _project(folder: Path, data: str | bytes, name: str = "a.svg", listed: str = "") -> Project:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "media/art").mkdir(parents=True, exist_ok=True)
    (folder / "media/art" / name).write_bytes(data.encode() if isinstance(data, str) else data)
    if listed:
        text = f"art:\n  a: {{file: {listed}, alt: {{en: a}}}}\nkinds: {{}}\n"
        (folder / "media/art/art.yaml").write_text(text, encoding="utf-8")
    return Project(folder, dt.date(2026, 11, 23))


def _draw(folder: Path, inner: str, view: str = 'viewBox="0 0 120 120"', **more: bool) -> str:
    return draw(_project(folder, f"<svg {NS} {view}>{inner}</svg>"), "a", "plain", {}, **more)


def _pixel(layout: Layout, svg: str, x: float, y: float) -> tuple[int, ...]:
    picture = rasterised(layout, svg)
    return tuple(int(v) for v in np.asarray(picture)[int(y * (picture.height - 1)), int(x * (picture.width - 1))])


def _png(mode: str = "RGB", size: tuple[int, int] = (8, 8), color: object = (180, 20, 30), **save: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, "PNG", **save)  # type: ignore[arg-type]
    return out.getvalue()


def _jpeg(picture: Image.Image, **save: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95, **save)
    return out.getvalue()


def _link(data: bytes, mime: str = "image/png") -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def _svg(inner: str, view: str = 'viewBox="0 0 120 120"') -> str:
    return f"<svg {NS} {view}>{inner}</svg>"


CIRCLE = 'circle cx="60" cy="60" r="55"'
DRAWN = {
    "doctype": '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/y.dtd">'
    + _svg(DISC),
    "doctype in a comment": '<!-- <!DOCTYPE svg [ <!ENTITY a "b"> ]> -->' + _svg(DISC),
    "class": _svg(f'<style>/* x */ .a, .b {{fill:#b4141e;stroke:none}}</style><{CIRCLE} class="a"/>'),
    "cascade": _svg(
        "<style>#q{fill:#B4141E} circle{fill:blue} .a{fill:green}</style>"
        f'<{CIRCLE} id="q" class="a" fill="black"/>'
    ),
    "style attribute": _svg(
        f'<{CIRCLE} fill="green" style="fill:rgb(180, 20, 30) !important; fill:color(display-p3 1 0 0)"/>'
    ),
    "use": _svg(f'<defs><circle id="x.1 " r="1"/><{CIRCLE} id="é"/></defs><use xlink:href="#é" fill="#B4141E"/>'),
    "clip": _svg(
        f'<clipPath id="c"><rect width="120" height="120"/></clipPath><g clip-path="url(&quot;#c&quot;)">{DISC}</g>'
    ),
    "no viewBox": _svg(DISC, 'width="120px" height="120"'),
    "millimetres": _svg(DISC, 'width="31.75mm" height="31.75mm"'),
    "commas": _svg(DISC, 'viewBox="0,0,120,120" width="100%"'),
    "editor's notes": _svg(
        "<metadata><x/></metadata><inkscape:grid><script/></inkscape:grid>"
        f'<defs><filter id="f"/><marker id="m"/></defs>{DISC}',
        'xmlns:inkscape="urn:i" viewBox="0 0 120 120" inkscape:version="1"',
    ),
    "embedded png": _svg(f'<image width="8" height="8" href="{_link(_png())}"/>', 'viewBox="0 0 8 8"'),
    "embedded jpeg": _svg(
        '<image width="8" height="8" '
        f'xlink:href="{_link(_jpeg(Image.new("RGB", (8, 8), (180, 20, 30))), "image/jpeg")}"/>',
        'viewBox="0 0 8 8"',
    ),
    "prefixed": '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 120 120">'
    f'<s:{CIRCLE} fill="#B4141E"/></s:svg>',
    "style sheet of the browser": '<?xml-stylesheet href="http://x/y.css"?>' + _svg(DISC),
    "modern colour": _svg(f'<{CIRCLE} fill="rgb(180 20 30 / 100%)"/>'),
    "byte order mark": "\ufeff" + _svg(DISC),
    "unknown typeface of a style sheet": _svg(f"<style>@font-face{{src:url(http://x/y)}}</style>{DISC}"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_drawings_as_programs_export_them_are_drawn(tmp_path: Path, layout: Layout, name: str) -> None:
    """The disc in the middle is red, however the program wrote it down."""
    svg = draw(_project(tmp_path, DRAWN[name]), "a", "plain", {})
    red, green, blue, alpha = _pixel(layout, svg, 0.5, 0.5)
    assert (abs(red - 180) < 6, abs(green - 20) < 6, abs(blue - 30) < 6, alpha) == (True, True, True, 255)
    assert not re.search(r"http://(?!www\.w3\.org/2000/svg\")|<style|class=|<!|<\?|inkscape|script", svg)


EVIL = "http://127.0.0.1:9/x"
REFUSED = {
    "<script>alert(1)</script>": "`script`",
    '<s:script xmlns:s="http://www.w3.org/2000/svg">1</s:script>': "`script`",
    '<rect onload = "x()"/>': "`onload`",
    '<rect onload\n="x()"/>': "`onload`",
    '<g ONCLICK="x()"/>': "`ONCLICK`",
    f'<image href = "{EVIL}.png"/>': f"picture `{EVIL}.png`",
    f"<image xlink:href='{EVIL}.png'/>": f"picture `{EVIL}.png`",
    '<image href=" file:///etc/passwd"/>': "picture `file:///etc/passwd`",
    '<image href="photo.png"/>': "picture `photo.png`",
    '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>': "picture `data:image/svg",
    '<image href="data:text/html,x"/>': "picture `data:text/html",
    "<image/>": "picture ``",
    f'<use href="{EVIL}.svg#a"/>': f"outside link `{EVIL}.svg#a`",
    f'<a xlink:href ="javascript:x()">{DISC}</a>': "`a`",
    '<set attributeName="href" to="javascript:x()"/>': "`set`",
    '<animate attributeName="href" values="javascript:x()"/>': "`animate`",
    "<foreignObject><p/></foreignObject>": "`foreignObject`",
    f"<style>@import url({EVIL}.css);</style>": "style `@import",
    "<style>@media print {rect{fill:red}}</style>": "style `@media",
    "<style>a:hover {fill:red}</style>": "style of `a:hover`",
    f'<rect style="fill:url({EVIL}#a)"/>': f"outside link `url({EVIL}#a)`",
    f'<rect fill="url({EVIL}#a)"/>': "outside link",
    f"<style>rect{{fill:url('{EVIL}')}}</style><rect/>": "outside link",
    f'<rect filter="url({EVIL}#f)"/>': "outside link",
    f'<g style="mask:url({EVIL}#f)"/>': "outside link",
    '<filter id="f"><feTurbulence numOctaves="100000"/></filter><rect filter="url(#f)"/>': "effect `filter`",
    '<pattern id="p"><rect/></pattern><rect fill="url(#p)"/>': "effect `pattern`",
    '<marker id="m"/><path d="M0 0" marker-end="url(#m)"/>': "effect `marker-end`",
    '<g style="mix-blend-mode: multiply"/>': "effect `mix-blend-mode`",
    "<text><textPath>a</textPath></text>": "`textPath`",
    "<switch><g/></switch>": "`switch`",
    "<iframe/>": "`iframe`",
    '<g id="a"><use href="#a"/></g>': "repeats itself",
    '<use id="a" href="#b"/><use id="b" href="#a"/>': "repeats itself",
    "<g>" * 120 + "</g>" * 120: "100 levels",
    "<g>" * 5000 + "</g>" * 5000: "100 levels",
    "<g>" * 100_000 + "</g>" * 100_000: "100 levels",
    "<g/>" * 20_001: "20000 elements",
    '<g id="g0"><rect/></g>'
    + "".join(f'<g id="g{n + 1}">' + f'<use href="#g{n}"/>' * 10 + "</g>" for n in range(9)): "20000 elements",
    '<rect fill="url(#nobody)"/>': "called `nobody`",
    '<rect fill="reddish"/>': "colour, found `reddish`",
    '<rect width="1e99"/>': "`width` of a drawing cannot be `1e99`",
    '<rect width="expression(1)"/>': "`width`",
    '<path d="M0 0 javascript"/>': "`d`",
    '<line stroke="red" x2="100" stroke-dasharray="0.001"/>': "dashes",
    "<text>" + "字" * 401 + "</text>": "400 characters",
    "&undeclared;": "expected a drawing",
}


@pytest.mark.parametrize("inner", REFUSED, ids=lambda inner: inner[:40])
def test_what_a_drawing_may_not_hold_is_named(tmp_path: Path, inner: str) -> None:
    """Active, foreign and endless parts are one error that names the file, the line and the part."""
    with pytest.raises(OutreachError) as refused:
        _draw(tmp_path, f"\n{DISC}\n{inner}")
    (one,) = refused.value.diagnostics
    assert REFUSED[inner] in one.message
    assert one.where.file == "media/art/a.svg"
    assert one.where.line >= (0 if "elements" in one.message else 1)


@pytest.mark.parametrize(
    "view",
    [
        'viewBox="0 0 0 10"',
        'viewBox="0 0 10 -10"',
        'viewBox="a b c d"',
        'viewBox="0 0 10"',
        'viewBox="0 0 1 1 1"',
        'viewBox=""',
        'viewBox="0 0 nan inf"',
        'viewBox="0 0 1e30 1e30"',
        'viewBox="0 0 100% 100%"',
        'width="100%" height="100%"',
        "",
        'viewBox="0 0 10000 1"',
    ],
)
def test_a_drawing_without_edges_is_refused(tmp_path: Path, view: str) -> None:
    """A viewBox that is none, or none and no size: what to write, and where."""
    with pytest.raises(
        OutreachError, match=r"a\.svg:1: error: expected a (viewBox|drawing at most)[^\n]*\n  hint: .*viewBox="
    ):
        _draw(tmp_path, DISC, view)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd" [<!ENTITY % x SYSTEM "http://127.0.0.1:9/">%x;]>',
        '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>',
        '<?xml version="1.0" encoding="utf-7"?>',
        '<?xml version="1.0" encoding="EBCDIC-CP-US"?>',
    ],
)
def test_entities_and_other_encodings_are_refused(tmp_path: Path, text: str) -> None:
    """What would change the text while it is read."""
    with pytest.raises(OutreachError, match=r"a\.svg:1: error: .*(DOCTYPE|encoding)"):
        draw(_project(tmp_path, f'{text}<svg {NS} viewBox="0 0 9 9"/>'), "a", "plain", {})


_ELEMENTS = st.sampled_from("g svg rect script a defs text x:y style use image".split())
_LISTED = ("svg", "g", "defs", "text", "rect", "use")
_ATTRIBUTES = st.sampled_from(
    [
        "",
        "",
        'class="q"',
        'x:href="javascript:a"',
        'data-x="1"',
        'fill="url(http://e/)"',
        'onx="1"',
        'href="#a"',
        'id="a"',
    ]
)


@given(
    st.recursive(
        st.just(""),
        lambda inner: st.tuples(_ELEMENTS, _ATTRIBUTES, inner, inner).map(
            lambda t: f'<{t[0]} xmlns:x="urn:x" {t[1]}>{t[2]}</{t[0]}>{t[3]}'
        ),
        max_leaves=6,
    )
)
def test_only_what_is_listed_comes_out(tmp_path_factory: pytest.TempPathFactory, inner: str) -> None:
    """Whatever is nested in whatever: an error, or a drawing of listed elements and attributes alone."""
    try:
        svg = _draw(tmp_path_factory.mktemp("p"), inner)
    except OutreachError:
        return
    for node in etree.fromstring(svg).iter():
        assert str(node.tag).removeprefix("{http://www.w3.org/2000/svg}") in _LISTED
        assert not set(node.attrib) - {"viewBox", "width", "height", "font-family", "id", "href"}
        assert str(node.get("href", "#n1")).startswith("#n")


GRADIENT = (
    '<linearGradient id="g"><stop stop-color="#FF0000"/><stop offset="100%" stop-color="#0000FF"/></linearGradient>'
    '<linearGradient id="h" xlink:href="#g"/><rect width="120" height="120" fill="url(#h)"/>'
)


def test_a_gradient_keeps_its_colours_on_screens_and_is_one_ink_on_plates(tmp_path: Path, layout: Layout) -> None:
    """Left red and right blue on a screen; for the press the mean of both, without a shading."""
    svg = _draw(tmp_path, GRADIENT)
    assert _pixel(layout, svg, 0.02, 0.5)[0] > 240 and _pixel(layout, svg, 0.98, 0.5)[2] > 240
    flat = _draw(tmp_path, GRADIENT, flat=True)
    assert 'fill="#800080"' in flat and "url(" not in flat
    to_press(_sheet(layout, flat))


def _sheet(layout: Layout, svg: str) -> bytes:
    data = {"svg": svg, "width": 120, "height": 120}
    with pikepdf.open(io.BytesIO(layout._compile("deck/picture.typ", data, "pdf")[0])) as file:
        for page in file.pages:
            page.obj.TrimBox = page.obj.MediaBox
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def test_a_photo_goes_to_the_press_in_inks(tmp_path: Path, layout: Layout) -> None:
    """Pixels are CMYK with their black taken out; drawn back they look as before, and what is clear stays clear."""
    picture = Image.new("RGBA", (40, 40), (180, 20, 30, 255))
    picture.paste((0, 0, 0, 0), (20, 0, 40, 40))
    out = io.BytesIO()
    picture.save(out, "PNG")
    svg = draw(_project(tmp_path, out.getvalue(), "a.png", "a.png"), "a", "plain", {})
    made = to_press(_sheet(layout, svg))
    with pikepdf.open(io.BytesIO(made)) as file:
        images = [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        spaces = sorted(str(one.ColorSpace) for one in images)
    assert spaces == ["/DeviceCMYK", "/DeviceGray"]
    page = np.asarray(pypdfium2.PdfDocument(made)[0].render().to_numpy())
    assert page[60, 110].min() > 250, "the clear half is not white"
    assert page[60, 20].min() < 80


def test_photos_stand_upright_in_srgb_without_metadata(tmp_path: Path, layout: Layout) -> None:
    """A phone's photo is turned as it was held, and loses what it tells of the phone."""
    wide = Image.new("RGB", (60, 40), (180, 20, 30))
    wide.paste((20, 20, 200), (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    exif[0x010F] = "PHONE-MAKER"
    svg = draw(_project(tmp_path, _jpeg(wide, exif=exif.tobytes()), "a.jpg", "a.jpg"), "a", "plain", {})
    assert 'viewBox="0 0 40 60"' in svg
    assert _pixel(layout, svg, 0.5, 0.2)[2] > 150 and _pixel(layout, svg, 0.5, 0.8)[0] > 150
    assert b"PHONE-MAKER" not in base64.b64decode(svg.split("base64,")[1].split('"')[0])


@pytest.mark.parametrize("kind", ["cmyk", "grey", "icc", "palette", "16 bit", "big", "alpha"])
def test_every_kind_of_pixels(tmp_path: Path, layout: Layout, kind: str) -> None:
    """Each is drawn in the colour a viewer shows; a big one is made smaller."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red = Image.new("RGB", (64, 64), (200, 20, 30))
    grey = Image.fromarray(np.full((64, 64), 0x8000, np.uint16))
    files = {
        "cmyk": ("a.jpg", _jpeg(red.convert("CMYK")), (200, 20, 30)),
        "grey": ("a.jpg", _jpeg(red.convert("L")), (75, 75, 75)),
        "icc": ("a.jpg", _jpeg(red, icc_profile=srgb), (200, 20, 30)),
        "palette": ("a.png", _png("P", color=0), (0, 0, 0)),
        "16 bit": ("a.png", _saved(grey), (128, 128, 128)),
        "big": ("a.png", _png(size=(5000, 3000)), (180, 20, 30)),
        "alpha": ("a.png", _png("RGBA", color=(180, 20, 30, 128)), (180, 20, 30)),
    }
    name, data, wanted = files[kind]
    svg = draw(_project(tmp_path, data, name, name), "a", "plain", {})
    found = _pixel(layout, svg, 0.5, 0.5)
    assert max(abs(a - b) for a, b in zip(found, wanted, strict=False)) < 14, found
    assert 'viewBox="0 0 1600 960"' in svg or kind != "big"
    assert found[3] in ((127, 128) if kind == "alpha" else (255,))


def _saved(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a....", "found GIF"),
        (b"RIFF....WEBP", "found WebP"),
        (_png()[:40], "cannot read the picture"),
        (_jpeg(Image.new("RGB", (64, 64)))[:200], "cannot read the picture"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\x02\0\0\0\0\0\0\0", "picture"),
        (_png(size=(9000, 100)), "50 times longer"),
    ],
)
def test_a_picture_that_cannot_be_used_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    """Other kinds, cut ones, giants: one error with the file."""
    with pytest.raises(OutreachError, match=rf"media/art/a\.png.*error: .*{said}"):
        draw(_project(tmp_path, data, "a.png", "a.png"), "a", "plain", {})


def test_the_file_of_the_list_is_the_one_drawn(tmp_path: Path) -> None:
    """`file:` means what it says."""
    project = _project(tmp_path, f'<svg {NS} viewBox="0 0 7 7"/>', "other.svg", "other.svg")
    assert 'viewBox="0 0 7 7"' in draw(project, "a", "plain", {})


def test_words_are_drawn_and_a_missing_font_is_told(tmp_path: Path, layout: Layout) -> None:
    """Letters show; another typeface is a warning, a letter that no font has is an error, both at the line."""
    inner = (
        '\n<text x="10" y="80" font-size="70" style="font-family:\'Brand Sans\'">银<tspan>行</tspan>\U0001f600</text>'
    )
    project = _project(tmp_path, f'<svg {NS} viewBox="0 0 200 100">{inner}</svg>')
    shutil.copytree(ROOT / "media/fonts", tmp_path / "media/fonts")
    found = list(faults(project, "a", ("plain",), Where("")))
    assert [(d.severity, d.where.line) for d in found] == [("warning", 2), ("error", 2)]
    assert "Brand Sans" in found[0].message and "\U0001f600" in found[1].message
    picture = np.asarray(rasterised(layout, draw(project, "a", "plain", {})))
    assert (picture[..., 3] > 200).mean() > 0.05


@pytest.mark.parametrize("how", ["plain", "small", "white on nothing", "turned", "photo"])
def test_codes_in_drawings_are_read(tmp_path: Path, layout: Layout, how: str) -> None:
    """A code that a phone would read is found, in shapes and in pixels, large and small, dark or light."""
    payload = "HTTPS://EVIL.EXAMPLE/LOGIN"
    shapes = re.sub(r"<svg[^>]*>|</svg>|shape-rendering=\S+", "", qr.svg(payload))
    light = re.sub(r"<svg[^>]*>|</svg>|shape-rendering=\S+", "", qr.svg(payload, dark="#FFFFFF", light="none"))
    inner = {
        "plain": f'<g transform="scale(3.5)">{shapes}</g>',
        "small": f'<rect width="120" height="120" fill="#EEE"/><g transform="translate(80 80) scale(0.6)">{shapes}</g>',
        "white on nothing": f'<g transform="scale(3.5)">{light}</g>',
        "turned": f'<g transform="translate(60 10) rotate(35) scale(2)">{shapes}</g>',
        "photo": f'<image width="120" height="120" href="{_link(qr.png(payload, 4))}"/>',
    }
    assert read_codes(rasterised(layout, _draw(tmp_path, inner[how]))) == [payload]
