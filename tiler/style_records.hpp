// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tiler/scene_layer.hpp"
#include "tiler/style_expression.hpp"
#include "tiler/vector_layer.hpp"

// Belongs to the module.
namespace sanvat::tiler::style {

/// How a MapLibre style gets at the records of a theme layer and tells them apart: in vector tiles by their attributes
/// or, where those do not tell, by their ids; or as GeoJSON in the document by `look`, `provenance` and `label`.
class Records {
public:
    /// In tiles, where those hold what the layer draws; nothing where ids would have to tell more than `most_embedded`
    /// records apart. What it is given must outlive it.
    [[nodiscard]] static std::optional<Records> in_tiles(const ThemeLayer& layer, const SceneLayer& scene,
                                                         std::string source);
    /// In GeoJSON that `embedded` made of these.
    [[nodiscard]] static Records in_document(const ThemeLayer& layer, const SceneItems& items, std::string source);

    /// Null in the document.
    [[nodiscard]] const VectorLayer* tiles() const noexcept { return tiles_; }
    /// Sets the source of a layer of the style.
    void refer(Json& layer) const;
    /// Records that the layer takes and that look like the variant with that number (`ThemeLayer::symbol_of`).
    [[nodiscard]] Json is_variant(std::size_t variant) const;
    /// Records that the layer takes.
    [[nodiscard]] Json is_taken() const;
    /// A value for each provenance, in the order of data::Provenance: that of the shape on the map, which may be made
    /// up though the record is not.
    [[nodiscard]] Json by_provenance(const std::array<Json, 3>& values) const;
    [[nodiscard]] Json has_provenance(data::Provenance provenance) const;
    /// What `value` makes of the look of each record.
    template <typename Function>
    [[nodiscard]] Json by_look(Function value, const Json& otherwise) const;
    /// What `value` makes of the number of the kind of each record (`ThemeLayer::symbol_of`).
    template <typename Function>
    [[nodiscard]] Json by_kind(Function value) const {
        if (layer_->kind_count() == 1) return value(std::size_t{0});
        return by_look([&](std::uint32_t look) { return value(SceneLayer::kind_of(look)); }, value(std::size_t{0}));
    }
    /// The text of the layer's labels; nothing where the tiles do not hold it. Requires a layer with labels.
    [[nodiscard]] std::optional<Json> label() const;

private:
    Records(const ThemeLayer& layer, const SceneItems& items, const VectorLayer* tiles, std::string source)
        : layer_(&layer), items_(&items), tiles_(tiles), source_(std::move(source)) {}
    /// Tiles of the zoom and deeper ones.
    [[nodiscard]] bool holds(std::string_view property, int zoom) const;
    [[nodiscard]] bool attributes_tell() const;
    [[nodiscard]] Json meets(const analysis::PropertyCondition& condition) const;

    const ThemeLayer* layer_;
    const SceneItems* items_;
    const VectorLayer* tiles_;
    std::string source_;
    bool by_id_ = false;  ///< attributes do not tell which records are taken, or of which variant
};

template <typename Function>
Json Records::by_look(Function value, const Json& otherwise) const {
    std::vector<std::pair<Json, Json>> groups;  // values and those that have them
    for (const SceneItem& item : items_->items()) {
        const Json of_item = value(item.look);
        if (of_item == otherwise || (tiles_ && !item.feature)) continue;
        auto group = std::ranges::find(groups, of_item, &std::pair<Json, Json>::first);
        if (group == groups.end()) {
            groups.emplace_back(of_item, Json::array());
            group = std::prev(groups.end());
        }
        const Json key = tiles_ ? Json(item.feature->id) : Json(item.look);
        if (tiles_ || std::ranges::find(group->second, key) == group->second.end()) group->second.push_back(key);
    }
    if (groups.empty()) return otherwise;
    Json expression = Json::array({"match", get(tiles_ ? "id" : "look")});
    for (auto& [of_items, keys] : groups) {
        expression.push_back(std::move(keys));
        expression.push_back(std::move(of_items));
    }
    expression.push_back(otherwise);
    return expression;
}

/// What the layer's symbol is drawn for.
[[nodiscard]] const SceneItems& drawn_items(const ThemeLayer& layer, const SceneLayer& scene);

/// As a GeoJSON FeatureCollection. `filter` holds for records, where the layer is no backdrop.
[[nodiscard]] Json embedded(const SceneItems& items, const ThemeLayer& layer, const analysis::Filter& filter);

/// Positions of a layer, or ids, that a style document holds at most.
inline constexpr std::size_t most_embedded = 20'000;

/// Positions that `embedded` would hold without a filter.
[[nodiscard]] std::size_t positions_in(const SceneItems& items);

}  // namespace sanvat::tiler::style
