// SPDX-License-Identifier: Apache-2.0
#include "tiler/record_kinds.hpp"

#include "analysis/corridor.hpp"
#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

std::string text_of(const analysis::Feature& feature, const std::string& property) {
    return property == "id" ? feature.id : data::to_text(feature.value(property));
}

/// Nothing where the line has no length.
std::optional<data::MultiLineString> line_of(const analysis::Feature& route) {
    const auto* line = std::get_if<data::MultiLineString>(route.geometry.get());
    if (!line || line->empty()) return std::nullopt;
    try {
        return analysis::checked_route(*line);
    } catch (const data::Error& error) {
        // A route of one place is in order in a store: there is only nothing along it.
        if (error.kind() != data::ErrorKind::bad_value) throw;
        return std::nullopt;
    }
}

}  // namespace

RecordKinds::RecordKinds(const analysis::Snapshot& snapshot, const analysis::FeatureTable& table,
                         const ThemeLayer& layer) {
    for (const ThemeKind& kind : layer.kinds) {
        if (kind.where) conditions_.push_back(filter_of(*kind.where));
        titles_.push_back(kind.title);
    }
    if (!layer.colours) return;
    property_ = layer.colours->property;
    if (layer.colours->ids_of) {
        number_ids(*snapshot.features(*layer.colours->ids_of, table.as_of()));
    } else {
        number_values(table, *layer.colours);
    }
    titles_.push_back({"Không rõ", "Unknown"});  // for records without a value
}

void RecordKinds::number_values(const analysis::FeatureTable& table, const ValueColours& colours) {
    std::map<std::string, Titles> found;
    for (const auto& feature : table.features()) {
        const std::string value = text_of(feature, property_);
        if (!value.empty())
            found.try_emplace(value, Titles{text_of(feature, colours.title_vi), text_of(feature, colours.title_en)});
    }
    for (const auto& [value, title] : found) {
        numbers_.emplace(value, static_cast<std::uint32_t>(titles_.size()));
        titles_.push_back(title);
    }
}

void RecordKinds::number_ids(const analysis::FeatureTable& table) {
    for (const auto& feature : table.features()) {
        numbers_.emplace(feature.id, static_cast<std::uint32_t>(titles_.size()));
        const std::string name = text_of(feature, "name");
        titles_.push_back({name, name});
    }
}

std::uint32_t RecordKinds::of(const analysis::Feature& feature) const {
    if (property_.empty()) {
        const auto found =
            std::ranges::find_if(conditions_, [&](const analysis::Filter& each) { return each.matches(feature); });
        return static_cast<std::uint32_t>(found - conditions_.begin());
    }
    const auto found = numbers_.find(text_of(feature, property_));
    return found == numbers_.end() ? static_cast<std::uint32_t>(titles_.size() - 1) : found->second;
}

NearRoutes::NearRoutes(const analysis::Snapshot& snapshot, const ThemeLayer& layer, data::Date as_of) {
    if (!layer.near_routes_m) return;
    ids_.emplace();
    const auto routes = snapshot.features(analysis::CollectionId::tour_routes, as_of);
    for (const auto& route : routes->features()) {
        const auto line = line_of(route);
        if (!line) continue;
        for (const auto& site :
             analysis::corridor(snapshot, *line, *layer.near_routes_m, {{layer.collection}, as_of, {}}))
            ids_->insert(site.hit.feature->id);
    }
}

bool NearRoutes::holds(const analysis::Feature& feature) const {
    return !ids_ || ids_->contains(feature.id);
}

}  // namespace sanvat::tiler
