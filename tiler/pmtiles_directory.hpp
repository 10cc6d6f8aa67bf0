// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tiler/tile.hpp"

namespace sanvat::tiler {

/// Place of a tile in the order of PMTiles 3: all zooms before it, then along the Hilbert curve of its own.
/// PMTiles Version 3 Specification, section 4.1 "Tile ID".
[[nodiscard]] std::uint64_t pmtiles_id(TileId tile) noexcept;

/// One entry of a directory: tiles that follow each other and are equal, or, where `run` is 0, a leaf directory.
struct PmtilesEntry {
    std::uint64_t tile = 0;    ///< id of the first tile
    std::uint64_t offset = 0;  ///< in bytes from the beginning of the section
    std::uint32_t length = 0;  ///< in bytes, above 0
    std::uint32_t run = 1;     ///< tiles it stands for
    friend bool operator==(const PmtilesEntry&, const PmtilesEntry&) noexcept = default;
};

/// The directories of an archive as they stand in the file, in gzip form.
struct PmtilesDirectories {
    std::string root;
    std::string leaves;  ///< empty where the root holds every entry
};

/// The most bytes of header and root directory together, so that one request gets both (section 3).
inline constexpr std::size_t pmtiles_first_bytes = 16'384;
inline constexpr std::size_t pmtiles_header_bytes = 127;

/// Requires entries in ascending order of tile. The root never takes more than the first bytes leave it.
[[nodiscard]] PmtilesDirectories pmtiles_directories(const std::vector<PmtilesEntry>& entries);

}  // namespace sanvat::tiler
