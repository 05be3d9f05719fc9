"""The cost of speech, side by side in one run: eSpeak, Kokoro by us, and the same lines by kokoro-onnx as it documents.

    python tests/benchmarks/voice.py [--lines N] [--rounds N]
    python tests/benchmarks/voice.py --cast [LANG] [--lines N]


Each engine speaks the same lines of the starter in a process of its own, on one thread: CPU seconds a second of speech,
peak memory of the process, and, where the extra `ear` is installed, the share of syllables or words that it mishears.
kokoro-onnx (pip install kokoro-onnx) runs with the model and voices of the extra `voice`; it reads Chinese by eSpeak.
`--cast` has Kokoro speak every different line of all scams and audiences of a language (N of each voice) and prints
what the ear mishears by voice, role and audience: clips, without a film's music.
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
from collections.abc import Iterator
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
        vectors: dict[str, Any] = {v: styles.style(str(project.path(styles.FOLDER)), "", v)[:, None] for v in wanted}
        np.savez(own, **vectors)
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


def cast(lang: str, count: int) -> None:
    """What the ear mishears, by voice, role and audience; the lines it mishears most at the end."""
    from outreach.ear import recogniser  # noqa: PLC0415
    from outreach.ear.judgement import Hearing, judge  # noqa: PLC0415

    project, ear = Project(ROOT, dt.date(2026, 11, 23)), recogniser.load()
    found: dict[tuple[str, str, str], dict[str, Hearing]] = {}
    for audience, role, line, engine in said_by_all(project, lang):
        own = found.setdefault((line.voice, role, audience), {})
        if line.text not in own and len(own) < count:
            own[line.text] = judge(line.text, ear.hear(engine.speak(line).samples, lang), lang)
    everything = [one for own in found.values() for one in own.values()]
    for name, heard in (*((" ".join(key), list(own.values())) for key, own in found.items()), ("all", everything)):
        errors, units = sum(h.errors for h in heard), sum(h.units for h in heard)
        numbers, wrong = sum(h.numbers for h in heard), sum(len(h.wrong) for h in heard)
        worst = max(h.rate for h in heard)
        row = f"{len(heard):4} lines {errors:4}/{units:<5} {errors / units:6.1%}  worst {worst:4.0%}"
        print(f"{name:56} {row}  numbers {numbers - wrong}/{numbers}")  # noqa: T201
    for one in sorted((h for h in everything if h.errors), key=lambda h: -h.rate)[:10]:
        print(f"  {one.rate:4.0%} {one.wanted} | {one.heard}")  # noqa: T201


def said_by_all(project: Project, lang: str) -> Iterator[tuple[str, str, voices.Line, voices.Engine]]:
    """Audience, role and line of every storyboard of a language, and the engine that speaks it."""
    profiles = require(*load_profiles(project))
    for scam in sorted(path.parent.name for path in ROOT.glob("content/scams/*/script.yaml")):
        script, _ = load_script(project, scam)
        engine = voices.ENGINES["kokoro"]("", lang, project, scam)
        for audience in (name for name, one in profiles.audiences.items() if lang in one.languages):
            board = adapt(script, profiles, audience, lang)[0] if script else None
            roles = {beat.id: beat.role for scene in board.scenes for beat in scene.beats} if board else {}
            for line in voices.lines(board, engine) if board else ():
                yield audience, roles[line.id], line, engine


def main() -> None:
    """Runs every engine in turn and prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=int, default=12)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--cast", nargs="?", const="zh-CN", help="by voice, role and audience")
    options.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.one:
        name, audience, lang = asked.one
        print(json.dumps(measure(name, audience, lang, asked.lines)))  # noqa: T201
        return
    if asked.cast:
        cast(asked.cast, asked.lines)
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
