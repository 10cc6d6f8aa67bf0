#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The tile cache on disk: set by a configuration file, shared by servers, useless when full but never in the way.
#   cache_test.sh PROGRAM
set -euo pipefail

program=$(realpath "$1")
folder=$(mktemp -d)
servers=()
finish() {
  for server in "${servers[@]}"; do kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; done
  rm -rf "$folder"
}
trap finish EXIT
cd "$folder"

fail() { echo "cache_test: $1" >&2; cat ./*.log >&2; exit 1; }

largest_file=unlimited # that a server may write, in blocks of 1,024 bytes

start() { # NAME OPTION...: sets url; the log goes to NAME.log
  local name=$1
  shift
  (ulimit -f "$largest_file" && exec "$program" serve "$@") >"$name.url" 2>"$name.log" &
  servers+=($!)
  until [ -s "$name.url" ]; do kill -0 "${servers[-1]}" || fail "$name does not start"; done
  url=$(cat "$name.url")
}

stop() { # the server started last
  kill "${servers[-1]}"
  wait "${servers[-1]}" || fail "the server did not end well"
  unset 'servers[-1]'
}

tile() { # Z/X/Y FILE: and tells its ETag
  curl --silent --show-error --fail --max-time 60 --output "$2" --dump-header head.txt "$1"
  tr -d '\r' <head.txt | awk 'tolower($1) == "etag:" {print $2}'
}

sheets() { find "$1" -name '*.sheet' | wc -l; }

"$program" sample --store sample.gpkg 2>/dev/null
cat >serve.toml <<TOML
[serve]
store = "sample.gpkg"
port = 0

[cache]
directory = "tiles"
directory-mb = 20
TOML

start first --config serve.toml
etag=$(tile "$url/tiles/overview/9/407/222.png" first.png)
stop
[ "$(sheets tiles)" -eq 1 ] || fail "the rendered sheet is not on disk"

# Servers that follow, or run at the same time, take it from there; one finds it damaged.
start second --config serve.toml
start third --config serve.toml --cache tiles
[ "$(tile "$url/tiles/overview/9/407/222.png" third.png)" = "$etag" ] || fail "the third server gives another tile"
sheet=$(find tiles -name '*.sheet')
whole=$(stat -c %s "$sheet")
truncate -s 1000 "$sheet"
[ "$(tile "$(cat second.url)/tiles/overview/9/407/222.png" second.png)" = "$etag" ] || fail "damage shows"
stop
stop
for same in second.png third.png; do cmp -s first.png "$same" || fail "$same differs"; done
[ "$(stat -c %s "$sheet")" -eq "$whole" ] || fail "the damaged file was not written anew"

# A limit on the size of files stands in for a full disk.
largest_file=50
start full --config serve.toml --cache full
largest_file=unlimited
for z in 9 10 11; do
  x=$((407 * (1 << z) / 512)) y=$((222 * (1 << z) / 512))
  tile "$url/tiles/overview/$z/$x/$y@2x.png" "$z.png" >/dev/null
  [ "$(tail -c 8 "$z.png" | head -c 4)" = IEND ] || fail "a tile is cut off"
done
stop
[ "$(grep -c 'cache on disk.*File too large' full.log)" -eq 1 ] || fail "a full disk is to be told once"
[ "$(sheets full)" -eq 0 ] || fail "something was left on the full disk"

# Bad input is told before anything is served.
expect_refusal() { # WORD OPTION...
  local code=0 word=$1
  shift
  "$program" serve "$@" >refused.url 2>refused.log || code=$?
  [ "$code" -eq 2 ] || fail "exit code $code"
  grep -q -- "$word" refused.log || fail "$word is not named"
}
expect_refusal --cache --config serve.toml --cache sample.gpkg/tiles
sed 's/directory-mb/directory-md/' serve.toml >wrong.toml
expect_refusal directory-md --config wrong.toml
