// SPDX-License-Identifier: Apache-2.0
#include "analysis/corridor_gpx.hpp"

#include <fmt/format.h>

#include "data/gpx_document.hpp"

namespace sanvat::analysis {

namespace {

std::string description_of(const CorridorSite& site) {
    std::string text = fmt::format("km {:.1f}", site.km_along);
    if (site.side == Side::on)
        text += ", on the route";
    else
        text += fmt::format(", {:.0f} m to the {}, detour {:.0f} m", site.hit.distance_m, to_string(site.side),
                            site.detour_m());
    if (site.stop) text += fmt::format("; {:.0f} m from the stop {}", site.stop_distance_m, site.stop->name);
    return text + "; " + data::to_text(site.hit.feature->value("provenance"));
}

}  // namespace

std::string corridor_gpx(const std::string& name, const data::MultiLineString& route,
                         const std::vector<CorridorSite>& sites) {
    std::vector<data::Waypoint> waypoints;
    for (const CorridorSite& site : sites) {
        const Feature& feature = *site.hit.feature;
        const std::string own_name = data::to_text(feature.value("name"));
        waypoints.push_back({site.place, own_name.empty() ? feature.id : own_name, description_of(site),
                             std::string(collection(feature.collection).name)});
    }
    return data::gpx_document(name, waypoints, route);
}

}  // namespace sanvat::analysis
