"""The project's own fonts and no others, for the programs that tests read our outputs with: what a slide or a page
looks like must not hang on what a machine has."""

from __future__ import annotations

import os
from pathlib import Path

FONTS = Path(__file__).parent.parent / "media/fonts"
# The faces that decks and pages name are on every office machine and phone; here the bundled one stands for them.
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="same"><string>Noto Sans CJK SC</string></edit>
  </match>
</fontconfig>
"""


def environment(folder: Path) -> dict[str, str]:
    """The environment in which a program finds the bundled fonts alone. Writes two files below `folder`."""
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(fonts=FONTS, cache=folder / "font-cache"), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(config)}
