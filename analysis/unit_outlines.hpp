// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/box_index.hpp"
#include "data/geometry.hpp"

namespace sanvat::analysis {

/// Finds the outline nearest to a place outside all units. Immutable and thread-safe; about 24 bytes a vertex.
class UnitOutlines {
public:
    /// Known by their position; they must outlive this.
    explicit UnitOutlines(const std::vector<const data::MultiPolygon*>& units);

    struct Nearest {
        std::uint32_t unit;
        double distance_m;  ///< geodesic, WGS 84, to the nearest place of an outline whose edges are geodesics
    };
    /// The nearest unit at most that far away, the lowest of several equally near ones.
    [[nodiscard]] std::optional<Nearest> nearest(data::LonLat place, double within_m) const;

private:
    /// A run of consecutive vertices of one ring, boxed together.
    struct Run {
        const data::LonLat* first;
        std::uint32_t edges;
        std::uint32_t unit;
    };
    void add(const data::Ring& ring, std::uint32_t unit, std::vector<data::Envelope>& boxes);

    std::vector<Run> runs_;
    BoxIndex boxes_;
};

}  // namespace sanvat::analysis
