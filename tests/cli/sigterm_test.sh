#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SIGTERM while maps are being rendered: every request that was taken gets its whole answer, and the program exits 0.
#   sigterm_test.sh PROGRAM
set -euo pipefail

program=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$program" sample --store sample.gpkg 2>/dev/null
"$program" serve --store sample.gpkg --port 0 >url 2>log &
server=$!
until [ -s url ]; do kill -0 "$server"; done
url=$(cat url)

# Cold tiles far apart, so that each is a rendering of its own. The first answer shows that they are under way.
curls=()
for z in 6 8 9 10 11 12; do
  x=$((407 * (1 << z) / 512)) y=$((222 * (1 << z) / 512))
  curl --silent --show-error --fail --max-time 60 --output "$z.png" "$url/tiles/overview/$z/$x/$y@2x.png" 2>"$z.err" &
  curls+=($!)
done
until compgen -G '*.png' >/dev/null; do kill -0 "$server"; done
kill -TERM "$server"

refused=7 # curl's code for a connection that was not taken any more
for curl in "${curls[@]}"; do
  code=0
  wait "$curl" || code=$?
  if [ "$code" -ne 0 ] && [ "$code" -ne "$refused" ]; then
    cat ./*.err log
    exit 1
  fi
done
code=0
wait "$server" || code=$?
[ "$code" -eq 0 ] || { echo "the server exited with $code"; cat log; exit 1; }
for tile in *.png; do
  [ "$(tail -c 8 "$tile" | head -c 4)" = IEND ] || { echo "$tile was cut off"; exit 1; }
done
