// Filters for the gallery. Without this file everything is shown. The choice is kept in the address, to share it.
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
