// SPDX-License-Identifier: Apache-2.0
#include "analysis/stored_route.hpp"

#include "analysis/record_places.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

const data::MultiLineString& stored_route(const Snapshot& snapshot, const std::string& parameter,
                                          const std::string& id) {
    const auto* route = find_by_id(snapshot.content().tour_routes, id);
    if (!route) {
        throw data::not_found(parameter, "\"" + id + "\" is no route of the store",
                              "see the collection tour-routes for ids");
    }
    if (route->line.empty()) {
        throw data::bad_value(parameter, "route \"" + id + "\" has no line: fewer than two of its stops are located",
                              "choose another route, or give a line of your own");
    }
    return route->line;
}

}  // namespace sanvat::analysis
