// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analysis/corridor.hpp"

namespace sanvat::analysis {

/// The sites as waypoints in the given order and the route as a track, for phones (GPX 1.1). A waypoint has the site's
/// name, its collection as type, and as description how far along and off the route it is, which stop it belongs to,
/// and where its record comes from.
[[nodiscard]] std::string corridor_gpx(const std::string& name, const data::MultiLineString& route,
                                       const std::vector<CorridorSite>& sites);

}  // namespace sanvat::analysis
