/* When an item is shown: dates, days of the week, times. */
"use strict";
(() => {
  const two = (n) => String(n).padStart(2, "0");
  const day = (time) => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = (time) => `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  const minutes = (text, otherwise) => {
    const found = /^(\d{1,2}):(\d{2})/.exec(text || "");
    return found ? Number(found[1]) * 60 + Number(found[2]) : otherwise;
  };

  /* A box without a battery starts in 1970: a clock before the day the pack was made says nothing. */
  const unsure = (playlist, now) => day(now) < (playlist.generated || "").slice(0, 10);

  /* The day on which the window began that is open now; null when none is. `to` is outside; a window may pass midnight. */
  const began = (time, now) => {
    const from = minutes(time?.from, 0);
    const to = minutes(time?.to, 24 * 60);
    const at = now.getHours() * 60 + now.getMinutes();
    if (from < to) return at >= from && at < to ? now : null;
    if (at >= from) return now;
    return at < to ? new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 12) : null;
  };

  const within = (valid, date) => (!valid?.from || date >= valid.from) && (!valid?.to || date <= valid.to);

  const due = (item, playlist, now) => {
    if (unsure(playlist, now)) return true;
    const start = began(item.time, now);
    if (!start) return false;
    const days = item.days?.length ? item.days : [1, 2, 3, 4, 5, 6, 7];
    return days.includes(start.getDay() || 7) && within(item.valid, day(start)) && within(playlist.valid, day(start));
  };

  window.OUTREACH.schedule = { day, clock, due, unsure };
})();
