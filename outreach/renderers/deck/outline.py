"""Which slides a storyboard becomes, in which order, and what the speaker says, asks and how long each takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.channels import ON_VIDEO
from outreach.kinds import KINDS, Section
from outreach.paginate import parts
from outreach.renderers.deck import cards, closing, lists, quiz, story
from outreach.renderers.deck.pages import GroundOf, Page, spread
from outreach.renderers.deck.room import TALK, SlideRoom, letters
from outreach.renderers.deck.talk import asked_once, few, numbered
from outreach.storyboard import Item, Picture, Scene, Text

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
DESKS: dict[str, GroundOf] = {"clerk": "counter", "host": "counter", "police": "desk"}  # a drawing -> where it works
WHOLE = 1.2  # times `slide_chars`: a chain of steps up to this long stays on one slide, as steps refer to each other


@dataclass(frozen=True)
class Outline(SlideRoom):
    """Plans the slides of one storyboard on one template."""

    def full(self) -> tuple[Page, ...]:
        """The whole talk: every scene, with cover, agenda, quiz and sources around them."""
        scenes = [page for scene in self.board.scenes if not KINDS[scene.kind].last for page in self._scene(scene)]
        body = [*scenes, *quiz.pages(self), *self._ends()]
        pages = [*self._cover(), self._agenda(body), *asked_once(body)]
        told = self._told(few(pages) if self.packed else pages)
        return numbered([*told, self._last()])

    def short(self) -> tuple[Page, ...]:
        """A talk in the lobby: cover, the scam in steps, how to recognise it, what to do, the numbers. No details."""
        brief = {kind: self._brief(kind) for kind in ("anatomy", "flags", "actions")}
        around = [*self._cover()[:1], *self._ends()]
        if len(around) + sum(map(len, brief.values())) > SHORT:
            brief["anatomy"] = []  # what to listen for and what to do matter more than how it works
        return numbered([*around[:1], *(page for pages in brief.values() for page in pages), *around[1:]])

    def _told(self, pages: Sequence[Page]) -> Iterator[Page]:
        """Each part of the talk begins with its paragraph to speak; lines of a conversation are read out besides."""
        left = dict(self.board.talk)
        for page in pages:
            paragraph = None if page.layout == "hook" and page.section == "story" else left.pop(page.section, None)
            if paragraph:
                say = (paragraph, *(page.say if page.layout == "story" else ()))
                yield replace(page, say=say, seconds=self.seconds(say))
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
        picture = first[-1] if first else self.host()  # the thing it is about; the next slide shows the person
        texts = {"summary": (board.summary,), "organisation": (board.brand.name,)}
        seconds = self.seconds((board.summary,))
        cover = Page(
            "cover",
            board.title,
            "opening",
            texts,
            picture=picture,
            say=(board.summary,),
            seconds=seconds,
            ground="cover",
        )
        if self.holds("cover", "summary", (board.summary,)):
            return [cover]
        own = Page(
            "hook",
            board.labels["in_short"],
            "opening",
            {"body": (board.summary,)},
            picture=self.host("point"),
            say=(board.summary,),
            seconds=seconds,
        )
        return [replace(cover, texts={**texts, "summary": ()}, say=(board.title,), seconds=TALK), own]

    def _agenda(self, pages: Sequence[Page]) -> Page:
        labels = self.board.labels
        sections = list(dict.fromkeys(p.section for p in pages))
        items = tuple(Item(s, "step", labels[SECTION_LABEL[s]]) for s in sections)
        said = tuple(i.text for i in items)
        host, seconds = self.host("point"), self.seconds(said)
        return Page("agenda", labels["agenda"], "opening", items=items, picture=host, say=said, seconds=seconds)

    def _ends(self) -> list[Page]:
        return [page for scene in self.board.scenes if KINDS[scene.kind].last for page in self._endcard(scene)]

    def _endcard(self, scene: Scene) -> Iterator[Page]:
        labels = self.board.labels
        said = (labels["say_refusal"],) if "say_refusal" in labels else ()
        say = (scene.title, *said, *(i.text for i in scene.items), *(h.purpose for h in self.board.hotlines))
        texts = {"promise": (labels["scan"], labels["scan_promise"]), "said": said}
        ask, host = labels["ask_hotlines"], self.host("point")
        seconds = self.seconds(say)
        yield Page("hotlines", scene.title, "closing", texts, (), scene, host, say, ask, seconds, ground="end")

    def _last(self) -> Page:
        """The sources; in a talk of two languages below the help card, which is photographed."""
        board, labels = self.board, self.board.labels
        texts = {"body": board.sources or (labels["fictional"],)}
        if not labels["card_title"].beside:
            return Page("sources", labels["sources"], "closing", texts, seconds=10, ground="cover")
        texts |= {"card": tuple(labels[name] for name in closing.CARD)}
        say, ask = (labels["card_show"], *texts["card"][1:]), labels["ask_card"]
        return Page("help-card", labels["card_show"], "closing", texts, say=say, ask=ask, seconds=self.seconds(say))

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
            asked, seconds = page.ask or ask, self.seconds(heard)
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
            ground="hook",
        )

    def _story(self, scene: Scene) -> Iterator[Page]:
        phone, side = self.template.box("story", "phone"), self.template.box("story", "tricks")
        fits = lambda run: story.fits(self.setter, self.board, run, phone, side)  # noqa: E731
        items = [part for item in scene.items for part in _tricks_apart(item, fits)]
        for run in spread(items, fits, letters):
            told = tuple(text for item in run for text in _told(item, scene))
            picture, ground = _window(scene) or _first(scene), self._ended(scene)
            yield Page("story", scene.title, "story", items=run, picture=picture, say=told, ground=ground)

    def _pause(self, scene: Scene) -> Iterator[Page]:
        assert scene.question is not None and scene.answer is not None
        ask = {"question": (scene.question,)}
        page = Page(
            "pause", scene.title, "stop", ask, scene.items, None, _first(scene), ask=scene.question, ground="pause"
        )
        if self.answers(both := replace(page, texts={**ask, "body": (scene.answer,)}, then=(scene.answer,))):
            yield both
            return
        yield page
        right = tuple(i for i in scene.items if i.right)
        title, texts = self.board.labels["answer"], {"body": (scene.answer,)}
        yield Page("answer", title, "stop", texts, right, picture=self.host(), say=(scene.answer,), ground="answer")

    def _ended(self, scene: Scene) -> GroundOf:
        """Where a story ended: at the desk of whoever helped, else at home; nowhere while it goes on."""
        if not KINDS[scene.kind].ends:
            return ""
        if scene.channel != "counter":
            return "home"
        roles = {item.role for item in scene.items}
        helpers = {p.picture.name for p in self.board.cast if p.role in roles}
        return next((DESKS[one] for one in DESKS if one in helpers), "home")

    def _steps(self, scene: Scene) -> Iterator[Page]:
        box = self.template.box("steps", "cards")

        def fits(run: Sequence[Item]) -> bool:
            return len(run) > 1 and cards.columns(self.setter, run, box) is not None and self.light(run, WHOLE)

        if len(scene.items) > 1 and fits(scene.items):
            yield Page("steps", scene.title, "anatomy", items=scene.items)
        else:
            yield from self._list(scene, "flags")

    def _list(self, scene: Scene, layout: str) -> Iterator[Page]:
        box = self.template.box(layout, "cards")
        texts = {"comfort": (self.board.labels["blame_free"],)} if layout == "rescue" else {}
        for run in spread(scene.items, lambda r: self.stacks(r, box, layout), letters):
            kind, picture = KINDS[scene.kind], _beside(scene, run)
            ground: GroundOf = "flags" if kind.shown["deck"] == "flags" else ""
            yield Page(layout, scene.title, kind.section, texts, run, picture=picture, ground=ground)

    def _actions(self, scene: Scene) -> Iterator[Page]:
        kinds = {kind: tuple(i for i in scene.items if i.kind == kind) for kind in ("do", "dont")}
        if all(kinds.values()):
            boxes = {kind: lists.below_strip(self.template.box("do-dont", kind)) for kind in kinds}
            if all(self.stacks(run, boxes[kind]) for kind, run in kinds.items()):
                yield Page("do-dont", scene.title, "actions", items=scene.items)
                return
        box = lists.below_strip(self.template.box("one-side", "cards"))
        for run_of in filter(None, kinds.values()):
            for run in spread(run_of, lambda r: self.stacks(r, box, "one-side"), letters):
                picture = _beside(scene, run)
                if picture and picture.name == "host" and run[0].kind == "dont":
                    picture = self.host("worried")
                yield Page("one-side", scene.title, "actions", items=run, picture=picture)

    def _flags(self, scene: Scene) -> Iterator[Page]:
        return self._list(scene, "flags")

    def _rescue(self, scene: Scene) -> Iterator[Page]:
        return self._list(scene, "rescue")


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
