/* Which revision is to be shown. A page opened from a disk may not fetch files, but it may load scripts: so current.js
   and playlist.js are scripts, put in anew each time they are asked for. */
"use strict";
(() => {
  const { settings } = window.OUTREACH;
  const LAST = "outreach-last-revision";
  const REVISION = /^[0-9a-f]{12}$/;
  const broken = new Map();  /* revision → until when it is not tried again */

  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const done = (way, value) => {
      clearTimeout(late);
      script.remove();
      way(value);
    };
    const late = setTimeout(() => done(reject, new Error("late")), settings.load_ms);
    script.onload = () => done(resolve);
    script.onerror = () => done(reject, new Error("missing"));
    script.src = `${address}?${Date.now()}`;
    document.head.append(script);
  });

  /* The revision that current.js names; "" when there is none that can be read. */
  const current = async () => {
    delete window.OUTREACH_CURRENT;
    try { await load("current.js"); } catch { return ""; }
    const rev = window.OUTREACH_CURRENT?.rev;
    return REVISION.test(rev || "") ? rev : "";
  };

  const playlist = async (rev) => {
    await load(`${rev}/playlist.js`);
    const found = window.OUTREACH_PLAYLISTS?.[rev];
    delete window.OUTREACH_PLAYLISTS;
    if (found?.schema !== 1 || found.rev !== rev || !Array.isArray(found.items)) throw new Error("unreadable");
    const items = found.items.filter((item) => typeof item?.id === "string" && typeof item.src === "string");
    if (!items.length) throw new Error("empty");
    return { ...found, items, base: `${rev}/` };
  };

  /* A playlist to change to; null when there is no other, or it cannot be read. */
  const newer = async (running) => {
    const rev = await current();
    if (!rev || rev === running || performance.now() < (broken.get(rev) ?? 0)) return null;
    try {
      return await playlist(rev);
    } catch {
      refuse(rev);
      return null;
    }
  };

  const refuse = (rev) => broken.set(rev, performance.now() + settings.retry_ms * 10);

  /* After a power cut: the revision that played last, when the one that is named cannot be had. */
  const former = async () => {
    let rev = "";
    try { rev = localStorage.getItem(LAST) || ""; } catch { /* kept nowhere */ }
    if (!REVISION.test(rev)) return null;
    try { return await playlist(rev); } catch { return null; }
  };
  const keep = (rev) => {
    try { localStorage.setItem(LAST, rev); } catch { /* kept nowhere */ }
  };

  /* Who the branch is; null where the screen belongs to none. */
  const branch = async () => {
    try { await load("branch.js"); } catch { return null; }
    return window.OUTREACH_BRANCH?.schema === 1 ? window.OUTREACH_BRANCH : null;
  };

  window.OUTREACH.revisions = { branch, current, newer, former, keep, refuse };
})();
