// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/box_index.hpp"
#include "analysis/collection.hpp"
#include "analysis/point_index.hpp"
#include "data/date.hpp"
#include "data/geometry.hpp"
#include "data/value.hpp"

namespace sanvat::analysis {

/// A record as the world sees it: id, attributes as of one day, geometry. Immutable once in a table.
struct Feature {
    std::string id;
    CollectionId collection = CollectionId::facilities;
    std::vector<data::Value> values;                 ///< one for each property of the collection, in order
    std::shared_ptr<const data::Geometry> geometry;  ///< never null; shared between tables of different days
    data::Envelope envelope;                         ///< of the geometry; empty where it has none
    std::vector<data::Validity> in_force;            ///< when the record is in force; one with open ends: always

    [[nodiscard]] bool in_force_within(const data::DateSpan& span) const noexcept;
    [[nodiscard]] const data::Value& value(std::string_view property) const noexcept;  ///< null if there is none such
};

/// Every record ever of a collection, attributes as of one day, sorted by id, with a spatial index. Immutable and
/// thread-safe. Made by Snapshot::features and alive as long as somebody holds it.
class FeatureTable {
public:
    FeatureTable(CollectionId collection, data::Date as_of, std::vector<Feature> features);
    FeatureTable(const FeatureTable&) = delete;
    FeatureTable& operator=(const FeatureTable&) = delete;

    [[nodiscard]] const Collection& collection() const noexcept { return analysis::collection(collection_); }
    [[nodiscard]] data::Date as_of() const noexcept { return as_of_; }
    [[nodiscard]] const std::vector<Feature>& features() const noexcept { return features_; }
    [[nodiscard]] const Feature* find(std::string_view id) const noexcept;

    /// Positions in `features()`, ascending, of those whose geometry meets the box (envelopes for polygons and lines
    /// are refined to the true shape).
    [[nodiscard]] std::vector<std::uint32_t> in_box(const data::Envelope& box) const;

    /// Positions by envelope alone, ascending: a superset of `in_box`, cheaper.
    [[nodiscard]] std::vector<std::uint32_t> candidates(const data::Envelope& box) const { return index_.meeting(box); }

    /// True where every feature is a point or has no geometry.
    [[nodiscard]] bool only_points() const noexcept { return only_points_; }
    /// The features that are points, known by their position in `features()`.
    [[nodiscard]] const PointIndex& points() const noexcept { return points_; }

private:
    CollectionId collection_;
    data::Date as_of_;
    std::vector<Feature> features_;
    BoxIndex index_;
    PointIndex points_;
    bool only_points_ = true;
};

}  // namespace sanvat::analysis
