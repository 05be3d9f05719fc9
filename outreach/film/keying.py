"""Green cloth behind a signer: how it is told from the signer, and whether that works for this clip.

A key works on chroma alone: how far a colour lies from grey in the direction of the cloth. Where the cloth is darker it
is less green, but in the same direction; black, white and grey clothes lie at nothing, skin on the other side. So the
limits are shares of the cloth's own green, found in the clip: muted cloth needs smaller ones than a film studio's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HUE = 0.9  # how much a colour's distance from the cloth's direction counts against it
LEAST = 12.0  # chroma units of 128: cloth that is hardly green cannot be told from grey clothes
NOISE = 5.0  # chroma units that grey clothes may seem green by: noise of the camera, light from the cloth
SPILL = 0.05  # share of the cloth's green that is left in the picture
CLOTH = 0.985  # the share of the cloth's own pixels that are to be clear
SIGNER = 0.97  # the share of the signer's pixels that are to be solid
UNLIKE = 0.42  # brightness, as a share of white, by which a pixel is surely no cloth

Planes = NDArray[np.uint8]  # (n, height, width, 4): Y, U, V and alpha, limited range


@dataclass(frozen=True, slots=True)
class Key:
    """A cloth: its chroma, from grey, and the shares of it where a pixel begins to be clear and where it is."""

    u: float
    v: float
    solid: float  # below this share of the cloth's green: signer
    clear: float  # above it: cloth

    @property
    def size(self) -> float:
        """How green the cloth is, in chroma units."""
        return float(np.hypot(self.u, self.v))

    def greenness(self, u: NDArray[np.float32], v: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much of the cloth's green each chroma has: 1 for the cloth, 0 and less for what is not green."""
        along = (u * self.u + v * self.v) / self.size
        across = np.abs(u * self.v - v * self.u) / self.size
        return np.asarray((along - HUE * across) / self.size, np.float32)

    def alpha(self, planes: Planes) -> NDArray[np.float32]:
        """1 for the signer, 0 for the cloth."""
        u, v = (planes[..., n].astype(np.float32) - 128 for n in (1, 2))
        return np.asarray(np.clip((self.clear - self.greenness(u, v)) / (self.clear - self.solid), 0, 1), np.float32)

    def filters(self, size: str) -> str:
        """ffmpeg's graph from [plain] to [picture] and [alpha]: tables of 65,536 chroma values, no sums by pixel."""
        along = f"((x-128)*{self.u:.4f}+(y-128)*{self.v:.4f})/{self.size:.4f}"
        across = f"abs((x-128)*{self.v:.4f}-(y-128)*{self.u:.4f})/{self.size:.4f}"
        green = f"({along}-{HUE}*{across})/{self.size:.4f}"
        matte = f"255*clip(({self.clear:.4f}-{green})/{self.clear - self.solid:.4f},0,1)"
        over = f"max(0,{along}-{SPILL * self.size:.4f})/{self.size:.4f}"
        plain = {
            "u": f"clip(x-{over}*{self.u:.4f},16,240)",
            "v": f"clip(y-{over}*{self.v:.4f},16,240)",
        }
        return (
            "[plain]format=yuv420p,extractplanes=y+u+v[y][us][vs];[us]split=3[u1][u2][u3];[vs]split=3[v1][v2][v3];"
            f"[u1][v1]lut2=c0='{matte}',scale={size}:flags=bicubic[alpha];"
            f"[u2][v2]lut2=c0='{plain['u']}'[u];[u3][v3]lut2=c0='{plain['v']}'[v];"
            "[y][u][v]mergeplanes=format=yuv420p:map0s=0:map1s=1:map2s=2[picture];"
        )


def key(planes: Planes) -> Key | None:
    """The cloth of a clip, seen at the upper and side borders of its frames; None when there is none."""
    border = np.concatenate(
        [planes[:, :6].reshape(-1, 4), planes[:, :, :5].reshape(-1, 4), planes[:, :, -5:].reshape(-1, 4)]
    )
    u, v = (border[:, n].astype(np.float32) - 128 for n in (1, 2))
    found = Key(float(np.median(u)), float(np.median(v)), 0.0, 1.0)
    if found.u > -3 or found.v > -3 or found.size < LEAST:
        return None
    share = found.greenness(u, v)
    cloth = share > 0.35
    if cloth.mean() < 0.7:
        return None
    darkest = float(np.quantile(share[cloth], 0.02))
    clear = min(0.8, max(0.3, darkest - 0.06))
    solid = max(min(clear - 0.12, 0.4), min(NOISE / found.size, clear - 0.08))
    return Key(found.u, found.v, solid, clear)


@dataclass(frozen=True, slots=True)
class Quality:
    """What a matte keeps of the signer and clears of the cloth, as shares of the pixels that are surely one of them."""

    signer: float
    cloth: float

    @property
    def good(self) -> bool:
        """Can the signer be shown with this matte?"""
        return self.signer >= SIGNER and self.cloth >= CLOTH


def quality(planes: Planes, found: Key) -> Quality:
    """Judges a matte against what the key does not look at: brightness far from the cloth's, and skin's red.

    Hands, face and dark or light clothes are surely the signer; what has the cloth's brightness and direction of colour
    is surely cloth. A signer has no see-through parts but edges.
    """
    alpha = found.alpha(planes)
    y, u, v = (planes[..., n].astype(np.float32) for n in (0, 1, 2))
    border = np.concatenate([y[:, :6].ravel(), y[:, :, :5].ravel(), y[:, :, -5:].ravel()])
    dark, light = np.quantile(border, (0.05, 0.95))
    unlike = (y < dark - UNLIKE * 0.35 * 219) | (y > light + UNLIKE * 0.5 * 219) | (v > 128 + 6)
    share = found.greenness(u - 128, v - 128)
    cloth = (share > 0.3) & (y >= dark - 12) & (y <= light + 12)
    thin = _inner((alpha > 0.1) & (alpha < 0.9)) | (_inner(unlike & ~cloth) & (alpha <= 0.9))
    body = thin | _inner(alpha > 0.1)
    return Quality(1 - _share(thin[body], empty=0.0), _share(alpha[_inner(cloth)] < 0.1))


def _inner(area: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without its edge, where signer and cloth share a pixel."""
    kept = area.copy()
    for shift in (1, -1):
        for axis in (1, 2):
            kept &= np.roll(area, shift, axis)
    return kept


def _share(hits: NDArray[np.bool_], empty: float = 1.0) -> float:
    return float(hits.mean()) if hits.size else empty


def over_grounds(picture: NDArray[np.uint8], matte: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The signer on a light and on a dark ground, side by side: what is lost or left over shows on one of them."""
    solid = np.clip((matte.astype(np.float32) - 20) / 210, 0, 1)[..., None]
    shown = [picture * solid + np.array(ground, np.float32) * (1 - solid) for ground in ((228, 235, 245), (30, 36, 48))]
    return np.asarray(np.concatenate(shown, axis=1), np.uint8)
