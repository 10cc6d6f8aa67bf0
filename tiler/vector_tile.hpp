// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/tile.hpp"
#include "tiler/vector_layer.hpp"

namespace sanvat::tiler {

class CoverageStore;
class VectorSceneStore;

struct VectorTileQuestion {
    TileId tile;
    std::vector<const VectorLayer*> layers;
    data::Date as_of;         ///< records in force that day
    data::Date units;         ///< boundaries of the nearest day that has some
    analysis::Filter filter;  ///< on all layers
};

/// Makes vector tiles of any snapshot. What all tiles of a day have in common is made at first use and kept for those
/// used last. Thread-safe.
class VectorTiler {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

    /// Points of one layer that one tile holds at most. Where there are more, those with more stars come first, then
    /// recognised ones, then by id, and a layer `dropped` with one feature says how many others each layer left out.
    static constexpr std::size_t most_points = 5000;
    static constexpr std::string_view dropped_layer = "dropped";

    /// `coverages` is shared with the raster tiles and must outlive the tiler.
    explicit VectorTiler(CoverageStore& coverages);
    ~VectorTiler();
    VectorTiler(const VectorTiler&) = delete;
    VectorTiler& operator=(const VectorTiler&) = delete;

    /// The bytes of the tile (Mapbox Vector Tile Specification 2.1), not compressed; empty where it holds nothing. Each
    /// feature has the attribute `id`, those that its layer has at the zoom (`VectorLayer::attributes_at`), and as its
    /// number the first 53 bits of the id's digest (`number_of`). Shapes are generalised for the tile's zoom
    /// (`ZoomCoverage`). The same question of the same snapshot gives the same bytes.
    [[nodiscard]] std::string tile(const SnapshotPtr& snapshot, const VectorTileQuestion& question);

    /// Digest of all that the tile holds, found without encoding it: questions with equal digests have equal tiles.
    [[nodiscard]] std::string content(const SnapshotPtr& snapshot, const VectorTileQuestion& question);

private:
    std::unique_ptr<VectorSceneStore> scenes_;
};

}  // namespace sanvat::tiler
