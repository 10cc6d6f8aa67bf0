// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>

#include "tiler/scene_layer.hpp"
#include "tiler/style_expression.hpp"
#include "tiler/vector_tile.hpp"

// Belongs to the module.
namespace sanvat::tiler::style {

/// How a MapLibre style gets at the records of a theme layer and tells them apart: in vector tiles by their attributes
/// or, where those do not tell, by their ids; or as GeoJSON in the document by `variant`, `provenance` and `label`.
class Records {
public:
    /// In tiles, where those hold the layer's collection; nothing where ids would have to tell more than
    /// `most_embedded` records apart. What it is given must outlive it.
    [[nodiscard]] static std::optional<Records> in_tiles(const ThemeLayer& layer, const SceneLayer& scene,
                                                         std::string source);
    /// In GeoJSON that `embedded` made.
    [[nodiscard]] static Records in_document(const ThemeLayer& layer, std::string source);

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
    /// The text of the layer's labels; nothing where the tiles do not hold it. Requires a layer with labels.
    [[nodiscard]] std::optional<Json> label() const;

private:
    Records(const ThemeLayer& layer, const VectorLayer* tiles, std::string source)
        : layer_(&layer), tiles_(tiles), source_(std::move(source)) {}
    [[nodiscard]] bool holds(std::string_view property) const;
    [[nodiscard]] bool tells_all() const;
    [[nodiscard]] Json meets(const analysis::PropertyCondition& condition) const;
    /// Those of `by_id_` whose looks pass the test.
    template <typename Test>
    [[nodiscard]] Json has_id_where(Test test) const;

    const ThemeLayer* layer_;
    const VectorLayer* tiles_;
    std::string source_;
    const SceneItems* by_id_ = nullptr;  ///< what to tell apart by ids
};

/// What the layer's symbol is drawn for.
[[nodiscard]] const SceneItems& drawn_items(const ThemeLayer& layer, const SceneLayer& scene);

/// Points or lines as a GeoJSON FeatureCollection. `filter` holds for records, where the layer is no backdrop.
[[nodiscard]] Json embedded(const SceneItems& items, const ThemeLayer& layer, const analysis::Filter& filter);

/// Positions of a layer, or ids, that a style document holds at most.
inline constexpr std::size_t most_embedded = 20'000;

/// Positions that `embedded` would hold without a filter.
[[nodiscard]] std::size_t positions_in(const SceneItems& items);

}  // namespace sanvat::tiler::style
