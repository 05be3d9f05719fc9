// A film shows its picture with one large button; its controls come when it plays. Without this file they are always there.
"use strict";
for (const button of document.querySelectorAll(".film .play")) {
  const film = button.parentElement.querySelector("video");
  film.controls = false;
  button.hidden = false;
  button.addEventListener("click", () => {
    film.controls = true;
    button.hidden = true;
    film.focus();
    film.play();
  });
}
