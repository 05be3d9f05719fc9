#!/bin/sh
# Shows the screen pack beside this folder on the whole screen, and ends when the page hangs: systemd starts it again.
#   kiosk.sh [ADDRESS]    e.g. kiosk.sh "http://127.0.0.1:8000/index.html?mode=stills"
# CHROMIUM names another browser. SMALL=1 is for boxes with 1 GB and less.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
address=${1:-file://$here/index.html}
profile=${XDG_STATE_HOME:-$HOME/.local/state}/outreach-screen
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
if [ -z "$browser" ]; then
  echo "no Chromium: apt install chromium, or name it in CHROMIUM" >&2
  exit 1
fi

small=
if [ "${SMALL:-}" = 1 ]; then
  small="--enable-low-end-device-mode --js-flags=--max-old-space-size=64 --renderer-process-limit=1 --disable-dev-shm-usage"
fi

# The profile keeps the play log; its output goes nowhere: a pipe that nobody reads fills the memory.
mkdir -p "$profile"
# shellcheck disable=SC2086
"$browser" --kiosk --user-data-dir="$profile" --noerrdialogs --disable-session-crashed-bubble --disable-infobars \
  --no-first-run --disable-component-update --autoplay-policy=no-user-gesture-required --password-store=basic \
  $small "$address" >/dev/null 2>&1 &
pid=$!
# The browser is waited for: it still writes the play log.
trap 'kill "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM INT

# The page writes the time into its title while something moves. Where xdotool can read it (X11), a title that stands
# for three minutes ends the browser. Elsewhere (Wayland) only a browser that is gone is noticed.
last='' still=0
while kill -0 "$pid" 2>/dev/null; do
  sleep 60 &
  wait $!
  command -v xdotool >/dev/null || continue
  title=$(xdotool search --name '^outreach ' getwindowname 2>/dev/null | head -n 1)
  [ -n "$title$last" ] || continue
  if [ "${title:-gone}" = "$last" ]; then still=$((still + 1)); else still=0; fi
  last=${title:-gone}
  if [ "$still" -ge 3 ]; then
    kill "$pid"
    sleep 5
    kill -9 "$pid" 2>/dev/null
    break
  fi
done
wait "$pid"
exit 1
