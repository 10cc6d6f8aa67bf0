// SPDX-License-Identifier: Apache-2.0
#include "data/sample_ground.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "data/error.hpp"
#include "data/geodesic.hpp"

namespace sanvat::data {

namespace {

/// Enough for a cell of which a hundredth is deep enough; narrower ones take the innermost point.
constexpr int spot_tries = 500;

}  // namespace

LonLat rounded(LonLat point) noexcept {
    constexpr double steps = 1e6;
    return {std::round(point.lon * steps) / steps, std::round(point.lat * steps) / steps};
}

SampleGround::SampleGround(const Register& sample, const std::vector<BoundaryCell>& cells, double inside_m)
    : sample_(&sample), cells_(&cells), inside_m_(inside_m), former_(cells.size()) {
    for (std::size_t i = 0; i < sample.units.size(); ++i)
        units_[sample.units[i].key] = i;
    for (std::size_t i = 0; i < cells.size(); ++i)
        cells_of_commune_[cells[i].commune].push_back(i);
    for (const CrosswalkRow& row : sample.crosswalk) {
        const AdminUnit& old_unit = unit(row.old_unit);
        if (old_unit.level != AdminLevel::commune) continue;
        ++merged_[row.new_unit];
        for (const std::size_t cell : cells_of_commune_[row.new_unit]) {
            if (old_unit.parent != cells[cell].district) continue;
            former_[cell].push_back(row.old_unit);
            cell_of_former_[row.old_unit] = cell;
        }
    }
}

const AdminUnit& SampleGround::unit(const UnitKey& key) const {
    const auto found = units_.find(key);
    if (found == units_.end()) {
        throw bad_input({"units.csv", {}, {}, {}}, "has no unit " + key.to_string(), "add it or correct the key");
    }
    return sample_->units[found->second];
}

bool SampleGround::lies_within(const UnitKey& key, const UnitKey& place) const {
    for (std::optional<UnitKey> at = key; at; at = unit(*at).parent) {
        if (*at == place) return true;
    }
    return false;
}

std::vector<UnitKey> SampleGround::communes() const {
    std::vector<UnitKey> keys;
    for (const auto& [commune, cells] : cells_of_commune_) {
        if (!cells.empty()) keys.push_back(commune);
    }
    return keys;
}

std::size_t SampleGround::merged_into(const UnitKey& commune) const {
    const auto found = merged_.find(commune);
    return found == merged_.end() ? 0 : found->second;
}

std::size_t SampleGround::cell_of(const UnitKey& commune, LonLat point) const {
    const auto& own = cells_of_commune_.at(commune);
    const auto found =
        std::ranges::find_if(own, [&](std::size_t cell) { return contains((*cells_)[cell].polygon, point); });
    return found == own.end() ? own.front() : *found;
}

SampleGround::Spot SampleGround::spot_in(const UnitKey& commune, Random& random) const {
    const MultiPolygon& polygon = unit(commune).polygon;
    const Envelope box = envelope_of(polygon);
    for (int i = 0; i < spot_tries; ++i) {
        const double lon = random.between(box.west, box.east);
        const LonLat point = rounded({lon, random.between(box.south, box.north)});
        if (!contains(polygon, point)) continue;
        const std::size_t cell = cell_of(commune, point);
        if (distance_to_outline_m((*cells_)[cell].polygon, point) >= inside_m_) return {point, cell};
    }
    const LonLat innermost = inside_point(polygon);
    return {innermost, cell_of(commune, innermost)};
}

const MultiPolygon* SampleGround::ground_of(const UnitKey& key) const {
    const AdminUnit& found = unit(key);
    if (!found.polygon.empty()) return &found.polygon;
    const auto cell = cell_of_former_.find(key);
    return cell == cell_of_former_.end() ? nullptr : &(*cells_)[cell->second].polygon;
}

}  // namespace sanvat::data
