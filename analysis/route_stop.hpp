// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// A place where a route stops.
struct RouteStop {
    int order = 0;                  ///< from 1 in travel order; of a stored stop its position on the route
    std::optional<std::string> id;  ///< of the stored stop, or what the file of the route calls it
    std::string name;               ///< UTF-8 in NFC
    data::LonLat place;
};

}  // namespace sanvat::analysis
