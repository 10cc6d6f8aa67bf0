// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "data/geometry.hpp"
#include "data/lineage.hpp"

namespace sanvat::data {

/// A road drawn for orientation on maps.
struct Road {
    std::string id;
    std::string name;        ///< "QL3"
    std::string road_class;  ///< "national", "provincial", "expressway"
    MultiLineString line;
    Lineage lineage;
};

/// A town named on maps.
struct Place {
    std::string id;
    std::string name;
    std::string kind;  ///< "town", "border gate"
    LonLat point;
    Lineage lineage;
};

}  // namespace sanvat::data
