// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
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
#include "tiler/sheet_request.hpp"
#include "tiler/style_json.hpp"
#include "tiler/tile.hpp"
#include "tiler/tile_batch.hpp"
#include "tiler/tile_bytes.hpp"
#include "tiler/tile_format.hpp"
#include "tiler/tile_request.hpp"

namespace sanvat::tiler {

struct TileServiceOptions {
    std::filesystem::path theme = {};         ///< theme.toml; empty: the one the program was built with
    std::size_t cache_bytes = 96u << 20u;     ///< of tiles in memory; an eighth of it for those of filtered maps, a
                                              ///< sixteenth for glyphs. Up to 8 MiB more say which tile answers
                                              ///< which question
    std::filesystem::path cache_folder = {};  ///< where tiles are kept on disk as well; empty: nowhere
    std::uintmax_t cache_folder_bytes = std::uintmax_t{1} << 30u;  ///< an eighth of it for those of filtered maps
    std::function<void(const std::string&)> tell = {};  ///< called by any thread where the disk fails under the folder
    unsigned threads = 0;                               ///< that render; 0: one a core
    std::size_t queue = 256;                            ///< renderings that may wait; more are refused
};

/// How the service is doing.
struct TileServiceFigures {
    std::size_t waiting = 0;        ///< renderings, for a thread
    std::uint64_t renderings = 0;   ///< since the start: of tiles or several together, legends, sprites and sheets
    std::uint64_t found = 0;        ///< since the start: tiles that were in memory when first looked for
    std::uint64_t missed = 0;       ///< since the start: tiles that were not
    std::uint64_t drawn = 0;        ///< since the start: tiles, neighbours drawn along and other pictures included
    std::uint64_t from_folder = 0;  ///< since the start: tiles read from the folder, likewise
    std::size_t memory_bytes = 0;   ///< of tiles and glyphs
    std::size_t tiles_in_memory = 0;
};

/// Sheets that may be waiting or drawn at a time: they take long.
inline constexpr int most_sheets = 8;

/// Tiles are kept by what they show, not by when or of which state of the store: after a change of the store those that
/// show none of it are still there, under the same ETag.
///
/// Tiles, TileJSON, legends and printable sheets of any snapshot, from one theme. All members are thread-safe.
class TileService {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;
    using Result = TileResult;
    using Done = TileDone;

    /// Reads the theme, finds the fonts and starts the threads. Throws bad_input for a theme that is wrong, naming
    /// file, line and key, or names a font that is not installed; bad_value naming `cache` for a folder that cannot be
    /// made.
    explicit TileService(const TileServiceOptions& options = {});
    /// Finishes what was accepted: every `done` has been called when it returns.
    ~TileService();
    TileService(const TileService&) = delete;
    TileService& operator=(const TileService&) = delete;

    [[nodiscard]] TileServiceFigures figures() const;

    /// `look_identity`: what all answers depend on besides what is asked of which store.
    [[nodiscard]] const std::string& look() const noexcept;

    /// "overview", …: names of raster styles. All of them and "production" are names of tile sets.
    [[nodiscard]] const std::vector<std::string>& styles() const noexcept;

    /// The tile if it is in memory, and known to be the one of this snapshot. Never renders, never blocks for long.
    /// Throws like `render`.
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

    /// The legend as JSON. Counts are of records in force as of the date that the filter lets through, by the
    /// provenance of what is drawn: outlines of another one than asked for do not count.
    [[nodiscard]] std::string legend_json(const SnapshotPtr& snapshot, const LegendRequest& request) const;

    /// The legend as PNG, in the pool like `render`.
    [[nodiscard]] bool render_legend(const SnapshotPtr& snapshot, const LegendRequest& request, const Done& done);

    /// The style for MapLibre (`tiler::style_json`): some milliseconds. Throws not_found for a name that is no style's,
    /// bad_value naming `layers`.
    [[nodiscard]] std::string style_json(const SnapshotPtr& snapshot, const MapScope& scope, const StyleLinks& links);

    /// Where in the sprite of a style its symbols are. `scale` is 1 or 2. Throws not_found for an unknown style.
    [[nodiscard]] std::string sprite_json(const std::string& style, int scale) const;

    /// The sprite as PNG, in the pool like `render`.
    [[nodiscard]] bool render_sprite(const std::string& style, int scale, const Done& done);

    /// The glyphs (`tiler::glyphs`) of the first of the theme's fonts that `fontstack` names, its names separated by
    /// commas, in the pool like `render`. `first` is a multiple of 256 up to 65,280. Throws not_found naming
    /// `fontstack`.
    [[nodiscard]] bool render_glyphs(const std::string& fontstack, int first, const Done& done);

    /// The ETag of a sheet that has been drawn before, from an equal state of the store, if that is still known. Never
    /// draws. Throws like `render_sheet`.
    [[nodiscard]] std::optional<std::string> sheet_etag(const SnapshotPtr& snapshot, const SheetRequest& request);

    /// A printable sheet, drawn in the pool like `render`; never kept, only its ETag is. False too where `most_sheets`
    /// are under way. Throws like `check_sheet`, bad_value naming `title` for one with letters that the theme's font
    /// lacks, and not_found for an unknown name or that of vector tiles.
    [[nodiscard]] bool render_sheet(const SnapshotPtr& snapshot, const SheetRequest& request, const Done& done);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::tiler
