// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analysis/route_stop.hpp"
#include "analysis/snapshot.hpp"
#include "data/route_reader.hpp"

namespace sanvat::analysis {

/// A route to ask along: the line, as `checked_route` wants it, and its stops in travel order.
struct AskedRoute {
    data::MultiLineString line;
    std::vector<RouteStop> stops;
};

/// A tour route of the store with those of its stops that are located. Throws not_found where there is no such route,
/// bad_value where it has no line.
[[nodiscard]] AskedRoute stored_route(const Snapshot& snapshot, const std::string& parameter, const std::string& id);

/// A route of the asker's own. Its named points are its stops, in the order of their nearest places on the line, ties
/// as in the file, however far off they are. Throws as `checked_route`.
[[nodiscard]] AskedRoute own_route(data::RouteDrawing drawing);

}  // namespace sanvat::analysis
