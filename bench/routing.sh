#!/usr/bin/env bash
# The routing strategies in a simulator, in virtual time, and what a decision costs.
#
#   bench/routing.sh           every strategy in every scenario: a table
#   bench/routing.sh --cost    CPU and bytes of a plan for twenty candidates
#   bench/routing.sh --complexity FILE   how well the complexity tells hard prompts, on labelled lines of JSON
set -euo pipefail
cd "$(dirname "$0")/.."
main=dev.eclusa.bench.routing.Simulator
case "${1:-}" in
  '') ;;
  --cost) main=dev.eclusa.bench.routing.DecisionCost ;;
  --complexity) main=dev.eclusa.bench.routing.Complexity; set -- "$(realpath "${2:?a file of labelled prompts}")" ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
for java in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
  if [ -x "$java" ] && [ "$("$java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')" -ge 25 ]; then break; fi
done
./mvnw -q package -DskipTests -pl bench -am >&2
exec "$java" -cp "bench/target/classes:bench/target/lib/*" "$main" "$@"
