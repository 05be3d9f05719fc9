"""What the starter ships, as its files say: a new scam, audience or language is in every test of the content."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from outreach.profiles import load_profiles
from outreach.project import Project
from outreach.script import load_script

STARTER = Project(Path(__file__).parent.parent, dt.date(2026, 11, 23))
SCAMS = tuple(STARTER.names("content/scams"))


def _packs() -> list[tuple[str, str, str]]:
    profiles, problems = load_profiles(STARTER)
    assert profiles is not None, "\n".join(map(str, problems))
    found = []
    for scam in SCAMS:
        script, problems = load_script(STARTER, scam)
        assert script is not None, "\n".join(map(str, problems))
        told = script.model.audiences or tuple(profiles.audiences)
        found += [(scam, name, lang) for name in told for lang in profiles.audiences[name].languages]
    return found


PACKS = _packs()  # (scam, audience, language)
AUDIENCES = tuple(dict.fromkeys(audience for _, audience, _ in PACKS))
