"""Which slides a storyboard becomes, in which order, and what the speaker says, asks and how long each takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.channels import ON_VIDEO
from outreach.kinds import KINDS, Section
from outreach.lang import units
from outreach.paginate import parts
from outreach.renderers.deck import cards, lists, story
from outreach.renderers.deck.ink import Box, around
from outreach.renderers.deck.pages import Page, spread
from outreach.renderers.deck.template import Template
from outreach.renderers.deck.typeset import TextSetter, height
from outreach.storyboard import Flag, Item, Picture, Question, Scene, Storyboard, Text

SECTION_LABEL: dict[Section, str] = {
    "opening": "agenda",
    "story": "story",
    "stop": "stop",
    "anatomy": "anatomy",
    "flags": "flags",
    "actions": "do",
    "rescue": "rescue",
    "quiz": "quiz",
    "closing": "hotlines",
}
SHORT = 5  # slides of a talk in the lobby
WHOLE = 1.2  # times `slide_chars`: a chain of steps up to this long stays on one slide, as steps refer to each other
MOST = 16  # slides of a talk in two languages, which is held in half the time
PACKED = 2.0  # times `slide_chars` of such a talk: its listeners read the slides themselves
ASKED = 2  # questions of a quiz that are kept first where slides have to go; the page has them all
TALK = 20.0  # seconds a slide is talked about beyond its own words: reading, pointing, a short answer


@dataclass(frozen=True)
class Outline:
    """Plans the slides of one storyboard on one template."""

    board: Storyboard
    template: Template
    setter: TextSetter

    def full(self) -> tuple[Page, ...]:
        """The whole talk: every scene, with cover, agenda, quiz and sources around them."""
        scenes = [page for scene in self.board.scenes if not KINDS[scene.kind].last for page in self._scene(scene)]
        body = [*scenes, *self._quiz(), *self._ends()]
        told = self._told(self._few([*self._cover(), self._agenda(body), *_asked_once(body)]))
        return _number([*told, self._sources()])

    @property
    def _packed(self) -> bool:
        """In two languages: the second in a small line, more on a slide."""
        return bool(self.board.companion)

    def _few(self, pages: list[Page]) -> list[Page]:
        """Of a packed talk that is too long first the last questions go, then the agenda and the slide in short, then
        all questions: the story has asked one already."""
        asked = [(page, *after) for page, *after in _with_answers(pages) if page.layout == "quiz"]
        other = [page for page in pages if page.section == "opening" and page.layout in ("agenda", "hook")]
        spare = [*reversed(asked[ASKED:]), *((page,) for page in reversed(other)), *reversed(asked[:ASKED])]
        while self._packed and len(pages) >= MOST and spare:
            gone = spare.pop(0)
            pages = [page for page in pages if not any(page is one for one in gone)]
            if gone[0].layout == "hook":  # what it showed is said at the cover
                pages[0] = replace(pages[0], say=gone[0].say, seconds=gone[0].seconds)
        return pages

    def short(self) -> tuple[Page, ...]:
        """A talk in the lobby: cover, the scam in steps, how to recognise it, what to do, the numbers. No details."""
        brief = {kind: self._brief(kind) for kind in ("anatomy", "flags", "actions")}
        around = [*self._cover()[:1], *self._ends()]
        if len(around) + sum(map(len, brief.values())) > SHORT:
            brief["anatomy"] = []  # what to listen for and what to do matter more than how it works
        return _number([*around[:1], *(page for pages in brief.values() for page in pages), *around[1:]])

    def _told(self, pages: Sequence[Page]) -> Iterator[Page]:
        """Each part of the talk begins with its paragraph to speak; lines of a conversation are read out besides."""
        left = dict(self.board.talk)
        for page in pages:
            paragraph = None if page.layout == "hook" and page.section == "story" else left.pop(page.section, None)
            if paragraph:
                say = (paragraph, *(page.say if page.layout == "story" else ()))
                yield replace(page, say=say, seconds=self._seconds(say))
            else:
                yield replace(page, say=()) if self.board.talk and page.layout == "agenda" else page

    def _brief(self, kind: str) -> list[Page]:
        scenes = [s for s in self.board.scenes if KINDS[s.kind].shown.get("deck") == kind]
        items = tuple(replace(i, detail=None) for s in scenes for i in s.items)
        return list(self._pages(replace(scenes[0], items=items, beats=()))) if scenes else []

    # --- opening and closing ------------------------------------------------------------------------------------

    def _cover(self) -> list[Page]:
        """The cover, with the summary where it fits; else the summary has a slide of its own after it."""
        board = self.board
        first = board.scenes[0].pictures if board.scenes else ()
        picture = first[-1] if first else self._host()  # the thing it is about; the next slide shows the person
        texts = {"summary": (board.summary,), "organisation": (board.brand.name,)}
        seconds = self._seconds((board.summary,))
        cover = Page("cover", board.title, "opening", texts, picture=picture, say=(board.summary,), seconds=seconds)
        if self._holds("cover", "summary", (board.summary,)):
            return [cover]
        own = Page(
            "hook",
            board.labels["in_short"],
            "opening",
            {"body": (board.summary,)},
            picture=self._host("point"),
            say=(board.summary,),
            seconds=seconds,
        )
        return [replace(cover, texts={**texts, "summary": ()}, say=(board.title,), seconds=TALK), own]

    def _agenda(self, pages: Sequence[Page]) -> Page:
        labels = self.board.labels
        sections = list(dict.fromkeys(p.section for p in pages))
        items = tuple(Item(s, "step", labels[SECTION_LABEL[s]]) for s in sections)
        said = tuple(i.text for i in items)
        host, seconds = self._host("point"), self._seconds(said)
        return Page("agenda", labels["agenda"], "opening", items=items, picture=host, say=said, seconds=seconds)

    def _ends(self) -> list[Page]:
        return [page for scene in self.board.scenes if KINDS[scene.kind].last for page in self._endcard(scene)]

    def _endcard(self, scene: Scene) -> Iterator[Page]:
        labels = self.board.labels
        said = (labels["say_refusal"],) if "say_refusal" in labels else ()
        say = (scene.title, *said, *(i.text for i in scene.items), *(h.purpose for h in self.board.hotlines))
        texts = {"promise": (labels["scan"], labels["scan_promise"]), "said": said}
        ask, host = labels["ask_hotlines"], self._host("point")
        yield Page("hotlines", scene.title, "closing", texts, (), scene, host, say, ask, self._seconds(say))

    def _sources(self) -> Page:
        board = self.board
        texts = {"body": board.sources or (board.labels["fictional"],)}
        return Page("sources", board.labels["sources"], "closing", texts, picture=self._host("thumbs-up"), seconds=10)

    def _host(self, state: str = "plain") -> Picture | None:
        found = next((p.picture for p in self.board.cast if p.role == "host"), None)
        return replace(found, state=state) if found else None

    # --- scenes -------------------------------------------------------------------------------------------------

    def _scene(self, scene: Scene) -> Iterator[Page]:
        for part in parts(scene, self.board):
            yield from self._pages(part.scene)

    def _pages(self, scene: Scene) -> Iterator[Page]:
        """The slides of a scene, or of what the audience takes in of it at once."""
        kind = KINDS[scene.kind]
        ask = self.board.labels.get(kind.ask)
        for n, page in enumerate(MAKERS[kind.shown["deck"]](self, scene)):
            lead = tuple(b.text for b in scene.beats if b.text and not b.item and not b.reveal) if n == 0 else ()
            said = page.say or tuple(t for i in page.items for t in _spoken(i))
            heard = (*(t for t in lead if t not in said), *said)
            asked, seconds = page.ask or ask, self._seconds(heard)
            yield replace(page, scene=scene, section=kind.section, say=heard, ask=asked, seconds=seconds)

    def _hook(self, scene: Scene) -> Iterator[Page]:
        yield Page(
            "hook",
            scene.title,
            "story",
            {"body": tuple(i.text for i in scene.items)},
            scene.items,
            scene,
            _first(scene),
        )

    def _story(self, scene: Scene) -> Iterator[Page]:
        phone, side = self.template.box("story", "phone"), self.template.box("story", "tricks")
        fits = lambda run: story.fits(self.setter, self.board, run, phone, side)  # noqa: E731
        items = [part for item in scene.items for part in _tricks_apart(item, fits)]
        for run in spread(items, fits, _letters):
            told = tuple(text for item in run for text in _told(item, scene))
            yield Page("story", scene.title, "story", items=run, picture=_window(scene) or _first(scene), say=told)

    def _pause(self, scene: Scene) -> Iterator[Page]:
        assert scene.question is not None and scene.answer is not None
        ask = {"question": (scene.question,)}
        both = Page("pause", scene.title, "stop", {**ask, "body": (scene.answer,)}, scene.items, picture=_first(scene))
        if self._answers(both):
            yield replace(both, ask=scene.question, then=(scene.answer,))
            return
        yield Page("pause", scene.title, "stop", ask, scene.items, picture=_first(scene), ask=scene.question)
        right = tuple(i for i in scene.items if i.right)
        title, texts = self.board.labels["answer"], {"body": (scene.answer,)}
        yield Page("answer", title, "stop", texts, right, picture=self._host("thumbs-up"), say=(scene.answer,))

    def _steps(self, scene: Scene) -> Iterator[Page]:
        box = self.template.box("steps", "cards")

        def fits(run: Sequence[Item]) -> bool:
            return len(run) > 1 and cards.columns(self.setter, run, box) is not None and self._light(run, WHOLE)

        if len(scene.items) > 1 and fits(scene.items):
            yield Page("steps", scene.title, "anatomy", items=scene.items)
        else:
            yield from self._list(scene, "flags")

    def _list(self, scene: Scene, layout: str) -> Iterator[Page]:
        box = self.template.box(layout, "cards")
        texts = {"comfort": (self.board.labels["blame_free"],)} if layout == "rescue" else {}
        for run in spread(scene.items, lambda r: self._stacks(r, box, layout), _letters):
            yield Page(layout, scene.title, KINDS[scene.kind].section, texts, run, picture=_beside(scene, run))

    def _actions(self, scene: Scene) -> Iterator[Page]:
        kinds = {kind: tuple(i for i in scene.items if i.kind == kind) for kind in ("do", "dont")}
        if all(kinds.values()):
            boxes = {kind: lists.below_strip(self.template.box("do-dont", kind)) for kind in kinds}
            if all(self._stacks(run, boxes[kind]) for kind, run in kinds.items()):
                yield Page("do-dont", scene.title, "actions", items=scene.items)
                return
        box = lists.below_strip(self.template.box("one-side", "cards"))
        for run_of in filter(None, kinds.values()):
            for run in spread(run_of, lambda r: self._stacks(r, box, "one-side"), _letters):
                picture = _beside(scene, run)
                if picture and picture.name == "host" and run[0].kind == "dont":
                    picture = self._host("worried")
                yield Page("one-side", scene.title, "actions", items=run, picture=picture)

    def _quiz(self) -> Iterator[Page]:
        """The questions of the quiz, each with its answer on the next slide; else one on the words just heard."""
        yield from (page for one in self.board.quiz for page in self._asked(one)) if self.board.quiz else self._trick()

    def _asked(self, one: Question) -> Iterator[Page]:
        """What is heard, what do you do now? The answers are read out as what some people say; then the reasons."""
        assert one.question is not None
        labels, right = self.board.labels, next(option for option in one.options if option.right)
        message = () if one.message is None else (one.message if one.genuine else _in_quotes(one.message),)
        asked = {"question": (*message, one.question)}
        options = tuple(replace(option, detail=None) for option in one.options)
        say = (*message, labels["quiz_frame"], *(option.text for option in options))
        seconds = self._seconds(say) + self.board.pace.wait
        host, glad = self._host("point"), self._host("thumbs-up")
        kept = (replace(labels["quiz_real" if one.genuine else "quiz_fake"], beside=None),) if message else ()
        whys = tuple(o.detail for o in (right, *(o for o in one.options if not o.right)) if o.detail)
        reason, shown = {"body": (*kept, *whys[:1])}, (replace(right, detail=None),)
        page = Page("quiz", labels["quiz"], "quiz", asked, options, None, host, say, one.question, seconds)
        if whys and self._answers(both := replace(page, texts={**asked, "body": whys[:1]}, then=(*kept, *whys))):
            yield replace(both, seconds=seconds + self._seconds(whys) - TALK)
            return
        yield page
        title, seconds = labels["quiz_answer"], self._seconds(whys)
        yield Page("answer", title, "quiz", reason, shown, None, glad, whys, None, seconds)

    def _trick(self) -> Iterator[Page]:
        """Which trick was that? Left out when there are none to choose from."""
        flagged = [(i, f) for s in self.board.scenes for i in s.items for f in i.flags]
        tricks = list({f.trick.shown: f for _, f in flagged}.values())
        if len(tricks) < 2:
            return
        line, flag = flagged[-1]
        others = [f for f in tricks if f.trick.shown != flag.trick.shown][:2]
        place = flag.number % (len(others) + 1)
        options = [_option(f, False) for f in others]
        options.insert(place, _option(flag, True))
        labels, ask = self.board.labels, self.board.labels["quiz_ask"]
        words = _quote(flag, line)
        seconds = self._seconds((line.text, ask)) + 3 * self.board.pace.wait
        asked, reason = {"question": (words, ask)}, {"body": (words, flag.note)}
        host, glad = self._host("point"), self._host("thumbs-up")
        yield Page("quiz", labels["quiz"], "quiz", asked, tuple(options), None, host, (line.text,), ask, seconds)
        right, seconds = (options[place],), self._seconds((flag.note,))
        yield Page("answer", labels["quiz_answer"], "quiz", reason, right, None, glad, (flag.note,), None, seconds)

    def _flags(self, scene: Scene) -> Iterator[Page]:
        return self._list(scene, "flags")

    def _rescue(self, scene: Scene) -> Iterator[Page]:
        return self._list(scene, "rescue")

    # --- limits -------------------------------------------------------------------------------------------------

    def _stacks(self, run: Sequence[Item], box: Box, layout: str = "") -> bool:
        """Do cards hold these items, beside the drawing of the layout or, in a packed talk, over its room as well?"""
        boxes = [box]
        if layout and self._packed:
            boxes.append(lists.whole_width(box, self.template.box(layout, "picture")))
        return any(cards.rows(self.setter, run, one) is not None for one in boxes) and self._light(run)

    def _answers(self, page: Page) -> bool:
        """Does a packed talk's slide hold the answer to its question as well?"""
        question, options, picture = (self.template.box(page.layout, name) for name in ("question", "cards", "picture"))
        box = around(question, options)
        return self._packed and lists.answered(self.setter, page, box, picture) is not None

    def _holds(self, layout: str, name: str, texts: Sequence[Text]) -> bool:
        """Does a placeholder hold these texts at the floor size?"""
        box, floor = self.template.box(layout, name), self.setter.size("floor")
        return height([p for t in texts for p in self.setter.set(t, box.w, floor)]) <= box.h

    def _light(self, run: Sequence[Item], stretch: float = 1.0) -> bool:
        """Within the audience's letters and lines a slide, or a single item that cannot be divided."""
        limits = self.board.style.limits
        letters = sum(_letters(i) for i in run)
        most = limits["slide_chars"] * (PACKED if self._packed else stretch)
        return len(run) == 1 or (letters <= most and len(run) <= limits["slide_lines"])

    def _seconds(self, said: Sequence[Text]) -> float:
        """Speaking time at the audience's pace, and time to look and answer."""
        rate = sum(self.board.pace.rate) / 2 / 60
        count = sum(units(t.spoken, t.lang) for t in said)
        return count / rate + self.board.pace.sentence_pause * len(said) + TALK


# The deck's arrangements, which `outreach.kinds` gives to the kinds of scene.
MAKERS: dict[str, Callable[[Outline, Scene], Iterator[Page]]] = {
    "hook": Outline._hook,
    "dialogue": Outline._story,
    "pause": Outline._pause,
    "anatomy": Outline._steps,
    "flags": Outline._flags,
    "actions": Outline._actions,
    "rescue": Outline._rescue,
}


def _with_answers(pages: Sequence[Page]) -> Iterator[list[Page]]:
    """Each page with the slide of its answer, where that is another."""
    for one, after in zip(pages, [*pages[1:], None], strict=True):
        if one.layout != "answer":
            yield [one, *([after] if after and after.layout == "answer" else [])]


def _asked_once(pages: Sequence[Page]) -> Iterator[Page]:
    """What a kind of scene asks is asked at its first slide, of a talk at the first on which there is a trick."""
    asked = set()
    for page in pages:
        own = page.layout in ("pause", "quiz")
        idle = page.layout == "story" and not any(item.flags for item in page.items)
        if page.ask and not own and (idle or page.ask.shown in asked):
            yield replace(page, ask=None)
            continue
        if page.ask:
            asked.add(page.ask.shown)
        yield page


def _tricks_apart(item: Item, fits: Callable[[Sequence[Item]], bool]) -> Iterator[Item]:
    """A message whose tricks have no room beside it together comes again with each of them."""
    if len(item.flags) < 2 or fits((item,)):
        yield item
        return
    for n, flag in enumerate(item.flags):
        yield replace(item, id=item.id if n == 0 else f"{item.id}-{flag.id}", flags=(flag,))


def _told(item: Item, scene: Scene) -> Iterator[Text]:
    """What is said of an item: one that comes again for its next trick is not read out again."""
    if any(one.id == item.id for one in scene.items):
        yield item.text
    yield from (flag.note for flag in item.flags)


def _letters(item: Item) -> int:
    return len(item.text.shown) + (len(item.detail.shown) if item.detail else 0)


def _spoken(item: Item) -> Iterator[Text]:
    yield item.text
    yield from (flag.note for flag in item.flags)


def _window(scene: Scene) -> Picture | None:
    """The window of a video call, with the face that is not his."""
    return next((i.face for i in scene.items if i.face and i.face.state.endswith(ON_VIDEO)), None)


def _first(scene: Scene) -> Picture | None:
    return scene.pictures[0] if scene.pictures else None


def _beside(scene: Scene, run: Sequence[Item]) -> Picture | None:
    """An item alone on its slide is shown by its own drawing, a list by the scene's."""
    return run[0].picture if len(run) == 1 and run[0].picture else _first(scene)


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


def _number(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Slides with the same title get (1/2), (2/2), so that every title is unique."""
    titles = [p.title.shown for p in pages]
    seen: dict[str, int] = {}
    numbered = []
    for page in pages:
        title = page.title.shown
        seen[title] = seen.get(title, 0) + 1
        numbered.append(replace(page, part=(seen[title], titles.count(title))))
    return tuple(numbered)
