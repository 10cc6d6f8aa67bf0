// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_symbols.hpp"

#include <algorithm>
#include <array>

#include "tiler/sprite.hpp"

namespace sanvat::tiler::style {

namespace {

/// A picture for each of the zooms at which it changes.
Json icon(const ThemeLayer& layer, const Records& records, std::size_t variant) {
    std::array<Json, 3> names;
    for (const auto provenance : analysis::provenances)
        names[static_cast<std::size_t>(provenance)] = data::to_string(provenance);
    const auto at = [&](int zoom) {
        return Json::array({"concat", sprite_name(layer, variant), Json::array({"var", "kind"}), ".",
                            Json::array({"var", "provenance"}), "." + std::to_string(zoom)});
    };
    const auto zooms = sprite_zooms(layer, variant);
    Json by_zoom = at(zooms.front());
    if (zooms.size() > 1) by_zoom = Json::array({"step", Json::array({"zoom"}), std::move(by_zoom)});
    for (std::size_t i = 1; i < zooms.size(); ++i) {
        by_zoom.push_back(to_maplibre(zooms[i]));
        by_zoom.push_back(at(zooms[i]));
    }
    return Json::array({"let", "kind", records.by_kind([](std::size_t kind) { return std::to_string(kind); }),
                        "provenance", records.by_provenance(names), std::move(by_zoom)});
}

/// Where symbols stand: of an area at one place of it. Nothing where the document would be too large.
std::optional<Records> marked_records(Draft& draft, const Part& part) {
    if (part.theme.symbol.shape != Shape::fill) return part.records;
    return draft.places_of(part, part.theme.id + "/mark");
}

}  // namespace

void add_symbols(Draft& draft, const Part& part, bool above) {
    if (!part.theme.has_marks()) return;
    const auto records = marked_records(draft, part);
    if (!records) return;
    each_variant(part, [&](std::size_t v, const std::string& ending) {
        ZoomRange zoom = part.theme.zoom_of(v);
        const int border = part.theme.labels_avoid_from;
        if (above) zoom.first = std::max(zoom.first, border);
        if (!above) zoom.last = std::min(zoom.last, border - 1);
        if (zoom.first > zoom.last) return;
        const std::string id = part.theme.id + (above ? "/symbol" : "/symbol-below") + ending;
        Json& layer = draft.add_layer(id, "symbol", *records, zoom, records->is_variant(v));
        layer["layout"] = {{"icon-image", icon(part.theme, *records, v)},
                           {"icon-allow-overlap", true},
                           {"icon-ignore-placement", !above},
                           {"icon-padding", 0},
                           {"symbol-sort-key", records->by_provenance({2, 1, 0})}};
    });
}

}  // namespace sanvat::tiler::style
