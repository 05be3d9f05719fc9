"""A screen pack for tests of the player: films of one colour, and a folder as `outreach screen pack` lays it out."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image

TEMPLATES = Path(__file__).parent.parent / "templates/screen"
COLORS = {"red": "0xd02020", "green": "0x20a040", "blue": "0x2040d0", "yellow": "0xe0c020"}
RGB = {name: tuple(bytes.fromhex(value[2:])) for name, value in COLORS.items()}
REV = "0123456789ab"
MS = 800
ALWAYS = {"from": None, "to": None}
# The player's times, short enough for tests.
QUICK = {"poll_ms": 100, "load_ms": 4000, "stall_ms": 1500, "wait_ms": 1000, "retry_ms": 300, "still_ms": 300}


def make_clips(folder: Path) -> None:
    """A film of 0.8 s and a picture in each colour; one film of half the size, one that is long."""
    for name, color in COLORS.items():
        _clip(folder / f"{name}.mp4", color, MS / 1000)
        Image.new("RGB", (640, 360), RGB[name]).save(folder / f"{name}.jpg")
    _clip(folder / "small.mp4", COLORS["blue"], MS / 1000, "180x320")
    _clip(folder / "long.mp4", COLORS["green"], 20)
    Image.new("RGB", (640, 360), "white").save(folder / "white.jpg")


def _clip(path: Path, color: str, seconds: float, size: str = "640x360") -> None:
    scene = f"color=c={color}:s={size}:r=25:d={seconds},noise=alls=12:allf=t"  # noise: bytes all along the file
    coded = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "10", "-movflags", "+faststart", "-preset", "ultrafast"]
    command = [get_ffmpeg_exe(), "-y", "-v", "error", "-f", "lavfi", "-i", scene, *coded, str(path)]
    subprocess.run(command, check=True, timeout=60)


def item(name: str, clip: str = "", **more: Any) -> dict[str, Any]:
    """An item that plays the film of a colour, at all times."""
    clip = clip or name
    facts = {"id": name, "type": "video", "src": f"media/{clip}.mp4", "still": f"media/{clip}.jpg", "duration_ms": MS}
    facts |= {
        "title": f"防骗短片 {name}",
        "scam": "nfc-skimming",
        "audience": "seniors",
        "lang": "zh-CN",
        "captions": None,
    }
    return facts | {"captions": None, "valid": ALWAYS, "days": [1, 2, 3, 4, 5, 6, 7], "time": ALWAYS} | more


@dataclass
class Pack:
    """A pack folder; `clips` are its media."""

    folder: Path
    clips: Path
    settings: dict[str, Any] = field(default_factory=dict)

    def player(self, **settings: Any) -> None:
        """The player's files, quick, with more of its settings changed."""
        shutil.copytree(TEMPLATES, self.folder, dirs_exist_ok=True)
        text = f"\nObject.assign(window.OUTREACH.settings, {json.dumps(QUICK | settings)});\n"
        with (self.folder / "settings.js").open("a", encoding="utf-8") as file:
            file.write(text)

    def revision(self, items: Sequence[dict[str, Any]], rev: str = REV, **more: Any) -> Path:
        """Writes a revision with all clips, and gives its folder."""
        folder = self.folder / rev
        shutil.copytree(self.clips, folder / "media")
        playlist = {"schema": 1, "rev": rev, "campaign": "2026-W48", "generated": "2020-01-01", "default_volume": 0}
        playlist |= {"canvas": {"w": 1920, "h": 1080, "orientation": "landscape"}, "fallback": "media/white.jpg"}
        playlist |= {"valid": ALWAYS, "items": list(items)} | more
        text = json.dumps(playlist, ensure_ascii=False)
        name = "window.OUTREACH_PLAYLISTS"
        (folder / "playlist.js").write_text(f'{name}={name}||{{}};{name}["{rev}"]={text};', "utf-8")
        return folder

    def point(self, rev: str = REV) -> None:
        """Makes a revision the current one."""
        text = json.dumps({"schema": 1, "rev": rev})
        (self.folder / "current.js").write_text(f"window.OUTREACH_CURRENT={text};", "utf-8")

    def branch(self, **facts: Any) -> None:
        """Says whose screen it is."""
        text = json.dumps({"schema": 1, "id": "JW0001", "url": "https://jw.example/"} | facts, ensure_ascii=False)
        (self.folder / "branch.js").write_text(f"window.OUTREACH_BRANCH={text};", "utf-8")
