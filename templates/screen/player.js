/* Plays the current revision for weeks: prepare the next item, show it, write down how it ended, again. */
"use strict";
(() => {
  const { settings, schedule, playlog, revisions, stage, overlay, why } = window.OUTREACH;
  const asked = new URLSearchParams(location.search);
  const state = {
    playlist: null,   /* what plays */
    pending: null,    /* what plays from the next item on */
    place: -1,        /* of the item in the playlist that was tried last */
    item: null,
    branch: null,
    mode: "",
    skips: 0,
    shown: 0,
    heavy: 0,         /* films in a row that dropped too many frames */
    light_from: 0,    /* stills are shown until then */
    started: performance.now(),
    seen: stage.seen,
  };

  const rest = (ms) => new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      resolve();
    };
    const late = setTimeout(done, ms);
    state.wake = done;  /* a new revision ends a rest */
  });
  const mode = () => {
    const wish = asked.get("mode");
    if (wish === "single" || wish === "stills") return wish;
    return performance.now() < state.light_from ? "stills" : "";
  };
  const volume = (playlist) => {
    const wish = Number(asked.get("volume") ?? playlist.default_volume ?? 0);
    return Number.isFinite(wish) ? Math.min(1, Math.max(0, wish)) : 0;
  };

  /* Opens the next item of a playlist that is due; null when none is, or too many in a row cannot be shown. */
  const open = async (playlist, from) => {
    const count = playlist.items.length;
    for (let n = 1, skips = 0; n <= count && skips < settings.skips_in_row; n += 1) {
      const place = (from + n) % count;
      const item = playlist.items[place];
      if (playlist === state.playlist) state.place = place;
      if (!schedule.due(item, playlist, new Date())) continue;
      try {
        return { ...await stage.prepare(item, playlist, mode()), item, place, playlist, mode: mode() };
      } catch {
        skips += 1;
        skipped(playlist, item, "skipped", 0);
      }
    }
    return null;
  };
  const skipped = (playlist, item, how, ms) => {
    state.skips += 1;
    playlog.add(how, playlist.rev, item.id, ms);
  };

  /* The next item: of the revision that waits, if one of its items can be shown or none is due; else of the one that plays. */
  const next = async () => {
    while (state.pending) {
      const fresh = state.pending;
      const ready = await open(fresh, -1);
      if (state.pending === fresh) state.pending = null;
      const idle = !fresh.items.some((item) => schedule.due(item, fresh, new Date()));
      if (!ready && !idle && await other(fresh)) continue;
      await change(fresh, ready);
      return ready;
    }
    return state.playlist ? open(state.playlist, state.place) : null;
  };
  /* Is there another revision to go on with, when none of this one's items can be shown? */
  const other = async (fresh) => {
    revisions.refuse(fresh.rev);
    if (state.playlist) return true;
    const last = await revisions.former();
    if (!last || last.rev === fresh.rev) return false;
    state.pending ??= last;
    return true;
  };
  const change = async (playlist, ready) => {
    const first = !state.playlist;
    Object.assign(state, { playlist, place: ready ? ready.place : -1 });
    await stage.setFallback(playlist);
    if (ready) revisions.keep(playlist.rev);
    if (!first) playlog.add("switched", playlist.rev, "", 0);
  };

  const show = async (ready) => {
    const began = performance.now();
    try {
      await ready.show(volume(ready.playlist));
    } catch {
      ready.drop();
      skipped(ready.playlist, ready.item, "skipped", 0);
      return null;
    }
    Object.assign(state, { item: ready.item, mode: ready.mode, shown: state.shown + 1 });
    why.refresh(state);
    const two = ready.mode !== "single";  /* the other pane is free: the next item is opened while this one plays */
    const following = two ? open(ready.playlist, ready.place) : null;
    const how = await ready.ended();
    if (how === "played") playlog.add(how, ready.playlist.rev, ready.item.id, performance.now() - began);
    else skipped(ready.playlist, ready.item, how, performance.now() - began);
    weigh(ready);
    return following && fits(await held(following));
  };

  /* The last frame is held for a moment; what takes longer is waited for under the fallback. */
  const held = async (coming) => {
    const late = setTimeout(blank, settings.wait_ms);
    try { return await coming; } finally { clearTimeout(late); }
  };
  /* What was opened a while ago may no longer be right. */
  const fits = (ready) => {
    if (!ready) return null;
    if (!state.pending && ready.mode === mode() && schedule.due(ready.item, ready.playlist, new Date())) return ready;
    ready.drop();
    state.place = ready.place - 1;
    return null;
  };
  const blank = () => {
    state.item = null;
    why.refresh(state);
    return stage.showFallback();
  };

  /* A box that drops frames is too warm or too weak: stills for a while. */
  const weigh = (ready) => {
    if (ready.item.type === "still" || ready.mode === "stills") return;
    state.heavy = stage.seen.share > settings.dropped_share ? state.heavy + 1 : 0;
    if (state.heavy < settings.dropped_films) return;
    state.heavy = 0;
    state.light_from = performance.now() + settings.stills_ms;
  };

  /* Once a day the page is loaded anew, so that a browser's small leaks never add up; only when the disk answers. */
  const renew = async () => {
    const age = performance.now() - state.started;
    const [from, to] = settings.reload_hours;
    const hour = new Date().getHours();
    const quiet = age > settings.reload_after_ms && hour >= from && hour < to;
    if ((quiet || age > settings.reload_latest_ms) && await revisions.current()) location.reload();
  };

  const turn = async (ready) => {
    await renew();
    const one = ready || await held(next());
    if (one) return show(one);
    await blank();
    await rest(settings.retry_ms);
    return null;
  };
  const run = async () => {
    let ready = null;
    for (;;) {
      try {
        ready = await turn(ready);
      } catch {  /* whatever it was: a screen goes on */
        ready = null;
        await rest(settings.retry_ms);
      }
    }
  };

  const poll = async () => {
    const found = await revisions.newer((state.pending ?? state.playlist)?.rev);
    if (found) state.pending = found;
    else if (!state.playlist && !state.pending) state.pending = await revisions.former();
    if (found) state.wake?.();
    setTimeout(poll, settings.poll_ms);
  };

  /* kiosk.sh looks at the title: one that stands still is a page that hangs. */
  const beat = () => {
    if (state.item && performance.now() - stage.seen.moved > settings.stall_ms * 8) return;
    document.title = `outreach ${schedule.clock(new Date())} ${state.item?.id ?? "fallback"}`;
  };
  const awake = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };

  const pressed = ({ key }) => {
    if (key === "w" || key === "W" || key === "?") why.toggle(state);
    else if (key === "l" || key === "L") playlog.save();
    else if (key === "Escape") why.close();
  };

  const begin = async () => {
    state.branch = await revisions.branch();
    overlay.show(state.branch);
    await poll();
    setInterval(beat, 1000);
    document.addEventListener("visibilitychange", awake);
    document.addEventListener("keydown", pressed);
    awake();
    await run();
  };
  if (asked.has("test")) window.OUTREACH_PLAYER = { state, settings, schedule, playlog, stage };
  begin();
})();
