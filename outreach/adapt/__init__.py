"""Turns a Script, an Audience, a Language and a Branch into a Storyboard: assemble, then a visible list of passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from outreach.adapt.drawings import answers_in_writing, in_writing, of_scene, pictures
from outreach.adapt.exercises import with_exercises
from outreach.adapt.flagging import cut, in_order
from outreach.adapt.languages import left_out as left_out
from outreach.adapt.languages import untranslated as untranslated
from outreach.adapt.passes import PASSES
from outreach.adapt.people import people, sides, unknown_voices, with_speakers
from outreach.adapt.styling import captions, pace
from outreach.adapt.styling import style as style
from outreach.adapt.wording import Wording
from outreach.diagnostics import Diagnostic, error
from outreach.kinds import KINDS, LISTS
from outreach.lang import BRIDGE, tongue
from outreach.messages import msg
from outreach.profiles import Audience, BranchRow, Profiles
from outreach.script import SAYINGS, Script, no_such
from outreach.script.cast import speaker
from outreach.storyboard import (
    CALLED_FIRST,
    Beat,
    Branch,
    Brand,
    Edition,
    Flag,
    Hotline,
    Item,
    Link,
    Person,
    Review,
    Scene,
    Storyboard,
    Text,
)


def adapt(
    script: Script,
    profiles: Profiles,
    audience: str,
    lang: str,
    branch: BranchRow | None = None,
    review: Review | None = None,
) -> tuple[Storyboard | None, list[Diagnostic]]:
    """The storyboard of one audience and language, or every reason why there is none. Pure."""
    who = profiles.audiences[audience]
    wording = Wording(script, profiles, who, lang, branch)
    problems = [*_references(script, profiles), *_cuts(script, profiles), *unknown_voices(script, wording)]
    board = _assemble(script, profiles, who, lang, wording, review or Review(False, "", "", "not reviewed"))
    board = with_exercises(board, wording)
    problems += [*wording.problems, *_playable(board, script)]
    if any(p.severity == "error" for p in problems):
        return None, problems
    for one in PASSES:
        board = one(board)
    return board, problems


# --- assemble: choose the scenes, items and words of this audience ----------------------------------------------------


_NOT_SAID = ("gallery_", "report_")  # words of the tool's own pages, no part of what an audience reads
_WRITTEN = "_written"  # ends a label that stands for another where nobody hangs up


def _assemble(
    script: Script, profiles: Profiles, who: Audience, lang: str, wording: Wording, review: Review
) -> Storyboard:
    written = answers_in_writing(wording)
    cast = people(script, wording)
    scenes = tuple(_scene(spec, cast, wording) for spec in script.model.scenes if _for(spec, who))
    sources = tuple(wording.text(f"sources.{i + 1}") for i in range(len(script.model.sources)))
    return Storyboard(
        scam=script.slug,
        audience=who.id,
        lang=lang,
        companion="" if who.companion == lang else who.companion,
        title=wording.text("title"),
        summary=wording.text("summary"),
        reviewed=script.model.reviewed,
        sources=sources,
        scenes=scenes,
        cast=cast,
        hotlines=_hotlines(profiles, wording, script.model.loss or ""),
        brand=_brand(profiles, wording),
        branch=_branch(wording.branch),
        link=_link(profiles),
        labels=_labels(script, wording, written),
        style=style(profiles, who, lang),
        pace=pace(profiles, who, lang),
        captions=captions(profiles, who, lang),
        review=review,
        editions=tuple(_editions(script, profiles)),
        loss=script.model.loss or "",
        saved="saved" in script.model.facts,
        written=written,
        refusal=wording.text("refusal") if script.model.refusal else None,
        ask=wording.text("ask") if script.model.ask else None,
        visual=next(iter(pictures((script.model.visuals.get(who.id) or script.model.visual,), wording)), None),
        pass_on=wording.plain(who.pass_on, f"content/audiences/{who.id}.yaml", ("pass_on",)) if who.pass_on else None,
    )


def _labels(script: Script, wording: Wording, written: bool) -> dict[str, Text]:
    """The fixed words of this story, by name: where somebody writes back, what is said of a chat in place of a call."""
    unsaid = (*_NOT_SAID, *(f"say_{name}" for name in SAYINGS if name not in script.entries))
    known = [name for name in wording.language(wording.lang).labels if not name.startswith(unsaid)]
    usual = {name: name for name in known if not name.endswith(_WRITTEN)}
    if written:
        usual |= {name: name + _WRITTEN for name in usual if name + _WRITTEN in known}
    if CALLED_FIRST.get(script.model.loss or "", ("",))[0] == "bank":
        usual["card_text"] = "card_text_bank"  # whoever is shown the help card calls in this order, too
    return {name: wording.label(own) for name, own in usual.items()}


def _for(spec: Any, who: Audience) -> bool:
    return not spec.only or who.id in spec.only


def _scene(spec: Any, cast: tuple[Person, ...], wording: Wording) -> Scene:
    def maybe(name: str) -> Text | None:
        return wording.text(f"{spec.id}.{name}") if getattr(spec, name, None) else None

    items = tuple(
        item for name, kind in LISTS.items() if hasattr(spec, name) for item in _items(spec, name, kind, cast, wording)
    )
    members = getattr(spec, "members", None)
    contact = maybe("contact")
    lead = maybe("lead")
    opening = (Beat(f"{spec.id}.lead", "say", lead),) if lead else ()
    return Scene(
        id=spec.id,
        kind=spec.kind,
        title=wording.text(f"{spec.id}.title"),
        items=with_speakers(items, spec, cast),
        beats=opening,
        pictures=of_scene(spec, cast, wording),
        channel=getattr(spec, "channel", ""),
        contact=_counted(contact, members) if contact and members else contact,
        question=maybe("question"),
        answer=maybe("answer"),
        not_in=getattr(spec, "not_in", ()),
        cuts=spec.cuts,
    )


def _counted(contact: Text, members: int) -> Text:
    """A group's name with how many are in it, as chats write it."""
    count = tongue(contact.lang).bracketed(str(members))
    phrases = (*contact.phrases[:-1], contact.phrases[-1] + count)
    beside = _counted(contact.beside, members) if contact.beside else None
    return replace(contact, shown=contact.shown + count, phrases=phrases, beside=beside)


def _items(spec: Any, name: str, kind: Any, cast: tuple[Person, ...], wording: Wording) -> Iterator[Item]:
    chosen = [one for one in getattr(spec, name) if _for(one, wording.audience)]
    side = sides(chosen, cast) if kind == "line" else {}
    written = in_writing(spec, wording)
    for number, one in enumerate(chosen, 1):
        key = f"{spec.id}.{name}.{one.id}"
        role = speaker(one) if kind == "line" else ""
        art = getattr(one, "arts", {}).get(wording.audience.id) or getattr(one, "art", "")
        text = wording.text(key)
        flags = in_order(text, (_flag(key, flag, wording) for flag in getattr(one, "flags", ())))
        yield Item(
            id=one.id,
            kind=kind,
            text=text,
            role=role,
            side=side.get(role, ""),
            detail=wording.text(f"{key}.detail") if getattr(one, "detail", None) else None,
            flags=flags,
            runs=cut(text, flags),
            right=getattr(one, "right", False),
            picture=next(iter(pictures((art,), wording, written=written)), None) if art else None,
            number=number,
            cuts=one.cuts,
        )


def _flag(key: str, spec: Any, wording: Wording) -> Flag:
    base = f"{key}.flags.{spec.id}"
    phrase, line = wording.text(f"{base}.phrase"), wording.text(key)
    untranslated = phrase.shown == f"{base}.phrase" or line.shown == key
    if phrase.shown not in line.shown and not untranslated:
        message = msg("expected words of the line `{words}`, found `{phrase}`", words=line.shown, phrase=phrase.shown)
        hint = msg("copy the phrase from the line, letter by letter")
        wording.problems.append(error("phrase", phrase.where, message, hint))
    return Flag(spec.id, 0, phrase.shown, wording.text(f"{base}.trick"), wording.text(f"{base}.note"), phrase.where)


def _hotlines(profiles: Profiles, wording: Wording, loss: str) -> tuple[Hotline, ...]:
    """In the order in which to call when money is lost, the others as the file has them."""
    file, found = "content/hotlines.yaml", list[Hotline]()
    first = CALLED_FIRST.get(loss, ())
    for i, h in enumerate(profiles.hotlines.values()):
        if h.outreach and (not h.only or wording.audience.id in h.only):
            purpose = wording.plain(h.purpose, file, ("hotlines", i, "purpose"))
            short = wording.plain(h.short, file, ("hotlines", i, "short")) if h.short else None
            found.append(Hotline(h.id, h.number, purpose, h.urgent, short))
    return tuple(sorted(found, key=lambda one: first.index(one.id) if one.id in first else len(first)))


def _brand(profiles: Profiles, wording: Wording) -> Brand:
    brand, file = profiles.brand, "content/brand.yaml"
    return Brand(
        wording.plain(brand.name, file, ("name",)),
        wording.plain(brand.short, file, ("short",)),
        brand.link.host,
        brand.logo,
        brand.ai_label.producer_code,
    )


def _branch(row: BranchRow | None) -> Branch | None:
    return Branch(row.id, row.name, row.address, row.phone, row.where) if row else None


def _link(profiles: Profiles) -> Link:
    link = profiles.brand.link
    where = profiles.sources["content/brand.yaml"].places.at(("link", "host"))
    return Link(f"https://{link.host}/{link.path}/".upper(), link.host, profiles.brand.campaign, where)


def _editions(script: Script, profiles: Profiles) -> Iterator[Edition]:
    for who in (profiles.audiences[name] for name in script.model.audiences or profiles.audiences):
        for lang in who.languages:
            translation = script.translations.get(lang)
            if not untranslated(script, who, lang) and not (translation and translation.broken):
                name = who.name.get(lang) or who.name.get(BRIDGE) or next(iter(who.name.values()))
                yield Edition(who.id, lang, name, profiles.languages[lang].name, tuple(who.formats))


def _playable(board: Storyboard, script: Script) -> Iterator[Diagnostic]:
    """Scenes that `only` leaves without what they show for this audience."""
    for scene in board.scenes:
        place = script.where[scene.id]
        names = {"scene": scene.id, "audience": board.audience}
        kind = KINDS[scene.kind]
        if not scene.items and any(least for least, _ in kind.lists.values()):
            yield error("only", place, msg("expected something in `{scene}` for {audience}, found none", **names))
        elif kind.asks and sum(item.right for item in scene.items) != 1:
            message = msg("expected the right option of `{scene}` for {audience}, found none", **names)
            yield error("only", place, message, msg("delete its `only`"))
        elif not scene.items and not scene.beats and not kind.last:
            yield error("only", place, msg("expected a line or a `lead` in `{scene}` for {audience}", **names))


def _references(script: Script, profiles: Profiles) -> Iterator[Diagnostic]:
    """Drawings that the script names and nobody drew, and states that nobody who plays the role has."""
    states = {name: {*one.states} for name, one in profiles.art.art.items()}
    for role, played in ((r, name) for who in profiles.audiences.values() for r, name in who.people.items()):
        states[role] = states.get(role, set()) | {*profiles.art.art[played].states}
    for key, place in script.where.items():
        name, _, state = key.removeprefix("art:").partition(":")
        if not key.startswith("art:"):
            continue
        if name not in states:
            yield no_such(msg("drawing"), name, place, states)
        elif state and state not in states[name]:
            yield no_such(msg("state of this drawing"), state, place, states[name])


def _cuts(script: Script, profiles: Profiles) -> Iterator[Diagnostic]:
    """Cuts of the film that the script names and content/cuts.yaml has not."""
    for scene in script.model.scenes:
        lists = ((f"{scene.id}.{name}.{one.id}", one) for name in LISTS for one in getattr(scene, name, ()))
        for key, one in ((scene.id, scene), *lists):
            for name in one.cuts:
                if name not in profiles.cuts:
                    yield no_such(msg("cut"), name, script.where[key], profiles.cuts)
