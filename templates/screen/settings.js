/* What a technician may change. Times are in milliseconds. */
"use strict";
window.OUTREACH = {};
window.OUTREACH.settings = {
  poll_ms: 60000,        /* how often current.js is looked at for a new revision */
  load_ms: 15000,        /* a file that takes longer than this to be ready is skipped */
  stall_ms: 15000,       /* a film that stands for this long is left */
  wait_ms: 3000,         /* the last frame is held this long for the next item, then the fallback is shown */
  skips_in_row: 5,       /* after so many items that cannot be shown the fallback is shown … */
  retry_ms: 60000,       /* … and they are tried again after this; a broken revision after ten times as long */
  still_ms: 12000,       /* how long the still of a film is shown when films are not played */
  dropped_share: 0.2,    /* a film with more of its frames dropped than this is too heavy for the box */
  dropped_films: 3,      /* so many in a row, and stills are shown instead … */
  stills_ms: 1800000,    /* … for this long, so that the box can cool down */
  reload_hours: [3, 4],  /* the page is loaded anew once a day, between two items, in these hours … */
  reload_after_ms: 72000000, /* … when it has run for so long: 20 h */
  reload_latest_ms: 100800000, /* without a clock: 28 h */
  card_ms: 60000,        /* the card closes by itself */
};
