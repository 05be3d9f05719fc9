"""What a pack says of the branch it hangs in: name, number and a code, in a file of a few KB beside the revisions."""

from __future__ import annotations

from outreach.codes import qr
from outreach.codes.link_registry import row
from outreach.profiles import Profiles
from outreach.profiles.branches import BranchRow
from outreach.screen.films import Film
from outreach.screen.record import BRANCH, SCHEMA, small

FORMAT = "video"  # whose code of this branch the register has


def branch_files(branch: BranchRow, film: Film, profiles: Profiles) -> dict[str, bytes]:
    """branch.json and branch.js. The code leads to the page of the first film, and counts for this branch."""
    link = profiles.brand.link
    batch = row(profiles, film.row["scam"], film.row["audience"], film.row["lang"], FORMAT, branch.id)
    base = f"https://{link.host}/{link.path}/"
    told = {"schema": SCHEMA, "id": branch.id, "name": branch.name, "phone": branch.phone, "url": base + batch.token}
    return small(BRANCH, {**told, "qr_svg": qr.svg(base.upper() + batch.token)})
