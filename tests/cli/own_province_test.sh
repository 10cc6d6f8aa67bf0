#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the commands of docs/own-province.md, with its own mapping files, on files made from the sample: the province that
# comes out must be the one that went in.
#   own_province_test.sh PROGRAM DOCUMENT
set -euo pipefail
source "$(dirname "$0")/doc_blocks.sh"

program=$(realpath "$1")
document=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir "$folder/bin"
ln -s "$program" "$folder/bin/sanvat"
export PATH="$folder/bin:$PATH"
cd "$folder"

sanvat sample --store sample.gpkg 2>/dev/null
part_of_sample() { # OUTPUT SQL [OPTION...]: what an office would have
  local output=$1 sql=$2
  shift 2
  ogr2ogr -q "$output" sample.gpkg -nln layer -dialect SQLite -sql "$sql" "$@"
}
part_of_sample communes_2025.gpkg \
  "SELECT code AS ma_xa, kind || ' ' || name AS ten_xa, geom FROM admin_units WHERE level = 'commune' AND valid_from = '2025-07-01'"
part_of_sample districts_2024.shp \
  "SELECT code AS ma_huyen, name AS ten_huyen, geom FROM admin_units WHERE level = 'district'" -lco ENCODING=UTF-8
part_of_sample crosswalk.csv \
  "SELECT old_unit, new_unit, share_of_old FROM admin_crosswalk WHERE old_unit IN
   (SELECT code || '-' || replace(valid_from, '-', '') FROM admin_units WHERE level = 'district')"
sanvat export --store sample.gpkg --collection facilities --out facilities.csv 2>/dev/null
ogr2ogr -q 'Danh sách cơ sở.xlsx' facilities.csv -nln layer -dialect SQLite -sql \
  "SELECT id, name, kind, unit_code, valid_from, valid_to, position_accuracy, lon, lat FROM facilities"
block "$document" 'what holds for every unit of the file' toml >communes.toml
block "$document" 'and `districts.toml`' toml >districts.toml

run_lines < <(block "$document" 'tested by tests/cli/own_province_test.sh' sh)
[ "$ran" -ge 6 ] || { echo "only $ran commands found in $document"; exit 1; }

figures() { sanvat summary --store "$1" --by commune --as-of 2023-10-31 --out "$2" 2>/dev/null && cut -d, -f1,3-7 "$2"; }
diff <(figures sample.gpkg sample.csv) <(figures mine.gpkg mine.csv)
[ "$(awk -F, 'NR > 1 {sum += $3} END {print sum}' by_district.csv)" = 516 ]
ogrinfo -q mine.gpkg -sql "SELECT * FROM sanvat_meta WHERE key = 'title'" | grep -q 'Cao Bằng'
ogrinfo -q mine.gpkg -dialect SQLite -sql "SELECT ST_Area(geom) > 0.5 AS outlined FROM admin_units WHERE level = 'province'" | grep -q 'outlined (Integer) = 1'
