#!/usr/bin/env bash
# Builds the benchmarks and runs one: scripts/bench.sh matching [STREAM] | jmh [JMH's arguments]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

JAR="$ROOT/bench/target/benchmarks.jar"
STREAM="${QTG_DATA:-$ROOT/../shared/data}/matching/stream.bin.xz"
# The collector that serves the engines that allocate best; ours does not notice.
OPTIONS=(-Xmx2g -XX:+UseSerialGC)

build_benchmarks() {
  (cd "$ROOT" && mvn -B -ntp -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -pl bench -am package \
    -Dmaven.test.skip=true -Dbenchmarks.jar.skip=false)
}

find_tools
step "building the benchmarks" benchmarks build_benchmarks
cd "$ROOT"
case "${1:-}" in
  matching)
    exec "$JAVA_HOME/bin/java" "${OPTIONS[@]}" -cp "$JAR" \
      io.quanttradinggym.bench.matching.MatchingComparison "${2:-$STREAM}"
    ;;
  jmh)
    shift
    exec "$JAVA_HOME/bin/java" "${OPTIONS[@]}" -jar "$JAR" -jvmArgsAppend "${OPTIONS[*]}" "$@"
    ;;
  *)
    echo "usage: scripts/bench.sh matching [STREAM] | jmh [ARGUMENTS]" >&2
    exit 2
    ;;
esac
