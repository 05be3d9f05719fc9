"""Entrance animation: shapes fade in on a click, one after another, in PresentationML that PowerPoint and WPS play."""

from __future__ import annotations

from collections.abc import Sequence

FADE = 10  # presetID of the entrance "Fade"
_NOW = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'


def timing(shapes: Sequence[int], seconds: float, texts: Sequence[int] = ()) -> str:
    """p:timing: at each click the next of `shapes` (by number) fades in within `seconds`.

    `texts` are those of them that are single shapes with text: PowerPoint lists them as built "as one object".
    """
    steps = "".join(_click(n, shape, round(seconds * 1000), shape in texts) for n, shape in enumerate(shapes))
    built = "".join(f'<p:bldP spid="{shape}" grpId="0"/>' for shape in texts)
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
        f"<p:childTnLst>{steps}</p:childTnLst></p:cTn>"
        '<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
        '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>'
        "</p:seq></p:childTnLst></p:cTn></p:par></p:tnLst>"
        f"{f'<p:bldLst>{built}</p:bldLst>' if built else ''}</p:timing>"
    )


def _click(n: int, shape: int, milliseconds: int, text: bool) -> str:
    """One step of the main sequence; it uses five node numbers after those of the steps before it."""
    outer, inner, effect, show, fade = range(3 + 5 * n, 8 + 5 * n)
    target = f'<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>'
    group = ' grpId="0"' if text else ""
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" fill="hold">{_NOW}<p:childTnLst>'
        f'<p:par><p:cTn id="{effect}" presetID="{FADE}" presetClass="entr" presetSubtype="0" fill="hold"{group} '
        f'nodeType="clickEffect">{_NOW}<p:childTnLst>'
        f'<p:set><p:cBhvr><p:cTn id="{show}" dur="1" fill="hold">{_NOW}</p:cTn>{target}'
        "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        '<p:to><p:strVal val="visible"/></p:to></p:set>'
        f'<p:animEffect transition="in" filter="fade"><p:cBhvr><p:cTn id="{fade}" dur="{milliseconds}"/>{target}'
        "</p:cBhvr></p:animEffect></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
        "</p:childTnLst></p:cTn></p:par>"
    )
