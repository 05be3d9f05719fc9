"""The quiz of a talk: its questions with their answers, else one on the words that were just heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outreach.renderers.deck.pages import Page, Screen
from outreach.renderers.deck.room import TALK, SlideRoom
from outreach.storyboard import Flag, Item, Question, Text, screen_head


def pages(room: SlideRoom) -> Iterator[Page]:
    """The questions of the quiz, each with its answer on the next slide; else one on the words just heard."""
    yield from (page for one in room.board.quiz for page in _asked(room, one)) if room.board.quiz else _trick(room)


def _asked(room: SlideRoom, one: Question) -> Iterator[Page]:
    """What is heard, what do you do now? The answers are read out as what some people say; then the reasons."""
    assert one.question is not None
    labels, right = room.board.labels, next(option for option in one.options if option.right)
    message = () if one.message is None else (one.message if one.genuine else _in_quotes(one.message),)
    asked = {"question": (*message, one.question)}
    options = tuple(replace(option, detail=None) for option in one.options)
    say = (*message, labels["quiz_frame"], *(option.text for option in options))
    seconds = room.seconds(say) + room.board.pace.wait
    host, calm = room.host("point"), room.host()
    kept = (replace(labels["quiz_real" if one.genuine else "quiz_fake"], beside=None),) if message else ()
    whys = tuple(o.detail for o in (right, *(o for o in one.options if not o.right)) if o.detail)
    reason, shown = {"body": (*kept, *whys[:1])}, (replace(right, detail=None),)
    screen = _screen(room, one)
    page = Page("quiz", labels["quiz"], "quiz", asked, options, None, host, say, one.question, seconds, screen=screen)
    if whys and room.answers(both := replace(page, texts={**asked, "body": whys[:1]}, then=(*kept, *whys))):
        yield replace(both, seconds=seconds + room.seconds(whys) - TALK)
        return
    yield page
    title, seconds = labels["quiz_answer"], room.seconds(whys)
    told = replace(screen, told=True) if screen else None
    yield Page("answer", title, "quiz", reason, shown, None, calm, whys, None, seconds, screen=told)


def _screen(room: SlideRoom, one: Question) -> Screen | None:
    """The phone on which its message came."""
    if one.message is None:
        return None
    verdict = room.board.labels["quiz_real" if one.genuine else "quiz_fake"]
    return Screen(one.message, *screen_head(room.board, one.message), replace(verdict, beside=None), one.genuine)


def _trick(room: SlideRoom) -> Iterator[Page]:
    """Which trick was that? Left out when there are none to choose from."""
    flagged = [(i, f) for s in room.board.scenes for i in s.items for f in i.flags]
    tricks = list({f.trick.shown: f for _, f in flagged}.values())
    if len(tricks) < 2:
        return
    line, flag = flagged[-1]
    others = [f for f in tricks if f.trick.shown != flag.trick.shown][:2]
    place = flag.number % (len(others) + 1)
    options = [_option(f, False) for f in others]
    options.insert(place, _option(flag, True))
    labels, ask = room.board.labels, room.board.labels["quiz_ask"]
    words = _quote(flag, line)
    seconds = room.seconds((line.text, ask)) + 3 * room.board.pace.wait
    asked, reason = {"question": (words, ask)}, {"body": (words, flag.note)}
    host, calm = room.host("point"), room.host()
    yield Page("quiz", labels["quiz"], "quiz", asked, tuple(options), None, host, (line.text,), ask, seconds)
    right, seconds = (options[place],), room.seconds((flag.note,))
    yield Page("answer", labels["quiz_answer"], "quiz", reason, right, None, calm, (flag.note,), None, seconds)


def _option(flag: Flag, right: bool) -> Item:
    return Item(flag.id, "option", flag.trick, right=right)


def _in_quotes(text: Text) -> Text:
    """What somebody says, in quotation marks, in the first language only."""
    shown, phrases = f"“{text.shown}”", (f"“{text.phrases[0]}", *text.phrases[1:])
    phrases = (*phrases[:-1], f"{phrases[-1]}”")
    return replace(text, shown=shown, said=shown, phrases=phrases, said_phrases=phrases, beside=None)


def _quote(flag: Flag, line: Item) -> Text:
    """The flagged phrase in quotation marks, as a question's first line."""
    shown = f"“{flag.phrase}”" if not flag.phrase.startswith(("“", "”")) else flag.phrase
    return replace(
        line.text, shown=shown, said=shown, spoken=shown, phrases=(shown,), said_phrases=(shown,), beside=None
    )
