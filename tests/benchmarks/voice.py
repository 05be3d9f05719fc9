"""The cost of speech, side by side in one run: eSpeak, Kokoro by us, and the same lines by kokoro-onnx as it documents.

    python tests/benchmarks/voice.py [--lines N] [--rounds N]

Each engine speaks the same lines of the starter in a process of its own, on one thread: CPU seconds a second of speech,
peak memory of the process, and, where the extra `ear` is installed, the share of syllables or words that it mishears.
kokoro-onnx (pip install kokoro-onnx) runs with the model and voices of the extra `voice`; it reads Chinese by eSpeak.
Budget: at most 1.2 CPU seconds a second of speech on one thread, 700 MB.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from outreach import voices
from outreach.adapt import adapt
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.script import load_script
from outreach.sound import RATE, Samples, resample

ROOT = Path(__file__).parent.parent.parent
PACKS = (("seniors", "zh-CN"), ("foreign-residents", "en"))
SCAM = "nfc-skimming"


def lines(project: Project, audience: str, lang: str, count: int, engine: voices.Engine) -> list[voices.Line]:
    """The first `count` spoken lines of a pack."""
    profiles = require(*load_profiles(project))
    script, _ = load_script(project, SCAM)
    assert script is not None
    board, _ = adapt(script, profiles, audience, lang)
    assert board is not None
    return list(voices.lines(board, engine))[:count]


def ours(name: str, project: Project, audience: str, lang: str, count: int) -> tuple[list[str], list[Samples]]:
    """The lines spoken by an engine of ours."""
    engine = voices.ENGINES[name]("", lang, project, SCAM)
    said = lines(project, audience, lang, count, engine)
    return [line.text for line in said], [engine.speak(line).samples for line in said]


def theirs(project: Project, audience: str, lang: str, count: int) -> tuple[list[str], list[Samples]]:
    """The lines spoken by kokoro-onnx as its README shows: text in, samples out, one call a line."""
    kokoro_onnx = importlib.import_module("kokoro_onnx")
    from outreach.voices.kokoro import model, styles  # noqa: PLC0415

    engine = voices.ENGINES["kokoro"]("", lang, project, SCAM)
    said = lines(project, audience, lang, count, engine)
    with tempfile.TemporaryDirectory() as folder:
        path, own = Path(folder) / "kokoro.onnx", Path(folder) / "voices.npz"
        path.write_bytes(b"".join(part.read_bytes() for name in model.PARTS if (part := model._part(name))))
        wanted = {line.voice for line in said}
        np.savez(own, **{v: styles.style(str(project.path(styles.FOLDER)), "", v)[:, None] for v in wanted})
        kokoro = kokoro_onnx.Kokoro(str(path), str(own))
        made = []
        for line in said:
            samples, rate = kokoro.create(
                line.text, voice=line.voice, speed=1.0, lang="cmn" if lang == "zh-CN" else "en-us"
            )
            made.append(resample(np.asarray(samples, np.float32), rate, RATE))
    return [line.text for line in said], made


def measure(name: str, audience: str, lang: str, count: int) -> dict[str, Any]:
    """One engine in this process: CPU, memory, and what the ear mishears."""
    project = Project(ROOT, dt.date(2026, 11, 23))
    start = time.process_time()
    speak = theirs if name == "kokoro-onnx" else lambda *rest: ours(name, *rest)
    texts, clips = speak(project, audience, lang, count)
    cpu = time.process_time() - start
    seconds = sum(len(clip) for clip in clips) / RATE
    facts = {"cpu": cpu, "seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    return {**facts, **heard(texts, clips, lang)}


def heard(texts: list[str], clips: list[Samples], lang: str) -> dict[str, Any]:
    """Units misheard, or nothing where no ear is installed."""
    from outreach.ear import recogniser  # noqa: PLC0415
    from outreach.ear.judgement import judge  # noqa: PLC0415

    if recogniser.missing():
        return {}
    ear = recogniser.load()
    found = [judge(text, ear.hear(clip, lang), lang) for text, clip in zip(texts, clips, strict=True)]
    return {"errors": sum(h.errors for h in found), "units": sum(h.units for h in found)}


def main() -> None:
    """Runs every engine in turn and prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=int, default=12)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.one:
        print(json.dumps(measure(*asked.one, asked.lines)))  # noqa: T201
        return
    print(f"{'engine':12} {'language':9} {'CPU s/s':>8} {'speech s':>9} {'peak MB':>8} {'misheard':>9}")  # noqa: T201
    for _ in range(asked.rounds):
        for audience, lang in PACKS:
            for name in ("espeak", "kokoro", "kokoro-onnx"):
                if name == "kokoro-onnx" and importlib.util.find_spec("kokoro_onnx") is None:
                    print(f"{name:12} {lang:9} not installed")  # noqa: T201
                    continue
                show(name, audience, lang, asked.lines)


def show(name: str, audience: str, lang: str, count: int) -> None:
    """One row, measured in a process of its own, on one thread."""
    one = {"OUTREACH_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--lines", str(count), "--one", name, audience, lang]
    done = subprocess.run(command, env=os.environ | one, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name:12} {lang:9} failed: {done.stderr.strip().splitlines()[-1]}")  # noqa: T201
        return
    facts = json.loads(done.stdout.splitlines()[-1])
    missed = f"{facts['errors'] / facts['units']:.1%}" if "units" in facts else "-"
    rate = facts["cpu"] / facts["seconds"]
    print(f"{name:12} {lang:9} {rate:8.2f} {facts['seconds']:9.1f} {facts['peak']:8.0f} {missed:>9}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
