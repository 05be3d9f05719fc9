"""DrawingML of colours, text and shapes. Colours are theme colours, so a brand's theme recolours every slide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml

from outreach.lang import tongue
from outreach.renderers.deck.typeset import GAP, Paragraph
from outreach.storyboard import Style

EMU = 12700
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)

# Theme slot -> token. The template has these twelve; the deck writes the storyboard's colours into them.
SLOTS = {
    "dk1": "ink",
    "lt1": "card",
    "dk2": "primary",
    "lt2": "paper",
    "accent1": "primary",
    "accent2": "accent",
    "accent3": "danger",
    "accent4": "safe",
    "accent5": "bubble_out",
    "accent6": "mark",
    "hlink": "primary",
    "folHlink": "ink_soft",
}
# Token -> how a shape names it: a slot of the colour map, and how many per cent of white are mixed in.
_NAMES = {
    "ink": ("tx1", 0),
    "ink_soft": ("folHlink", 0),
    "card": ("bg1", 0),
    "on_primary": ("bg1", 0),
    "on_danger": ("bg1", 0),
    "on_safe": ("bg1", 0),
    "bubble_in": ("bg1", 0),
    "paper": ("bg2", 0),
    "primary": ("accent1", 0),
    "primary_soft": ("accent1", 88),
    "accent": ("accent2", 0),
    "danger": ("accent3", 0),
    "danger_soft": ("accent3", 88),
    "safe": ("accent4", 0),
    "safe_soft": ("accent4", 88),
    "bubble_out": ("accent5", 0),
    "mark": ("accent6", 0),
    "device": ("tx1", 0),
    "line": ("tx1", 80),
    "screen": ("tx1", 93),
}


class Box(NamedTuple):
    """A place on the slide, in points from its top left corner."""

    x: float
    y: float
    w: float
    h: float

    def inset(self, dx: float, dy: float) -> Box:
        """The box within its margins."""
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)


def around(*boxes: Box) -> Box:
    """The smallest box that holds them all."""
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.x + b.w for b in boxes) - x, max(b.y + b.h for b in boxes) - y)


def emu(points: float) -> int:
    """English Metric Units."""
    return round(points * EMU)


def color(token: str) -> str:
    """A theme colour by its token."""
    slot, tint = _NAMES[token]
    inner = f'<a:lumMod val="{(100 - tint) * 1000}"/><a:lumOff val="{tint * 1000}"/>' if tint else ""
    return f'<a:schemeClr val="{slot}">{inner}</a:schemeClr>'


def fill(token: str) -> str:
    """A solid fill, or none for ""."""
    return f"<a:solidFill>{color(token)}</a:solidFill>" if token else "<a:noFill/>"


# The digits of 400-000-0000: an application may break a line after a hyphen. A link and a code keep their letters.
_NUMBER = re.compile(r"(?<![A-Za-z0-9_/.=?&#@:-])\d+(?:-\d+)+(?![0-9_/=&@:-]*[A-Za-z/])")
_FACES = {
    face: f'<a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/>'
    for face in ("mn", "mj")
}


def unbroken(text: str) -> str:
    """The text with hyphens in its numbers at which no line breaks."""
    return _NUMBER.sub(lambda found: found[0].replace("-", "\u2011"), text)


@dataclass(frozen=True)
class Pen:
    """Writes text in the fonts of the theme: who changes those there restyles every slide."""

    style: Style

    def properties(
        self,
        lang: str,
        size: float,
        bold: bool,
        token: str,
        mark: bool = False,
        tag: str = "rPr",
        heading: bool = False,
    ) -> str:
        """Run properties in schema order: language, size, weight, colour, highlight, the theme's three fonts."""
        own = tongue(lang)
        lit = f"<a:highlight>{color('mark')}</a:highlight>" if mark else ""
        return (
            f'<a:{tag} lang="{own.office}" altLang="{own.office_other}" '
            f'sz="{round(size * 100)}" b="{int(bold)}" dirty="0">'
            f"{fill(token)}{lit}{_FACES['mj' if heading else 'mn']}</a:{tag}>"
        )

    def body(
        self,
        paragraphs: Sequence[Paragraph],
        anchor: str = "t",
        inset: tuple[float, float] = (0, 0),
        inherit: bool = False,
        left: float | None = None,
        top: float | None = None,
        right: float | None = None,
        heading: bool = False,
        wrap: bool = True,
    ) -> str:
        """p:txBody with exact line pitch and no autofit: what was measured is what is drawn.

        `inherit` leaves anchor and insets to the layout; `left`, `top` and `right` replace `inset` on their sides.
        Without `wrap` it is a number to dial: on one line in any font, its hyphens as they are typed.
        """
        dx, dy = (emu(max(0.0, one)) for one in inset)
        west, north, east = (emu(one) if one is not None else own for one, own in ((left, dx), (top, dy), (right, dx)))
        rows = "".join(self._paragraph(p, n > 0, heading, wrap) for n, p in enumerate(paragraphs))
        rtl = ' rtlCol="1"' if self.style.direction == "rtl" else ""
        kind = "square" if wrap else "none"
        if inherit:
            return f"<p:txBody><a:bodyPr><a:noAutofit/></a:bodyPr><a:lstStyle/>{rows or '<a:p/>'}</p:txBody>"
        return (
            f'<p:txBody><a:bodyPr wrap="{kind}" lIns="{west}" tIns="{north}" rIns="{east}" bIns="{dy}" '
            f'anchor="{anchor}"'
            f"{rtl}><a:noAutofit/></a:bodyPr><a:lstStyle/>{rows or '<a:p/>'}</p:txBody>"
        )

    def _paragraph(self, p: Paragraph, spaced: bool, heading: bool, wrap: bool) -> str:
        gap = f'<a:spcBef><a:spcPts val="{round(p.size * GAP * 100)}"/></a:spcBef>' if spaced else ""
        right = self.style.direction == "rtl"
        align = {"l": "r", "r": "l"}.get(p.align, p.align) if right else p.align
        rtl = ' rtl="1"' if tongue(p.lang).rtl or (right and p.lang == self.style.lang) else ""
        # what is free at the end of the lines, on the side they do not begin at
        west, east = {"l": (0.0, p.margin), "r": (p.margin, 0.0)}.get(align, (p.margin / 2, p.margin / 2))
        margins = f'marL="{emu(west)}" marR="{emu(east)}"'  # LibreOffice gives one that is left out the last one's
        head = (
            f'<a:pPr {margins} indent="0" algn="{align}"{rtl} eaLnBrk="1" latinLnBrk="0" hangingPunct="0">'
            f'<a:lnSpc><a:spcPts val="{round(p.size * p.pitch * 100)}"/></a:lnSpc>{gap}<a:buNone/></a:pPr>'
        )
        plain = self.properties(p.lang, p.size, p.bold, p.color, heading=heading)
        marked = self.properties(p.lang, p.size, p.bold, p.color, mark=True, heading=heading)
        runs = ""
        for text, mark in _spans(replace(p, lines=_unbroken(p.lines)) if wrap else p):
            if text == "\v":
                runs += f"<a:br>{plain}</a:br>"
            else:
                runs += f"<a:r>{marked if mark else plain}<a:t>{escape(text)}</a:t></a:r>"
        if p.tail:
            soft = p.color == "ink"
            color = "ink_soft" if soft else p.color
            second = self.properties(p.tail_lang, p.size, p.bold and not soft, color, heading=heading)
            runs += f"<a:r>{second}<a:t>{escape(unbroken(p.tail))}</a:t></a:r>"
        return f"<a:p>{head}{runs}</a:p>"


def _unbroken(lines: Sequence[str]) -> tuple[str, ...]:
    """Its lines with the same lengths; a number may stand in two of them where a link is cut."""
    whole = unbroken("".join(lines))
    return tuple(whole[end - len(line) : end] for line, end in zip(lines, accumulate(map(len, lines)), strict=True))


def _spans(p: Paragraph) -> Iterable[tuple[str, bool]]:
    """The paragraph as (text, marked) pieces; a line break is ("\\v", False)."""
    whole = "".join(p.lines)
    ends = {*accumulate(map(len, p.lines[:-1]))} if p.breaks else set()
    lit = [bool(run.flag) for run in p.runs for _ in run.words]
    lit += [False] * (len(whole) - len(lit))  # also what stands behind the text, such as "(1/2)"
    turns = {n for n in range(1, len(whole)) if lit[n] != lit[n - 1]}
    for start, end in pairwise(sorted({0, len(whole)} | ends | turns)):
        yield whole[start:end], lit[start]
        if end in ends:
            yield "\v", False


def name_of(number: int, name: str, alt: str = "", decorative: bool = False) -> str:
    """p:cNvPr: every shape has a number, a plain name and either an alternative text or the mark that it needs none."""
    descr = f" descr={quoteattr(alt)}" if alt else ""
    head = f'<p:cNvPr id="{number}" name={quoteattr(name)}{descr}'
    return f"{head}>{_DECORATIVE}</p:cNvPr>" if decorative else f"{head}/>"


def xfrm(box: Box) -> str:
    """a:xfrm"""
    return f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></a:xfrm>'


def shape(
    name: str,
    box: Box,
    body: str,
    *,
    geometry: str = "rect",
    ground: str = "",
    edge: str = "",
    weight: float = 1.5,
    veil: float = 0.0,
) -> str:
    """A native shape with its text inside; `veil`: dark up to this share of its width, then thinner."""
    outline = f'<a:ln w="{emu(weight)}">{fill(edge)}</a:ln>'
    kind = ' txBox="1"' if not ground and not edge and not veil else ""
    return (
        f"<p:sp><p:nvSpPr>{name}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr>{xfrm(box)}{geometry_of(geometry, box)}"
        f"{_veil(veil) if veil else fill(ground)}{outline}</p:spPr>{body}</p:sp>"
    )


def line(name: str, start: tuple[float, float], end: tuple[float, float], tone: str, weight: float = 2.25) -> str:
    """A straight line that goes to the right."""
    (x, y), (to_x, to_y) = start, end
    up = ' flipV="1"' if to_y < y else ""
    place = xfrm(Box(x, min(y, to_y), to_x - x, abs(to_y - y))).replace("<a:xfrm", f"<a:xfrm{up}")
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{name}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{place}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{emu(weight)}">{fill(tone)}</a:ln></p:spPr></p:cxnSp>'
    )


VEIL = 0.88  # light words have 7:1 on it also over a white wall


def _veil(whole: float) -> str:
    """A fill of the ink, from left to right."""
    stops = ((0, VEIL), (round(100000 * whole), VEIL), *(((100000, 0.0),) if whole < 1 else ()))
    rows = "".join(
        f'<a:gs pos="{at}"><a:schemeClr val="tx1"><a:alpha val="{round(100000 * solid)}"/></a:schemeClr></a:gs>'
        for at, solid in stops
    )
    return f'<a:gradFill rotWithShape="1"><a:gsLst>{rows}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'


def ground(relation: str) -> str:
    """p:bg: a picture behind all of a slide."""
    return (
        f'<p:bg><p:bgPr><a:blipFill dpi="0" rotWithShape="1"><a:blip r:embed="{relation}"/><a:srcRect/>'
        "<a:stretch><a:fillRect/></a:stretch></a:blipFill><a:effectLst/></p:bgPr></p:bg>"
    )


RADIUS = 14.0  # points: corners look alike whatever the size of a card
CORNER = RADIUS * 0.2929  # a roundRect's text keeps this far from every edge (presetShapeDefinitions.xml: il)


def geometry_of(geometry: str, box: Box) -> str:
    """a:prstGeom; a rounded corner is a share of the shorter side, here held at RADIUS."""
    adjust, share = "", min(50000, round(100000 * RADIUS / max(1.0, min(box.w, box.h))))
    if geometry == "roundRect":
        adjust = f'<a:gd name="adj" fmla="val {share}"/>'
    elif geometry == "round2SameRect":
        adjust = f'<a:gd name="adj1" fmla="val {share}"/><a:gd name="adj2" fmla="val 0"/>'
    return f'<a:prstGeom prst="{geometry}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'


def placeholder(name: str, kind: str, index: int | None, body: str, box: Box | None = None) -> str:
    """A shape that fills a placeholder of the layout; without a box it stays where the layout has it."""
    of = f'type="{kind}"' + (f' idx="{index}"' if index is not None else "")
    where = xfrm(box) if box else ""
    return (
        f'<p:sp><p:nvSpPr>{name}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {of}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{where}</p:spPr>{body}</p:sp>"
    )


def picture(name: str, box: Box, relation: str, index: int | None = None) -> str:
    """A picture, in the layout's picture placeholder when `index` names one."""
    of = f'<p:ph type="pic" idx="{index}"/>' if index is not None else ""
    lock = '<a:picLocks noGrp="1" noChangeAspect="1"/>' if index is not None else '<a:picLocks noChangeAspect="1"/>'
    return (
        f"<p:pic><p:nvPicPr>{name}<p:cNvPicPr>{lock}</p:cNvPicPr><p:nvPr>{of}</p:nvPr></p:nvPicPr>"
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def group(name: str, box: Box, members: Iterable[str]) -> str:
    """Shapes that move and appear together."""
    x, y, w, h = (emu(v) for v in box)
    return (
        f"<p:grpSp><p:nvGrpSpPr>{name}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/>'
        f"</a:xfrm></p:grpSpPr>{''.join(members)}</p:grpSp>"
    )


def element(xml: str) -> Any:
    """Parsed into python-pptx's element classes."""
    head, tag, rest = xml.partition(">")
    closed = head.endswith("/")
    return parse_xml(f"{head[:-1] if closed else head} {_NS}{'/' if closed else ''}{tag}{rest}")
