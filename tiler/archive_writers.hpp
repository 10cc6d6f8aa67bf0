// SPDX-License-Identifier: Apache-2.0
// Inside the tiler module only: what a finished seed is written as.
#pragma once

#include <filesystem>
#include <vector>

#include "tiler/archive_info.hpp"
#include "tiler/seed_journal.hpp"
#include "tiler/tile.hpp"

namespace sanvat::tiler {

// Each writes the tiles, all of which the journal must hold, to a new file or folder of that name. Equal tiles are
// stored once. The same tiles give the same bytes, in whatever order the journal got them. Throws failure naming the
// file.

/// MBTiles 1.3: a table of pictures, a table of places, and the view `tiles` over both. Rows count from the south
/// there. Vector tiles must be in gzip form.
void write_mbtiles(const std::filesystem::path& file, const ArchiveInfo& info, const SeedJournal& journal,
                   const std::vector<TileId>& tiles);

/// PMTiles 3 in the order of its directory ("clustered"). Vector tiles must be in gzip form.
void write_pmtiles(const std::filesystem::path& file, const ArchiveInfo& info, const SeedJournal& journal,
                   const std::vector<TileId>& tiles);

/// A folder with z/x/y.ENDING and `tiles.json`, a TileJSON with relative addresses; equal tiles are links to one file
/// where the file system has links. Vector tiles must be as they are, not in gzip form.
void write_tile_folder(const std::filesystem::path& folder, const ArchiveInfo& info, const SeedJournal& journal,
                       const std::vector<TileId>& tiles);

}  // namespace sanvat::tiler
