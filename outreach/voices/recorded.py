"""Lines read by a person: media/voice/<lang>/<slug>/<scene>.<line>.wav (or .flac, .mp3). They win over every machine.

A take for one audience alone lies in a folder of its name there, and wins over the one for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project, read_regular
from outreach.sound import LARGEST, Clip, decode, refuse_large, trim
from outreach.voices import PLACE, Engine, Line

SUFFIXES = (".wav", ".flac", ".mp3")
LEAST = 0.2  # seconds of sound; a recording with less is broken


@dataclass(frozen=True, slots=True)
class Recorded:
    """The recordings of one scam in one language; a line without one goes to `otherwise`."""

    name: str = "recorded"
    synthetic: bool = False
    draft: bool = False
    folder: str = field(default="", metadata=PLACE)
    clips: tuple[tuple[str, str], ...] = ()  # (file name, SHA-256): another take is another key
    otherwise: Engine | None = None
    audience: str = ""

    def has(self, line_id: str) -> bool:
        """Is there a recording of this line?"""
        return self._file(line_id) is not None

    def ready(self, lang: str) -> str:
        """Needs at least one recording."""
        if self.clips:
            return ""
        return msg("expected recordings in `{folder}`, named after the lines, found none", folder=self.folder)

    def speak(self, line: Line) -> Clip:
        """The recording of this line, without the silence around it."""
        file = self._file(line.id)
        if file is None:
            if self.otherwise:
                return self.otherwise.speak(line)
            hint = msg(
                "record `{text}` as {file} in {folder}, or use `--voice auto`",
                text=line.shown or line.text,
                file=f"{line.id}.wav",
                folder=self.folder,
            )
            message = msg("expected a recording of line `{line}`, found none", line=line.id)
            raise fail("voice", Where(self.folder), message, hint)
        path = Path(self.folder) / file
        refuse_large(path.stat().st_size, f"`{file}`", Where(str(path)))
        samples = trim(decode(read_regular(path, str(path), LARGEST), f"`{file}`", Where(str(path))))
        if len(samples) < LEAST * 48_000:
            message = msg("expected speech in `{file}`, found silence", file=file)
            raise fail("voice", Where(str(path)), message, msg("record it again"))
        return Clip.of(samples)

    def path(self, line_id: str) -> Path | None:
        """The recording of this line."""
        file = self._file(line_id)
        return Path(self.folder) / file if file else None

    def _file(self, line_id: str) -> str | None:
        names = {name for name, _ in self.clips}
        wanted = [f"{self.audience}/{line_id}", line_id] if self.audience else [line_id]
        found = next((one + suffix for one in wanted for suffix in SUFFIXES if one + suffix in names), None)
        return found or self._former(line_id)

    def _former(self, line_id: str) -> str | None:
        """A file named after the part its line was in, `call-2.s1.wav`, as long as there is one such file."""
        scene, dot, line = line_id.partition(".")
        former = re.compile(rf"{re.escape(scene)}-\d{{1,2}}\.{re.escape(line)}\.(?:wav|flac|mp3)")
        found = [name for name, _ in self.clips if dot and former.fullmatch(name)]
        return found[0] if len(found) == 1 else None


def make(option: str, lang: str, project: Project, scam: str) -> Recorded:
    """What has been recorded so far of this scam in this language; a line without a recording is an error."""
    folder = f"media/voice/{lang}/{scam}"
    folders = ("", *(f"{one}/" for one in project.names(folder)))
    names = sorted(
        below + n for below in folders for suffix in SUFFIXES for n in project.names(f"{folder}/{below}", suffix)
    )
    clips = tuple((name, _digest(project, f"{folder}/{name}")) for name in names)
    return Recorded(folder=str(project.path(folder)), clips=clips)


def _digest(project: Project, file: str) -> str:
    """What tells one take from another. A file that is too large to be used is not read for it."""
    size = project.path(file).stat().st_size
    return project.digest(file) if size <= LARGEST else f"{size} bytes"
