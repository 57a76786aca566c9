# Sourced by infra/run --demo: the demo's sign-ins, made once for each data folder and kept beside the data.
secret() { echo "Gala-7$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')"; }
if [ ! -f "$GALA_DATA/demo-accounts" ]; then
  (
    umask 077
    echo "GALA_ORGANIZER_EMAIL=${GALA_ORGANIZER_EMAIL:-organisation@gala.example}"
    echo "GALA_ORGANIZER_PASSWORD=${GALA_ORGANIZER_PASSWORD:-$(secret)}"
    echo "GALA_DEMO_COORDINATOR_PASSWORD=$(secret)"
  ) >"$GALA_DATA/demo-accounts"
fi
set -a
. "$GALA_DATA/demo-accounts"
set +a
