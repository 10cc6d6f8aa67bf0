// SPDX-License-Identifier: Apache-2.0
#include "analysis/asked_route.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "analysis/corridor.hpp"
#include "analysis/measured_route.hpp"
#include "analysis/record_places.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

namespace {

std::vector<RouteStop> stops_of(const data::Register& content, const std::string& route) {
    std::vector<RouteStop> stops;
    for (const data::TourStop& stop : content.tour_stops) {
        if (stop.route == route && stop.point) stops.push_back({stop.position, stop.id, stop.name, *stop.point});
    }
    std::ranges::sort(stops, {}, [](const RouteStop& stop) { return std::tie(stop.order, stop.id); });
    return stops;
}

double along_m(const MeasuredRoute& route, data::LonLat place) {
    const auto nearest = route.nearest(place, std::numeric_limits<double>::infinity());
    return route.legs()[nearest->leg].start_m + nearest->foot.along_m;
}

}  // namespace

AskedRoute stored_route(const Snapshot& snapshot, const std::string& parameter, const std::string& id) {
    const auto* route = find_by_id(snapshot.content().tour_routes, id);
    if (!route) {
        throw data::not_found(parameter, "\"" + id + "\" is no route of the store",
                              "see the collection tour-routes for ids");
    }
    if (route->line.empty()) {
        throw data::bad_value(parameter, "route \"" + id + "\" has no line: fewer than two of its stops are located",
                              "choose another route, or give a line of your own");
    }
    return {checked_route(route->line), stops_of(snapshot.content(), id)};
}

AskedRoute own_route(data::RouteDrawing drawing) {
    AskedRoute asked{checked_route(std::move(drawing.line)), {}};
    const MeasuredRoute measured(asked.line);
    std::vector<std::pair<double, const data::NamedPoint*>> points;
    for (const data::NamedPoint& point : drawing.points)
        points.emplace_back(along_m(measured, point.place), &point);
    std::ranges::stable_sort(points, {}, &std::pair<double, const data::NamedPoint*>::first);
    for (const auto& [along, point] : points)
        asked.stops.push_back({static_cast<int>(asked.stops.size()) + 1, point->id, point->name, point->place});
    return asked;
}

}  // namespace sanvat::analysis
