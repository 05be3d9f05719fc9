"""Small finished files, good and bad."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from outreach.codes import qr
from outreach.film.mux import join
from outreach.film.writer import YuvWriter
from outreach.formats import FORMATS
from outreach.layout import Layout
from outreach.sound import RATE, Samples, wav
from outreach.sound.aac import encode_sound
from outreach.storyboard import Storyboard

CODE = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/0123456789"
EVIL = "HTTPS://EVIL.EXAMPLE/LOGIN"
SIDE = 640


def drawn(code: str, scale: int = 8) -> Image.Image:
    """A white page with a code on it, or with none."""
    page = Image.new("L", (SIDE, SIDE), 255)
    if code:
        page.paste(Image.open(io.BytesIO(qr.png(code, scale))).convert("L"), (40, 40))
    return page


def tone(seconds: float, loud: float) -> Samples:
    """A hum with a little noise, `loud` at its highest."""
    rng = np.random.default_rng(1)
    time = np.arange(int(seconds * RATE)) / RATE
    hum = np.sin(2 * np.pi * 440 * time) + 0.2 * rng.standard_normal(len(time))
    samples: Samples = (loud * hum / np.abs(hum).max()).astype(np.float32)
    return samples


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """`film("", CODE, loud=0.3)`: an MP4 whose scenes, half a second each, show these codes, and its sound."""

    def make(*scenes: str, loud: float = 0.0, scale: int = 8, sound: Samples | None = None, ai: str = "") -> bytes:
        folder = tmp_path_factory.mktemp("film")
        parts = [_scene(folder / f"{n}.mp4", code, scale) for n, code in enumerate(scenes)]
        length, coded, out = 0.52 * len(parts), folder / "sound.m4a", folder / "film.mp4"
        (folder / "sound.wav").write_bytes(wav(tone(length, loud) if sound is None else sound, channels=2))
        encode_sound(folder / "sound.wav", length, coded)
        join(parts, coded, (), out, title="x", lang="zh-CN", aigc=ai)
        return out.read_bytes()

    return make


@pytest.fixture(scope="session")
def sheets(own_board: Callable[..., Storyboard], layout: Layout) -> dict[str, bytes]:
    """The leaflet for the press and for the office."""
    render = FORMATS["leaflet"].render
    assert render
    return render(own_board("visitors"), layout)


def _scene(path: Path, code: str, scale: int) -> Path:
    luma = (16 + np.asarray(drawn(code, scale)).astype(np.uint16) * 219 // 255).astype(np.uint8)
    frame = np.concatenate([luma.ravel(), np.full(SIDE * SIDE // 2, 128, np.uint8)])
    with YuvWriter(path, SIDE, SIDE) as out:
        for _ in range(13):
            out.write_frame(frame)
    return path
