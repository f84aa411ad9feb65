#!/usr/bin/env bash
# Official clients of every dialect against a running gateway, with a stand-in provider behind each of its five dialects.
#
#   examples/clients/run.sh            all clients that can run here; needs Python 3 with venv, and Node 20
#   examples/clients/run.sh openai     only files whose name begins so
#
# Those of litellm ask a second gateway, which serves a configuration file of LiteLLM's (litellm.yaml).
#
# Packages go into target/clients beside the checkout's other build output, and stay there for the next run.
set -euo pipefail
cd "$(dirname "$0")"
only=${1:-}
cache=$(cd ../.. && pwd)/target/clients
mkdir -p "$cache"
export ECLUSA_MASTER_KEY=sk-clients-example
state=$(mktemp -d)
children=()
trap 'kill "${children[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$state"' EXIT

if ! command -v python3 >/dev/null; then echo "Skipped: no python3 on this machine, and the stand-in provider needs it."; exit 0; fi

python3 upstream.py >"$state/upstream" & children+=($!)
until [ -s "$state/upstream" ]; do sleep 0.1; done
export UPSTREAM="http://127.0.0.1:$(cat "$state/upstream")"

# Serves a configuration file and leaves the address it listens on in "address".
serve() {
  local log="$state/${1%.yaml}"
  ../../eclusa serve --config "$1" --data "$log-data" --port 0 2>"$log" & children+=($!)
  until grep -qs "listens on" "$log"; do
    kill -0 "${children[-1]}" 2>/dev/null || { cat "$log" >&2; exit 1; }
    sleep 0.2
  done
  address=$(sed -n 's/.*listens on \(http[^ ]*\).*/\1/p' "$log")
}
serve eclusa.yaml; export ECLUSA_URL=$address
serve litellm.yaml; export LITELLM_URL=$address

failed=0
# Runs the Python clients whose file begins so, with the packages of a file, in a place of their own: litellm wants another openai.
python_clients() {
  local packages=$1 place="$cache/$2" wanted; shift 2
  wanted=$(for client in "$@"; do case "$client" in python/"$only"*) [ -e "$client" ] && echo "$client";; esac; done)
  [ -n "$wanted" ] || return 0
  if python3 -m venv "$place" 2>/dev/null && "$place/bin/pip" install -q -r "python/$packages"; then
    for client in $wanted; do PYTHONPATH=python "$place/bin/python" "$client" || failed=1; done
  else
    echo "Skipped: these Python clients cannot be installed here (python3-venv and PyPI are needed): $wanted"
  fi
}
python_clients requirements.txt python python/[!l]*_client.py
export LITELLM_LOCAL_MODEL_COST_MAP=True # else it asks the network for prices
python_clients litellm-requirements.txt litellm python/litellm*_client.py
if command -v npm >/dev/null; then
  cp javascript/*.mjs javascript/package.json "$cache/"
  if (cd "$cache" && npm install --silent --no-audit --no-fund >/dev/null); then
    for client in "$cache/$only"*_client.mjs; do
      [ -e "$client" ] && { node "$client" || failed=1; }
    done
  else
    echo "Skipped: the JavaScript clients cannot be installed here (the npm registry is needed)."
  fi
else
  echo "Skipped: no npm on this machine."
fi
exit $failed
