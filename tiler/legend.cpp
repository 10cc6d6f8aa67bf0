// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "tiler/coverage_store.hpp"

namespace sanvat::tiler {

namespace {

using Json = nlohmann::ordered_json;

void count(LegendCounts& counts, data::Provenance provenance) {
    ++counts.total;
    switch (provenance) {
        case data::Provenance::reported:
            ++counts.reported;
            break;
        case data::Provenance::derived:
            ++counts.derived;
            break;
        case data::Provenance::illustrative:
            ++counts.illustrative;
            break;
    }
}

LegendCounts counts_of(const SceneLayer& scene, const ThemeLayer& layer, const analysis::Filter& filter) {
    LegendCounts counts;
    for (const SceneRecord& record : scene.records) {
        const bool shown = layer.backdrop || !record.feature || filter.matches(*record.feature);
        if (shown) count(counts, record.provenance);
    }
    return counts;
}

std::optional<data::Date> units_date(const analysis::Snapshot& snapshot, data::Date date) {
    for (const auto level : {data::AdminLevel::commune, data::AdminLevel::district}) {
        if (const auto units = units_of(snapshot, level, date)) return snapshot.units_date(level, date);
    }
    return std::nullopt;
}

std::string geometry_of(Shape shape) {
    if (shape == Shape::line) return "line";
    return shape == Shape::fill ? "polygon" : "point";
}

Json symbol_json(const Symbol& symbol) {
    const Colour stroke = symbol.stroke ? symbol.stroke->colour : symbol.fill;
    const double width = symbol.stroke ? symbol.stroke->width.at(legend_zoom) : 0;
    const bool flat = symbol.shape == Shape::line || symbol.shape == Shape::fill;
    return {{"shape", to_string(symbol.shape)},
            {"fill", to_string(symbol.shape == Shape::line ? stroke : symbol.fill)},
            {"stroke", to_string(stroke)},
            {"size", std::round((flat ? width : symbol.size.at(legend_zoom)) * 10) / 10}};
}

}  // namespace

Legend make_legend(const analysis::Snapshot& snapshot, const MapPlan& plan,
                   const std::vector<std::shared_ptr<const SceneLayer>>& scene) {
    Legend legend{plan.style, snapshot.content().title, plan.as_of, units_date(snapshot, plan.units), {}};
    for (const std::size_t i : plan.layers) {
        const ThemeLayer& layer = plan.style->layers[i];
        legend.rows.push_back({&layer, counts_of(*scene[i], layer, plan.filter)});
    }
    return legend;
}

std::string legend_json(const Legend& legend) {
    Json layers = Json::array();
    for (const auto& [layer, counts] : legend.rows) {
        layers.push_back({{"id", layer->id},
                          {"collection", layer->collection_name()},
                          {"title", {{"vi", layer->title.vi}, {"en", layer->title.en}}},
                          {"visible", layer->visible},
                          {"geometry", geometry_of(layer->symbol.shape)},
                          {"symbol", symbol_json(layer->symbol)},
                          {"counts",
                           {{"total", counts.total},
                            {"reported", counts.reported},
                            {"derived", counts.derived},
                            {"illustrative", counts.illustrative}}}});
    }
    const Json units = legend.units_as_of ? Json(legend.units_as_of->to_string()) : Json();
    return Json{{"style", legend.style->id},
                {"as_of", legend.as_of.to_string()},
                {"units_as_of", units},
                {"layers", std::move(layers)}}
        .dump();
}

}  // namespace sanvat::tiler
