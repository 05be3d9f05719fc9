"""The espeak-ng library of its wheel, through ctypes: one freshly loaded copy at a time, and how it reads a text."""

from __future__ import annotations

import _ctypes
import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import espeakng_loader

# speak_lib.h: AUDIO_OUTPUT_SYNCHRONOUS into the callback; espeakCHARS_UTF8
RETRIEVAL, UTF8 = 2, 1
# espeak_TextToPhonemes: bit 1 asks for IPA, bit 7 for the sign in bits 8 to 23 to tie the letters of one sound.
IPA_TIED = 0x02 | 0x80 | (ord("^") << 8)
_lock = threading.Lock()  # the library has one global state


@contextmanager
def library() -> Iterator[tuple[ctypes.CDLL, int]]:
    """The library, freshly loaded, and its sampling rate in Hz. Raises OSError when it does not load.

    It keeps the phase of the voice's flutter from line to line and has no call to reset it: loaded anew for each line
    (1 ms), the same line is the same sound whatever was said before.
    """
    with _lock:
        loaded = ctypes.CDLL(espeakng_loader.get_library_path())
        try:
            rate = loaded.espeak_Initialize(RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0)
            if rate <= 0:
                raise OSError("espeak_Initialize failed")
            yield loaded, rate
            loaded.espeak_Terminate()
        finally:
            close = getattr(_ctypes, "dlclose", None) or _ctypes.FreeLibrary  # type: ignore[attr-defined]
            close(loaded._handle)


class _VoiceRecord(ctypes.Structure):
    """espeak_VOICE of speak_lib.h, as far as it is read here."""

    _fields_ = [("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p)]


@cache
def known() -> frozenset[str]:
    """The languages it speaks: each voice lists tags, every one after a byte of priority and before a zero."""
    with library() as (loaded, _):
        loaded.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceRecord))
        found: set[str] = set()
        listed = loaded.espeak_ListVoices(None)
        index = 0
        while listed[index]:
            found.add(listed[index].contents.languages[1:].decode())
            index += 1
    return frozenset(found)


def phonemes(texts: tuple[str, ...], voice: str, mode: int = 0) -> tuple[str, ...]:
    """How espeak reads each text: in its own phoneme letters, or in IPA with `IPA_TIED`; clauses parted by a space.

    Raises LookupError for a voice it does not have: it would read with none and end the process.
    """
    with library() as (loaded, _):
        loaded.espeak_TextToPhonemes.restype = ctypes.c_char_p
        if loaded.espeak_SetVoiceByName(voice.encode()):
            raise LookupError(voice)
        return tuple(_read(loaded, text, mode) for text in texts)


def _read(loaded: Any, text: str, mode: int) -> str:
    rest = ctypes.c_char_p(text.encode())
    place = ctypes.cast(ctypes.pointer(rest), ctypes.POINTER(ctypes.c_void_p))
    found = []
    while place[0]:
        found.append((loaded.espeak_TextToPhonemes(place, UTF8, mode) or b"").decode())
    return " ".join(found)
