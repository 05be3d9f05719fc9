// Filters for the gallery and the search among its branches. Without this file everything is shown. The choice of
// filters is kept in the address, to share it.
"use strict";
(() => {
  const filters = document.querySelector(".filters");
  if (!filters) return;
  const packs = [...document.querySelectorAll(".pack")];
  const none = document.querySelector(".none");

  function apply() {
    const chosen = [...filters.querySelectorAll("input:checked")].filter((input) => input.value);
    let shown = 0;
    for (const pack of packs) {
      pack.hidden = !chosen.every((input) => pack.dataset[input.name] === input.value);
      if (pack.hidden) pack.querySelector("video")?.pause();
      else shown += 1;
    }
    none.textContent = shown ? "" : none.dataset.none;
    const hash = new URLSearchParams(chosen.map((input) => [input.name, input.value])).toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const input = [...filters.querySelectorAll("input")].find((one) => one.name === name && one.value === value);
    if (input) input.checked = true;
  }
  filters.addEventListener("change", apply);
  filters.hidden = false;
  apply();
})();

(() => {
  const find = document.querySelector(".find");
  if (!find) return;
  const none = document.querySelector(".branches .none");
  const rows = [...document.querySelectorAll(".branch-list > li")].map((row) => {
    const name = row.querySelector("summary") ?? row;
    return [row, name.textContent.toLowerCase()];
  });
  find.querySelector("input").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const [row, words] of rows) {
      row.hidden = !wanted.every((word) => words.includes(word));
      if (!row.hidden) shown += 1;
    }
    none.textContent = shown ? "" : none.dataset.none;
  });
  find.hidden = false;
})();
