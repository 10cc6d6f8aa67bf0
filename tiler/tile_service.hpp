// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/filter.hpp"
#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/tile.hpp"
#include "tiler/tile_batch.hpp"
#include "tiler/tile_bytes.hpp"
#include "tiler/tile_format.hpp"
#include "tiler/tile_request.hpp"

namespace sanvat::tiler {

struct TileServiceOptions {
    std::filesystem::path theme;           ///< theme.toml; empty: the one the program was built with
    std::size_t cache_bytes = 96u << 20u;  ///< of tiles kept, filtered ones included
    unsigned threads = 0;                  ///< that render; 0: one a core
    std::size_t queue = 256;               ///< renderings that may wait; more are refused
};

/// Tiles, TileJSON and legends of any snapshot, from one theme. All members are thread-safe.
class TileService {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;
    using Result = TileResult;
    using Done = TileDone;

    /// Reads the theme, finds the fonts and starts the threads. Throws bad_input for a theme that is wrong, naming
    /// file, line and key, or names a font that is not installed.
    explicit TileService(const TileServiceOptions& options = {});
    /// Finishes what was accepted: every `done` has been called when it returns.
    ~TileService();
    TileService(const TileService&) = delete;
    TileService& operator=(const TileService&) = delete;

    /// "overview", …: names of raster styles. All of them and "production" are names of tile sets.
    [[nodiscard]] const std::vector<std::string>& styles() const noexcept;

    /// The tile if it is in memory. Never renders, never blocks for long. Throws like `render`.
    [[nodiscard]] std::optional<Tile> cached(const SnapshotPtr& snapshot, const TileRequest& request);

    /// Renders in a thread of the pool, then calls `done` there, once: with the tile, or with what went wrong. Several
    /// requests for one tile are rendered once. Where the tile is in memory by now, `done` may be called at once, in
    /// the calling thread. False where the queue is full: `done` is then never called. `done` must not throw. Throws
    /// not_found for an unknown name or a format that the name does not come in, bad_value naming `layers` or `scale`.
    [[nodiscard]] bool render(const SnapshotPtr& snapshot, const TileRequest& request, const Done& done);

    /// TileJSON 3.0. `tiles_url` is the template with {z}, {x} and {y} that goes into it. Throws not_found for an
    /// unknown name, bad_value naming `layers`.
    [[nodiscard]] std::string tile_json(const analysis::Snapshot& snapshot, const MapScope& scope,
                                        const std::string& tiles_url) const;

    /// The legend as JSON. Counts are of records in force as of the date that the filter lets through.
    [[nodiscard]] std::string legend_json(const SnapshotPtr& snapshot, const LegendRequest& request) const;

    /// The legend as PNG, in the pool like `render`.
    [[nodiscard]] bool render_legend(const SnapshotPtr& snapshot, const LegendRequest& request, const Done& done);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::tiler
