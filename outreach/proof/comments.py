"""Comments: the file that a review page saves, and content/comments/<scam>.yaml, where they are kept and answered.

The saved file comes from outside, by mail: every line of it is judged before any is kept. What is kept has no part in
the digest of an approval: a comment changes no word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, Field, field_validator

from outreach.diagnostics import OutreachError, Where, fail
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.project import MAX_TEXT_BYTES, Project, read_regular, text_of
from outreach.script.grammar import Slug
from outreach.source import Strict, Versioned, load, parse, refuse

KIND = "outreach-comments"
FOLDER = "content/comments"
MOST = 2000  # comments of a file; a page has a few hundred places
_HIDDEN = re.compile(
    r"[^\S \n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def _printable(text: str) -> str:
    """Refuses what moves a terminal's cursor, or makes a text read as another one."""
    if found := _HIDDEN.search(text):
        name = f"U+{ord(found[0]):04X}"
        raise refuse(msg("found the invisible character `{name}`", name=name), msg("delete it"))
    if not text.strip():
        raise refuse(msg("expected words, found none"))
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise refuse(msg("expected one line, found more"))
    return _printable(text)


Words = Annotated[str, Field(max_length=4000), AfterValidator(_printable)]
Name = Annotated[str, Field(max_length=80), AfterValidator(_one_line)]
Place = Annotated[str, Field(max_length=300, pattern=r"^\S+$"), AfterValidator(_one_line)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Remark(Strict):
    """What somebody says of a place of the page."""

    place: Place
    text: Words


class Tick(Strict):
    """The answer to a question of the checklist: `law.promise`."""

    question: Place
    answer: Literal["yes", "no", "na"]


class _Lists(Versioned):
    """Lists as YAML and JSON have them."""

    @field_validator("comments", "answers", mode="before", check_fields=False)
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Saved(_Lists):
    """The file that the page saves."""

    kind: Literal["outreach-comments"]
    scam: Slug
    words: Digest  # of the words that were read
    by: Name
    role: Slug
    comments: Annotated[tuple[Remark, ...], Field(max_length=MOST)] = ()
    answers: Annotated[tuple[Tick, ...], Field(max_length=500)] = ()


class Comment(Remark):
    """A comment that is kept."""

    by: Name
    role: Slug
    day: Day
    words: Digest
    answer: Annotated[str, Field(max_length=4000)] = Field("", description="what was done about it; empty: it is open")


class Answered(Tick):
    """An answer that is kept: the last of each reviewer to a question."""

    by: Name
    day: Day
    words: Digest


class Kept(_Lists):
    """content/comments/<scam>.yaml"""

    comments: Annotated[tuple[Comment, ...], Field(max_length=10 * MOST)] = ()
    answers: Annotated[tuple[Answered, ...], Field(max_length=5000)] = ()


def saved(path: Path) -> Saved:
    """The file that came back. Raises OutreachError, with line and column, for all that is wrong in it."""
    text = text_of(read_regular(path, str(path), MAX_TEXT_BYTES), str(path))
    if not text.lstrip().startswith("{"):
        hint = msg("it is the file that the button on a review page saves")
        raise fail("comments", Where(str(path), 1, 1), msg("expected a file of comments, found something else"), hint)
    return parse(Saved, str(path), text)


def comments_file(scam: str) -> str:
    """Where the comments on a scam are kept."""
    return f"{FOLDER}/{scam}.yaml"


def kept(project: Project, scam: str) -> Kept:
    """The comments on a scam so far. Raises OutreachError when somebody's edit broke the file."""
    file = comments_file(scam)
    if not project.exists(file):
        return Kept()
    found, source = load(project, file, Kept)
    if found is None:
        raise OutreachError(source.problems)
    return found


def added(old: Kept, new: Saved, day: str) -> Kept:
    """With what a file brings; what is there already, word for word by the same person, is not kept twice."""
    known = {(one.place, one.text, one.by) for one in old.comments}
    head = {"by": new.by, "day": day, "words": new.words}
    fresh = [
        Comment(place=one.place, text=one.text, role=new.role, **head)
        for one in dict.fromkeys(new.comments)
        if (one.place, one.text, new.by) not in known
    ]
    ticks = {(one.question, one.by): one for one in old.answers}
    ticks |= {(one.question, new.by): Answered(question=one.question, answer=one.answer, **head) for one in new.answers}
    return Kept(comments=(*old.comments, *fresh), answers=tuple(ticks.values()))


def keep(project: Project, scam: str, now: Kept) -> None:
    """Writes them."""
    head = (
        "# Comments of reviewers, by `outreach review --import`. `answer:` says what was done about one; then it is\n"
        "# answered on the next page. 审核意见。在意见下写 answer: 说明怎么改的，下一版审阅页就显示为已答复。\n"
    )
    data = {"schema": Kept.newest, **now.model_dump(exclude={"schema_"})}
    data = {name: [*map(_plain, one)] if isinstance(one, Sequence) else one for name, one in data.items()}
    path = project.path(comments_file(scam))
    path.parent.mkdir(exist_ok=True)
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    parse(Kept, comments_file(scam), head + text)  # what could not be read again is not written
    write_atomically(path, (head + text).encode())


class _Dumper(yaml.SafeDumper):
    """Several lines stand as they were written."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _plain(one: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in one.items() if value or name != "answer"}
