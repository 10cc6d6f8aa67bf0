#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the commands of the README's examples as they stand there, so that they cannot rot.
#   readme_test.sh PROGRAM README
set -euo pipefail
source "$(dirname "$0")/doc_blocks.sh"

program=$(realpath "$1")
readme=$(realpath "$2")
folder=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server"
    wait "$server"
  fi
  rm -rf "$folder"
}
trap finish EXIT

mkdir "$folder/bin"
ln -s "$program" "$folder/bin/sanvat"
export PATH="$folder/bin:$PATH"
cd "$folder"

run_lines < <(block "$readme" 'tested by tests/cli/readme_test.sh' sh)
[ "$ran" -ge 8 ] || { echo "only $ran commands found in $readme"; exit 1; }
for file in facilities.csv along.geojson products.xlsx; do [ -s "$file" ] || { echo "$file is missing"; exit 1; }; done
grep -q 'Huyện Hòa An' facilities.csv

sanvat serve --store caobang.gpkg --port 0 >url 2>log &
server=$!
for _ in $(seq 200); do [ -s url ] && break || sleep 0.05; done
run_lines < <(block "$readme" 'Over HTTP, with' sh | sed "s#http://127.0.0.1:8080#$(cat url)#; s#\$# --fail --silent --show-error#")
[ "$ran" -ge 4 ] || { echo "only $ran requests found in $readme"; exit 1; }
[ -s tile.png ]
