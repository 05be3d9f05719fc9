"""espeak-ng from its wheel: offline, every language at once, draft quality. Formant synthesis, no system library."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from outreach.diagnostics import NOWHERE, fail
from outreach.lang import script_of, tongue
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import RATE as SOUND_RATE
from outreach.sound import Clip, Samples, from_pcm, resample, trim
from outreach.voices import Line
from outreach.voices.espeak_library import UTF8, known, library
from outreach.voices.pauses import widen
from outreach.voices.reach import reach

VERSION = "1.52.0"  # of the library in espeakng-loader; another one may sound different
_RATE, _PITCH, _RANGE = 1, 3, 4
_SLOWEST, _FASTEST = 80, 450  # what espeak_SetParameter takes, in words a minute


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
        if not tongue(lang).espeak.voice:
            return msg("it cannot read kanji")
        try:
            return "" if _voice(lang, "") in known() else msg("it has no voice for `{lang}`", lang=lang)
        except OSError as problem:
            return msg("its library does not load ({why})", why=problem)

    def speak(self, line: Line) -> Clip:
        """One line, corrected until it is within the audience's rate."""
        own = tongue(line.lang).espeak
        if not own.voice or own.unread & script_of(line.text):
            message = msg("{name} cannot read `{text}`", name=self.name, text=line.text)
            raise fail("voice", NOWHERE, message, msg("use another voice for this language"))
        voice = _voice(line.lang, line.voice)
        start = sum(line.rate) / 2 * own.speed
        start = min(max(start, _SLOWEST), _FASTEST)
        samples = reach(line, lambda speed: self._say(line.text, voice, round(speed)), start, _SLOWEST, _FASTEST)
        if not len(samples):
            message = msg("{name} said nothing for `{text}`", name=self.name, text=line.text)
            raise fail("voice", NOWHERE, message, msg("write it in words, with `say:`"))
        return Clip.of(widen(samples, line))

    def _say(self, text: str, voice: str, speed: int) -> Samples:
        with library() as (loaded, rate):
            loaded.espeak_SetSynthCallback(_on_samples)
            if loaded.espeak_SetVoiceByName(voice.encode()):
                message = msg("{name} has no voice `{voice}`", name=self.name, voice=voice)
                raise fail("voice", NOWHERE, message, msg("content/languages/<lang>.yaml names it"))
            for number, value in ((_RATE, speed), (_PITCH, self.pitch), (_RANGE, self.range)):
                loaded.espeak_SetParameter(number, value, 0)
            _heard.clear()
            data = text.encode() + b"\0"
            failed = loaded.espeak_Synth(data, len(data), 0, 1, 0, UTF8, None, None)
            failed = failed or loaded.espeak_Synchronize()
            pcm = b"".join(_heard)
        if failed:
            message = msg("{name} failed with code {code} on `{text}`", name=self.name, code=failed, text=text)
            raise fail("voice", NOWHERE, message)
        return trim(resample(from_pcm(pcm), rate, SOUND_RATE))


def _voice(lang: str, wished: str) -> str:
    return wished or tongue(lang).espeak.voice


_heard: list[bytes] = []
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def _hear(samples: Any, count: int, events: object) -> int:
    if samples and count:
        _heard.append(ctypes.string_at(samples, count * 2))
    return 0


_on_samples = _CALLBACK(_hear)  # kept here, or the library would call a function that is gone


def make(option: str, lang: str, project: Project, scam: str) -> Espeak:
    """The espeak voice; it has no options."""
    return Espeak()
