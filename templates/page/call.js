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
    if (game.dataset.started) focus.focus({ preventScroll: true });
    return stage;
  }

  function add(node) {
    log.append(node);
    const last = log.lastElementChild;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    last.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
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

  // Everything up to and with the next thing the caller says.
  function next() {
    while (++at < lines.length) {
      const line = lines[at];
      const talk = channel(line);
      if (at === 0 || talk !== lines[at - 1].closest(".talk")) talk.querySelectorAll(".contact, .faces").forEach((node) => add(node.cloneNode(true)));
      add(bubble(line));
      if ("scammer" in line.dataset) return;
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
    stage.scrollIntoView({ block: "nearest" });
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
    believe: () => {
      const found = tricks(lines[at]);
      add(piece(found.length ? "trap" : "no-trap"));
      found.forEach((node) => { met.push(node.cloneNode(true)); add(node); });
      next();
    },
    refuse: () => { met.push(...tricks(lines[at])); end("won"); },
  };

  stage.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (!button) return;
    game.dataset.started = "yes";
    go[button.dataset.go]();
  });
  game.hidden = false;
  show("start");
})();
