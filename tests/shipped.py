"""What the starter ships, as its files say: a new scam, audience or language is in every test of the content."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.script import load_script
from outreach.storyboard import Shape

STARTER = Project(Path(__file__).parent.parent, dt.date(2026, 11, 23))
SCAMS = tuple(STARTER.names("content/scams"))


PROFILES = require(*load_profiles(STARTER))


def _packs() -> list[tuple[str, str, str]]:
    found = []
    for scam in SCAMS:
        script, problems = load_script(STARTER, scam)
        assert script is not None, "\n".join(map(str, problems))
        told = script.model.audiences or tuple(PROFILES.audiences)
        found += [(scam, name, lang) for name in told for lang in PROFILES.audiences[name].languages]
    return found


def _shapes(audience: str) -> list[Shape]:
    """Of the frames that its films are made in, the lesson and the shorter ones."""
    told = PROFILES.audiences[audience]
    return [*dict.fromkeys([*told.shapes, *(s for cut in told.cuts for s in PROFILES.cuts[cut].shapes)])]


PACKS = _packs()  # (scam, audience, language)
_OF_SCAM = [[pack for pack in PACKS if pack[0] == scam] for scam in SCAMS]
EACH = [own[n % len(own)] for n, own in enumerate(_OF_SCAM)]  # a pack of each scam, for another audience in turn
FILMS = tuple((*pack, shape) for pack in PACKS for shape in _shapes(pack[1]))
AUDIENCES = tuple(dict.fromkeys(audience for _, audience, _ in PACKS))
