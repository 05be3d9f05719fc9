"""What the profile files say of each other: names that nobody has, what is missing, what stands twice."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from outreach.diagnostics import Diagnostic, error
from outreach.hosts import within
from outreach.kinds import KINDS, LESSON
from outreach.messages import msg
from outreach.profiles.record import Profiles
from outreach.profiles.settings import OWN_LINE, Audience, Limit
from outreach.project import Project, starter_of
from outreach.script import no_such
from outreach.source.explain import listed
from outreach.source.reading import Path, Places, read

LIMITS: tuple[Limit, ...] = get_args(Limit)  # what an audience can take in at once


def references(profiles: Profiles, project: Project) -> Iterator[Diagnostic]:
    """Names that nobody has, what stands twice, and what another file has and this one lacks."""
    yield from _brand_references(profiles)
    yield from _art_references(profiles)
    for audience in profiles.audiences.values():
        yield from _audience_references(audience, profiles)
        yield from _cut_references(audience, profiles)
    named = {lang for a in profiles.audiences.values() for lang in (*a.languages, a.companion)}
    used = sorted(named & set(profiles.languages))
    for lang in used:
        yield from _language_references(lang, used, profiles)
    yield from _calendar(profiles)
    yield from _hotlines(profiles)
    yield from _theme(profiles, project)
    yield from _labels(profiles, project)


def _calendar(profiles: Profiles) -> Iterator[Diagnostic]:
    """Days that no month has, and audiences."""
    places = profiles.sources["content/calendar.yaml"].places
    for i, one in enumerate(profiles.occasions):
        if one.month and one.day and one.day > monthrange(2024, one.month)[1]:
            message = msg("expected a day of month {month}, found `{day}`", month=one.month, day=one.day)
            yield error("date", places.at(("occasions", i, "day")), message)
        yield from _unknown_audiences(one.audiences, places, ("occasions", i, "audiences"), profiles)
    yield from _twice("content/calendar.yaml", "occasions", profiles)


def _hotlines(profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources["content/hotlines.yaml"].places
    for i, line in enumerate(profiles.hotlines.values()):
        yield from _unknown_audiences(line.only, places, ("hotlines", i, "only"), profiles)
    yield from _twice("content/hotlines.yaml", "hotlines", profiles)


def _unknown_audiences(names: Iterable[str], places: Places, path: Path, profiles: Profiles) -> Iterator[Diagnostic]:
    for k, name in enumerate(names):
        if name not in profiles.audiences:
            yield no_such(msg("audience"), name, places.at((*path, k)), profiles.audiences)


def _twice(file: str, name: str, profiles: Profiles) -> Iterator[Diagnostic]:
    source = profiles.sources[file]
    ids = [row["id"] for row in source.data[name]]
    for i, one in enumerate(ids):
        if one in ids[:i]:
            yield error("id", source.places.at((name, i, "id")), msg("found the id `{id}` a second time", id=one))


def _theme(profiles: Profiles, project: Project) -> Iterator[Diagnostic]:
    """A project's own theme has all tokens that the starter's has: templates and renderers count on them."""
    file, starter = "templates/theme.yaml", starter_of(project)
    if project.path(file) == starter.path(file):
        return
    wanted, found = (read(one, file).data["base"] for one in (starter, project))
    for section, token in ((s, t) for s, tokens in wanted.items() for t in tokens):
        if token not in found.get(section, {}):
            message = msg("expected the token `{token}` as in the starter's theme, found none", token=token)
            yield error("token", profiles.sources[file].places.at(("base", section)), message)


def _labels(profiles: Profiles, project: Project) -> Iterator[Diagnostic]:
    """A project's own languages in use have all labels that the starter's have."""
    file, starter = "content/languages/zh-CN.yaml", starter_of(project)
    if project.path(file) == starter.path(file):
        return
    used = {lang for a in profiles.audiences.values() for lang in (*a.languages, a.companion)}
    wanted = [(lang, label) for label in read(starter, file).data["labels"] for lang in sorted(used)]
    for lang, label in wanted:
        if lang in profiles.languages and label not in profiles.languages[lang].labels:
            place = profiles.sources[f"content/languages/{lang}.yaml"].places.at(("labels",))
            message = msg("expected the label `{name}` as in the starter's languages, found none", name=label)
            yield error("label", place, message)


def _audience_references(audience: Audience, profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources[f"content/audiences/{audience.id}.yaml"].places
    named: list[tuple[str, str, Path, Collection[str]]] = [
        *((msg("language"), lang, ("languages", i), profiles.languages) for i, lang in enumerate(audience.languages)),
        (msg("look"), audience.look, ("look",), profiles.theme.looks),
        *((msg("drawing"), one, ("people", role), profiles.art.art) for role, one in audience.people.items()),
    ]
    if audience.companion:
        named.append((msg("language"), audience.companion, ("companion",), profiles.languages))
    for what, name, path, there in named:
        if name not in there:
            yield no_such(what, name, places.at(path), there)
    for name in LIMITS:
        if audience.limits.get(name, 0) < 1:
            message = msg("expected the limit `{name}` of 1 or more, found none", name=name)
            yield error("limit", places.at(("limits",)), message)


def _cut_references(audience: Audience, profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources[f"content/audiences/{audience.id}.yaml"].places
    if LESSON not in audience.cuts:
        message = msg("expected `{name}` among the cuts, found {found}", name=LESSON, found=listed(audience.cuts))
        yield error("missing-key", places.at(("cuts",)), message, msg("page and deck show that film"))
    for i, name in enumerate(audience.cuts):
        if name not in profiles.cuts:
            yield no_such(msg("cut"), name, places.at(("cuts", i)), profiles.cuts)


def _brand_references(profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources["content/brand.yaml"].places
    if profiles.brand.logo not in profiles.art.art:
        yield no_such(msg("drawing"), profiles.brand.logo, places.at(("logo",)), profiles.art.art)
    yield from _own_line(profiles)
    host, domains = profiles.brand.link.host, profiles.brand.domains
    if not within(host, domains):
        message = msg("expected a host of {domains}, found `{host}`", domains=listed(domains), host=host)
        yield error(
            "domain", places.at(("link", "host")), message, msg("a QR code leads to the brand's own domain only")
        )


def _own_line(profiles: Profiles) -> Iterator[Diagnostic]:
    """The organisation's number is written once: in brand.yaml; whatever else says it must say the same."""
    number, file = profiles.brand.hotline, "content/hotlines.yaml"
    for i, line in enumerate(profiles.hotlines.values()):
        if line.id == OWN_LINE and line.number != number:
            message = msg(
                "expected `{number}`, the hotline of {file}, found `{found}`",
                number=number,
                file="content/brand.yaml",
                found=line.number,
            )
            hint = msg("delete `number` here: content/brand.yaml says it")
            yield error("hotline", profiles.sources[file].places.at(("hotlines", i, "number")), message, hint)
    if number not in {line.number for line in profiles.hotlines.values()}:
        place = profiles.sources["content/brand.yaml"].places.at(("hotline",))
        message = msg("expected `{number}` in content/hotlines.yaml, found no entry with it", number=number)
        yield error("hotline", place, message, msg("add one with `id: {id}`: it gets this number", id=OWN_LINE))


def _art_references(profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources["media/art/art.yaml"].places
    for kind in KINDS:
        if not profiles.art.kinds.get(kind) and not KINDS[kind].pictures:
            message = msg("expected a drawing for the scene kind `{kind}`, found none", kind=kind)
            yield error("missing-key", places.at(("kinds",)), message)
        for i, name in enumerate(profiles.art.kinds.get(kind, ())):
            if name.partition(":")[0] not in {*profiles.art.art, *_people(profiles)}:
                yield no_such(msg("drawing"), name, places.at(("kinds", kind, i)), profiles.art.art)

    yield from _fitting_references(profiles)
    if "host" not in profiles.art.art:
        message = msg("expected the drawing `host`, found none")
        yield error("missing-key", places.at(("art",)), message, msg("it stands in for whoever has no drawing"))


def _fitting_references(profiles: Profiles) -> Iterator[Diagnostic]:
    """What stands in for another drawing, by channel and by person."""
    art, places = profiles.art, profiles.sources["media/art/art.yaml"].places
    named: list[tuple[str, Path]] = [
        (name, ("channels", channel, kind, i))
        for channel, kinds in art.channels.items()
        for kind, names in kinds.items()
        for i, name in enumerate(names)
    ]
    named += [(name, ("doubles", key)) for key, name in art.doubles.items()]
    named += [(name, ("unheard", key)) for key, name in art.unheard.items() if not name.startswith(":")]
    own = profiles.sources["media/art/art.yaml"].data or {}
    for name, path in named:
        if path[0] in own and name.partition(":")[0] not in {*art.art, *_people(profiles)}:
            yield no_such(msg("drawing"), name, places.at(path), art.art)


def _people(profiles: Profiles) -> set[str]:
    return {role for audience in profiles.audiences.values() for role in audience.people}


def _language_references(lang: str, used: list[str], profiles: Profiles) -> Iterator[Diagnostic]:
    """Fixed words that another language in use has and this one lacks; voices without the host's."""
    own, places = profiles.languages[lang], profiles.sources[f"content/languages/{lang}.yaml"].places
    for other in used:
        for name in sorted(set(profiles.languages[other].labels) - set(own.labels)):
            message = msg("expected the label `{name}` as in {file}, found none", name=name, file=f"{other}.yaml")
            yield error("label", places.at(("labels",)), message)
    for engine, voices in own.voices.items():
        if "host" not in voices:
            message = msg("expected a voice for `host`, found {roles}", roles=listed(list(voices)) or msg("none"))
            yield error("missing-key", places.at(("voices", engine)), message, msg("the other roles fall back on it"))
