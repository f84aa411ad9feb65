#!/usr/bin/env bash
# The gateway measured beside nginx, both in front of one simulated provider, in one run.
#
#   bench/run.sh                    calls and 75 streams, three rounds in turn; bench/results/DATE-GITREV.{md,json}
#   bench/run.sh --streams 1000     streams only, that many at a time; paced so that 7,500 chunks/s are not exceeded
#   bench/run.sh --soak 60          the gateway alone for 60 minutes, its memory sampled
#   --seconds N (10)  --warmup N (5)  --rounds N (3)  --connections N (64)  --nginx-workers N (1)  --no-build
#
# GATEWAY_CMD replaces the command under test; it sees GATEWAY_PORT, BENCH_UPSTREAM and BENCH_TMP.
# BENCH_MODEL=claude-haiku-4-5 has the gateway translate (OpenAI in, Anthropic out); nginx passes on as ever.
set -euo pipefail
cd "$(dirname "$0")/.."

export SECONDS_EACH=10 WARM_UP=5 ROUNDS=3 CONNECTIONS=64 STREAMS=75 CALLS=1 INTERVAL_MS=10 NGINX_WORKERS=1
soak='' build=1
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) SECONDS_EACH=$2; shift 2 ;;
    --warmup) WARM_UP=$2; shift 2 ;;
    --rounds) ROUNDS=$2; shift 2 ;;
    --connections) CONNECTIONS=$2; shift 2 ;;
    --nginx-workers) NGINX_WORKERS=$2; shift 2 ;;
    --streams) STREAMS=$2; CALLS=0; shift 2 ;;
    --soak) soak=$2; shift 2 ;;
    --no-build) build=0; shift ;;
    -h|--help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "unknown option $1; see bench/run.sh --help" >&2; exit 2 ;;
  esac
done
if [ $((STREAMS * 2 / 15)) -gt 10 ]; then INTERVAL_MS=$((STREAMS * 2 / 15)); fi

need() { command -v "$1" >/dev/null || { echo "bench: $1 is not installed; $2" >&2; exit 2; }; }
PATH=$PATH:/usr/sbin
need wrk "it makes the load (Debian: apt install wrk)"
need nginx "it is the yardstick (Debian: apt install nginx-light)"
need curl "it asks whether a server is up"

java_command() { # the first Java of 25 or newer
  local candidate
  for candidate in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -x "$candidate" ] || continue
    [ "$("$candidate" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')" -ge 25 ] && { echo "$candidate"; return; }
  done
  echo "bench: no Java 25 found; set JAVA_HOME" >&2; exit 2
}
JAVA=$(java_command)
if [ "$build" = 1 ]; then ./mvnw -q -Dquick -DskipTests package -pl bench; fi
bench_java=("$JAVA" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -cp "bench/target/classes:bench/target/lib/*")

BENCH_TMP=$(mktemp -d "${TMPDIR:-/tmp}/eclusa-bench.XXXXXX"); export BENCH_TMP
chmod 755 "$BENCH_TMP" # nginx's worker may be another user
children=()
kill_tree() { # a process and its descendants, by id
  local child
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do kill_tree "$child"; done
  kill "$1" 2>/dev/null || true
}
finish() {
  local code=$? pid
  trap - EXIT INT TERM
  for pid in "${children[@]}"; do kill_tree "$pid"; done
  wait 2>/dev/null || true
  if [ $code = 0 ]; then rm -rf "$BENCH_TMP"; else echo "bench: failed; logs are in $BENCH_TMP" >&2; fi
  exit $code
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

taken=' '
free_port() { # sets the variable named to a port nobody listens on
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    case "$taken" in *" $port "*) continue ;; esac
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  taken="$taken$port "
  export "$1=$port"
}
await() { # NAME URL PID: until it answers a call
  local tries
  for tries in $(seq 1 600); do
    curl -sf -o /dev/null -m 5 -H "Authorization: Bearer $ECLUSA_MASTER_KEY" -H 'Content-Type: application/json' \
      -d "{\"model\":\"${BENCH_MODEL:-gpt-4o-mini}\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}" "$2" && return
    kill -0 "$3" 2>/dev/null || break
    sleep 0.2
  done
  echo "bench: $1 does not answer on $2:" >&2; tail -20 "$BENCH_TMP/$1.log" >&2; exit 1
}

ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
free_port UPSTREAM_PORT; free_port NGINX_CALLS_PORT; free_port NGINX_STREAMS_PORT; free_port GATEWAY_PORT
export ECLUSA_MASTER_KEY=${ECLUSA_MASTER_KEY:-sk-bench-0123456789abcdef}
export BENCH_UPSTREAM=http://127.0.0.1:$UPSTREAM_PORT
path=/v1/chat/completions

"${bench_java[@]}" dev.eclusa.bench.Upstream "$UPSTREAM_PORT" 100 "$INTERVAL_MS" >"$BENCH_TMP/upstream.log" 2>&1 &
children+=($!); await upstream "$BENCH_UPSTREAM$path" $!

sed -e "s|@WORKERS@|$NGINX_WORKERS|; s|@TMP@|$BENCH_TMP|; s|@UPSTREAM@|$UPSTREAM_PORT|" \
    -e "s|@CALLS@|$NGINX_CALLS_PORT|; s|@STREAMS@|$NGINX_STREAMS_PORT|" bench/nginx.conf >"$BENCH_TMP/nginx.conf"
nginx -p "$BENCH_TMP" -e "$BENCH_TMP/nginx.log" -c "$BENCH_TMP/nginx.conf" 2>>"$BENCH_TMP/nginx.log" &
export NGINX_PID=$! NGINX_CALLS_URL=http://127.0.0.1:$NGINX_CALLS_PORT$path NGINX_STREAMS_URL=http://127.0.0.1:$NGINX_STREAMS_PORT$path
children+=("$NGINX_PID"); await nginx "$NGINX_CALLS_URL" "$NGINX_PID"

: "${GATEWAY_CMD:=./eclusa serve --config bench/eclusa-bench.yaml --data $BENCH_TMP/data --port $GATEWAY_PORT}"
bash -c "$GATEWAY_CMD" >"$BENCH_TMP/gateway.log" 2>&1 &
export GATEWAY_PID=$! GATEWAY_CALLS_URL=http://127.0.0.1:$GATEWAY_PORT$path GATEWAY_STREAMS_URL=http://127.0.0.1:$GATEWAY_PORT$path
children+=("$GATEWAY_PID"); await gateway "$GATEWAY_CALLS_URL" "$GATEWAY_PID"

revision=$(git rev-parse --short HEAD 2>/dev/null || echo nogit)
git diff --quiet HEAD 2>/dev/null || revision=$revision-dirty
export RESULTS=bench/results BENCH_NAME; BENCH_NAME=$(date -u +%Y%m%dT%H%M%S)-$revision
if [ -n "$soak" ]; then
  export SOAK_MINUTES=$soak
  "${bench_java[@]}" dev.eclusa.bench.Soak
else
  "${bench_java[@]}" dev.eclusa.bench.Compare
  echo "written to $RESULTS/$BENCH_NAME.md and .json"
fi
