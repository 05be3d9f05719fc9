"""How loud a clip is from frame to frame: mouths open by it, captions change in its pauses."""

from __future__ import annotations

import numpy as np

from outreach.sound import RATE, Clip
from outreach.timeline import FPS

SAMPLES_A_FRAME = RATE // FPS


def levels(clip: Clip) -> tuple[float, ...]:
    """How wide the mouth is open, 0 to 1, for each frame of a clip."""
    samples = clip.samples
    count = -(-len(samples) // SAMPLES_A_FRAME)
    frames = np.pad(samples, (0, count * SAMPLES_A_FRAME - len(samples))).reshape(count, SAMPLES_A_FRAME)
    power = np.sqrt((frames.astype(np.float64) ** 2).mean(axis=1)) if count else np.zeros(0)
    loud = float(np.percentile(power, 95)) if count else 0.0
    if loud < 1e-4:
        return (0.0,) * count
    return tuple(round(float(v), 3) for v in np.clip((power / loud) ** 0.7, 0, 1))
