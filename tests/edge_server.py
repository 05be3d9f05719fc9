"""A speech server on the loopback that speaks edge-tts's WebSocket protocol, and fails on demand in every known way."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import threading
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from aiohttp import WSMsgType, web
from imageio_ffmpeg import get_ffmpeg_exe

from outreach.lang import units
from outreach.sound import RATE, wav

NATURAL = 250.0  # Hanzi a minute at `+0%`


@cache
def mp3(seconds: float) -> bytes:
    """A buzz of this length in the service's own format: 24 kHz mono MP3 at a constant 48 kbit/s."""
    t = np.arange(round(seconds * RATE)) / RATE
    buzz = (0.3 * np.sin(2 * np.pi * 180 * t) * (1.2 + np.sin(2 * np.pi * 4 * t)) / 2).astype(np.float32)
    command = [
        get_ffmpeg_exe(),
        "-loglevel",
        "error",
        "-i",
        "pipe:0",
        "-ar",
        "24000",
        "-b:a",
        "48k",
        "-write_xing",
        "0",
    ]
    command += ["-id3v2_version", "0", "-f", "mp3", "pipe:1"]
    return subprocess.run(command, input=wav(buzz), capture_output=True, check=True).stdout


@dataclass
class SpeechServer:
    """`faults`: what happens to each request in turn, the last for all that follow; "" answers as the service does."""

    faults: list[str] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    date: str = ""  # a Date header other than the real one
    hold: float = 0.0  # seconds an answer takes
    most_at_once: int = 0
    port: int = 0
    _now: int = 0
    _loop: asyncio.AbstractEventLoop | None = None
    _asked: int = 0

    def start(self) -> None:
        """Listens on a free port, in a thread of its own."""
        up = threading.Event()
        threading.Thread(target=self._run, args=(up,), daemon=True).start()
        assert up.wait(10)

    def stop(self) -> None:
        """Closes every connection."""
        assert self._loop
        self._loop.call_soon_threadsafe(self._loop.stop)

    @property
    def url(self) -> str:
        """What stands in for the service's address."""
        return f"ws://127.0.0.1:{self.port}/edge/v1?TrustedClientToken=test"

    def _run(self, up: threading.Event) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        app = web.Application()
        app.router.add_get("/edge/v1", self._answer)
        app.on_response_prepare.append(self._dated)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        self.port = runner.addresses[0][1]
        up.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())

    async def _dated(self, request: web.Request, response: web.StreamResponse) -> None:
        if self.date == "none":
            del response.headers["Date"]
        elif self.date:
            response.headers["Date"] = self.date

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults[min(self._asked, len(self.faults) - 1)] if self.faults else ""
        self._asked += 1
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            if fault.isdigit():
                return web.Response(status=int(fault))
            socket = web.WebSocketResponse(compress=False)
            await socket.prepare(request)
            await self._talk(socket, fault)
            return socket
        finally:
            self._now -= 1

    async def _talk(self, socket: web.WebSocketResponse, fault: str) -> None:
        config = await socket.receive()
        assert config.type is WSMsgType.TEXT and "Path:speech.config" in config.data
        assert "audio-24khz-48kbitrate-mono-mp3" in config.data
        ssml = (await socket.receive()).data
        asked = re.search(r"<voice name='(.*?)'><prosody pitch='(.*?)' rate='(.*?)%' volume='.*?'>(.*)</prosody>", ssml)
        assert asked and "Path:ssml" in ssml
        voice, pitch, rate, text = asked.groups()
        self.requests.append({"voice": voice, "pitch": pitch, "rate": rate, "text": text})
        await asyncio.sleep(self.hold)
        if fault == "stall":
            await asyncio.sleep(30)
        await socket.send_str("X-RequestId:1\r\nPath:turn.start\r\n\r\n{}")
        await socket.send_str("X-RequestId:1\r\nPath:response\r\n\r\n{}")
        if fault == "new message":
            await socket.send_str("X-RequestId:1\r\nPath:surprise\r\n\r\n{}")
        seconds = units(text, "zh") * 60 / (NATURAL * (1 + int(rate) / 100))
        audio = b"" if fault == "nothing" else b"not a sound " * 900 if fault == "garbage" else mp3(round(seconds, 2))
        if fault == "short":
            audio = audio[:240]
        for start in range(0, len(audio), 1440):
            if fault == "cut off" and start >= len(audio) // 2:
                await socket.close()
                return
            await socket.send_bytes(_frame(audio[start : start + 1440]))
        await socket.send_str("X-RequestId:1\r\nPath:audio.metadata\r\n\r\n" + json.dumps(_boundary(seconds, text)))
        await socket.send_bytes(_frame(b""))
        await socket.send_str("X-RequestId:1\r\nPath:turn.end\r\n\r\n{}")
        await socket.close()


def _frame(audio: bytes) -> bytes:
    """A binary message: the length of its header, the header, the sound. The last one has neither type nor sound."""
    kind = b"Content-Type:audio/mpeg\r\n" if audio else b""
    header = b"X-RequestId:1\r\n" + kind + b"Path:audio\r\n"
    return len(header).to_bytes(2, "big") + header + audio


def _boundary(seconds: float, text: str) -> dict[str, object]:
    data = {"Offset": 1_000_000, "Duration": round(seconds * 1e7), "text": {"Text": text, "Length": len(text)}}
    return {"Metadata": [{"Type": "SentenceBoundary", "Data": data}]}
