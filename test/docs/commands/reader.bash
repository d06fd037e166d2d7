# The shell of somebody who reads a chapter and types what it says. It has: OUT, a folder for what is printed; REPOSITORY; LINE, the
# number of the statement; START_PORT, START_KEY and START_DATA for a service that a chapter starts.
set -euo pipefail
SERVICE='' LISTENER='' ID='' JOB=${JOB:-} BATCH=''
# What a chapter starts by itself may go without a goodbye.
trap 'ends $SERVICE $LISTENER; kill -9 $(jobs -p) 2>/dev/null || true' EXIT

ends() {
  [ $# -eq 0 ] && return
  kill "$@" 2>/dev/null || true
  wait "$@" 2>/dev/null || true
}

# A refusal is not what a chapter wants to show.
curl() { command curl --fail-with-body -sS "$@"; }
netpulse() { node "$REPOSITORY/bin/netpulse.mjs" "$@"; }

npx() {
  shift
  if [ "$1" != listen ]; then netpulse "$@"; return; fi
  local printed=$OUT/$LINE.out said=$OUT/$LINE.err
  ends $LISTENER
  node "$REPOSITORY/bin/netpulse.mjs" "$@" &
  LISTENER=$!
  eventually grep -qhs '^Listening on ' "$printed" "$said"
  # In a pipe a reader waits for the first webhook.
  [ -p /dev/stdout ] || return 0
  command curl -sS -d '{"id": "1"}' "$(grep -ohE 'http://[0-9.:]+' "$said" | head -1)" >/dev/null
  eventually test -s "$printed"
  ends $LISTENER
}

npm() {
  if [ "$1" != start ]; then command npm "$@"; return; fi
  # Settings alone are tried later, all of them in one process.
  if [ -z "$START_PORT" ]; then env -0 >"$OUT/$LINE.settings"; return; fi
  ends $SERVICE
  NETPULSE_PORT=$START_PORT NETPULSE_API_KEY=$START_KEY NETPULSE_DATA_DIR=$START_DATA env npm start 2>&1 &
  SERVICE=$!
  eventually grep -q 'NetPulse is ready at' "$OUT/$LINE.out"
}

# Asks until it is so, for 30 s at most.
eventually() {
  local end=$((SECONDS + 30))
  until "$@"; do
    if [ $SECONDS -ge $end ]; then return 1; fi
    sleep 0.05
  done
}

# The ids that a reader would copy out of what was printed.
copy_ids() {
  local printed
  printed=$(cat "$OUT/$LINE.out" "$OUT/$LINE.err")
  if [[ $printed =~ \"batch_id\":\"([^\"]+)\" ]]; then BATCH=${BASH_REMATCH[1]}; fi
  if [[ $printed =~ \"id\":\"([^\"]+)\" ]]; then ID=${BASH_REMATCH[1]}; fi
  if [[ $printed =~ \"id\":\"([^\"]+)\",\"status\":\"queued\" ]]; then JOB=${BASH_REMATCH[1]}; fi
  if [[ $printed =~ Key\ ([0-9a-f]{10})\ is\ made ]]; then ID=${BASH_REMATCH[1]}; fi
}
