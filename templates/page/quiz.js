// The quiz works without this file. With it, the verdict is also read out by screen readers, and the right answers count.
"use strict";
for (const quiz of document.querySelectorAll("[data-quiz]")) {
  const heard = quiz.querySelector(".heard");
  quiz.addEventListener("change", (event) => {
    const verdict = event.target.closest(".option").querySelector(".verdict");
    heard.textContent = verdict.textContent.replace(/\s+/g, " ").trim();
  });
}

// A round: the first answer to each question counts, others may be tried; a kind word at the end.
for (const round of document.querySelectorAll("[data-round]")) {
  const score = round.querySelector(".score");
  const told = round.querySelector("[data-told]");
  const total = round.querySelectorAll("[data-quiz]").length;
  const first = new Map();

  round.addEventListener("change", (event) => {
    const quiz = event.target.closest("[data-quiz]");
    if (first.has(quiz)) return;
    first.set(quiz, event.target.closest(".option").classList.contains("right"));
    if (first.size < total) return;
    const right = [...first.values()].filter(Boolean).length;
    score.querySelector("[data-points]").textContent = `${right} / ${total}`;
    score.querySelector("[data-all]").hidden = right < total;
    score.querySelector("[data-some]").hidden = right === total;
    score.hidden = false;
    const seen = [...score.querySelectorAll("p:not([hidden])")].map((node) => node.textContent);
    told.textContent = seen.join(" ").replace(/\s+/g, " ").trim();
  });

  round.querySelector("[data-again]").addEventListener("click", () => {
    round.querySelectorAll("input, .heard").forEach((node) => { node.checked = false; node.textContent = ""; });
    first.clear();
    score.hidden = true;
    round.querySelector("input").focus();
  });
}
