// SPDX-License-Identifier: Apache-2.0
#include "tiler/style_json.hpp"

#include <algorithm>

#include "tiler/legend.hpp"
#include "tiler/map_view.hpp"
#include "tiler/style_draft.hpp"
#include "tiler/style_fills.hpp"
#include "tiler/style_labels.hpp"
#include "tiler/style_lines.hpp"
#include "tiler/style_symbols.hpp"
#include "tiler/tile_json.hpp"

namespace sanvat::tiler {

namespace style {
namespace {

/// Makes one document, layer after layer from the lowest up.
class StyleBuilder {
public:
    StyleBuilder(const Theme& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                 const std::vector<std::shared_ptr<const SceneLayer>>& scene, const StyleLinks& links)
        : snapshot_(snapshot), plan_(plan), scene_(scene), links_(links), draft_(theme, plan) {}

    Json build() {
        choose_records();
        add_background();
        each(add_outer_edge);
        each(add_fill);
        each(add_lines);
        each([](Draft& draft, const Part& part) { add_symbols(draft, part, false); });
        add_labels(draft_, false);
        // On top, so that they take their room before any name does; none is hidden by a name.
        each([](Draft& draft, const Part& part) { add_symbols(draft, part, true); });
        add_labels(draft_, true);
        return document();
    }

private:
    void each(void (*add)(Draft&, const Part&)) {
        for (const Part& part : draft_.parts)
            add(draft_, part);
    }

    void choose_records() {
        for (const std::size_t i : plan_.layers)
            choose_records(plan_.style->layers[i], *scene_[i]);
    }

    void choose_records(const ThemeLayer& layer, const SceneLayer& scene) {
        const bool apart = layer.backdrop && links_.backdrop_query != links_.record_query;
        if (const auto records = Records::in_tiles(layer, scene, apart ? "backdrop" : "production")) {
            auto& wanted = apart ? backdrop_layers_ : record_layers_;
            const auto name = records->tiles()->id();
            if (std::ranges::find(wanted, name) == wanted.end()) wanted.push_back(name);
            draft_.parts.push_back({layer, scene, *records});
        } else if (layer.symbol.shape == Shape::fill && layer.source != ThemeSource::density) {
            draft_.leave_out(layer.id, "vector tiles do not hold these areas, or too many to tell them apart");
        } else if (const SceneItems& items = drawn_items(layer, scene); draft_.embed(layer.id, items, layer)) {
            draft_.parts.push_back({layer, scene, Records::in_document(layer, items, layer.id)});
        }
    }

    void add_background() {
        const auto& background = draft_.background();
        if (!background) return;
        draft_.add_layer("background", "background")["paint"] = {{"background-color", colour(*background)}};
    }

    [[nodiscard]] Json tiles_source(const std::vector<std::string_view>& layers, const std::string& query) const {
        std::string url = links_.tiles + "?layers=";
        for (const std::string_view layer : layers)
            url.append(url.ends_with('=') ? "" : ",").append(layer);
        if (!query.empty()) url += "&" + query;
        return {{"type", "vector"},
                {"tiles", Json::array({url})},
                {"minzoom", offered_first_zoom},
                {"maxzoom", offered_last_vector_zoom},
                {"bounds", map_view(snapshot_).bounds},
                {"attribution", snapshot_.content().attribution}};
    }

    [[nodiscard]] Json metadata() const {
        Json result{{"sanvat:style", plan_.style->id}, {"sanvat:as_of", plan_.as_of.to_string()}};
        if (const auto units = units_date(snapshot_, plan_)) result["sanvat:units_as_of"] = units->to_string();
        if (!draft_.left_out.empty()) result["sanvat:left_out"] = draft_.left_out;
        if (!draft_.differences.empty()) result["sanvat:differs"] = draft_.differences;
        return result;
    }

    Json document() {
        const MapView view = map_view(snapshot_);
        const std::string& title = snapshot_.content().title;
        Json& sources = draft_.sources;
        if (!record_layers_.empty()) sources["production"] = tiles_source(record_layers_, links_.record_query);
        if (!backdrop_layers_.empty()) sources["backdrop"] = tiles_source(backdrop_layers_, links_.backdrop_query);
        return {{"version", 8},
                {"name", (title.empty() ? "" : title + " – ") + plan_.style->title.in("vi")},
                {"metadata", metadata()},
                {"center", view.center},
                {"zoom", to_maplibre(view.zoom)},
                {"sources", std::move(sources)},
                {"sprite", links_.sprite},
                {"glyphs", links_.glyphs},
                {"layers", std::move(draft_.layers)}};
    }

    const analysis::Snapshot& snapshot_;
    const MapPlan& plan_;
    const std::vector<std::shared_ptr<const SceneLayer>>& scene_;
    const StyleLinks& links_;
    Draft draft_;
    std::vector<std::string_view> record_layers_;    // of the tiles
    std::vector<std::string_view> backdrop_layers_;  // likewise
};

}  // namespace
}  // namespace style

std::string style_json(const Theme& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                       const std::vector<std::shared_ptr<const SceneLayer>>& scene, const StyleLinks& links) {
    return style::StyleBuilder(theme, snapshot, plan, scene, links).build().dump();
}

}  // namespace sanvat::tiler
