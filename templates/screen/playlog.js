/* What was shown, a line a time, in this browser: nothing about people. Kept in chunks that are only ever added to, so
   that a power cut costs the last line at most; the oldest chunk goes when there are too many. */
"use strict";
(() => {
  const PREFIX = "outreach-plays:";
  const LINES = 100;  /* of a chunk: about 12 kB, what a line costs to write */
  const CHUNKS = 240;  /* 3 MB of the 5 that a browser gives: seven weeks of a film a minute, 8 h a day */
  const two = (n) => String(Math.abs(n)).padStart(2, "0");

  /* The clock on the wall, with its distance from UTC: a play belongs to the branch's own day. */
  const stamp = (now) => {
    const ahead = -now.getTimezoneOffset();
    const zone = `${ahead < 0 ? "-" : "+"}${two(Math.trunc(ahead / 60))}:${two(ahead % 60)}`;
    return `${window.OUTREACH.schedule.day(now)}T${window.OUTREACH.schedule.clock(now)}${zone}`;
  };

  /* Two screens of a branch are told apart by four digits that this browser drew once. */
  const screen = () => {
    const key = "outreach-screen";
    const kept = localStorage.getItem(key) || Math.random().toString(16).slice(2, 6).padEnd(4, "0");
    localStorage.setItem(key, kept);
    const branch = (window.OUTREACH_BRANCH?.id || "screen").replace(/[^\w.-]/g, "_");
    return `${branch}-${kept}`;
  };

  const numbers = () => {
    const found = [];
    for (let n = 0; n < localStorage.length; n += 1) {
      const key = localStorage.key(n);
      if (key.startsWith(PREFIX)) found.push(Number(key.slice(PREFIX.length)));
    }
    return found.filter(Number.isInteger).sort((a, b) => a - b);
  };
  const read = (n) => localStorage.getItem(PREFIX + n) || "";

  const append = (line) => {
    const kept = numbers();
    let last = kept.at(-1) ?? 0;
    let text = read(last);
    if (text.split("\n").length > LINES) {
      last += 1;
      text = "";
      while (kept.length >= CHUNKS) localStorage.removeItem(PREFIX + kept.shift());
    }
    try {
      localStorage.setItem(PREFIX + last, `${text}${line}\n`);
    } catch (full) {  /* others share the room: the oldest goes */
      if (!kept.length) throw full;
      localStorage.removeItem(PREFIX + kept[0]);
      localStorage.setItem(PREFIX + last, kept[0] === last ? `${line}\n` : `${text}${line}\n`);
    }
  };

  /* event: played, skipped, stalled, switched. A browser may refuse to keep anything: the film goes on. */
  const add = (event, rev, item, ms) => {
    try {
      append(JSON.stringify({ screen: screen(), t: stamp(new Date()), rev, item, event, ms: Math.round(ms) }));
    } catch { /* see above */ }
  };

  const text = () => {
    try { return numbers().map(read).join(""); } catch { return ""; }
  };

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text()], { type: "application/x-ndjson" }));
    link.download = `plays-${screen()}-${window.OUTREACH.schedule.day(new Date())}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  window.OUTREACH.playlog = { add, text, save };
})();
