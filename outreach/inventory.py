"""What the project has, as it stands now: which outputs of earlier runs could still be made, and which are gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outreach.formats import FOR_BRANCHES, FORMATS
from outreach.messages import msg
from outreach.plan import scam_names
from outreach.profiles import Profiles, load_branches
from outreach.project import Project
from outreach.script import load_script

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Inventory:
    """The names of the project. A list that could not be read says nothing about what is gone: it is None."""

    profiles: Profiles
    scams: Mapping[str, tuple[str, ...] | None]  # the audiences that each script names
    branches: frozenset[str] | None

    def gone(self, row: Row) -> str:
        """Why an output cannot be made any more; "" when it can."""
        for what, name, known in (
            (msg("scam"), row["scam"], self.scams),
            (msg("audience"), row["audience"], self.profiles.audiences),
            (msg("language"), row["lang"], self.profiles.languages),
            (msg("format"), row["format"], FORMATS),
        ):
            if name not in known:
                return msg("no {what} is called `{name}`", what=what, name=name)
        if row["branch"] and self.branches is not None and row["branch"] not in self.branches:
            return msg("no {what} is called `{name}`", what=msg("branch"), name=row["branch"])
        return "" if row.get("asked") or self.usual(row) else msg("the project does not list it any more")

    def usual(self, row: Row) -> bool:
        """Is it made when nothing special is asked for? What only an option named is `asked`."""
        audience, only = self.profiles.audiences[row["audience"]], self.scams[row["scam"]]
        formats = FOR_BRANCHES if row["branch"] else audience.formats
        wanted = not only or row["audience"] in only
        return wanted and row["lang"] in audience.languages and row["format"] in formats


def inventory(project: Project, profiles: Profiles) -> Inventory:
    """Reads the names of everything there is."""
    scams: dict[str, tuple[str, ...] | None] = {}
    for slug in scam_names(project):
        script, _ = load_script(project, slug)
        scams[slug] = script.model.audiences if script else None
    rows, problems = load_branches(project)
    return Inventory(profiles, scams, None if problems else frozenset(row.id for row in rows))
