// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "analysis/snapshot.hpp"

namespace sanvat::tiler {

/// Where a map of a store opens.
struct MapView {
    std::array<double, 4> bounds{};  ///< west, south, east, north of all there is, degrees, six decimals
    std::array<double, 2> center{};  ///< longitude and latitude, degrees, six decimals
    int zoom = 0;                    ///< of tiles of 256 pixels, at which all fits a screen of about 1000 × 700 pixels
};

[[nodiscard]] MapView map_view(const analysis::Snapshot& snapshot);

}  // namespace sanvat::tiler
