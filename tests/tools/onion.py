"""Onion pictures for whoever moves things: the frames of a movement one over the other, and in a strip below.

python tests/tools/onion.py nfc-skimming students out/           every cut of every scene, and each pose that changes
python tests/tools/onion.py nfc-skimming students out/ --shape portrait --scene call-students
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from outreach import film
from outreach.adapt import adapt
from outreach.film.compositor import FrameBuffer
from outreach.film.scene import DrawnSegment
from outreach.film.segments import Segment
from outreach.layout import Layout
from outreach.profiles import load_profiles, require
from outreach.project import Project, build_date, starter_root
from outreach.script import load_script
from outreach.signing import rehearsal
from outreach.storyboard import Shape

AROUND = range(-6, 20, 2)  # frames before and after a movement begins
SMALL = 4  # times smaller in the strip
LEAST = 0.08  # of an onion's light that the first of its frames keeps


def movements(drawn: DrawnSegment, segment: Segment) -> Iterator[tuple[str, int]]:
    """The name and the first frame of everything that begins to move."""
    for take in drawn.takes:
        yield f"cut-{take.cut.name}", take.cut.start
        for _, actor in take.actors:
            if len(actor.poses) > 1 and actor.turn < take.cut.end:
                yield f"{actor.figure.who}-{actor.poses[-1]}", actor.turn
    for sprite in drawn.sprites:
        if sprite.enter.kind != "cut" and segment.start < sprite.start < segment.end:
            yield sprite.kind, sprite.start


def onion(drawn: DrawnSegment, frames: list[int]) -> Image.Image:
    """All frames over each other, the last one strongest; below, one beside the other."""
    buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
    shown, sum_ = [], np.zeros((drawn.boxes.height, drawn.boxes.width, 3))
    weights = np.linspace(LEAST, 1, len(frames))
    for weight, frame in zip(weights / weights.sum(), frames, strict=True):
        buffer.show(drawn.draws(frame), drawn.ground(frame))
        pixels = buffer.rgb()
        sum_ += weight * pixels
        shown.append(Image.fromarray(pixels).reduce(SMALL))
    wide, high = shown[0].size
    across = max(1, drawn.boxes.width // wide)
    sheet = Image.new("RGB", (drawn.boxes.width, drawn.boxes.height + -(-len(shown) // across) * high))
    sheet.paste(Image.fromarray(sum_.astype(np.uint8)), (0, 0))
    for n, one in enumerate(shown):
        sheet.paste(one, (n % across * wide, drawn.boxes.height + n // across * high))
    return sheet


def main() -> None:
    """Writes a picture a movement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scam")
    parser.add_argument("audience")
    parser.add_argument("out", type=Path)
    parser.add_argument("--shape", choices=Shape.__args__, default="landscape")  # type: ignore[attr-defined]
    parser.add_argument("--scene", help="only this scene")
    asked = parser.parse_args()
    project = Project(starter_root(), build_date())
    profiles, script = require(*load_profiles(project)), load_script(project, asked.scam)[0]
    assert script is not None, asked.scam
    board, problems = adapt(script, profiles, asked.audience, profiles.audiences[asked.audience].languages[0])
    assert board is not None, problems
    asked.out.mkdir(parents=True, exist_ok=True)
    for segment in film.plan(rehearsal(board), asked.shape, bearer="video", ai_label=True, sign_clips={}):
        if asked.scene not in (None, segment.scene.id):
            continue
        with film.picture(segment, Layout(project)) as drawn:
            for name, first in movements(drawn, segment):
                frames = [first + n for n in AROUND if segment.start <= first + n < segment.end]
                onion(drawn, frames).save(asked.out / f"{segment.scene.id}-{first:04}-{name}.png")


if __name__ == "__main__":
    main()
