/* Comments on the review page: kept in this browser as far as it lets us, saved as a file, sent by nobody but the reader. */
"use strict";
(() => {
  const main = document.querySelector("main");
  const { scam, words } = main.dataset;
  const key = `outreach-review:${scam}:${words}`;
  const by = document.getElementById("by");
  const role = document.getElementById("role");
  const word = (name) => document.getElementById("words").content.querySelector(`[data-word="${name}"]`).cloneNode(true);
  const state = { by: "", role: role.value, comments: {}, answers: {} };
  let unsaved = false;

  /* A browser may refuse to keep anything for a file: then the comments live as long as the page. */
  const read = () => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const keep = () => {
    unsaved = true;
    document.getElementById("saved").hidden = true;
    try { localStorage.setItem(key, JSON.stringify(state)); } catch { /* see above */ }
    count();
  };

  /* What the file may hold: no signs that nobody sees. */
  const clean = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/[^\S\n ]/g, " ")
    .replace(/(?!\n)\p{C}/gu, "").trim();
  const said = () => Object.entries(state.comments).map(([place, text]) => ({ place, text: clean(text).slice(0, 4000) }))
    .filter((one) => one.text);
  const count = () => {
    document.getElementById("count").textContent = said().length + Object.keys(state.answers).length;
  };

  const write = (slot, focus) => {
    const place = slot.dataset.place;
    const box = document.createElement("div");
    const label = document.createElement("label");
    const area = document.createElement("textarea");
    const remove = document.createElement("button");
    box.className = "write";
    area.id = `say:${place}`;
    area.maxLength = 4000;
    area.value = state.comments[place] || "";
    label.htmlFor = area.id;
    label.append(word("your_comment"), ` · ${slot.dataset.name}`);
    remove.type = "button";
    remove.append(word("remove"), named(slot));
    area.addEventListener("input", () => { state.comments[place] = area.value; keep(); });
    remove.addEventListener("click", () => {
      delete state.comments[place];
      keep();
      box.remove();
      slot.append(button(slot)).focus();
    });
    box.append(label, area, remove);
    slot.querySelector(":scope > button")?.remove();
    slot.append(box);
    if (focus) area.focus();
  };
  const named = (slot) => {
    const name = document.createElement("span");
    name.className = "seen";
    name.textContent = ` ${slot.dataset.name}`;
    return name;
  };
  const button = (slot) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(word("comment"), named(slot));
    made.addEventListener("click", () => write(slot, true));
    return made;
  };

  const save = () => {
    state.by = clean(by.value).replace(/\n/g, " ");
    document.getElementById("unnamed").hidden = Boolean(state.by);
    if (!state.by) { by.focus(); return; }
    const answers = Object.entries(state.answers).map(([question, answer]) => ({ question, answer }));
    const data = { schema: 1, kind: "outreach-comments", scam, words, by: state.by, role: role.value, comments: said(), answers };
    const file = new Blob([`${JSON.stringify(data, null, 1)}\n`], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `comments-${scam}-${role.value}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    document.getElementById("saved").hidden = false;
  };

  const slots = [...document.querySelectorAll(".slot")];
  const known = read();
  for (const name of ["by", "role"]) if (typeof known[name] === "string") state[name] = known[name];
  for (const name of ["comments", "answers"]) Object.assign(state[name], known[name]);
  by.value = state.by;
  if ([...role.options].some((one) => one.value === state.role)) role.value = state.role;
  for (const slot of slots) {
    if (state.comments[slot.dataset.place]) write(slot, false);
    else slot.append(button(slot));
  }
  for (const field of document.querySelectorAll("[data-question]")) {
    const question = field.dataset.question;
    for (const choice of field.querySelectorAll("input")) {
      choice.checked = state.answers[question] === choice.value;
      choice.addEventListener("change", () => { state.answers[question] = choice.value; keep(); });
    }
  }
  by.addEventListener("input", () => { state.by = by.value; keep(); });
  /* Everybody has the questions of one role. */
  const asked = () => {
    for (const one of document.querySelectorAll("[data-role]")) one.hidden = one.dataset.role !== role.value;
  };
  role.addEventListener("change", () => { state.role = role.value; asked(); keep(); });
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("desk").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  for (const one of document.querySelectorAll("#desk, .desk")) one.hidden = false;
  asked();
  count();
})();
