// A film waits behind its picture and one large button; its controls come when it plays. Without this file they are there.
"use strict";
for (const button of document.querySelectorAll(".play")) {
  const film = document.getElementById(button.dataset.plays);
  const room = film.closest(".late") ?? film;
  room.hidden = room !== film;
  film.controls = room !== film;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.hidden = true;
    room.hidden = false;
    film.controls = true;
    film.focus();
    film.play();
  });
}
