"""Any program that turns text on its standard input into a sound file on its standard output. No shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import Clip, decode, trim
from outreach.voices import Line

VARIABLE = "OUTREACH_VOICE_COMMAND"  # `--voice "command:PROGRAM ARGS"` comes first


@dataclass(frozen=True, slots=True)
class Command:
    """`{lang}`, `{voice}` and `{rate}` in an argument are filled in; the text never becomes an argument."""

    name: str = "command"
    synthetic: bool = True
    draft: bool = False
    argv: tuple[str, ...] = ()
    limit: float = 60.0  # seconds for a line

    def ready(self, lang: str) -> str:
        """Needs a program that exists."""
        if not self.argv:
            return msg('no program is named: set {name} or use `--voice "command:PROGRAM ARGS"`', name=VARIABLE)
        return "" if shutil.which(self.argv[0]) else msg("its program `{name}` is not found", name=self.argv[0])

    def speak(self, line: Line) -> Clip:
        """One run of the program."""
        values = {"lang": line.lang, "voice": line.voice, "rate": f"{sum(line.rate) / 2:.0f}"}
        argv = [_fill(one, values) for one in self.argv]
        program = f"`{self.argv[0]}`"
        try:
            done = subprocess.run(
                argv, input=line.text.encode(), capture_output=True, timeout=self.limit, check=False, shell=False
            )
        except subprocess.TimeoutExpired as problem:
            hint = msg("a line should take a second or two; run the program by hand to see why it hangs")
            late = msg("{name} did not end within {s} s for `{line}`", name=program, s=f"{self.limit:g}", line=line.id)
            raise fail("voice", NOWHERE, late, hint) from problem
        except OSError as problem:
            message = msg("cannot run {name}: {why}", name=program, why=problem.strerror)
            raise fail("voice", NOWHERE, message) from problem
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            message = msg(
                "{name} ended with code {code} for `{line}`", name=program, code=done.returncode, line=line.id
            )
            raise fail("voice", NOWHERE, message, *said)
        samples = trim(decode(done.stdout, f"{program} for `{line.id}`"))
        if not len(samples):
            message = msg("expected speech from {name} for `{line}`, found silence", name=program, line=line.id)
            raise fail("voice", NOWHERE, message)
        return Clip.of(samples)


def _fill(argument: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        argument = argument.replace(f"{{{name}}}", value)
    return argument


def make(option: str, lang: str, project: Project, scam: str) -> Command:
    """The program named in `command:…` or in the environment, split like a shell would, run without one."""
    return Command(argv=tuple(shlex.split(option or os.environ.get(VARIABLE, ""))))
