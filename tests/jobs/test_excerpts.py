"""A film's sound for a mail: each scene as a small file that any browser plays, and no other scene in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from outreach.cache import Cache
from outreach.jobs import sound
from outreach.jobs.base import Desk
from outreach.jobs.excerpts import Excerpts, name_of
from outreach.sound import RATE, decode, wav
from outreach.sound.aac import encode_sound


def test_a_scene_is_cut_out_of_the_sound(tmp_path: Path) -> None:
    """A tone in the second scene is heard in that alone; a second has four kilobytes."""
    tone = np.sin(np.arange(2 * RATE) * 440 * 2 * np.pi / RATE).astype(np.float32) * 0.5
    whole = np.concatenate([np.zeros(2 * RATE, np.float32), tone, np.zeros(2 * RATE, np.float32)])
    (tmp_path / "s.wav").write_bytes(wav(whole))
    encode_sound(tmp_path / "s.wav", 6.0, tmp_path / "s.m4a")
    store = Cache(tmp_path / "c")
    store.prepare()
    store.put("film", {sound.NAME: (tmp_path / "s.m4a").read_bytes()})
    spans = (("00", 0.0, 1.9), ("01", 2.0, 4.0), ("02", 4.1, 6.0))
    made = Excerpts(sound="film", spans=spans).run(Desk(tmp_path, store))
    files = [store.read(made.outputs[name_of(name)]) for name, _, _ in spans]
    loud = [float(np.abs(decode(data, "a scene")).max()) for data in files]
    assert loud[0] < 0.01 < 0.3 < loud[1] and loud[2] < 0.01
    assert all(len(data) < 5_000 * 2 for data in files)
