"""Sets of fonts for the programs that tests read our outputs with: the project's own and no others, so that what is
seen does not hang on what a machine has; and those that people's machines have, so that it holds on them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FONTS = Path(__file__).parent.parent / "media/fonts"
SYSTEM = Path("/usr/share/fonts")
LIBERATION = tuple(f"truetype/liberation/LiberationSans-{face}.ttf" for face in ("Regular", "Bold"))
DEJAVU = ("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf")
NOTO = tuple(str(FONTS / f"NotoSansCJK-{face}.ttc") for face in ("Regular", "Bold"))
# What a machine has, by Debian's packages fonts-liberation, fonts-dejavu-core, fonts-wqy-microhei, fonts-wqy-zenhei.
# Liberation Sans has the widths of Arial; DejaVu Sans is the widest of the faces that stand in for it.
MACHINES: dict[str, tuple[str, ...]] = {
    "Windows, macOS": (*LIBERATION, *NOTO),
    "Noto alone": NOTO,
    "WenQuanYi Micro Hei alone": ("truetype/wqy/wqy-microhei.ttc",),
    "DejaVu and Noto": (*DEJAVU, *NOTO),
    "DejaVu and WenQuanYi Zen Hei": (*DEJAVU, "truetype/wqy/wqy-zenhei.ttc"),
    "DejaVu alone": DEJAVU,
}
_STAND_INS = {
    "LiberationSans-Regular": "Liberation Sans",
    "NotoSansCJK-Regular": "Noto Sans CJK SC",
    "wqy-microhei": "WenQuanYi Micro Hei",
    "DejaVuSans": "DejaVu Sans",
}
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="same"><string>{stand_in}</string></edit>
  </match>
</fontconfig>
"""


def installed() -> bool:
    """Has this machine the fonts of all of them?"""
    return all((SYSTEM / name).exists() for names in MACHINES.values() for name in names)


def environment(folder: Path, machine: str = "") -> dict[str, str]:
    """The environment in which a program finds the bundled fonts, or those of a machine. Writes below `folder`."""
    fonts, stand_in = FONTS, "Noto Sans CJK SC"  # for the faces that decks and pages name
    if machine:
        stand_in = _STAND_INS[Path(MACHINES[machine][0]).stem]
        fonts = folder / "fonts"
        fonts.mkdir()
        for name in MACHINES[machine]:
            shutil.copy(SYSTEM / name, fonts)  # LibreOffice takes no links
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(fonts=fonts, cache=folder / "font-cache", stand_in=stand_in), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(config)}
