"""How a voice sounds: a vector for each length of text, from media/voices/kokoro/, or a blend of several."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outreach.diagnostics import NOWHERE, Where, fail
from outreach.messages import msg
from outreach.project import Project

FOLDER = "media/voices/kokoro"
ROWS, WIDTH = 510, 256  # a row for each number of tokens, little-endian float32
Style = NDArray[np.float32]
_PART = re.compile(r"\s*([a-z]{2}_[a-z0-9]+)\s*(?:\*\s*([0-9]+(?:\.[0-9]+)?))?\s*")


def parts(blend: str) -> list[tuple[str, float]]:
    """`zf_xiaobei*0.6+zf_xiaoni*0.4` as names and shares, which add up to 1. Raises OutreachError for anything else."""
    found = [_PART.fullmatch(one) for one in blend.split("+")]
    shares = [(m[1], float(m[2] or 1)) for m in found if m]
    total = sum(share for _, share in shares)
    if len(shares) != len(found) or not total:
        samples = {"one": "zf_xiaobei", "two": "zf_xiaobei*0.6+zf_xiaoni*0.4"}
        message = msg("expected a voice such as `{one}` or `{two}`, found `{found}`", found=blend, **samples)
        raise fail("voice", NOWHERE, message, msg("content/languages/<lang>.yaml names it"))
    return [(name, share / total) for name, share in shares]


def names(project: Project) -> dict[str, str]:
    """The voices there are, and the SHA-256 of each."""
    files = project.names(FOLDER, ".bin")
    return {name.removesuffix(".bin"): project.digest(f"{FOLDER}/{name}") for name in files}


def beside(model: str) -> Path | None:
    """The voices that lie beside a model of the user's own: `voices….bin` or `….npz`, arrays by name (numpy)."""
    files = sorted(Path(model).parent.glob("voices*")) if model else []
    return next((file for file in files if file.suffix in (".bin", ".npz") and file.is_file()), None)


@lru_cache(maxsize=32)  # half a megabyte each
def style(folder: str, own: str, blend: str) -> Style:
    """The rows of a voice or blend, ROWS × WIDTH: of the file `own` where it has them, else of the folder."""
    rows = np.zeros((ROWS, WIDTH), np.float32)
    for name, share in parts(blend):
        found = _of(own, name) if own else None
        rows += (_vectors(folder, name) if found is None else found) * np.float32(share)
    return rows


def _of(own: str, name: str) -> Style | None:
    try:
        with np.load(own, allow_pickle=False) as file:
            return file[name].reshape(ROWS, WIDTH).astype(np.float32) if name in file.files else None
    except (OSError, ValueError, AttributeError, EOFError, zipfile.BadZipFile) as problem:
        message = msg("expected the voices of a Kokoro model, found something else")
        raise fail(
            "voice", Where(own), message, msg("take the file away to use the voices of the project")
        ) from problem


def _vectors(folder: str, name: str) -> Style:
    path = Path(folder) / f"{name}.bin"
    data = path.read_bytes() if path.is_file() else b""
    if len(data) != ROWS * WIDTH * 4:
        there = ", ".join(sorted(file.stem for file in Path(folder).glob("*.bin")))
        message = msg("no {what} is called `{name}`", what=msg("voice"), name=name)
        raise fail("voice", NOWHERE, message, msg("there are: {names}", names=there))
    return np.frombuffer(data, "<f4").reshape(ROWS, WIDTH)
