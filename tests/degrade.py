"""What happens to a printed page between the press and a phone: each step takes and gives grey pixels (uint8)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from PIL import Image

Pixels = np.ndarray[Any, Any]


def half_resolution(page: Pixels) -> Pixels:
    """300 dpi seen at 150 dpi."""
    return cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def rotated(page: Pixels) -> Pixels:
    """Held 3 degrees askew."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 3, 1)
    return cv2.warpAffine(page, turn, (width, height), borderValue=255)


def blurred(page: Pixels) -> Pixels:
    """Out of focus: a Gaussian of 2.5 pixels at 300 dpi, 0.2 mm."""
    return cv2.GaussianBlur(page, (0, 0), 2.5)


def jpeg(page: Pixels) -> Pixels:
    """Sent through a messenger: JPEG quality 20."""
    out = io.BytesIO()
    Image.fromarray(page).save(out, "JPEG", quality=20)
    return np.asarray(Image.open(out).convert("L"))


def faded(page: Pixels) -> Pixels:
    """A tired copier: black comes out as 45 % grey, white as 92 %."""
    return (page.astype(np.float32) * (0.92 - 0.45) + 255 * 0.45).astype(np.uint8)


def salted(page: Pixels) -> Pixels:
    """One pixel in ten white, one in ten of those black: dust and dropouts, the same on every run."""
    noise = np.random.default_rng(7).random(page.shape)
    out = page.copy()
    out[noise < 0.10] = 255
    out[noise < 0.01] = 0
    return out


def copied(page: Pixels) -> Pixels:
    """Copied on a poor machine: a little blurred, specked, and then black or white and nothing between."""
    noise = np.random.default_rng(11).normal(0, 14, page.shape)
    seen = cv2.GaussianBlur(page.astype(np.float32), (0, 0), 1.0) + noise
    return np.where(seen < 128, 0, 255).astype(np.uint8)


STEPS: dict[str, Callable[[Pixels], Pixels]] = {
    "300 dpi": lambda page: page,
    "150 dpi": half_resolution,
    "3 degrees": rotated,
    "blur": blurred,
    "jpeg 20": jpeg,
    "faded grey": faded,
    "10 % salt": salted,
}
