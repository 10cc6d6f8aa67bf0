// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::data {

struct Waypoint {
    LonLat place;
    std::string name;
    std::string description;  ///< what a phone shows below the name; may be empty
    std::string type;         ///< what kind of place it is; may be empty
};

/// A GPX 1.1 document (topografix.com/GPX/1/1) that phones and navigation devices open: the waypoints in the given
/// order, then the line as one track of that name, a segment a part. Coordinates have 7 decimals. Characters that XML
/// does not allow are left out of texts, which must be UTF-8.
[[nodiscard]] std::string gpx_document(const std::string& name, const std::vector<Waypoint>& waypoints,
                                       const MultiLineString& track);

}  // namespace sanvat::data
