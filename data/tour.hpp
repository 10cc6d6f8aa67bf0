// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "data/admin_unit.hpp"

namespace sanvat::data {

/// A tour line. No line where fewer than two of its stops are located.
struct TourRoute {
    std::string id;
    std::string name;
    std::string theme;
    MultiLineString line;
    std::string line_note;  ///< "straight between waypoints"
    Lineage lineage;
};

/// A stop of a route, or a place on no route.
struct TourStop {
    std::string id;
    std::string name;
    std::string kind;                  ///< "waterfall", "craft village", …
    std::optional<std::string> route;  ///< route id
    int position = 0;                  ///< order on its route from 1; 0 on no route
    std::optional<UnitKey> declared_unit;
    std::optional<LonLat> point;
    Lineage lineage;
};

}  // namespace sanvat::data
