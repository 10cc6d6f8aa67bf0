// SPDX-License-Identifier: Apache-2.0
#include "data/import_places.hpp"

#include <algorithm>

#include "data/geodesic.hpp"

namespace sanvat::data {

namespace {

/// 2 km in degrees, on the safe side up to 60° north or south.
constexpr double tolerance_degrees = 0.04;

Envelope widened(Envelope box) noexcept {
    box.west -= tolerance_degrees;
    box.south -= tolerance_degrees;
    box.east += tolerance_degrees;
    box.north += tolerance_degrees;
    return box;
}

}  // namespace

ImportPlaces::ImportPlaces(const std::vector<AdminUnit>& units) {
    // The smallest units make the quickest check: a point lies in few of their boxes.
    for (const AdminLevel level : {AdminLevel::commune, AdminLevel::district, AdminLevel::province}) {
        for (const AdminUnit& unit : units) {
            if (unit.level != level || unit.polygon.empty()) continue;
            ground_.push_back({&unit.polygon, widened(envelope_of(unit.polygon))});
            box_.extend(ground_.back().box);
        }
        if (!ground_.empty()) return;
    }
}

bool ImportPlaces::inside_province(LonLat point) const {
    if (!box_.contains(point)) return false;
    const auto near = [&](const Piece& piece) { return piece.box.contains(point); };
    return std::ranges::any_of(ground_, [&](const Piece& p) { return near(p) && contains(*p.polygon, point); }) ||
           std::ranges::any_of(ground_, [&](const Piece& p) {
               return near(p) && distance_to_outline_m(*p.polygon, point) <= tolerance_m;
           });
}

bool ImportPlaces::meets_province(const Envelope& box) const noexcept {
    return std::ranges::any_of(ground_, [&](const Piece& piece) { return piece.box.intersects(box); });
}

std::optional<LonLat> ImportPlaces::inside_point_of(const AdminUnit& unit) {
    if (unit.polygon.empty()) return std::nullopt;
    const auto known = inside_.find(unit.key);
    if (known != inside_.end()) return known->second;
    return inside_.emplace(unit.key, inside_point(unit.polygon)).first->second;
}

PositionAccuracy accuracy_of(AdminLevel level) noexcept {
    switch (level) {
        case AdminLevel::commune:
            return PositionAccuracy::commune;
        case AdminLevel::district:
            return PositionAccuracy::district;
        case AdminLevel::province:
            return PositionAccuracy::none;
    }
    return PositionAccuracy::none;
}

}  // namespace sanvat::data
