// SPDX-License-Identifier: Apache-2.0
#include "tiler/legend.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "tiler/content_bytes.hpp"
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

bool shown(const SceneRecord& record, const ThemeLayer& layer, const analysis::Filter& filter) {
    if (layer.backdrop || !record.feature) return true;
    return filter.matches(*record.feature) && filter.shows_place(*record.feature);
}

/// Into a row or an entry of one.
template <typename Row>
void count(Row& row, const SceneRecord& record) {
    count(row.counts, record.provenance);
    if (!record.placed) return;
    ++row.counts.placed;
    row.drawn[record.look % SceneLayer::kind_step % row.drawn.size()] = true;
}

std::size_t variant_of(const SceneRecord& record) {
    return record.look % SceneLayer::kind_step / 3;
}

/// One for each variant that the theme gives a title, then one for each kind.
std::vector<LegendEntry> entries_of(const SceneLayer& scene, const ThemeLayer& layer) {
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < layer.variants.size(); ++i) {
        if (layer.variants[i].title) entries.push_back({*layer.variants[i].title, i + 1, {}, {}, {}});
    }
    for (std::size_t i = 0; i < scene.kinds.size(); ++i)
        entries.push_back({scene.kinds[i], 0, i % layer.kind_count(), {}, {}});
    return entries;
}

/// Units and cells by their figures: what is made up for any part of it is not reported.
LegendCounts counts_of(const ClassedFigure& classed) {
    const auto& [nothing, some, most] = classed.made_up;
    const std::size_t all = nothing + some + most;
    return {all, nothing, 0, some + most, all};
}

LegendRow row_of(const SceneLayer& scene, const ThemeLayer& layer, const analysis::Filter& filter) {
    LegendRow row{&layer, {}, {}, entries_of(scene, layer), scene.classed};
    const std::size_t first_kind = row.entries.size() - scene.kinds.size();
    for (const SceneRecord& record : scene.records) {
        if (!shown(record, layer, filter)) continue;
        count(row, record);
        for (std::size_t i = 0; i < first_kind; ++i) {
            if (row.entries[i].variant == variant_of(record)) count(row.entries[i], record);
        }
        if (!scene.kinds.empty()) count(row.entries[first_kind + record.kind], record);
    }
    std::erase_if(row.entries, [](const LegendEntry& entry) { return entry.kind && entry.counts.total == 0; });
    if (row.classed) row.counts = counts_of(*row.classed);
    return row;
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
            {"fill", symbol.shape != Shape::line && symbol.fill_opacity == 0
                         ? Json()
                         : Json(to_string(symbol.shape == Shape::line ? stroke : symbol.fill))},
            {"stroke", to_string(stroke)},
            {"size", std::round((flat ? width : symbol.size.at(legend_zoom)) * 10) / 10}};
}

/// What is drawn of a row, or of an entry of one.
template <typename Row>
void add_shown(ContentBytes& content, const Row& row) {
    content.add(row.counts.placed);
    for (const bool drawn : row.drawn)
        content.add(drawn);
}

Json titles_json(const Titles& title) {
    return {{"vi", title.vi}, {"en", title.en}};
}

Json counts_json(const LegendCounts& counts) {
    return {{"total", counts.total},
            {"reported", counts.reported},
            {"derived", counts.derived},
            {"illustrative", counts.illustrative}};
}

Json entries_json(const LegendRow& row) {
    Json entries = Json::array();
    for (const LegendEntry& entry : row.entries) {
        const Symbol symbol = entry.kind ? row.layer->symbol_of(0, *entry.kind) : row.layer->symbol_of(entry.variant);
        Json json{{"title", titles_json(entry.title)}, {"symbol", symbol_json(symbol)}};
        if (!symbol.icon.empty()) json["symbol"]["icon"] = symbol.icon;
        json["counts"] = counts_json(entry.counts);
        json["placed"] = entry.counts.placed;
        entries.push_back(std::move(json));
    }
    return entries;
}

/// Without what adding up leaves in the last places of a sum.
double rounded(double sum) {
    constexpr double places = 1e6;
    return std::round(sum * places) / places;
}

/// Of a thematic layer: its classes, and what of the figure they do not tell.
void add_classes(Json& json, const ClassedFigure& classed, const ClassColours& colours) {
    json["figure"] = titles_json(classed.title);
    json["classes"] = Json::array();
    for (std::size_t i = 0; i < classed.classes.size(); ++i) {
        const auto& each = classed.classes[i];
        json["classes"].push_back({{"from", each.from},
                                   {"to", each.to},
                                   {"closed", each.from_closed ? "both" : "to"},
                                   {"count", each.count},
                                   {"fill", to_string(colours.at(i, classed.classes.size()))}});
    }
    if (!classed.note.empty()) json["note"] = classed.note;
    json["whole"] = rounded(classed.whole);
    json["illustrative"] = rounded(classed.illustrative);
    json["not_placed"] = rounded(classed.not_placed);
    json["without_outline"] = classed.without_outline;
    json["partly_illustrative"] = classed.made_up[static_cast<std::size_t>(MadeUp::some)];
    json["mostly_illustrative"] = classed.made_up[static_cast<std::size_t>(MadeUp::most)];
}

/// One symbol for all classes of a layer.
Symbol middle_class(const ThemeLayer& layer) {
    Symbol symbol = layer.symbol;
    symbol.shape = Shape::fill;
    symbol.fill = layer.classes->at(0, 1);
    return symbol;
}

Json row_json(const MapStyle& style, const LegendRow& row) {
    const ThemeLayer& layer = *row.layer;
    Json json{{"id", layer.id},
              {"collection", layer.collection_name()},
              {"title", titles_json(layer.title)},
              {"visible", layer.visible},
              {"geometry", geometry_of(layer.symbol.shape)},
              {"symbol", symbol_json(layer.classes ? middle_class(layer) : shown_symbol(style, layer))},
              {"counts", counts_json(row.counts)}};
    if (!row.entries.empty()) json["entries"] = entries_json(row);
    if (row.classed) add_classes(json, *row.classed, *layer.classes);
    return json;
}

}  // namespace

std::optional<data::Date> units_date(const analysis::Snapshot& snapshot, const MapPlan& plan) {
    std::vector<data::AdminLevel> levels{data::AdminLevel::commune, data::AdminLevel::district};
    if (plan.question.figure) levels = {plan.question.figure->summary.by};
    for (const auto level : levels) {
        if (const auto units = units_of(snapshot, level, plan.units)) return snapshot.units_date(level, plan.units);
    }
    return std::nullopt;
}

Legend make_legend(const analysis::Snapshot& snapshot, const MapPlan& plan,
                   const std::vector<std::shared_ptr<const SceneLayer>>& scene) {
    Legend legend{plan.style, snapshot.content().title, plan.as_of, units_date(snapshot, plan), {}};
    for (const std::size_t i : plan.layers) {
        const ThemeLayer& layer = plan.style->layers[i];
        if (layer.in_legend) legend.rows.push_back(row_of(*scene[i], layer, plan.filter));
    }
    return legend;
}

Symbol shown_symbol(const MapStyle& style, const ThemeLayer& layer) {
    Symbol symbol = layer.symbol;
    if (layer.is_units() && !style.background) symbol.fill_opacity = 0;
    return symbol;
}

std::string legend_json(const Legend& legend) {
    Json layers = Json::array();
    for (const LegendRow& row : legend.rows)
        layers.push_back(row_json(*legend.style, row));
    const Json units = legend.units_as_of ? Json(legend.units_as_of->to_string()) : Json();
    return Json{{"style", legend.style->id},
                {"as_of", legend.as_of.to_string()},
                {"units_as_of", units},
                {"layers", std::move(layers)}}
        .dump();
}

std::string legend_content(const Legend& legend) {
    ContentBytes content;
    content.add(legend_json(legend));
    for (const LegendRow& row : legend.rows) {
        add_shown(content, row);
        for (const LegendEntry& entry : row.entries)
            add_shown(content, entry);
    }
    return content.digest();
}

}  // namespace sanvat::tiler
