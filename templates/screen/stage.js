/* The panes on which items are shown: two films, two stills, the fallback below them. They are made once and used for
   ever, and change places by z-index, never by fading: a pane that cannot be seen may lose its picture. The next item
   is opened below the one that is seen, comes up when its second frame was presented, and hides it when it is drawn. */
"use strict";
(() => {
  const { settings } = window.OUTREACH;
  const byId = (id) => document.getElementById(id);
  const films = [byId("video-a"), byId("video-b")];
  const stills = [byId("still-a"), byId("still-b")];
  const fallback = byId("fallback");
  const jobs = new WeakMap();  /* pane → what stops whatever waits for it */
  const seen = { pane: null, moved: performance.now(), dropped: 0, frames: 0 };

  const isFilm = (pane) => films.includes(pane);
  const soon = (promise, ms, why) => new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(why)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(late));
  });

  /* Only load() without a source frees the decoder; a source that is taken away alone does not. */
  const release = (pane) => {
    jobs.get(pane)?.abort();
    jobs.delete(pane);
    if (isFilm(pane)) pane.pause();
    if (!pane.hasAttribute("src")) return;
    pane.removeAttribute("src");
    if (isFilm(pane)) pane.load();
  };
  const take = (panes) => {
    const pane = panes.find((one) => one !== seen.pane);
    release(pane);
    jobs.set(pane, new AbortController());
    return pane;
  };

  const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
  /* "Presented" means that the page has a frame, not that the screen does: on a busy box a film comes up before it is
     drawn. So a pane that rises can be seen through, and the one before stays under it, playing or held, until a frame
     of the new one was presented in its place. A screen that is off draws nothing: then time alone goes on. */
  const drawn = (pane) => soon((async () => {
    if (isFilm(pane)) await Promise.race([frame(pane), event(pane, "ended")]);
    await painted();
  })(), settings.wait_ms, "screen off").catch(() => {});
  const raise = async (pane) => {
    const before = seen.pane;
    if (before === pane) return;
    const job = before && jobs.get(before);
    document.querySelector(".under")?.classList.remove("under");
    before?.classList.replace("top", "under");
    pane.classList.remove("under");
    pane.classList.add("top", "rising");
    seen.pane = pane;
    seen.moved = performance.now();
    await drawn(pane);
    pane.classList.remove("rising");
    before?.classList.remove("under", "rising");
    if (before && before !== fallback && jobs.get(before) === job) release(before);
  };

  /* Waits for an event of a pane; fails when the pane has an error, is given to another item, or takes too long. */
  const event = (pane, name, ms = settings.load_ms) => new Promise((resolve, reject) => {
    const own = new AbortController();
    const { signal } = own;
    const done = (way, value) => {
      clearTimeout(late);
      own.abort();
      way(value);
    };
    const late = setTimeout(() => done(reject, new Error("late")), ms);
    pane.addEventListener(name, () => done(resolve), { signal });
    pane.addEventListener("error", () => done(reject, new Error("unreadable")), { signal });
    jobs.get(pane)?.signal.addEventListener("abort", () => done(reject, new Error("dropped")), { signal });
  });
  const seek = async (film, at) => {
    const there = event(film, "seeked");
    film.currentTime = at;
    await there;
    if (film.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) throw new Error("no picture");
  };
  const frame = (film) => soon(new Promise((resolve) => {
    film.requestVideoFrameCallback(resolve);
  }), settings.load_ms, "no frame");

  /* Opens a film and looks at its end first: a file that was cut off has its head and no end, and Chromium says it has
     ended as soon as it is asked for it. (A server that answers no ranges lets nobody look: then it begins.) */
  const openFilm = async (film, address, item) => {
    const opened = event(film, "loadedmetadata");
    film.src = address;
    film.load();
    await opened;
    if (!film.videoWidth) throw new Error("no picture");
    const ms = film.duration * 1000;
    if (item.duration_ms && Math.abs(ms - item.duration_ms) > 1000) throw new Error("length");
    await seek(film, Math.max(0, film.duration - 0.25));
    if (film.ended) throw new Error("cut off");
    await seek(film, 0);
  };
  const startFilm = async (film, volume) => {
    film.volume = volume;
    film.muted = volume === 0;
    try {
      await soon(film.play(), settings.load_ms, "late");
    } catch {  /* sound without a click may be forbidden: better silent than not at all */
      film.muted = true;
      await soon(film.play(), settings.load_ms, "late");
    }
    await frame(film);
    await frame(film);
  };

  /* How it ended: played, skipped (an error on the way), stalled. */
  const filmEnds = (film) => new Promise((resolve) => {
    const own = new AbortController();
    const { signal } = own;
    let at = film.currentTime;
    seen.moved = performance.now();
    const done = (how) => {
      clearInterval(watch);
      own.abort();
      count(film);
      resolve(how);
    };
    const watch = setInterval(() => {
      if (film.currentTime !== at) {
        at = film.currentTime;
        seen.moved = performance.now();
      } else if (performance.now() - seen.moved > settings.stall_ms) done("stalled");
    }, Math.min(1000, settings.stall_ms / 4));
    film.addEventListener("ended", () => done("played"), { signal });
    film.addEventListener("error", () => done("skipped"), { signal });
    if (film.error) done("skipped");
    else if (film.ended) done("played");
  });
  const count = (film) => {
    const quality = film.getVideoPlaybackQuality();
    seen.dropped += quality.droppedVideoFrames;
    seen.frames += quality.totalVideoFrames;
    seen.share = quality.totalVideoFrames ? quality.droppedVideoFrames / quality.totalVideoFrames : 0;
  };

  /* How a film that is open is shown, how it ended, and what to do when it is not wanted after all. */
  const readied = (film, drop) => ({
    show: async (volume) => {
      await startFilm(film, volume);
      await raise(film);
    },
    ended: () => filmEnds(film),
    drop,
  });

  const prepareFilm = async (item, address) => {
    const film = take(films);
    await openFilm(film, address, item);
    return readied(film, () => { if (film !== seen.pane) release(film); });
  };

  const prepareStill = async (item, address) => {
    const still = take(stills);
    still.src = address;
    await soon(still.decode(), settings.load_ms, "late");
    const ms = item.type === "still" ? item.duration_ms || settings.still_ms : settings.still_ms;
    return {
      show: () => raise(still),
      ended: () => new Promise((resolve) => {
        seen.moved = performance.now() + ms;
        setTimeout(() => resolve("played"), ms);
      }),
      drop: () => { if (still !== seen.pane) release(still); },
    };
  };

  /* One film element for panels with one decoder: it plays again what it has, and a still hides it while it changes. */
  const prepareSingle = async (item, address, cover) => {
    const film = films[0];
    const again = film.src === new URL(address, location.href).href && film.ended;
    if (again) {
      await seek(film, 0);
    } else {
      await (cover ? prepareStill(item, cover).then((still) => still.show()) : raise(fallback)).catch(() => raise(fallback));
      release(film);
      jobs.set(film, new AbortController());
      await openFilm(film, address, item);
    }
    return readied(film, () => {});
  };

  /* Opens an item below what is seen. `mode`: "", "single" or "stills". Gives how to show it, and how it ended. */
  const prepare = (item, playlist, mode) => {
    const address = playlist.base + item.src;
    const cover = item.still ? playlist.base + item.still : "";
    if (item.type === "still") return prepareStill(item, address);
    if (mode === "stills") return cover ? prepareStill(item, cover) : Promise.reject(new Error("no still"));
    return mode === "single" ? prepareSingle(item, address, cover) : prepareFilm(item, address);
  };

  /* The fallback of a playlist is kept below everything; one that cannot be read leaves the one before. */
  const setFallback = async (playlist) => {
    if (!playlist.fallback) return;
    const probe = new Image();
    probe.src = playlist.base + playlist.fallback;
    try {
      await soon(probe.decode(), settings.load_ms, "late");
      fallback.src = probe.src;
      await fallback.decode();
    } catch { /* see above */ }
  };
  const showFallback = () => raise(fallback.complete && fallback.naturalWidth ? fallback : byId("nothing"));

  window.OUTREACH.stage = { prepare, setFallback, showFallback, seen };
})();
