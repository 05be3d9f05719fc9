/* The branch beside the film: its name, its phone, its code. What branch.js says is text and a picture, never markup. */
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const PIXELS = 8;  /* of a module, at 1080 lines: a phone reads it from the other side of a hall's bench */

  /* A picture runs no scripts and loads nothing, whatever an SVG holds. Our codes bring their quiet zone of 4 modules;
     a unit of their view box is a module. */
  const draw = (svg) => {
    const code = byId("branch-code");
    const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
    code.hidden = !side;
    if (!side) return;
    document.body.style.setProperty("--side", String(side * PIXELS));
    document.body.style.setProperty("--bar", String(Math.max(300, side * PIXELS + 4)));
    code.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  };

  const show = (branch) => {
    const name = typeof branch?.name === "string" ? branch.name : "";
    byId("branch").hidden = !name;
    document.body.classList.toggle("with-branch", Boolean(name));
    if (!name) return;
    byId("branch-name").textContent = name;
    byId("branch-phone").textContent = typeof branch.phone === "string" ? branch.phone : "";
    draw(typeof branch.qr_svg === "string" ? branch.qr_svg : "");
  };

  window.OUTREACH.overlay = { show };
})();
