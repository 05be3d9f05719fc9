"""Lines read by a person: media/voice/<lang>/<slug>/<beat id>.wav (or .flac, .mp3). They win over every machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import Clip, decode, trim
from outreach.voices import Engine, Line

SUFFIXES = (".wav", ".flac", ".mp3")
LEAST = 0.2  # seconds of sound; a recording with less is broken


@dataclass(frozen=True, slots=True)
class Recorded:
    """The recordings of one scam in one language; a line without one goes to `otherwise`."""

    name: str = "recorded"
    synthetic: bool = False
    draft: bool = False
    folder: str = ""
    clips: tuple[tuple[str, str], ...] = ()  # (file name, SHA-256): another take is another key
    otherwise: Engine | None = None

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
                text=line.text,
                file=f"{line.id}.wav",
                folder=self.folder,
            )
            message = msg("expected a recording of line `{line}`, found none", line=line.id)
            raise fail("voice", Where(self.folder), message, hint)
        path = Path(self.folder) / file
        samples = trim(decode(path.read_bytes(), f"`{file}`"))
        if len(samples) < LEAST * 48_000:
            message = msg("expected speech in `{file}`, found silence", file=file)
            raise fail("voice", Where(str(path)), message, msg("record it again"))
        return Clip.of(samples)

    def _file(self, line_id: str) -> str | None:
        names = {name for name, _ in self.clips}
        return next((line_id + suffix for suffix in SUFFIXES if line_id + suffix in names), None)


def make(option: str, lang: str, project: Project, scam: str) -> Recorded:
    """What has been recorded so far of this scam in this language; a line without a recording is an error."""
    folder = f"media/voice/{lang}/{scam}"
    names = sorted(name for suffix in SUFFIXES for name in project.names(folder, suffix))
    clips = tuple((name, project.digest(f"{folder}/{name}")) for name in names)
    return Recorded(folder=str(project.path(folder)), clips=clips)
