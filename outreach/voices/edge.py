"""edge-tts: neural voices of an online service, needs the internet. One request a line, at most three at once.

The service is free and unofficial: it may refuse or vanish (rany2/edge-tts issues 200, 366). What it sends is checked
before it counts: the last message of the protocol must have come, and the sound must be as long as its bytes say.
"""

from __future__ import annotations

import asyncio
import hashlib
import queue
import socket
import threading
import time
import urllib.request
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from urllib.parse import urlsplit

import aiohttp
import edge_tts
from edge_tts import constants
from edge_tts import exceptions as theirs
from edge_tts.drm import DRM

from outreach.diagnostics import NOWHERE, OutreachError, fail
from outreach.lang import tongue, units
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import RATE, Clip, Samples, decode, trim
from outreach.voices import Line
from outreach.voices.pauses import widen
from outreach.voices.reach import reach
from outreach.voices.slots import HeldError, slot

AT_ONCE = 3
ATTEMPTS = 4
BACK_OFF = 0.5  # seconds before the second attempt; doubles each time, plus up to as much again
CONNECT_SECONDS, RECEIVE_SECONDS = 10, 20
PROBE_SECONDS = 3.0
LEAST = 0.05  # seconds a Hanzi or a word takes at least: nobody speaks 1200 a minute
SLACK = 0.25  # seconds the sound may differ from what its bytes say
BYTES_PER_SECOND = 6000  # audio-24khz-48kbitrate-mono-mp3 has a constant bit rate
MAX_SKEW = 300  # seconds; the service's tokens live five minutes
_SLOWEST, _FASTEST = 50.0, 180.0  # percent of the natural speed


@dataclass(frozen=True, slots=True)
class Edge:
    """The online voice. A line's voice is a Microsoft name such as `zh-CN-XiaoxiaoNeural`."""

    name: str = "edge"
    synthetic: bool = True
    draft: bool = False
    version: str = metadata.version("edge-tts")
    pitch: str = "+0Hz"
    volume: str = "+0%"

    def ready(self, lang: str) -> str:
        """Asks the service for two syllables; gives up after three seconds."""
        return _probe()

    def speak(self, line: Line) -> Clip:
        """One line; refused or broken answers are asked for again, then told in plain words."""
        if not line.voice:
            hint = msg("add a voice under `voices: edge:` in content/languages/{lang}.yaml", lang=line.lang)
            message = msg("expected an edge voice for `{line}`, found none", line=line.id)
            raise fail("voice", NOWHERE, message, hint)
        start = min(max(sum(line.rate) / 2 / tongue(line.lang).rate * 100, _SLOWEST), _FASTEST)
        samples = reach(line, lambda percent: self._say(line, percent), start, _SLOWEST, _FASTEST)
        return Clip.of(widen(samples, line))

    def _say(self, line: Line, percent: float) -> Samples:
        return self._persist(line, f"{round(percent) - 100:+d}%")

    def _persist(self, line: Line, rate: str) -> Samples:
        problem: Exception = RuntimeError("never asked")
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(_back_off(line.id, attempt))
            try:
                with slot("edge", AT_ONCE):
                    audio = asyncio.run(_request(line.text, line.voice, rate, self.pitch, self.volume))
                return _checked(audio, line)
            except Exception as found:  # the library raises aiohttp's, its own and asyncio's errors
                problem = found
                if not _worth_again(found):
                    break
        raise _explain(problem, line) from problem


def _back_off(line_id: str, attempt: int) -> float:
    """Seconds to wait: doubled with each attempt, plus up to as much again by a digest of the line's id, not by chance.

    Without it, lines that were refused together would all ask again at the same moment.
    """
    digest = hashlib.sha256(f"{line_id}:{attempt}".encode()).digest()
    return float(BACK_OFF * 2 ** (attempt - 1) * (1 + int.from_bytes(digest[:2], "big") / 65536))


class _CutOffError(Exception):
    """The connection closed before the protocol's last message."""


async def _request(text: str, voice: str, rate: str, pitch: str, volume: str) -> bytes:
    talk = edge_tts.Communicate(
        text,
        voice,
        rate=rate,
        pitch=pitch,
        volume=volume,
        connect_timeout=CONNECT_SECONDS,
    )
    audio, stream = b"", talk.stream()
    # The library's own time limit does not hold once the WebSocket is open, so each message is waited for here.
    while message := await asyncio.wait_for(anext(stream, None), RECEIVE_SECONDS):
        if message["type"] == "audio":
            audio += message["data"]
    # The library counts a part's bytes when the protocol's `turn.end` has come; without it the sound is cut off.
    if talk.state["cumulative_audio_bytes"] != len(audio):
        raise _CutOffError(f"{len(audio)} bytes came without an end")
    return audio


def _checked(audio: bytes, line: Line) -> Samples:
    """The sound without the silence around it, when it is as long as its bytes say and long enough for its words."""
    samples = decode(audio, f"edge for `{line.id}`")
    spoken = trim(samples)
    if abs(len(samples) / RATE - len(audio) / BYTES_PER_SECOND) > SLACK:
        raise _CutOffError(f"{len(audio)} bytes hold {len(samples) / RATE:.2f} s of sound")
    if len(spoken) < units(line.text, line.lang) * LEAST * RATE:
        raise _CutOffError(f"{len(spoken) / RATE:.2f} s of sound are too short for `{line.text}`")
    return spoken


def _worth_again(problem: Exception) -> bool:
    """An unknown host, a bad certificate or a wrong voice name stays wrong; a held place was waited for long enough."""
    if isinstance(problem, aiohttp.WSServerHandshakeError):
        return problem.status in (403, 429) or problem.status >= 500
    return not isinstance(
        problem, aiohttp.ClientConnectorDNSError | aiohttp.ClientConnectorCertificateError | ValueError | HeldError
    )


def _explain(problem: Exception, line: Line) -> OutreachError:
    """What happened in plain words, and what a person can do about it."""
    if isinstance(problem, OutreachError):
        return problem
    message, *hints = _plain_words(problem, line)
    return fail("voice", NOWHERE, msg("edge could not speak `{line}`: {why}", line=line.id, why=message), *hints)


_OFFLINE = msg("connect to the internet, or use `--voice espeak` (a draft) or recordings in media/voice/")
_CLOCK = msg("set this computer's clock: the service refuses one that is more than five minutes off")
_AGAIN = msg("try again in some minutes; what was spoken so far is kept")
_UPDATE = msg("update the library: {command}", command="pip install -U edge-tts")


def _plain_words(problem: Exception, line: Line) -> tuple[str, ...]:
    """Message and hints for every fault the library lets through, most special first."""
    if isinstance(problem, aiohttp.WSServerHandshakeError):
        return _refused(problem.status)
    voice = msg(
        "check that `{voice}` exists and speaks `{lang}`: `edge-tts --list-voices`", voice=line.voice, lang=line.lang
    )
    table: tuple[tuple[type[Exception] | tuple[type[Exception], ...], tuple[str, ...]], ...] = (
        (aiohttp.ClientConnectorDNSError, (msg("its host has no address: there is no internet here"), _OFFLINE)),
        (aiohttp.ClientConnectorCertificateError, (msg("its certificate is not trusted here"), _OFFLINE)),
        (theirs.SkewAdjustmentError, (msg("it refused the request (403) and told no time"), _CLOCK, _UPDATE)),
        (aiohttp.ClientConnectorError, (msg("its host cannot be reached"), _OFFLINE)),
        (theirs.NoAudioReceived, (msg("it answered without sound"), voice, _AGAIN)),
        (_CutOffError, (msg("the connection was cut off ({why})", why=problem), _AGAIN)),
        (TimeoutError, (msg("it did not answer within {s} seconds", s=RECEIVE_SECONDS), _AGAIN)),
        (
            (theirs.UnexpectedResponse, theirs.UnknownResponse),
            (msg("it answered in a new way ({why})", why=problem), _UPDATE),
        ),
        (ValueError, (str(problem), voice)),
    )
    unknown = (f"{type(problem).__name__}: {problem}", _AGAIN)
    return next((words for kind, words in table if isinstance(problem, kind)), unknown)


def _refused(status: int) -> tuple[str, ...]:
    if status == 403:
        skew = abs(DRM.clock_skew_seconds)
        if skew > MAX_SKEW:
            off = msg("it refused the request (403); this computer's clock is off by {s} seconds", s=f"{skew:.0f}")
            return (off, _CLOCK)
        return (msg("it refused the request (403)"), _UPDATE, _AGAIN)
    if status == 429:
        return (msg("it was asked too often (429)"), _AGAIN)
    return (msg("its server answered {status}", status=status), _AGAIN)


@cache
def _probe() -> str:
    """Why the service cannot be used now, asked once a process; "" when it can."""
    answer: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: answer.put(_ask()), daemon=True).start()
    try:
        return answer.get(timeout=PROBE_SECONDS)
    except queue.Empty:
        return msg("no answer within {s} s", s=f"{PROBE_SECONDS:.0f}")


def _ask() -> str:
    url = urlsplit(urllib.request.getproxies().get("https") or constants.WSS_URL)
    try:
        socket.create_connection((url.hostname or "", url.port or 443), timeout=PROBE_SECONDS).close()
        asyncio.run(_request("你好", "zh-CN-XiaoxiaoNeural", "+0%", "+0Hz", "+0%"))
    except socket.gaierror:
        return msg("no internet here")
    except Exception as problem:
        return _plain_words(problem, Line("probe", "", "", "", (0, 0)))[0]
    return ""


def make(option: str, lang: str, project: Project, scam: str) -> Edge:
    """The online voice; it has no options."""
    return Edge()
