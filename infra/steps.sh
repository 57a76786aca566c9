# Sourced by infra/run and infra/test: the steps that both take before anything can start.

# need COMMAND=PACKAGE…: installs the packages whose command is missing, or says exactly what to install.
need() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing on this machine: ${missing[*]}" >&2
    echo "Please install, then start again:  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    return 1
  fi
  echo "Installing from Debian: ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_sdk: the two things that are not installed for anybody.
need_sdk() {
  local missing=0
  command -v dotnet >/dev/null || { echo "Missing: the .NET 10 SDK (dotnet)." >&2; missing=1; }
  command -v npm >/dev/null || { echo "Missing: Node.js 20 or newer, with npm." >&2; missing=1; }
  return "$missing"
}

# npm_folder FOLDER: installs a folder's packages as its lock file says, unless that was already done.
npm_folder() {
  local lock=$1/package-lock.json stamp=$1/node_modules/.installed
  [ -f "$lock" ] || return 0
  cmp -s "$lock" "$stamp" && return 0
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
  cp "$lock" "$stamp"
}

# fingerprint PATH…: one line that changes when a source below the paths is added, changed or removed.
fingerprint() {
  find "$@" \( -name bin -o -name obj -o -name node_modules -o -path web/wwwroot/assets \) -prune \
    -o -type f -printf '%p %T@ %s\n' | LC_ALL=C sort | sha256sum
}

# app_folder: where the built platform stands, one folder for each grain host.
app_folder() {
  if [ "${GalaRuntime:-Embedded}" = Embedded ]; then echo web/bin/app; else echo "web/bin/${GalaRuntime,,}/app"; fi
}

# build_once PROJECT FOLDER SOURCE…: publishes a project into a folder, unless that was done from the same sources.
build_once() {
  local project=$1 folder=$2 now
  shift 2
  now=$(fingerprint "$@" Directory.*.props Directory.Build.targets global.json)
  [ "$now" = "$(cat "$folder/.built" 2>/dev/null)" ] && return 0
  echo "Building…"
  # For this machine: then its code can be compiled now instead of at each start. What analyzers say is the tests' matter.
  dotnet publish "$project" -c Release -o "$folder" --use-current-runtime --no-self-contained \
    -p:RunAnalyzers=false -v quiet -nologo -clp:NoSummary
  echo "$now" >"$folder/.built"
}

# build_app: the platform itself.
build_app() {
  build_once web/GalaPlatform.Web.csproj "$(app_folder)" shared silo web infra/embedded
}
