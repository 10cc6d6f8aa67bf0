// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "tiler/coverage_store.hpp"
#include "tiler/metatile.hpp"
#include "tiler/render_pool.hpp"
#include "tiler/scene_store.hpp"
#include "tiler/tile_batch.hpp"
#include "tiler/tile_plan.hpp"
#include "tiler/vector_tile.hpp"

namespace sanvat::tiler {

/// Turns plans into tiles: paints a metatile, cuts it, encodes the parts. Thread-safe.
class TilePress {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;
    /// Called for each tile as soon as it is encoded, before the batch learns of it.
    using Sink = std::function<void(TileId, const Tile&)>;

    /// Finishes every tile of the batch, or throws. Requires a plan with a style.
    void raster(Workbench& bench, const SnapshotPtr& snapshot, const MapPlan& plan, const Metatile& metatile,
                TileFormat format, int scale, TileBatch& batch, const Sink& sink);

    /// Digest of all that the metatile's tiles take from the snapshot: see `Painter::content`.
    [[nodiscard]] std::string raster_content(Workbench& bench, const SnapshotPtr& snapshot, const MapPlan& plan,
                                             const Metatile& metatile, int scale);

    [[nodiscard]] Tile vector(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile);
    /// Digest of all that the vector tile takes from the snapshot: see `VectorTiler::content`.
    [[nodiscard]] std::string vector_content(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile);

    /// The layers of the plan, each at its place in the style and null for the others.
    [[nodiscard]] std::vector<std::shared_ptr<const SceneLayer>> scene(const SnapshotPtr& snapshot,
                                                                       const MapPlan& plan);

private:
    /// The picture of a metatile: what is drawn, and what its content is known by. None where nothing can show.
    [[nodiscard]] std::optional<PaintJob> job_of(const Theme& theme, const SnapshotPtr& snapshot, const MapPlan& plan,
                                                 const Metatile& metatile, int scale);
    struct Plan;
    [[nodiscard]] std::shared_ptr<const LabelPlan> labels(const Theme& theme, const SnapshotPtr& snapshot,
                                                          const MapPlan& plan, const PaintJob& job);
    [[nodiscard]] std::shared_ptr<Plan> kept_plan(const std::string& key);
    [[nodiscard]] const TextSetter& setter(const Theme& theme);
    [[nodiscard]] Tile one_colour(std::uint32_t pixel, int size, TileFormat format);
    [[nodiscard]] Tile press(const ImageView& image, TileFormat format);

    CoverageStore coverages_;
    SceneStore scenes_{coverages_};
    VectorTiler vectors_{coverages_};
    std::once_flag fonts_opened_;
    std::unique_ptr<const TextSetter> setter_;
    std::mutex mutex_;
    std::list<std::shared_ptr<Plan>> plans_;                                 // last used first
    std::map<std::tuple<std::uint32_t, int, TileFormat>, Tile> one_colour_;  // few: the colours of fills
};

}  // namespace sanvat::tiler
