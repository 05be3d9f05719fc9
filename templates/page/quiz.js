// The quiz works without this file. With it, the verdict is also read out by screen readers.
"use strict";
for (const quiz of document.querySelectorAll("[data-quiz]")) {
  const heard = quiz.querySelector(".heard");
  quiz.addEventListener("change", (event) => {
    const verdict = event.target.closest(".option").querySelector(".verdict");
    heard.textContent = verdict.textContent.replace(/\s+/g, " ").trim();
  });
}
