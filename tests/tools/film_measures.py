"""How still films stand and how much of a frame is picture: a table of the starter's films, for whoever changes shots.

python tests/tools/film_measures.py                       all films of the starter, drawn and not encoded
python tests/tools/film_measures.py nfc-skimming students some of them
python tests/tools/film_measures.py --root ../before      of another checkout, to compare

Still: of two frames 0.4 s apart less than 0.1 % differ. Furniture: what lies over every picture (chapter, brand,
ribbon, label, captions; in films before the shots also the title band, the strip and the interpreter's column).
Picture: the share of the frame on which neither furniture nor a flat card, list or screen lies.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

STEP = 10  # frames
SAME = 2  # of 255: less is no change
MOVED = 0.001  # of the picture
FURNITURE = {"chapter", "imprint", "brand", "ribbon", "label", "caption", "slot", "title"}
NO_PICTURE = {"veil", "ground", "sign", "art", "host", "speaker", "ghost", "before"}  # of sprites: they are the picture
COLUMNS = {"scam": -24, "audience": -18, "cut": -8, "shape": -10, "s": 5, "still %": 9, "longest": 9, "furn. %": 9}
HEAD = "".join(f"{name:{'<' if n < 0 else '>'}{abs(n)}}" for name, n in {**COLUMNS, "pict. %": 9}.items())


@dataclass
class Measured:
    """A film's sums, frame by frame."""

    steps: int = 0
    still: int = 0
    run: int = 0
    longest: int = 0
    furniture: list[float] = field(default_factory=list)
    picture: list[float] = field(default_factory=list)

    def moved(self, share: float) -> None:
        """One step later so much of the picture is another."""
        self.steps += 1
        self.run = self.run + 1 if share < MOVED else 0
        self.still += share < MOVED
        self.longest = max(self.longest, self.run)

    def row(self) -> str:
        """Percent of its steps that are still, seconds of its longest stand, percent of furniture and picture."""
        numbers = (100 * self.still / max(1, self.steps), self.longest * STEP / 25)
        shares = (100 * float(np.mean(self.furniture)), 100 * float(np.mean(self.picture)))
        return "".join(f"{n:9.1f}" for n in (*numbers, *shares))


def measure(segments: Any, layout: Any, film: Any, buffer_of: Any) -> Measured:
    """Draws every tenth frame of a film."""
    made, before = Measured(), None
    for segment in segments:
        with film.picture(segment, layout) as drawn:
            buffer = buffer_of(drawn.boxes.width, drawn.boxes.height)
            for n in range(segment.start, segment.start + segment.frames, STEP):
                ground = (drawn.ground(n),) if hasattr(drawn, "ground") else ()
                buffer.show(drawn.draws(n), *ground)
                small = buffer.y[::4, ::4].astype(np.int16)
                if before is not None:
                    made.moved(float((np.abs(small - before) > SAME).mean()))
                before = small
                covered, flat = _covered(drawn, n)
                made.furniture.append(float(covered.mean()))
                made.picture.append(1 - float((covered | flat).mean()))
    return made


def _covered(drawn: Any, frame: int) -> tuple[Any, Any]:
    """Where furniture lies, and where anything flat does, in quarters of px."""
    shape = drawn.boxes.height // 4, drawn.boxes.width // 4
    furniture, flat = np.zeros(shape, bool), np.zeros(shape, bool)
    for name in ("band", "strip"):  # of films before the shots
        if name in drawn.boxes:
            box = drawn.boxes[name]
            furniture[box.y // 4 : box.bottom // 4, box.x // 4 : box.right // 4] = True
    for sprite in drawn.sprites:
        if sprite.kind in NO_PICTURE or (sprite.kind == "title" and "band" in drawn.boxes):
            continue
        for draw in sprite.draws(frame):
            box = draw.box()
            if box is None or not draw.layer.kept:
                continue
            ink = (
                draw.layer.left[box.y - draw.y : box.bottom - draw.y : 4, box.x - draw.x : box.right - draw.x : 4] < 128
            )
            on = furniture if sprite.kind in FURNITURE else flat
            seen = on[max(0, box.y) // 4 :, max(0, box.x) // 4 :]
            high, wide = min(seen.shape[0], ink.shape[0]), min(seen.shape[1], ink.shape[1])
            seen[:high, :wide] |= ink[:high, :wide]
    return furniture, flat


def films(root: Path, wanted: list[str]) -> Iterator[tuple[str, Any, Any]]:
    """Scam, storyboard of a cut, shape."""
    from outreach.adapt import adapt  # noqa: PLC0415 - of the checkout that is asked for
    from outreach.adapt.cuts import films as cuts  # noqa: PLC0415
    from outreach.profiles import load_profiles, require  # noqa: PLC0415
    from outreach.project import Project  # noqa: PLC0415
    from outreach.script import load_script  # noqa: PLC0415

    project = Project(root, dt.date(2026, 11, 23))
    profiles = require(*load_profiles(project))
    for scam in project.names("content/scams"):
        script, _ = load_script(project, scam)
        assert script is not None, scam
        for audience in script.model.audiences or tuple(profiles.audiences):
            if not {scam, audience} & set(wanted) and wanted:
                continue
            if len(wanted) > 1 and not {scam, audience} <= set(wanted):
                continue
            board, _ = adapt(script, profiles, audience, profiles.audiences[audience].languages[0])
            for cut in cuts(board, profiles) if board else ():
                yield from ((scam, cut, shape) for shape in cut.style.shapes)


def main() -> None:
    """Prints a row a film."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wanted", nargs="*", help="scams and audiences; none: all")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="the checkout that is measured")
    parser.add_argument("--cut", help="only this cut")
    asked = parser.parse_args()
    root = asked.root.resolve()
    sys.path.insert(0, str(root))
    from outreach import film  # noqa: PLC0415
    from outreach.film.compositor import FrameBuffer  # noqa: PLC0415
    from outreach.layout import Layout  # noqa: PLC0415
    from outreach.project import Project  # noqa: PLC0415
    from outreach.signing import rehearsal  # noqa: PLC0415

    layout = Layout(Project(root, dt.date(2026, 11, 23)))
    print(HEAD, flush=True)  # noqa: T201
    for scam, board, shape in films(root, asked.wanted):
        if asked.cut in (None, board.cut):
            timeline = rehearsal(board)
            segments = film.plan(timeline, shape, bearer="video", ai_label=True, sign_clips={})
            told = measure(segments, layout, film, FrameBuffer).row()
            named = f"{scam:<24}{board.audience:<18}{board.cut or '':<8}{shape:<10}{timeline.seconds:5.0f}"
            print(named + told, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
