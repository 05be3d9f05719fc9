"""Each audience gets the whole lesson: how to recognise it, what to do, what to do after a loss, whom to call.

Why: the scam alone is a story, or a manual. `only` makes it easy to leave an audience without the advice.
Source: 反电信网络诈骗法 art. 8 and 30 (who is to be taught what); the kinds are the teaching pattern of the field.

PASS: scenes of kind flags, actions, rescue and endcard for everyone; 110 and 96110 among the numbers to print
FAIL: `only: [students]` on the one `rescue` scene of a script for seniors, too
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.content import Context
from outreach.diagnostics import Diagnostic, Where, error, warning
from outreach.kinds import KINDS
from outreach.messages import msg
from outreach.script import Script

NEEDED = {
    "flags": msg("how to recognise it"),
    "actions": msg("what to do and what not to do"),
    "rescue": msg("what to do after a loss"),
    "endcard": msg("slogan, hotlines and QR code"),
}
ASKED = {
    "loss": msg("where the money is: `sent`, call the police first, or `card`, call the bank first"),
    "refusal": msg("the sentence that ends the call"),
    "ask": msg("the question that unmasks the caller"),
}
NUMBERS = ("110", "96110")  # on each item: the police, and the line that advises


def check(script: Script, context: Context) -> Iterator[Diagnostic]:
    """Yields each audience that lacks a part of the lesson, and 110 or 96110 when they are not printed."""
    audiences = [*(script.model.audiences or context.profiles.audiences)]
    yield from _numbers(audiences, context)
    yield from _said(script)
    for audience in audiences:
        scenes = [s for s in script.model.scenes if not s.only or audience in s.only]
        kinds = {s.kind for s in scenes}
        for kind, why in NEEDED.items():
            if kind not in kinds:
                message = msg(
                    "expected a scene of kind `{kind}` for {audience}, found none", kind=kind, audience=audience
                )
                yield error("incomplete", Where(script.file), message, msg("it says {why}", why=why))
        for scene in scenes:
            for part in _full(scene.kind):
                if not any(not i.only or audience in i.only for i in getattr(scene, part)):
                    message = msg(
                        "expected something under `{part}` for {audience}, found none", part=part, audience=audience
                    )
                    yield error("incomplete", script.where[scene.id], message)


def _said(script: Script) -> Iterator[Diagnostic]:
    """What only the author knows. A file of an older version could not say it: there it is asked for, no more."""
    make = warning if script.older else error
    for name, why in ASKED.items():
        if getattr(script.model, name) is None:
            message = msg("expected the key `{key}` here, found none", key=name)
            now = msg("then write `schema: {newest}`", newest=script.model.newest) if script.older else ""
            yield make("incomplete", Where(script.file), message, msg("it says {why}", why=why), *filter(None, [now]))


def _full(kind: str) -> list[str]:
    """The lists of a needed kind that must not be empty."""
    return [name for name, (least, _) in KINDS[kind].lists.items() if least and kind in NEEDED]


def _numbers(audiences: list[str], context: Context) -> Iterator[Diagnostic]:
    """110 and 96110 are printed for everyone."""
    hotlines, file = context.profiles.hotlines.values(), Where("content/hotlines.yaml")
    for number in NUMBERS:
        known = [h for h in hotlines if h.number == number and h.outreach]
        if not known:
            message = msg("expected `{number}` among the numbers to print, found none", number=number)
            yield error("hotline", file, message, msg("add it, and leave out `outreach: false`"))
            continue
        for audience in audiences:
            if not any(not h.only or audience in h.only for h in known):
                message = msg(
                    "expected `{number}` for {audience}, found it for others only", number=number, audience=audience
                )
                yield error("hotline", file, message, msg("delete its `only`"))
