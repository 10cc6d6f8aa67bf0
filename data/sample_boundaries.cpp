// SPDX-License-Identifier: Apache-2.0
#include "data/sample_boundaries.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "data/csv.hpp"
#include "data/geodesic.hpp"

namespace sanvat::data {

namespace {

namespace fs = std::filesystem;

using Arcs = std::map<int, LineString>;
using CellKey = std::pair<UnitKey, UnitKey>;  // commune, district

Arcs read_arcs(const fs::path& folder) {
    const CsvTable table(folder / "boundary_arcs.csv", {"arc", "seq", "lon", "lat"});
    Arcs arcs;
    for (const CsvRecord& record : table.records()) {
        LineString& arc = arcs[static_cast<int>(record.integer("arc").value_or(0))];
        if (record.integer("seq") != static_cast<std::int64_t>(arc.size())) {
            record.fail("seq", "does not count on from the position before", "number positions of an arc from 0");
        }
        const auto point = record.point();
        if (!point) record.fail("lon", "is empty", "give the position");
        arc.push_back(*point);
    }
    return arcs;
}

/// "1 -2 3": arcs end to end, a negative one backwards.
Ring ring_of(const CsvRecord& record, const Arcs& arcs) {
    Ring ring;
    std::istringstream numbers(record.required("arcs"));
    for (std::string word; numbers >> word;) {
        int number = 0;
        const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number);
        const auto found = arcs.find(std::abs(number));
        if (code != std::errc{} || end != word.data() + word.size() || found == arcs.end()) {
            record.fail("arcs", "\"" + word + "\" is no arc", "use numbers of boundary_arcs.csv");
        }
        LineString arc = found->second;
        if (number < 0) std::ranges::reverse(arc);
        if (!ring.empty() && ring.back() != arc.front()) {
            record.fail("arcs", "arc " + word + " does not begin where the one before ends", "put them in order");
        }
        ring.insert(ring.end(), arc.begin() + (ring.empty() ? 0 : 1), arc.end());
    }
    if (ring.size() < 4 || ring.front() != ring.back()) record.fail("arcs", "the ring is open", "close it");
    return ring;
}

void check_valid(const fs::path& folder, const BoundaryCell& cell) {
    const std::string reason = invalid_reason(cell.polygon);
    if (reason.empty()) return;
    throw bad_input({(folder / "boundary_cells.csv").string(), {}, {}, {}},
                    "the cell of " + cell.commune.to_string() + " in " + cell.district.to_string() + ": " + reason,
                    "mend its arcs");
}

const AdminUnit* find_unit(const Register& sample, const UnitKey& key) {
    const auto found = std::ranges::find(sample.units, key, &AdminUnit::key);
    return found == sample.units.end() ? nullptr : &*found;
}

/// Both units of the cell and all above them.
std::set<UnitKey> units_over(const Register& sample, const BoundaryCell& cell) {
    std::set<UnitKey> keys;
    for (const UnitKey& start : {cell.commune, cell.district}) {
        for (std::optional<UnitKey> key = start; key;) {
            const AdminUnit* unit = find_unit(sample, *key);
            if (!unit) {
                throw bad_input({"boundary_cells.csv", {}, {}, {}}, key->to_string() + " is no unit of units.csv",
                                "add the unit");
            }
            keys.insert(*key);
            key = unit->parent;
        }
    }
    return keys;
}

/// Square metres that each (commune, district) shares, as drawn and then put right.
struct SharedArea {
    double m2 = 0;
    std::string basis = "area";
    std::string source;
    MultiPolygon part;
};

std::map<CellKey, SharedArea> shared_areas(const fs::path& folder, const std::vector<BoundaryCell>& cells) {
    std::map<CellKey, SharedArea> areas;
    std::map<UnitKey, double> communes;
    for (const BoundaryCell& cell : cells) {
        const double m2 = area_m2(cell.polygon);
        areas[{cell.commune, cell.district}] = {m2, "area", "boundary_cells.csv", cell.polygon};
        communes[cell.commune] += m2;
    }
    const CsvTable table(folder / "uncut_parts.csv",
                         {"commune", "district", "held_by", "area_km2", "of_km2", "source", "note"});
    for (const CsvRecord& record : table.records()) {
        const auto commune = record.unit("commune");
        const auto district = record.unit("district");
        const auto holder = record.unit("held_by");
        const auto area = record.number("area_km2");
        const auto of = record.number("of_km2");
        if (!commune || !district || !holder || !area || !of)
            record.fail("commune", "is empty, or another column is", "fill them in");
        const auto held = areas.find({*commune, *holder});
        if (held == areas.end()) record.fail("held_by", "has no cell in that commune", "name the district that does");
        // The published share, of the area as drawn: the two do not measure quite the same.
        const double m2 = communes[*commune] * *area / *of;
        if (m2 >= held->second.m2) record.fail("area_km2", "is more than the cell holds", "check both areas");
        held->second.m2 -= m2;
        held->second.source = record.required("source");
        areas[{*commune, *district}] = {m2, "decree", record.required("source"), {}};
    }
    return areas;
}

}  // namespace

std::vector<BoundaryCell> read_boundary_cells(const fs::path& folder) {
    const Arcs arcs = read_arcs(folder);
    const CsvTable table(folder / "boundary_cells.csv", {"commune", "district", "part", "ring", "arcs"});
    std::map<CellKey, std::map<std::int64_t, Polygon>> parts;
    for (const CsvRecord& record : table.records()) {
        const auto commune = record.unit("commune");
        const auto district = record.unit("district");
        if (!commune || !district) record.fail("commune", "is empty, or district is", "name both units of the cell");
        Polygon& polygon = parts[{*commune, *district}][record.integer("part").value_or(0)];
        Ring ring = ring_of(record, arcs);
        if (record.integer("ring").value_or(0) == 0) {
            polygon.outer = std::move(ring);
        } else {
            polygon.holes.push_back(std::move(ring));
        }
    }
    std::vector<BoundaryCell> cells;
    for (auto& [key, polygons] : parts) {
        BoundaryCell cell{key.first, key.second, {}};
        for (auto& [part, polygon] : polygons)
            cell.polygon.push_back(std::move(polygon));
        cell.polygon = normalised(std::move(cell.polygon));
        check_valid(folder, cell);
        cells.push_back(std::move(cell));
    }
    return cells;
}

void add_polygons(Register& sample, const std::vector<BoundaryCell>& cells) {
    std::map<UnitKey, std::vector<MultiPolygon>> grounds;
    for (const BoundaryCell& cell : cells) {
        for (const UnitKey& key : units_over(sample, cell))
            grounds[key].push_back(cell.polygon);
    }
    for (AdminUnit& unit : sample.units) {
        const auto found = grounds.find(unit.key);
        if (found == grounds.end()) continue;
        unit.polygon = normalised(dissolve(found->second));
        unit.lineage.position_accuracy = PositionAccuracy::traced;
    }
}

void add_crosswalk(const fs::path& folder, Register& sample, const std::vector<BoundaryCell>& cells) {
    const CsvTable table(folder / "crosswalk_communes.csv", {"old_unit", "new_unit", "decree", "source"});
    for (const CsvRecord& record : table.records()) {
        const auto old_unit = record.unit("old_unit");
        const auto new_unit = record.unit("new_unit");
        if (!old_unit || !new_unit) record.fail("old_unit", "is empty, or new_unit is", "name both units");
        sample.crosswalk.push_back({*old_unit,
                                    *new_unit,
                                    1.0,
                                    std::nullopt,
                                    "whole",
                                    record.text("decree"),
                                    {},
                                    {record.required("source"), {}, PositionAccuracy::none, Provenance::reported}});
    }
    auto areas = shared_areas(folder, cells);
    std::map<UnitKey, double> totals;
    for (const auto& [key, area] : areas) {
        totals[key.first] += area.m2;
        totals[key.second] += area.m2;
    }
    for (auto& [key, area] : areas) {
        const auto& [commune, district] = key;
        const AdminUnit* unit = find_unit(sample, commune);
        sample.crosswalk.push_back({district,
                                    commune,
                                    area.m2 / totals[district],
                                    area.m2 / totals[commune],
                                    std::move(area.basis),
                                    unit ? unit->decree : std::string{},
                                    std::move(area.part),
                                    {std::move(area.source), {}, PositionAccuracy::none, Provenance::derived}});
    }
}

}  // namespace sanvat::data
