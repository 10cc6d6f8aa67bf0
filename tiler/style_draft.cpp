// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_draft.hpp"

#include <algorithm>

namespace sanvat::tiler::style {

Json& Draft::add_layer(std::string id, const char* type) {
    layers.push_back({{"id", std::move(id)}, {"type", type}});
    return layers.back();
}

Json& Draft::add_layer(std::string id, const char* type, const Records& records, ZoomRange zoom, Json filter) {
    Json& layer = add_layer(std::move(id), type);
    records.refer(layer);
    set_zooms(layer, zoom);
    if (filter != Json(true)) layer["filter"] = std::move(filter);
    return layer;
}

bool Draft::embed(const std::string& source, const SceneItems& items, const ThemeLayer& layer) {
    if (positions_in(items) > most_embedded) {
        leave_out(source, "vector tiles do not hold it, and it is too large for the document");
        return false;
    }
    sources[source] = {{"type", "geojson"}, {"data", embedded(items, layer, plan_.filter)}};
    return true;
}

std::optional<Records> Draft::places_of(const Part& part, const std::string& source) {
    if (!embed(source, part.scene.points, part.theme)) return std::nullopt;
    return Records::in_document(part.theme, part.scene.points, source);
}

void Draft::leave_out(const std::string& layer, const char* why) {
    left_out.push_back({{"layer", layer}, {"why", why}});
}

void Draft::differs(std::string how) {
    if (std::ranges::find(differences, how) == differences.end()) differences.push_back(std::move(how));
}

}  // namespace sanvat::tiler::style
