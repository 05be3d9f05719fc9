// The practice call: plays the page's own dialogue line by line; after each thing the caller says, the reader chooses.
"use strict";
(() => {
  const game = document.getElementById("call");
  if (!game) return;
  const stage = game.querySelector(".stage");
  const lines = [...document.querySelectorAll(".talk[data-practice] .line")];
  let at, met, log;

  const piece = (name) => game.querySelector(`template[data-stage="${name}"]`).content.cloneNode(true);

  function show(name) {
    stage.replaceChildren(piece(name));
    const focus = stage.querySelector(".name:not([hidden])") || stage.querySelector("button");
    if (focus && game.dataset.started) focus.focus({ preventScroll: true });
    return stage;
  }

  // What is new is added at once; the log alone scrolls, to where it begins.
  function add(...nodes) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const before = log.children.length;
    log.append(...nodes);
    log.scrollTo({ top: before ? log.children[before].offsetTop : 0, behavior: calm ? "auto" : "smooth" });
  }

  // The bubble as the person called sees it: what names the trick or the scammer would give the answer away.
  function bubble(line) {
    const copy = line.cloneNode(true);
    if ("scammer" in line.dataset && !("named" in line.dataset)) {
      copy.querySelector(".who").replaceChildren(line.closest(".talk").querySelector(".contact span").cloneNode(true));
    }
    copy.querySelectorAll(".trick, mark .n").forEach((node) => node.remove());
    copy.querySelectorAll("mark").forEach((node) => node.replaceWith(...node.childNodes));
    const row = document.createElement("div");
    row.className = line.className;
    row.append(...copy.childNodes);
    return row;
  }

  function channel(line) {
    const talk = line.closest(".talk");
    stage.querySelectorAll("[data-for]").forEach((node) => {
      node.hidden = !node.dataset.for.split(" ").includes(talk.dataset.channel);
    });
    return talk;
  }

  // Everything up to and with the next thing the caller says, below what was found in the last one.
  function next(...found) {
    while (++at < lines.length) {
      const line = lines[at];
      const talk = channel(line);
      if (at === 0 || talk !== lines[at - 1].closest(".talk")) found.push(...[...talk.querySelectorAll(".contact, .faces")].map((node) => node.cloneNode(true)));
      found.push(bubble(line));
      if ("scammer" in line.dataset) return add(...found);
    }
    end("lost");
  }

  const tricks = (line) => [...line.querySelectorAll(".trick")].map((node) => node.cloneNode(true));

  function end(how) {
    show("end");
    for (const name of ["won", "lost", "declined"]) {
      const wanted = name === how || (name === "won" && how === "declined");
      stage.querySelectorAll(`.${name}`).forEach((node) => { node.hidden = !wanted; });
    }
    stage.querySelector(".tricks").append(...met);
    stage.querySelector(".met").hidden = met.length === 0;
    stage.querySelector(".name:not([hidden])").focus({ preventScroll: true });
  }

  // The other side: what the one being tricked says, and the replies to choose from.
  const turns = [...game.querySelectorAll("template[data-turn]")];
  let replies;

  function turn(...said) {
    if (++at === turns.length) return helped(said);
    const content = turns[at].content.cloneNode(true);
    replies = new Map([...content.querySelectorAll("[data-reply]")].map((node) => [node.querySelector("button"), node]));
    stage.querySelector(".choices").replaceChildren(...replies.keys());
    add(...said, content.querySelector(".line"));
  }

  function reply(button) {
    const node = replies.get(button);
    const mine = piece("mine").firstElementChild;
    mine.querySelector(".bubble").append(...button.querySelector("span").cloneNode(true).childNodes);
    const why = node.querySelector(".verdict-line");
    button.remove();
    if (node.dataset.reply === "right") turn(mine, why);
    else add(mine, why);
    const left = stage.querySelector(".choices[tabindex]");
    if (left) left.focus({ preventScroll: true });
  }

  function helped(said) {
    show("helped");
    stage.querySelector(".result").prepend(...said);
    stage.querySelector(".name").focus({ preventScroll: true });
  }

  const go = {
    start: () => show("start"),
    ring: () => show("ring"),
    declined: () => { met = []; end("declined"); },
    talk: () => {
      show("talk");
      [at, met, log] = [-1, [], stage.querySelector(".log")];
      next();
    },
    help: () => {
      show("help");
      [at, log] = [-1, stage.querySelector(".log")];
      turn();
      stage.querySelector(".choices").focus({ preventScroll: true });
    },
    reply,
    believe: () => {
      const found = tricks(lines[at]);
      met.push(...found.map((node) => node.cloneNode(true)));
      next(...piece(found.length ? "trap" : "no-trap").children, ...found);
    },
    refuse: () => { met.push(...tricks(lines[at])); end("won"); },
  };

  stage.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (!button) return;
    game.dataset.started = "yes";
    go[button.dataset.go](button);
  });
  game.hidden = false;
  show("start");
})();
