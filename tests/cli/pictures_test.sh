#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The script that makes the pictures of docs/styles.md and docs/printing.md makes each that the documents show, and no
# other; none is blank or large, and those in the project are what it makes.
#   pictures_test.sh PROGRAM PROJECT PICTURE_DIFFERENCE
set -euo pipefail

program=$(realpath "$1")
project=$(realpath "$2")
difference=$(realpath "$3")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$project/script/pictures" --program "$program" "$folder" >/dev/null
shown_in() { # DOCUMENT
  grep -o 'images/styles/[a-z0-9-]*\.png' "$project/docs/$1.md" | sed 's,.*/,,' || { echo "docs/$1.md shows no pictures" >&2; exit 1; }
}
shown=$(shown_in styles; shown_in printing)
shown=$(sort -u <<<"$shown")
for made in "$folder" "$project/docs/images/styles"; do
  diff <(echo "$shown") <(find "$made" -name '*.png' -printf '%f\n' | sort) || { echo "$made: not what is shown"; exit 1; }
done
for picture in "$folder"/*.png "$project"/docs/images/styles/*.png; do
  bytes=$(stat -c %s "$picture")
  { [ "$bytes" -gt 5000 ] && [ "$bytes" -le 300000 ]; } || { echo "$picture: $bytes bytes"; exit 1; }
done

# What compares can tell: a picture is itself, and no other.
"$difference" "$folder/tour-9.png" "$folder/tour-9.png"
if "$difference" "$folder/tour-9.png" "$folder/tour-11.png" >/dev/null; then echo "$difference sees nothing"; exit 1; fi

old=0
for name in $shown; do
  "$difference" "$project/docs/images/styles/$name" "$folder/$name" || old=1
done
[ "$old" = 0 ] || { echo "Is the new look meant? script/pictures makes docs/images/styles again."; exit 1; }
