// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/collection.hpp"
#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// One layer of the vector tile set `production`: a collection and those of its properties that styles and popups need.
struct VectorLayer {
    analysis::CollectionId collection;
    std::span<const std::string_view> attributes;

    /// The collection's name.
    [[nodiscard]] std::string_view id() const noexcept { return analysis::collection(collection).name; }
};

/// All layers in drawing order.
[[nodiscard]] std::span<const VectorLayer> vector_layers() noexcept;
[[nodiscard]] const VectorLayer* find_vector_layer(std::string_view id) noexcept;

struct VectorTileQuestion {
    TileId tile;
    std::vector<const VectorLayer*> layers;
    data::Date as_of;         ///< records in force that day
    data::Date units;         ///< boundaries of the nearest day that has some
    analysis::Filter filter;  ///< on all layers
};

/// The bytes of the tile (Mapbox Vector Tile Specification 2.1), not compressed; empty where it holds nothing. Each
/// feature has the attribute `id` and as its number the first 53 bits of the id's digest (`number_of`). The same
/// question of the same snapshot gives the same bytes.
[[nodiscard]] std::string vector_tile(const analysis::Snapshot& snapshot, const VectorTileQuestion& question);

}  // namespace sanvat::tiler
