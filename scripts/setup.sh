# Sourced by demo.sh and test.sh: finds the tools, builds the server jar and the wheel, and makes .venv.
# Everything is stamped with a hash of what it was made from, so that a second run takes seconds.
# Written for bash 3.2, which is what macOS has.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
BUILD="$ROOT/build"
VENV="$ROOT/.venv"
CLIENT="$ROOT/python-client"
PACKAGED_JAR="$CLIENT/src/quant_trading_gym/_server/quant-trading-gym-server.jar"
WHEEL_INPUTS=(python-client/pyproject.toml python-client/hatch_build.py python-client/wheel_platforms.py
  python-client/licenses python-client/src)
TICKER=""

say() { printf '[setup] %s\n' "$*"; }

stop_ticker() {
  if [ -n "$TICKER" ]; then
    kill "$TICKER" 2>/dev/null || true
    wait "$TICKER" 2>/dev/null || true
    TICKER=""
  fi
}
trap stop_ticker EXIT

# step NAME LOG COMMAND…: runs the command with its output in build/logs/LOG.log, and says how long it took.
step() {
  local name="$1" log="$BUILD/logs/$2.log" start=$SECONDS
  shift 2
  mkdir -p "$BUILD/logs"
  printf '[setup] %s … ' "$name"
  if [ -t 1 ]; then
    (
      while sleep 1; do
        printf '\r[setup] %s … %d s ' "$name" $((SECONDS - start))
      done
    ) &
    TICKER=$!
  fi
  local status=0
  "$@" >"$log" 2>&1 || status=$?
  stop_ticker
  if [ -t 1 ]; then printf '\r[setup] %s … ' "$name"; fi
  if [ "$status" -ne 0 ]; then
    printf 'failed after %d s\n' $((SECONDS - start))
    tail -n 40 "$log" >&2
    printf '[setup] %s failed; the whole output is in %s\n' "$name" "$log" >&2
    exit 1
  fi
  printf '%d s\n' $((SECONDS - start))
}

# hash_of PATH…: one hash over the names and contents of all files below the paths.
hash_of() {
  local hasher="shasum -a 256"
  if command -v sha256sum >/dev/null 2>&1; then hasher="sha256sum"; fi
  (cd "$ROOT" && find "$@" -type f ! -name '*.pyc' ! -name '*.jar' -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 $hasher | $hasher | cut -c1-64)
}

is_current() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# --- the tools --------------------------------------------------------------------------------------------

# java_major HOME: the major version of the JDK there, or nothing where there is no compiler.
java_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_candidates() {
  local home
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    local major
    major="$(java_major "$home")"
    if [ -n "$major" ] && [ "$major" -ge 25 ]; then printf '%s %s\n' "$major" "$home"; fi
  done
}

# Keeps JAVA_HOME where it is a JDK >= 25, else takes the one on the PATH, else the oldest one that is new enough.
find_jdk() {
  local home major on_path=""
  if command -v javac >/dev/null 2>&1; then
    on_path="$(readlink -f "$(command -v javac)" 2>/dev/null || command -v javac)"
    on_path="$(dirname "$(dirname "$on_path")")"
  fi
  for home in "${JAVA_HOME:-}" "$on_path"; do
    [ -n "$home" ] || continue
    major="$(java_major "$home")"
    if [ -n "$major" ] && [ "$major" -ge 25 ]; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  home="$(jdk_candidates | sort -n | head -n 1 | cut -d' ' -f2-)"
  [ -n "$home" ] || return 1
  export JAVA_HOME="$home"
}

# at_least HAVE WANT: compares dotted versions.
at_least() {
  local IFS=. i
  local have=($1) want=($2)
  for i in 0 1 2; do
    local h="${have[$i]:-0}" w="${want[$i]:-0}"
    h="${h%%[!0-9]*}"
    if [ "${h:-0}" -gt "$w" ]; then return 0; fi
    if [ "${h:-0}" -lt "$w" ]; then return 1; fi
  done
}

maven_version() {
  mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

# The Python that .venv was made with wins; else the first one that is new enough and can make environments.
find_python() {
  local candidate
  PYTHON_PROBLEM="Python >= 3.11 is missing: install it with its venv module (Debian and Ubuntu: python3-venv)"
  for candidate in python3 python3.13 python3.12 python3.11 python3.14 python; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
      PYTHON="$(command -v "$candidate")"
      return 0
    fi
    PYTHON_PROBLEM="$candidate has no venv module: install it (Debian and Ubuntu: python3-venv)"
  done
  return 1
}

find_tools() {
  local missing=0 version
  if ! find_jdk; then
    echo "A JDK >= 25 is missing: install one (for example Temurin 25) or set JAVA_HOME to it." >&2
    missing=1
  fi
  if ! command -v mvn >/dev/null 2>&1; then
    echo "Maven >= 3.8.7 is missing: install it, so that mvn is on the PATH." >&2
    missing=1
  elif [ "$missing" -eq 0 ]; then
    version="$(maven_version)"
    if ! at_least "${version:-0}" 3.8.7; then
      echo "Maven ${version:-of an unknown version} is too old: install 3.8.7 or newer." >&2
      missing=1
    fi
  fi
  if ! find_python; then
    echo "$PYTHON_PROBLEM" >&2
    missing=1
  fi
  [ "$missing" -eq 0 ] || exit 2
  # Maven's own libraries call sun.misc.Unsafe, of which newer JDKs warn.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
}

# --- the builds -------------------------------------------------------------------------------------------

build_id() { git -C "$ROOT" describe --always --dirty 2>/dev/null || echo 0.1.0; }

# From fresh classes and fresh generated sources: lists of services that annotation processing wrote, and messages that
# the protobuf compiler wrote, stay behind when what they name is gone.
package_server() {
  rm -rf "$ROOT"/{sim-core,gym-env,grpc-api}/target/classes
  rm -rf "$ROOT"/grpc-api/target/{generated-sources,protobuf-maven-plugin}
  (cd "$ROOT" && mvn -B -ntp -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -pl grpc-api -am package \
    -Dmaven.test.skip=true "-Dbuild.id=$(build_id)") &&
    mkdir -p "$(dirname "$PACKAGED_JAR")" &&
    cp "$ROOT/grpc-api/target/quant-trading-gym-server.jar" "$PACKAGED_JAR"
}

build_server() {
  local hash stamp="$BUILD/stamps/server"
  hash="$(hash_of pom.xml .mvn sim-core/pom.xml sim-core/src/main gym-env/pom.xml gym-env/src/main \
    grpc-api/pom.xml grpc-api/src/main bench/pom.xml)"
  if [ -f "$PACKAGED_JAR" ] && is_current "$stamp" "$hash"; then return; fi
  step "building the server jar" server package_server
  echo "$hash" >"$stamp"
}

# An environment works where it was made and with the Python that made it; else it is made again.
make_venv() {
  if grep -qF "$VENV/bin/" "$VENV/bin/pip" 2>/dev/null && "$VENV/bin/python" -c 'import pip' 2>/dev/null; then
    return
  fi
  rm -rf "$VENV"
  step "making .venv with $("$PYTHON" -V)" venv "$PYTHON" -m venv "$VENV"
}

pack_wheel() {
  rm -rf "$CLIENT/dist"
  "$VENV/bin/python" -m pip wheel --quiet --no-deps --wheel-dir "$CLIENT/dist" "$CLIENT"
}

wheel_path() { find "$CLIENT/dist" -name '*.whl' 2>/dev/null | head -n 1; }

build_wheel() {
  local stamp="$BUILD/stamps/wheel"
  if [ -n "$(wheel_path)" ] && is_current "$stamp" "$1"; then return; fi
  step "building the wheel" wheel pack_wheel
  echo "$1" >"$stamp"
}

# install_dependencies EXTRA: what the wheel needs with that extra; dev is a superset of the others.
install_dependencies() {
  local extra="$1" hash stamp="$VENV/.dependencies"
  hash="$(hash_of python-client/pyproject.toml)"
  if is_current "$stamp" "$hash dev" || is_current "$stamp" "$hash $extra"; then return; fi
  step "installing the client with [$extra] and what it needs (minutes the first time)" dependencies \
    "$VENV/bin/python" -m pip install --quiet "$(wheel_path)[$extra]"
  echo "$hash $extra" >"$stamp"
}

install_wheel() {
  local stamp="$VENV/.wheel"
  if is_current "$stamp" "$1"; then return; fi
  step "installing the wheel" install \
    "$VENV/bin/python" -m pip install --quiet --force-reinstall --no-deps "$(wheel_path)"
  echo "$1" >"$stamp"
}

# set_up_sources EXTRA: what running from the sources needs. The wheel is built only where it brings new dependencies.
set_up_sources() {
  local start=$SECONDS hash
  cd "$ROOT"
  mkdir -p "$BUILD/stamps" "$BUILD/logs"
  find_tools
  build_server
  make_venv
  hash="$(hash_of python-client/pyproject.toml)"
  if ! is_current "$VENV/.dependencies" "$hash dev" && ! is_current "$VENV/.dependencies" "$hash $1"; then
    build_wheel "$(hash_of "${WHEEL_INPUTS[@]}") $(cat "$BUILD/stamps/server")"
    install_dependencies "$1"
  fi
  say "ready after $((SECONDS - start)) s"
}

# set_up EXTRA: everything above, in order.
set_up() {
  local start=$SECONDS sources
  cd "$ROOT"
  mkdir -p "$BUILD/stamps"
  find_tools
  build_server
  make_venv
  sources="$(hash_of "${WHEEL_INPUTS[@]}") $(cat "$BUILD/stamps/server")"
  build_wheel "$sources"
  install_dependencies "$1"
  install_wheel "$sources"
  say "ready after $((SECONDS - start)) s"
}
