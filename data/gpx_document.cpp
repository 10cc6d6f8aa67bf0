// SPDX-License-Identifier: Apache-2.0
#include "data/gpx_document.hpp"

#include <fmt/format.h>

#include <string_view>

#include "data/markup.hpp"

namespace sanvat::data {

namespace {

void element(std::string& xml, std::string_view name, std::string_view text) {
    if (!text.empty()) xml += fmt::format("<{0}>{1}</{0}>", name, escape_markup(text));
}

std::string opened(std::string_view name, LonLat place) {
    return fmt::format(R"(<{} lat="{:.7f}" lon="{:.7f}")", name, place.lat, place.lon);
}

}  // namespace

std::string gpx_document(const std::string& name, const std::vector<Waypoint>& waypoints,
                         const MultiLineString& track) {
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gpx version=\"1.1\" creator=\"sanvat\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n<metadata>";
    element(xml, "name", name);
    xml += "</metadata>\n";
    for (const Waypoint& waypoint : waypoints) {
        xml += opened("wpt", waypoint.place) + ">";
        element(xml, "name", waypoint.name);
        element(xml, "desc", waypoint.description);
        element(xml, "type", waypoint.type);
        xml += "</wpt>\n";
    }
    xml += "<trk>";
    element(xml, "name", name);
    for (const LineString& part : track) {
        xml += "\n<trkseg>\n";
        for (const LonLat place : part)
            xml += opened("trkpt", place) + "/>\n";
        xml += "</trkseg>";
    }
    return xml + "</trk>\n</gpx>\n";
}

}  // namespace sanvat::data
