// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/declared_unit.hpp"
#include "data/register.hpp"

namespace sanvat::analysis {

/// What says where a record counts.
struct Whereabouts {
    std::optional<data::LonLat> located;    ///< a point that is surveyed or traced: it alone decides
    std::optional<data::UnitKey> declared;  ///< decides where nothing is located
};

/// Where every record of a store stands, worked out once: for drawing (a geometry) and for counting (whereabouts).
/// All vectors run parallel to the tables of the register.
struct RecordPlaces {
    using Geometries = std::vector<std::shared_ptr<const data::Geometry>>;  ///< never null

    std::vector<Whereabouts> facilities, craft_villages, products, producers, tour_stops;
    Geometries unit_shapes, facility_points, craft_village_points, product_points, producer_points, area_outlines,
        route_lines, tour_stop_points;
};

/// A facility's geometry is its point, a product's, producer's or village's that of its facility; else the inside point
/// of the ground the declared unit names, else none. A village's own point comes first, and its facility is the craft
/// village of the same id. Stops have their own point or none: a sight that nobody located is on no road.
[[nodiscard]] RecordPlaces places_of(const data::Register& content, const DeclaredUnits& declared_units);

/// The record with that id in a table sorted by id; null for none.
template <typename Record>
[[nodiscard]] const Record* find_by_id(const std::vector<Record>& records, const std::string& id) {
    const auto found = std::ranges::lower_bound(records, id, {}, &Record::id);
    return found != records.end() && found->id == id ? &*found : nullptr;
}
template <typename Record>
[[nodiscard]] const Record* find_by_id(const std::vector<Record>& records, const std::optional<std::string>& id) {
    return id ? find_by_id(records, *id) : nullptr;
}

}  // namespace sanvat::analysis
