// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::test {

/// What GEOS says of points in units: the yardstick of the locator, in its tests and its benchmark. One thread.
class GeosUnits {
public:
    explicit GeosUnits(const std::vector<data::MultiPolygon>& units);
    ~GeosUnits();
    GeosUnits(const GeosUnits&) = delete;
    GeosUnits& operator=(const GeosUnits&) = delete;

    /// Positions of all units that cover the point, ascending: GEOSCovers on each, nothing prepared.
    [[nodiscard]] std::vector<std::uint32_t> covering(data::LonLat point) const;

    /// The same the way GEOS is fast: an STRtree of boxes, then prepared units.
    [[nodiscard]] std::vector<std::uint32_t> covering_prepared(data::LonLat point) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::test
