"""Entrance animation: shapes fade in on a click, one after another, in PresentationML that PowerPoint and WPS play."""

from __future__ import annotations

from collections.abc import Sequence

FADE = 10  # presetID of the entrance "Fade"


def timing(clicks: Sequence[Sequence[int]], seconds: float) -> str:
    """p:timing: at each click the shapes of one step (by shape number) fade in within `seconds`."""
    numbers = iter(range(3, 10000))
    steps = "".join(_click(step, next(numbers), next(numbers), numbers, round(seconds * 1000)) for step in clicks)
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
        f"<p:childTnLst>{steps}</p:childTnLst></p:cTn>"
        '<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
        '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>'
        "</p:seq></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
    )


_NOW = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'


def _click(shapes: Sequence[int], outer: int, inner: int, numbers: object, milliseconds: int) -> str:
    effects = ""
    for n, shape in enumerate(shapes):
        effect, show, fade = (next(numbers) for _ in range(3))  # type: ignore[call-overload]
        node = "clickEffect" if n == 0 else "withEffect"
        target = f'<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>'
        effects += (
            f'<p:par><p:cTn id="{effect}" presetID="{FADE}" presetClass="entr" presetSubtype="0" fill="hold" '
            f'nodeType="{node}">{_NOW}<p:childTnLst>'
            f'<p:set><p:cBhvr><p:cTn id="{show}" dur="1" fill="hold">{_NOW}</p:cTn>{target}'
            "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
            '<p:to><p:strVal val="visible"/></p:to></p:set>'
            f'<p:animEffect transition="in" filter="fade"><p:cBhvr><p:cTn id="{fade}" dur="{milliseconds}"/>{target}'
            "</p:cBhvr></p:animEffect></p:childTnLst></p:cTn></p:par>"
        )
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" fill="hold">{_NOW}<p:childTnLst>{effects}</p:childTnLst></p:cTn></p:par>'
        "</p:childTnLst></p:cTn></p:par>"
    )
