// SPDX-License-Identifier: Apache-2.0
#include "tiler/map_view.hpp"

#include <algorithm>
#include <cmath>

#include "tiler/tile_json.hpp"
#include "tiler/web_mercator.hpp"

namespace sanvat::tiler {

namespace {

double to_microdegrees(double degrees) {
    return std::round(degrees * 1e6) / 1e6;
}

int fitting_zoom(const data::Envelope& extent) {
    const auto box = to_mercator(extent);
    const double across = std::max(box.width() / 1000, box.height() / 700);
    const double zoom = std::floor(std::log2(metres_per_pixel(0) / std::max(across, 1e-6)));
    return std::clamp(static_cast<int>(zoom), offered_first_zoom, offered_last_vector_zoom);
}

}  // namespace

MapView map_view(const analysis::Snapshot& snapshot) {
    const data::Envelope& extent = snapshot.extent();
    return {{to_microdegrees(extent.west), to_microdegrees(std::max(extent.south, -max_latitude)),
             to_microdegrees(extent.east), to_microdegrees(std::min(extent.north, max_latitude))},
            {to_microdegrees((extent.west + extent.east) / 2), to_microdegrees((extent.south + extent.north) / 2)},
            fitting_zoom(extent)};
}

}  // namespace sanvat::tiler
