/* "Why is this on the screen?" A card on a key, for whoever is asked: what plays, since when, until when, what failed. */
"use strict";
(() => {
  const { settings, schedule } = window.OUTREACH;
  const card = document.getElementById("why");
  const DAYS = ["", "一", "二", "三", "四", "五", "六", "日"];
  let closes = 0;

  const span = (valid, always) => (valid?.from || valid?.to ? `${valid.from || "…"} – ${valid.to || "…"}` : always);
  const hours = (time, always) => (time?.from || time?.to ? `${time.from || "00:00"} – ${time.to || "24:00"}` : always);
  const weekdays = (days) => (days?.length && days.length < 7 ? days.map((day) => DAYS[day] || day).join(" ") : "一 – 日");

  /* [Chinese, English, value]; an empty value has no line. */
  const rows = ({ playlist, item, branch, mode, seen, skips, started }) => {
    const now = new Date();
    const unsure = playlist && schedule.unsure(playlist, now);
    const share = seen.frames ? ` / ${seen.frames}` : "";
    return [
      ["内容", "Item", item ? item.title || item.id : "备用画面 · fallback"],
      ["编号", "Id", item ? item.id : ""],
      ["对象", "For", item ? [item.audience, item.lang].filter(Boolean).join(" · ") : ""],
      ["有效期", "Valid", item ? span(item.valid, span(playlist?.valid, "不限 · always")) : ""],
      ["播放时间", "Hours", item ? `${weekdays(item.days)}　${hours(item.time, "全天 · all day")}` : ""],
      ["活动", "Campaign", playlist?.campaign || ""],
      ["版本", "Revision", playlist ? `${playlist.rev} · ${playlist.generated}` : "没有 · none"],
      ["网点", "Branch", branch ? [branch.name, branch.id].filter(Boolean).join(" · ") : ""],
      ["时钟", "Clock", `${schedule.day(now)} ${schedule.clock(now)}${unsure ? " （时钟不准 · clock is wrong）" : ""}`],
      ["播放方式", "Mode", { single: "单画面 · single", stills: "静态画面 · stills" }[mode] || "视频 · film"],
      ["丢帧", "Dropped frames", `${seen.dropped}${share}`],
      ["跳过", "Skipped", String(skips)],
      ["已运行", "Running", `${((performance.now() - started) / 3600000).toFixed(1)} h`],
    ].filter(([, , value]) => value);
  };

  const line = (chinese, english, value, first) => {
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    const [one, two] = first === "en" ? [english, chinese] : [chinese, english];
    const small = document.createElement("small");
    small.textContent = two;
    term.append(one, " ", small);
    text.textContent = value;
    return [term, text];
  };

  const draw = (state) => {
    const first = state.playlist?.items[0]?.lang?.startsWith("en") ? "en" : "zh";
    const words = [["为什么播放这个？", "Why is this showing?"], ["按 W 关闭，按 L 保存播放记录", "W closes, L saves the play log"]];
    const [title, keys] = words.map((pair) => (first === "en" ? pair.toReversed() : pair));
    const head = document.createElement("h1");
    const foot = document.createElement("p");
    const list = document.createElement("dl");
    const also = document.createElement("small");
    also.textContent = title[1];
    head.append(title[0], " ", also);
    foot.textContent = keys.join(" · ");
    list.append(...rows(state).flatMap(([chinese, english, value]) => line(chinese, english, value, first)));
    card.replaceChildren(head, list, foot);
  };

  const close = () => { card.hidden = true; };
  const toggle = (state) => {
    clearTimeout(closes);
    if (!card.hidden) return close();
    draw(state);
    card.hidden = false;
    closes = setTimeout(close, settings.card_ms);
    return undefined;
  };
  const refresh = (state) => { if (!card.hidden) draw(state); };

  window.OUTREACH.why = { toggle, close, refresh };
})();
