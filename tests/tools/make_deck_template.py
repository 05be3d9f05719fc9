# ruff: noqa: E501 (XML reads better whole)
"""Writes templates/deck/deck.pptx: theme, master and the named layouts that the deck renderer fills.

    python tests/tools/make_deck_template.py

It exists so that the first template has a readable origin and gives the same bytes twice. Once a designer has changed
the template in PowerPoint, the .pptx is the source and this script has done its job. The renderer asks only that the
layouts and placeholders keep their names; their places and sizes are free. Positions are points on a 960 x 540 pt slide.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

TARGET = Path(__file__).parents[2] / "templates" / "deck" / "deck.pptx"
EMU = 12700
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLE, LEFT, TOP, WIDTH, BOTTOM = (48, 6, 864, 88), 48, 126, 864, 490

# layout -> (placeholder name, type, box, prompt). Type "area" marks room that the renderer fills with native shapes.
Place = tuple[str, str, tuple[float, float, float, float], str]
LAYOUTS: dict[str, tuple[Place, ...]] = {
    "cover": (
        ("title", "ctrTitle", (48, 36, 380, 212), "Title"),
        ("summary", "body", (48, 272, 380, 176), "What it is about, in one sentence"),
        ("organisation", "body", (48, 452, 380, 40), "Who speaks"),
        ("picture", "pic", (500, 36, 412, 456), "Picture"),
    ),
    "agenda": (
        ("title", "title", TITLE, "Title"),
        ("cards", "area", (48, 130, 588, 360), "Cards"),
        ("picture", "pic", (676, 150, 236, 340), "Picture"),
    ),
    "hook": (
        ("title", "title", (48, 48, 490, 190), "Title"),
        ("body", "body", (48, 256, 490, 230), "Two or three sentences"),
        ("picture", "pic", (596, 40, 336, 444), "Picture"),
    ),
    "story": (
        ("title", "title", (456, 6, 456, 94), "Title"),
        ("phone", "area", (48, 20, 380, 520), "The person's screen, down to the foot of the slide: bubbles"),
        ("tricks", "area", (456, 126, 456, 364), "Tricks, and below them a picture"),
    ),
    "pause": (
        ("title", "title", (48, 6, 588, 100), "Title"),
        ("question", "body", (48, 126, 588, 116), "Question"),
        ("cards", "area", (48, 252, 588, 238), "Options"),
        ("picture", "pic", (668, 126, 244, 364), "Picture"),
    ),
    "answer": (
        ("title", "title", (48, 6, 588, 100), "Title"),
        ("cards", "area", (48, 126, 588, 150), "The right option"),
        ("body", "body", (48, 292, 588, 198), "Why"),
        ("picture", "pic", (650, 120, 262, 372), "Picture"),
    ),
    "steps": (
        ("title", "title", TITLE, "Title"),
        ("cards", "area", (48, 136, 864, 348), "Steps"),
    ),
    "flags": (
        ("title", "title", (48, 6, 600, 100), "Title"),
        ("cards", "area", (48, 130, 600, 360), "Warning signs"),
        ("picture", "pic", (680, 130, 232, 360), "Picture"),
    ),
    "do-dont": (
        ("title", "title", TITLE, "Title"),
        ("do", "area", (48, 126, 420, 364), "Do"),
        ("dont", "area", (492, 126, 420, 364), "Don't"),
    ),
    "one-side": (
        ("title", "title", TITLE, "Title"),
        ("cards", "area", (48, 126, 600, 364), "Do, or don't"),
        ("picture", "pic", (680, 126, 232, 364), "Picture"),
    ),
    "rescue": (
        ("title", "title", TITLE, "Title"),
        ("comfort", "body", (48, 118, 600, 44), "A kind word"),
        ("cards", "area", (48, 166, 600, 326), "Steps"),
        ("picture", "pic", (680, 126, 232, 364), "Picture"),
    ),
    "quiz": (
        ("title", "title", TITLE, "Title"),
        ("question", "body", (48, 126, 588, 116), "Question"),
        ("cards", "area", (48, 252, 588, 238), "Options"),
        ("picture", "pic", (650, 120, 262, 372), "Picture"),
    ),
    "hotlines": (
        ("title", "title", TITLE, "Slogan"),
        ("cards", "area", (48, 126, 864, 176), "Hotlines"),
        ("qr", "pic", (48, 318, 172, 172), "QR code"),
        ("promise", "body", (244, 318, 500, 172), "What the code opens"),
        ("picture", "pic", (764, 318, 148, 172), "Picture"),
    ),
    "film": (
        ("title", "title", TITLE, "Title"),
        ("film", "area", (156, 124, 648, 364.5), "The film, 16:9"),
    ),
    "help-card": (
        ("title", "title", TITLE, "Whom to show it to"),
        ("card", "area", (48, 118, 864, 262), "The card to show"),
        ("body", "body", (48, 388, 864, 106), "Sources"),
    ),
    "sources": (
        ("title", "title", (48, 48, 380, 100), "Title"),
        ("body", "body", (48, 160, 380, 330), "Sources"),
    ),
}
FOOTER = (
    ("footer", "ftr", (48, 502, 232, 30), "l"),
    ("draft", "body", (290, 502, 380, 30), "ctr"),
    ("slide number", "sldNum", (812, 502, 100, 30), "r"),
)
STORY_FOOTER = (
    ("footer", "ftr", (456, 502, 150, 30), "l"),
    ("draft", "body", (610, 502, 262, 30), "ctr"),
    ("slide number", "sldNum", (874, 502, 38, 30), "r"),
)


def main() -> None:
    """Write the template."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members().items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)


def members() -> dict[str, str]:
    """Every part of the package by name, content types first."""
    count = len(LAYOUTS)
    parts = {
        "ppt/presentation.xml": presentation(count),
        "ppt/_rels/presentation.xml.rels": relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("theme", "theme/theme1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("tableStyles", "tableStyles.xml"),
        ),
        "ppt/presProps.xml": f"{HEAD}<p:presentationPr {NS}/>",
        "ppt/viewProps.xml": f'{HEAD}<p:viewPr {NS}><p:slideViewPr><p:cSldViewPr snapToGrid="0"><p:cViewPr varScale="1">'
        '<p:scale><a:sx n="100" d="100"/><a:sy n="100" d="100"/></p:scale><p:origin x="0" y="0"/></p:cViewPr>'
        "<p:guideLst/></p:cSldViewPr></p:slideViewPr></p:viewPr>",
        "ppt/tableStyles.xml": f'{HEAD}<a:tblStyleLst {NS} def="{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}"/>',
        "ppt/theme/theme1.xml": theme("outreach"),
        "ppt/theme/theme2.xml": theme("outreach notes"),
        "ppt/slideMasters/slideMaster1.xml": master(count),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, count + 1)),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations(("theme", "../theme/theme2.xml")),
    }
    for n, (name, places) in enumerate(LAYOUTS.items(), 1):
        parts[f"ppt/slideLayouts/slideLayout{n}.xml"] = slide_layout(name, places)
        parts[f"ppt/slideLayouts/_rels/slideLayout{n}.xml.rels"] = relations(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    head = {
        "[Content_Types].xml": content_types(count),
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
    }
    return {**head, **parts}


def content_types(count: int) -> str:
    """[Content_Types].xml"""
    base = "application/vnd.openxmlformats-officedocument."
    kinds = {
        "/ppt/presentation.xml": "presentationml.presentation.main+xml",
        "/ppt/presProps.xml": "presentationml.presProps+xml",
        "/ppt/viewProps.xml": "presentationml.viewProps+xml",
        "/ppt/tableStyles.xml": "presentationml.tableStyles+xml",
        "/ppt/theme/theme1.xml": "theme+xml",
        "/ppt/theme/theme2.xml": "theme+xml",
        "/ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": "presentationml.notesMaster+xml",
    } | {f"/ppt/slideLayouts/slideLayout{n}.xml": "presentationml.slideLayout+xml" for n in range(1, count + 1)}
    rows = "".join(f'<Override PartName="{name}" ContentType="{base}{kind}"/>' for name, kind in kinds.items())
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def relations(*rows: tuple[str, str]) -> str:
    """A .rels part."""
    body = "".join(f'<Relationship Id="rId{n}" Type="{REL}/{k}" Target="{t}"/>' for n, (k, t) in enumerate(rows, 1))
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def presentation(count: int) -> str:
    """presentation.xml: 13.333 x 7.5 inches."""
    return (
        f'{HEAD}<p:presentation {NS} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
        '</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        '<p:defaultTextStyle><a:defPPr><a:defRPr lang="zh-CN"/></a:defPPr></p:defaultTextStyle></p:presentation>'
    )


def theme(name: str) -> str:
    """Theme colours and fonts. The renderer writes the brand's and the audience's into these twelve slots."""
    slots = {
        "dk1": "1B2440",  # ink
        "lt1": "FFFFFF",  # card
        "dk2": "1F4E8C",  # primary
        "lt2": "FFF8EC",  # paper: the ground of every slide
        "accent1": "1F4E8C",  # primary
        "accent2": "E8A317",  # accent
        "accent3": "B3261E",  # danger
        "accent4": "146C43",  # safe
        "accent5": "BFE8C4",  # bubble_out
        "accent6": "FFD966",  # mark
        "hlink": "1F4E8C",
        "folHlink": "46506B",  # ink_soft
    }
    colors = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in slots.items())
    fonts = '<a:latin typeface="Microsoft YaHei"/><a:ea typeface="Microsoft YaHei"/><a:cs typeface="Arial"/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="12700" cap="flat" cmpd="sng" algn="ctr">{solid}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{name}"><a:themeElements>'
        f'<a:clrScheme name="outreach">{colors}</a:clrScheme>'
        f'<a:fontScheme name="outreach"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="outreach"><a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def box(at: tuple[float, float, float, float]) -> str:
    """a:xfrm of a box in points."""
    x, y, w, h = (round(v * EMU) for v in at)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def plain(n: int, name: str, at: tuple[float, float, float, float], color: str, geometry: str = "rect") -> str:
    """A shape of the background: no text, marked decorative."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{n}" name="{name}"><a:extLst>'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{box(at)}<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>'
        f"<a:solidFill>{color}</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>"
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def scheme(name: str, tint: int = 0) -> str:
    """A theme colour, mixed with `tint` per cent of white."""
    inner = f'<a:lumMod val="{(100 - tint) * 1000}"/><a:lumOff val="{tint * 1000}"/>' if tint else ""
    return f'<a:schemeClr val="{name}">{inner}</a:schemeClr>'


ANCHOR = {"title": "ctr", "ctrTitle": "b", "ftr": "ctr", "sldNum": "ctr"}


def placeholder(
    n: int, name: str, kind: str, index: int, at: tuple[float, float, float, float], prompt: str, ink: str = "tx1"
) -> str:
    """A placeholder of a layout. Areas are body placeholders that the renderer replaces by shapes."""
    real = {"area": "body"}.get(kind, kind)
    of = f'type="{real}"' + (f' idx="{index}"' if kind not in ("title", "ctrTitle") else "")
    anchor = (
        "b"
        if at[3] > 150 and kind == "title"
        else ANCHOR.get(kind, "ctr" if name in ("draft", "question", "comfort", "promise") else "t")
    )
    align = {"ftr": "l", "sldNum": "r", "draft": "ctr"}.get(kind if kind in ("ftr", "sldNum") else name, "l")
    size = {"title": 3600, "ctrTitle": 4800, "ftr": 1800, "sldNum": 1800}.get(kind, 1800 if name == "draft" else 2600)
    bold = ' b="1"' if kind in ("title", "ctrTitle") or name == "draft" else ""
    tone = {"draft": scheme("accent3"), "footer": scheme("folHlink"), "slide number": scheme("folHlink")}
    tint = tone.get(name, scheme(ink))
    style = (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/><a:defRPr sz="{size}"{bold}>'
        f"<a:solidFill>{tint}</a:solidFill></a:defRPr></a:lvl1pPr>"
    )
    text = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
    )
    body = text if kind == "sldNum" else f'<a:r><a:rPr lang="en-US"/><a:t>{escape(prompt)}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{n}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {of}/></p:nvPr></p:nvSpPr><p:spPr>{box(at)}</p:spPr><p:txBody>"
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{body}</a:p></p:txBody></p:sp>"
    )


def tree(shapes: str) -> str:
    """p:spTree"""
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{shapes}</p:spTree>"
    )


def slide_layout(name: str, places: tuple[Place, ...]) -> str:
    """A layout: its own background shapes, then its placeholders, the footer last (reading order)."""
    shapes = {"cover": COVER, "hook": HOOK}.get(name, BAND)
    for n, (label, kind, at, prompt) in enumerate(places, 1):
        ink = "bg1" if kind == "title" and name != "hook" else "tx1"
        shapes += placeholder(n + 20, label, kind, n + 9, at, prompt, ink)
    for n, (label, kind, at, _) in enumerate(STORY_FOOTER if name == "story" else FOOTER):
        shapes += placeholder(n + 40, label, kind, n + 30, at, label)
    return (
        f'{HEAD}<p:sldLayout {NS} preserve="1" userDrawn="1"><p:cSld name="{name}">{tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


COVER = plain(2, "panel", (444, 0, 516, 540), scheme("accent1"))
HOOK = plain(2, "panel", (568, 0, 392, 490), scheme("accent1", 88)) + plain(
    3, "panel foot", (568, 484, 392, 6), scheme("accent2")
)
BAND = plain(2, "band", (0, 0, 960, 100), scheme("accent1")) + plain(
    3, "band edge", (0, 100, 960, 6), scheme("accent2")
)


def master(count: int) -> str:
    """The master: paper ground, a bar in the bank's two colours, the line above the footer, text styles."""
    shapes = (
        placeholder(5, "title", "title", 0, TITLE, "Title").replace(' idx="0"', "")
        + placeholder(6, "body", "body", 1, (LEFT, TOP, WIDTH, BOTTOM - TOP), "Text")
        + placeholder(7, "footer", "ftr", 3, FOOTER[0][2], "footer")
        + placeholder(8, "slide number", "sldNum", 4, FOOTER[2][2], "")
    )
    ids = "".join(f'<p:sldLayoutId id="{2147483648 + n}" r:id="rId{n}"/>' for n in range(1, count + 1))
    fonts = '<a:latin typeface="+{0}-lt"/><a:ea typeface="+{0}-ea"/><a:cs typeface="+{0}-cs"/>'
    ink = f"<a:solidFill>{scheme('tx1')}</a:solidFill>"
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="2600">{ink}{fonts.format("mn")}</a:defRPr>'
        f"</a:lvl{n}pPr>"
        for n in range(1, 10)
    )
    return (
        f'{HEAD}<p:sldMaster {NS} preserve="1"><p:cSld><p:bg><p:bgPr><a:solidFill>{scheme("bg2")}</a:solidFill><a:effectLst/>'
        f"</p:bgPr></p:bg>{tree(shapes)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        '<p:hf hdr="0" dt="0"/>'
        f'<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:buNone/><a:defRPr sz="3600" b="1">{ink}{fonts.format("mj")}'
        f"</a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{levels}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def notes_master() -> str:
    """The notes master: slide picture above, text below."""
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>'
        '<a:xfrm><a:off x="685800" y="685800"/><a:ext cx="5486400" cy="3086100"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="12700"><a:solidFill><a:prstClr val="black"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    text = (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>'
        '<a:xfrm><a:off x="685800" y="4000500"/><a:ext cx="5486400" cy="4572000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US"/><a:t>Notes</a:t></a:r></a:p></p:txBody></p:sp>'
    )
    return (
        f'{HEAD}<p:notesMaster {NS}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/>'
        f"</p:bgPr></p:bg>{tree(image + text)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        '<p:notesStyle><a:lvl1pPr><a:defRPr sz="1400"><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        '<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>'
    )


if __name__ == "__main__":
    main()
