"""Pictures for whoever draws: one person in all poses, with all mouths and eyes; or a change, frame by frame.

python tests/tools/pose_sheet.py grandmother out.png
python tests/tools/pose_sheet.py grandmother out.png --change talk shock
python tests/tools/pose_sheet.py all out.png --pose talk
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

from outreach.acting import acting, between, draw_pose
from outreach.acting.poses import Pose
from outreach.adapt import style
from outreach.art import OneDrawing
from outreach.layout import Layout
from outreach.profiles import load_profiles
from outreach.project import Project, build_date, starter_root

GROUND = "#D9B48A"
WIDE, HIGH = 300, 400


class Sheet:
    """Draws people of the starter project."""

    def __init__(self) -> None:
        self.project = Project(starter_root(), build_date())
        self.layout = Layout(self.project)
        profiles, _ = load_profiles(self.project)
        assert profiles
        self.colors = style(profiles, profiles.audiences["seniors"], "zh-CN").colors
        self.table = acting(self.project)

    def one(self, person: str, pose: str | Pose, mouth: str = "", eyes: str = "", share: float = 1.0) -> Image.Image:
        """A person on the ground of a room."""
        svg = draw_pose(self.project, person, pose, mouth=mouth, eyes=eyes, colors=self.colors)
        page = self.layout.png("deck/picture.typ", OneDrawing(svg, WIDE * share, HIGH * share))[0]
        picture = Image.open(io.BytesIO(page)).convert("RGBA")
        ground = Image.new("RGBA", picture.size, GROUND)
        ground.alpha_composite(picture)
        return ground.convert("RGB")

    def poses(self, person: str) -> tuple[str, ...]:
        """The poses of a person's part."""
        role = self.table.role(person)
        return self.table.of(role) if role else tuple(self.table.poses)


def tiled(pictures: Iterable[tuple[str, Image.Image]], across: int) -> Image.Image:
    """Pictures in rows, each with its name."""
    made = list(pictures)
    wide, high = made[0][1].size
    sheet = Image.new("RGB", (across * wide, -(-len(made) // across) * high), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (name, picture) in enumerate(made):
        at = (number % across * wide, number // across * high)
        sheet.paste(picture, at)
        pen.text((at[0] + 6, at[1] + 4), name, fill="black")
    return sheet


def main() -> None:
    """Writes one PNG."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("person", help="a drawing of a person, or `all`")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pose", help="only this pose, with every mouth and all eyes; with `all`: everybody in it")
    parser.add_argument("--change", nargs=2, metavar=("FROM", "TO"), help="the frames of a change of pose")
    parser.add_argument("--share", type=float, default=1.0, help="size: 0.25 is what a phone shows")
    asked = parser.parse_args()
    sheet = Sheet()
    if asked.change:
        before, after = asked.change
        frames = sheet.table.file.change.frames
        steps = [(n, between(sheet.table, before, after, n / frames)) for n in range(frames + 1)]
        shown = [(str(n), sheet.one(asked.person, pose, share=asked.share)) for n, pose in steps]
        onion = Image.blend(shown[0][1], shown[-1][1], 0.5)
        for _, picture in shown[3:-3:3]:
            onion = Image.blend(onion, picture, 0.3)
        tiled([*shown, ("onion", onion)], 6).save(asked.out)
        return
    if asked.person == "all":
        people = [p for p in sheet.table.file.people if not asked.pose or asked.pose in sheet.poses(p)]
        both = [(p, pose) for p in people for pose in ([asked.pose] if asked.pose else sheet.poses(p))]
        tiled([(f"{p} {pose}", sheet.one(p, pose, share=asked.share)) for p, pose in both], 6).save(asked.out)
        return
    poses = [asked.pose] if asked.pose else list(sheet.poses(asked.person))
    shown = [(pose, sheet.one(asked.person, pose, share=asked.share)) for pose in poses]
    if asked.pose:
        mouths, looks = sheet.table.file.mouths, sheet.table.file.eyes
        shown += [(m, sheet.one(asked.person, asked.pose, mouth=m, share=asked.share)) for m in mouths]
        shown += [(e, sheet.one(asked.person, asked.pose, eyes=e, share=asked.share)) for e in looks]
    tiled(shown, 5).save(asked.out)


if __name__ == "__main__":
    main()
