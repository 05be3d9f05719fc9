"""LibreOffice, which opens our decks as an office program does."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import fonts

SOFFICE = shutil.which("soffice")


def convert(files: Sequence[Path], folder: Path, to: str = "pdf", machine: str = "") -> list[Path]:
    """Converts documents in one run of LibreOffice, with the fonts of a machine; what they became lies in `folder`."""
    assert SOFFICE, "LibreOffice is not installed"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=fonts.environment(folder, machine))
    return [folder / f"{file.stem}.{to}" for file in files]
