"""Slides drawn by LibreOffice, where there is one: the only program here that draws what a presenter's does."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 180  # it may take for a deck


def office() -> str:
    """The program; "" where there is none."""
    return shutil.which("soffice") or ""


def as_pdf(deck: Path) -> bytes:
    """The slides as a PDF, a page a slide. Raises OSError, subprocess.SubprocessError."""
    with tempfile.TemporaryDirectory(prefix="outreach-slides-") as folder:
        given = Path(folder) / "deck.pptx"  # the cache names its files by their digest: nobody would know the kind
        shutil.copyfile(deck, given)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office(), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(given)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return given.with_suffix(".pdf").read_bytes()
