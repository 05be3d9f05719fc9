"""A language added to a copy of the starter, as a translator would: its file, its words beside the others, a scam."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from outreach.cli import main


def starter(root: Path, folder: Path) -> None:
    """The parts of the starter that a project's own languages change."""
    shutil.copytree(root / "content", folder / "content")


def add(folder: Path, tag: str, audience: str, scam: str, words: dict[str, str] | None = None) -> None:
    """Adds the language by `outreach new` and YAML alone; texts without words in `words`, by key, stay English."""
    made = CliRunner().invoke(main, ["new", "--language", tag])
    assert made.exit_code == 0, made.output
    for file in [
        *folder.glob("content/*.yaml"),
        *folder.glob("content/audiences/*.yaml"),
        *folder.glob("media/art/*.yaml"),
    ]:
        found = yaml.safe_load(file.read_text("utf-8"))
        if _beside(found, tag):
            file.write_text(yaml.safe_dump(found, allow_unicode=True, sort_keys=False), "utf-8")
    own = folder / f"content/audiences/{audience}.yaml"
    own.write_text(re.sub(r"(?m)^languages:.*(?:\n- .*)*", f"languages: [{tag}]", own.read_text("utf-8")), "utf-8")
    text = (folder / f"content/scams/{scam}/en.yaml").read_text("utf-8").replace("language: en", f"language: {tag}")
    for key, new in (words or {}).items():
        text, found = re.subn(rf"(?m)^(  {re.escape(key)}:\n    from: .*\n    text: ).*$", rf"\g<1>{new}", text)
        assert found == 1, key
    (folder / f"content/scams/{scam}/{tag}.yaml").write_text(text, "utf-8")


def _beside(found: Any, tag: str) -> bool:
    """Whatever is said in English is said in the new language, too: the same."""
    if isinstance(found, list):
        return bool(sum(_beside(one, tag) for one in found))
    if not isinstance(found, dict):
        return False
    changed = bool(sum(_beside(one, tag) for one in found.values()))
    if isinstance(found.get("en"), str):
        found[tag] = found["en"]
        changed = True
    return changed
