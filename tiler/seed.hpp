// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "analysis/snapshot.hpp"
#include "data/import.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_request.hpp"

namespace sanvat::tiler {

/// Deepest zoom and most tiles of one archive: enough for a country at the zoom of houses.
inline constexpr std::uint64_t most_seeded_tiles = 20'000'000;

/// A tile set to be written whole: every tile of the zooms that meets the extent of the snapshot.
struct SeedQuestion : MapScope {
    TileFormat format = TileFormat::png8;
    int scale = 1;                ///< 1, or 2 for pictures of 512 pixels
    std::filesystem::path theme;  ///< theme.toml; empty: the one the program was built with
    ZoomRange zoom;
    /// FILE.mbtiles, FILE.pmtiles, or a folder that is not there yet or is empty. Beside it stands `OUT.part` while the
    /// work is under way and after it was broken off; the same question then goes on from there.
    std::filesystem::path out;
    unsigned threads = 0;  ///< that draw; 0: one a core

    /// Called in the calling thread about five times a second.
    std::function<void(const data::ImportProgress&)> progress;
};

struct SeedReport {
    std::uint64_t tiles = 0;     ///< in the archive
    std::uint64_t drawn = 0;     ///< of them now; the others were there from an earlier run
    std::uint64_t contents = 0;  ///< different ones
    std::uint64_t kept = 0;      ///< of other zooms, of an earlier run: they stay in `OUT.part`
};

/// Draws the tiles and writes the archive, which appears under its name when it is complete. The same snapshot, theme
/// and question give the same bytes, however often the work was broken off and whatever number of threads.
///
/// Throws what TileService throws for themes, names, formats, layers and scales; bad_value naming `zoom` or `out`;
/// bad_input naming the file where its folder is missing, or `OUT.part` is no such work or one of another question;
/// too_large above `most_seeded_tiles`; failure naming the file, with `OUT.part` left to go on from.
[[nodiscard]] SeedReport seed(const std::shared_ptr<const analysis::Snapshot>& snapshot, const SeedQuestion& question);

}  // namespace sanvat::tiler
