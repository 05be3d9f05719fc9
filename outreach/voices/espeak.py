"""espeak-ng from its wheel: offline, every language at once, draft quality. Formant synthesis, no system library."""

from __future__ import annotations

import _ctypes
import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import espeakng_loader

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import RATE as SOUND_RATE
from outreach.sound import Clip, Samples, from_pcm, resample, trim
from outreach.spoken import script_of
from outreach.voices import Line
from outreach.voices.pauses import widen
from outreach.voices.reach import reach

VERSION = "1.52.0"  # of the library in espeakng-loader; another one may sound different
_RETRIEVAL, _UTF8 = 2, 1  # speak_lib.h: AUDIO_OUTPUT_SYNCHRONOUS into the callback; espeakCHARS_UTF8
_RATE, _PITCH, _RANGE = 1, 3, 4
_SLOWEST, _FASTEST = 80, 450  # what espeak_SetParameter takes, in words a minute
_VOICES = {"zh": "cmn", "en": "en-us"}  # language -> voice, where the name differs
# Settings that come near the wished rate at once: espeak's words a minute for one unit a minute of ours (measured).
_SPEED = {"zh": 0.74, "en": 0.8, "ko": 0.55}
_lock = threading.Lock()  # the library has one global state


@dataclass(frozen=True, slots=True)
class Espeak:
    """The draft voice. A line's voice is an espeak name with a variant, such as `cmn+f3`."""

    name: str = "espeak"
    synthetic: bool = True
    draft: bool = True
    version: str = VERSION
    pitch: int = 50
    range: int = 50

    def ready(self, lang: str) -> str:
        """Needs the wheel's library, and a language it can read."""
        if lang.split("-")[0] == "ja":
            return msg("it cannot read kanji")
        try:
            return "" if _voice(lang, "") in _known() else msg("it has no voice for `{lang}`", lang=lang)
        except OSError as problem:
            return msg("its library does not load ({why})", why=problem)

    def speak(self, line: Line) -> Clip:
        """One line, corrected until it is within the audience's rate."""
        unread = script_of(line.text) & {"han", "kana"} if line.lang.startswith("ko") else set()
        if line.lang.startswith("ja") or unread:
            message = msg("{name} cannot read `{text}`", name=self.name, text=line.text)
            raise fail("voice", NOWHERE, message, msg("use another voice for this language"))
        voice = _voice(line.lang, line.voice)
        start = sum(line.rate) / 2 * _SPEED.get(line.lang.split("-")[0], 0.8)
        start = min(max(start, _SLOWEST), _FASTEST)
        samples = reach(line, lambda speed: self._say(line.text, voice, round(speed)), start, _SLOWEST, _FASTEST)
        if not len(samples):
            message = msg("{name} said nothing for `{text}`", name=self.name, text=line.text)
            raise fail("voice", NOWHERE, message, msg("write it in words, with `say:`"))
        return Clip.of(widen(samples, line))

    def _say(self, text: str, voice: str, speed: int) -> Samples:
        with _library() as (library, rate):
            if library.espeak_SetVoiceByName(voice.encode()):
                message = msg("{name} has no voice `{voice}`", name=self.name, voice=voice)
                raise fail("voice", NOWHERE, message, msg("content/languages/<lang>.yaml names it"))
            for number, value in ((_RATE, speed), (_PITCH, self.pitch), (_RANGE, self.range)):
                library.espeak_SetParameter(number, value, 0)
            _heard.clear()
            data = text.encode() + b"\0"
            failed = library.espeak_Synth(data, len(data), 0, 1, 0, _UTF8, None, None)
            failed = failed or library.espeak_Synchronize()
            pcm = b"".join(_heard)
        if failed:
            message = msg("{name} failed with code {code} on `{text}`", name=self.name, code=failed, text=text)
            raise fail("voice", NOWHERE, message)
        return trim(resample(from_pcm(pcm), rate, SOUND_RATE))


def _voice(lang: str, wished: str) -> str:
    return wished or _VOICES.get(lang.split("-")[0], lang.split("-")[0])


_heard: list[bytes] = []
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def _hear(samples: Any, count: int, events: object) -> int:
    if samples and count:
        _heard.append(ctypes.string_at(samples, count * 2))
    return 0


_on_samples = _CALLBACK(_hear)  # kept here, or the library would call a function that is gone


@contextmanager
def _library() -> Iterator[tuple[ctypes.CDLL, int]]:
    """The library, freshly loaded, and its sampling rate.

    It keeps the phase of the voice's flutter from line to line and has no call to reset it: loaded anew for each line
    (1 ms), the same line is the same sound whatever was said before.
    """
    with _lock:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        try:
            rate = library.espeak_Initialize(_RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0)
            if rate <= 0:
                raise OSError("espeak_Initialize failed")
            library.espeak_SetSynthCallback(_on_samples)
            yield library, rate
            library.espeak_Terminate()
        finally:
            close = getattr(_ctypes, "dlclose", None) or _ctypes.FreeLibrary  # type: ignore[attr-defined]
            close(library._handle)


class _VoiceRecord(ctypes.Structure):
    """espeak_VOICE of speak_lib.h, as far as it is read here."""

    _fields_ = [("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p)]


@cache
def _known() -> frozenset[str]:
    """The languages it speaks: each voice lists tags, every one after a byte of priority and before a zero."""
    with _library() as (library, _):
        library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceRecord))
        found: set[str] = set()
        listed = library.espeak_ListVoices(None)
        index = 0
        while listed[index]:
            found.add(listed[index].contents.languages[1:].decode())
            index += 1
    return frozenset(found)


def phonemes(text: str, voice: str) -> str:
    """How espeak reads a text, in its own phoneme letters: shows a wrong reading without listening."""
    with _library() as (library, _):
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        library.espeak_SetVoiceByName(voice.encode())
        rest = ctypes.c_char_p(text.encode())
        place = ctypes.cast(ctypes.pointer(rest), ctypes.POINTER(ctypes.c_void_p))
        found = []
        while place[0]:
            found.append((library.espeak_TextToPhonemes(place, _UTF8, 0) or b"").decode())
    return " ".join(found)


def make(option: str, lang: str, project: Project, scam: str) -> Espeak:
    """The espeak voice; it has no options."""
    return Espeak()
