"""LibreOffice with the project's own fonts and no others: a deck must not hang on what fonts a machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice")
FONTS = Path(__file__).parent.parent / "media/fonts"
# The faces that our decks name stand on every office machine; here the bundled one stands for them.
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


def convert(files: Sequence[Path], folder: Path, to: str = "pdf") -> list[Path]:
    """Converts documents in one run of LibreOffice; what they became lies in `folder`, in the same order."""
    assert SOFFICE, "LibreOffice is not installed"
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(fonts=FONTS, cache=folder / "font-cache"), "utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)
    return [folder / f"{file.stem}.{to}" for file in files]
