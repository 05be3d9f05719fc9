"""Is a scam approved: was all that its packs show reviewed as it is now, by everyone whom the brand file asks for?

Education material is reviewed before it is used (消保审查, 银行保险机构消费者权益保护管理办法 art. 9). A change of
what is shown makes the scam a draft again, and so does time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from outreach import approval_log, approved_parts
from outreach.approval_log import Approval, ReviewLine, approval_file
from outreach.diagnostics import Diagnostic
from outreach.messages import msg
from outreach.profiles.settings import ApprovalsModel, BrandModel
from outreach.project import Project, reading
from outreach.source import load
from outreach.storyboard import Review

NUMBER = 8  # hexadecimal digits of the digest: as many as fit the small print of a leaflet


@reading
def review(project: Project, slug: str) -> tuple[Review, list[Diagnostic]]:
    """Whether all that the scam's packs show was reviewed as it is now, by everyone whom the brand file asks for."""
    file = approval_file(slug)
    if not project.exists(file):
        return _draft(msg("not reviewed yet")), []
    approval, source = load(project, file, Approval)
    if approval is None:
        return _draft(msg("the approval file has errors")), source.problems
    changed = [*approval_log.changed_lines(approval.reviews, source)]
    if changed:
        return _draft(msg("the approval file has errors")), changed
    rules = project.remembered(("rules of reviews",), lambda: _rules(project))
    return _state(approval.reviews, rules, approved_parts.parts(project, slug), project.date), []


def _draft(why: str, by: str = "", on: str = "") -> Review:
    return Review(False, by, on, why)


def _rules(project: Project) -> BrandModel | None:
    return load(project, "content/brand.yaml", BrandModel)[0]


def _state(lines: Sequence[ReviewLine], brand: BrandModel | None, parts: dict[str, str], today: dt.date) -> Review:
    rules, digest, last = brand.approvals if brand else ApprovalsModel(), approved_parts.digest(parts), lines[-1]
    current = [line for line in lines if line.digest == digest]
    valid = [line for line in current if not rules.signed or (brand and _by_the_bank(line, brand))]
    panel = _panel(valid, rules.roles)
    if panel is None:
        return _draft(_why_not(valid, rules.roles) if current else _what_changed(last, parts), last.by, last.on)
    until = _last_day(min(line.on for line in panel), rules.days)
    by, on = ", ".join(line.by for line in panel), max(line.on for line in panel)
    if until < today:
        return _draft(msg("the approval ended on {day}", day=until), by, on)
    return Review(True, by, on, "", until.isoformat(), digest[:NUMBER])


def _last_day(on: str, days: int) -> dt.date:
    """So many days later; the calendar's last day for a review that somebody dated near its end."""
    day = dt.date.fromisoformat(on)
    return day + min(dt.timedelta(days), dt.date.max - day)


def _why_not(valid: Sequence[ReviewLine], roles: Sequence[str]) -> str:
    if not valid:
        return msg("no review is signed with a key of the bank")
    missing = [role for role in roles if role not in {line.role for line in valid}]
    return msg("not reviewed by: {roles}", roles=", ".join(missing)) if missing else msg("one person in several roles")


def _what_changed(last: ReviewLine, parts: Mapping[str, str]) -> str:
    changed = [name for name in parts if last.parts and last.parts.get(name) != parts[name][: approval_log.MARK]]
    if not changed:
        return msg("changed since the approval")
    return msg("changed since the approval: {parts}", parts=", ".join(changed))


def _panel(lines: Sequence[ReviewLine], roles: Sequence[str]) -> list[ReviewLine] | None:
    """A review for each role, each by another person, the newest first; any one where nobody asks for roles."""
    if not roles:
        return [*lines[-1:]] or None
    for line in (one for one in reversed(lines) if one.role == roles[0]):
        rest = _panel([one for one in lines if one.by != line.by], roles[1:]) if roles[1:] else []
        if rest is not None:
            return [line, *rest]
    return None


def _by_the_bank(line: ReviewLine, brand: BrandModel) -> bool:
    """Signed with a key of the bank that counted on that day?"""
    found = approval_log.signer(line)
    return any(one.key.replace(" ", "") == found and (not one.revoked or line.on < one.revoked) for one in brand.seals)
