"""Who is who in a script: the roles and the people of its own beside them, and what is wrong with how it says so."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from outreach.diagnostics import Diagnostic, Where, error
from outreach.kinds import KINDS
from outreach.messages import msg
from outreach.script.grammar import ROLES, CastSpec, LineSpec, ScriptModel
from outreach.source import Source
from outreach.source.reading import Path

# A person of these roles is who they say they are: no trick is theirs.
HONEST = ("host", "family", "clerk", "police")


def speaker(line: LineSpec) -> str:
    """The key in the cast of whoever says a line: a person of the script's own, or a role."""
    return line.who or line.role


def plays(model: ScriptModel, key: str) -> str:
    """The role somebody plays. Whoever poses as another is a scammer, whatever the key says."""
    person = model.cast.get(key)
    if person is not None and person.poses_as:
        return "caller"
    return (person.role if person is not None else None) or key


def cast_problems(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    """People declared in part or wrongly, lines of nobody, and tricks on the lines of real helpers."""
    for key, person in model.cast.items():
        yield from _person(key, person, source)
    for line, path in _lines(model):
        yield from _line(line, path, model, source)


def _lines(model: ScriptModel) -> Iterator[tuple[LineSpec, Path]]:
    for i, scene in enumerate(model.scenes):
        for k, line in enumerate(getattr(scene, "lines", ())):
            yield line, ("scenes", i, "lines", k)


def _person(key: str, person: CastSpec, source: Source) -> Iterator[Diagnostic]:
    place, at = source.places.key(("cast", key)), source.places.at
    if key in ROLES and person.role not in (None, key):
        hint = msg("a person beside the roles has a name of its own, such as `{key}-2`", key=key)
        message = msg("expected no other role for `{key}`, found `{role}`", key=key, role=person.role)
        yield error("cast", at(("cast", key, "role")), message, hint)
    elif key not in ROLES and not person.role and not person.poses_as:
        yield error("cast", place, msg("expected the `role` of `{key}`, found none", key=key), _whose(key))
    elif key not in ROLES and person.poses_as and person.role not in (None, "caller"):
        message = msg("expected `role: caller` beside `poses_as`, found `{role}`", role=person.role)
        yield error("cast", at(("cast", key, "role")), message, msg("whoever poses as another is a scammer"))
    elif key not in ROLES and person.name is None and not person.poses_as:
        yield error("cast", place, msg("expected the `name` of `{key}`, found none", key=key))


def _whose(key: str) -> str:
    close = difflib.get_close_matches(key, ROLES, n=1)
    if close:
        return msg("did you mean `{close}`?", close=close[0])
    return msg("write `role:` with one of: {names}", names=", ".join(ROLES))


def _line(line: LineSpec, path: Path, model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    key, at = speaker(line), source.places.at
    if line.who and line.who not in model.cast and line.who not in ROLES:
        yield _nobody(line.who, at((*path, "who")), [*model.cast])
        return
    role = plays(model, key)
    if line.who and "role" in line.model_fields_set and line.role not in (role, line.who):
        message = msg(
            "expected `role: {role}`, as `{who}` has it, found `{found}`", role=role, who=key, found=line.role
        )
        yield error("cast", at((*path, "role")), message, msg("delete it: `who` says enough"))
    kind = model.scenes[int(path[1])].kind
    if KINDS[kind].roles and role not in KINDS[kind].roles:
        names = ", ".join(KINDS[kind].roles)
        message = msg(
            "expected one of {names} to speak in the kind `{kind}`, found `{role}`", names=names, kind=kind, role=role
        )
        yield error("cast", at((*path, "who" if line.who else "role")), message)
    if line.flags and role in HONEST:
        message = msg("expected no trick in the words of a real `{role}`, found one", role=role)
        yield error("cast", at((*path, "flags", 0, "id")), message, *_impostor(key, role))


def _nobody(name: str, place: Where, known: list[str]) -> Diagnostic:
    message = msg("no person of the `cast` is called `{name}`", name=name)
    close = difflib.get_close_matches(name, [*known, *ROLES], n=1)
    if close:
        return error("reference", place, message, msg("did you mean `{close}`?", close=close[0]))
    return error("reference", place, message, msg("there are: {names}", names=", ".join([*known, *ROLES])))


def _impostor(key: str, role: str) -> list[str]:
    if role == "host":
        return [msg("say who speaks: `role: caller`")]
    name = f"fake-{role}" if key == role else key
    hint = msg("an impostor is declared in the `cast`: `poses_as: {role}` under `{key}`", role=role, key=name)
    return [hint, msg("the line says `who: {key}`", key=name)]
