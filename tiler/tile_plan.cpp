// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_plan.hpp"

#include <algorithm>
#include <functional>

#include "data/error.hpp"
#include "tiler/coverage_store.hpp"

namespace sanvat::tiler {

namespace {

template <typename Layers, typename Id>
data::Error unknown_layer(const std::string& name, const Layers& layers, Id id) {
    std::string known;
    for (const auto& layer : layers)
        known += (known.empty() ? "" : ", ") + std::string(std::invoke(id, layer));
    return data::bad_value("layers", "there is no layer \"" + name + "\"", "give some of " + known);
}

void choose_layers(const MapStyle& style, const std::vector<std::string>& names, MapPlan& plan) {
    for (const std::string& name : names) {
        if (std::ranges::find(style.layers, name, &ThemeLayer::id) == style.layers.end()) {
            throw unknown_layer(name, style.layers, &ThemeLayer::id);
        }
    }
    for (std::size_t i = 0; i < style.layers.size(); ++i) {
        const ThemeLayer& layer = style.layers[i];
        const bool named = std::ranges::find(names, layer.id) != names.end();
        if (names.empty() ? layer.visible : named) plan.layers.push_back(i);
    }
}

void choose_vector_layers(const std::vector<std::string>& names, MapPlan& plan) {
    for (const std::string& name : names) {
        if (!find_vector_layer(name)) throw unknown_layer(name, vector_layers(), &VectorLayer::id);
    }
    for (const VectorLayer& layer : vector_layers()) {
        if (names.empty() || std::ranges::find(names, layer.id()) != names.end()) plan.vector_layers.push_back(&layer);
    }
}

std::string key_of(const Theme& theme, const analysis::Snapshot& snapshot, const MapPlan& plan,
                   const std::string& name) {
    std::string key = name + "|" + theme.digest + "|" + std::to_string(snapshot.content_hash()) + "|" +
                      std::to_string(plan.as_of.days_since_epoch()) + "|" +
                      std::to_string(plan.units.days_since_epoch()) + "|";
    for (const std::size_t layer : plan.layers)
        key += std::to_string(layer) + ",";
    for (const VectorLayer* layer : plan.vector_layers)
        key += std::string(layer->id()) + ",";
    return key + "|" + plan.filter.canonical() + "|" + plan.question.key;
}

/// Names only: no dates, no key.
MapPlan plan_layers(const Theme& theme, const MapScope& scope) {
    MapPlan plan;
    plan.filter = scope.filter;
    if (scope.name == vector_tile_set) {
        choose_vector_layers(scope.layers, plan);
        return plan;
    }
    plan.style = theme.style(scope.name);
    if (!plan.style) {
        std::string known(vector_tile_set);
        for (const MapStyle& style : theme.styles)
            known += ", " + style.id;
        throw data::not_found("name", "there are no tiles \"" + scope.name + "\"", "known are " + known);
    }
    choose_layers(*plan.style, scope.layers, plan);
    return plan;
}

/// Vector tiles answer no question.
MapQuestion question_of(const MapPlan& plan, const MapScope& scope) {
    if (plan.style) return read_question(*plan.style, scope.question, plan.as_of, plan.units, plan.filter);
    if (scope.question.empty()) return {};
    throw data::bad_value(scope.question.begin()->first, "has no meaning for " + scope.name, "leave it out");
}

/// Units that a figure is counted by are of one day, which the map tells: smaller ones of another day, whose borders
/// they cross, are left out.
void leave_out_communes_of_another_day(const analysis::Snapshot& snapshot, MapPlan& plan) {
    if (!plan.question.figure || plan.question.figure->summary.by != data::AdminLevel::district) return;
    const auto day = [&](data::AdminLevel level) {
        return units_of(snapshot, level, plan.units) ? std::optional(snapshot.units_date(level, plan.units))
                                                     : std::nullopt;
    };
    if (day(data::AdminLevel::commune) == day(data::AdminLevel::district)) return;
    std::erase_if(plan.layers, [&](std::size_t i) {
        const ThemeLayer& layer = plan.style->layers[i];
        return layer.is_units() && layer.collection == analysis::CollectionId::communes;
    });
}

}  // namespace

MapPlan plan_map(const Theme& theme, const analysis::Snapshot& snapshot, const MapScope& scope) {
    MapPlan plan = plan_layers(theme, scope);
    plan.as_of = scope.as_of.value_or(snapshot.reference_date());
    plan.units = scope.units.value_or(plan.as_of);
    plan.question = question_of(plan, scope);
    leave_out_communes_of_another_day(snapshot, plan);
    plan.key = key_of(theme, snapshot, plan, scope.name);
    return plan;
}

void check_form(const MapPlan& plan, const TileRequest& request) {
    if (plan.style && !is_raster(request.format)) {
        throw data::not_found("format", "style " + request.name + " has no vector tiles", "ask for PNG or WebP");
    }
    if (!plan.style && is_raster(request.format)) {
        throw data::not_found("format", request.name + " has vector tiles only", "ask for MVT");
    }
    const int largest = plan.style ? 2 : 1;
    if (request.scale >= 1 && request.scale <= largest) return;
    throw data::bad_value("scale", std::to_string(request.scale) + " is no scale of these tiles",
                          largest == 1 ? "leave it out" : "give 1 or 2");
}

}  // namespace sanvat::tiler
