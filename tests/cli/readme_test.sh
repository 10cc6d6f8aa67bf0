#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the commands of the README's examples as they stand there, so that they cannot rot.
#   readme_test.sh PROGRAM README
set -euo pipefail

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

block() { # the first sh block after the line that has this text
  awk -v text="$1" 'index($0, text) {found = 1} found && /^```$/ && inside {exit} inside {print} found && /^```sh$/ {inside = 1}' "$readme"
}

mkdir "$folder/bin"
ln -s "$program" "$folder/bin/sanvat"
export PATH="$folder/bin:$PATH"
cd "$folder"

ran=0
while read -r command; do
  echo "\$ $command"
  eval "$command" >out 2>err || { cat err; exit 1; }
  ran=$((ran + 1))
done < <(block 'tested by tests/cli/readme_test.sh')
[ "$ran" -ge 8 ] || { echo "only $ran commands found in $readme"; exit 1; }
for file in facilities.csv along.geojson products.xlsx; do [ -s "$file" ] || { echo "$file is missing"; exit 1; }; done
grep -q 'Huyện Hòa An' facilities.csv

sanvat serve --store caobang.gpkg --port 0 >url 2>log &
server=$!
for _ in $(seq 200); do [ -s url ] && break || sleep 0.05; done
url=$(cat url)
ran=0
while read -r command; do
  echo "\$ $command"
  eval "${command//http:\/\/127.0.0.1:8080/$url} --fail --silent --show-error" >out || exit 1
  [ -s out ] || [ -s tile.png ]
  ran=$((ran + 1))
done < <(block 'Over HTTP, with')
[ "$ran" -ge 4 ] || { echo "only $ran requests found in $readme"; exit 1; }
