// Tabs and filters for the gallery, and the search among its branches. Without this file everything is shown. The choice
// of filters is kept in the address, to share it.
"use strict";
const scams = [...document.querySelectorAll(".scam")].map((card) => ({
  card,
  packs: [...card.querySelectorAll(".pack")],
  tabs: [...card.querySelectorAll(".tabs input")],
}));

// Of each scam one pack is seen: the one that is chosen, or the first that the filters leave.
function choose({ card, packs, tabs }, fits) {
  const left = packs.map(fits);
  let at = tabs.findIndex((tab) => tab.checked);
  if (at < 0 || !left[at]) at = left.indexOf(true);
  packs.forEach((pack, n) => {
    pack.hidden = n !== at;
    if (pack.hidden) pack.querySelector("video")?.pause();
  });
  tabs.forEach((tab, n) => {
    tab.checked = n === at;
    tab.parentElement.hidden = !left[n];
  });
  card.hidden = at < 0;
}

(() => {
  const filters = document.querySelector(".filters");
  const none = document.querySelector(".none");
  let fits = () => true;

  function apply() {
    const chosen = [...filters.querySelectorAll("input:checked")].filter((input) => input.value);
    fits = (pack) => chosen.every((input) => pack.dataset[input.name] === input.value);
    scams.forEach((scam) => choose(scam, fits));
    none.textContent = scams.some((scam) => !scam.card.hidden) ? "" : none.dataset.none;
    const hash = new URLSearchParams(chosen.map((input) => [input.name, input.value])).toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  for (const scam of scams) {
    scam.card.classList.add("tabbed");
    for (const tabs of scam.card.querySelectorAll(".tabs")) {
      tabs.hidden = false;
      tabs.addEventListener("change", () => choose(scam, fits));
    }
    choose(scam, fits);
  }
  if (!filters) return;
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
