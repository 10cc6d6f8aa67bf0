// SPDX-License-Identifier: Apache-2.0
#include "tiler/pmtiles_directory.hpp"

#include <algorithm>

#include "tiler/gzip.hpp"

namespace sanvat::tiler {

namespace {

constexpr std::size_t smallest_leaf = 4096;

void add_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<char>(value | 0x80u));
        value >>= 7u;
    }
    out.push_back(static_cast<char>(value));
}

/// Columns one after the other; ids as differences, an offset as 0 where it follows the entry before.
std::string directory(std::span<const PmtilesEntry> entries) {
    std::string out;
    add_varint(out, entries.size());
    std::uint64_t last = 0;
    for (const auto& entry : entries) {
        add_varint(out, entry.tile - last);
        last = entry.tile;
    }
    for (const auto& entry : entries)
        add_varint(out, entry.run);
    for (const auto& entry : entries)
        add_varint(out, entry.length);
    const PmtilesEntry* before = nullptr;
    for (const auto& entry : entries) {
        const bool follows = before && entry.offset == before->offset + before->length;
        add_varint(out, follows ? 0 : entry.offset + 1);
        before = &entry;
    }
    return gzip(out, GzipEffort::thorough);
}

PmtilesDirectories with_leaves(std::span<const PmtilesEntry> entries, std::size_t leaf_size) {
    PmtilesDirectories made;
    std::vector<PmtilesEntry> root;
    for (std::size_t from = 0; from < entries.size(); from += leaf_size) {
        const auto part = entries.subspan(from, std::min(leaf_size, entries.size() - from));
        const std::string leaf = directory(part);
        root.push_back({part.front().tile, made.leaves.size(), static_cast<std::uint32_t>(leaf.size()), 0});
        made.leaves += leaf;
    }
    made.root = directory(root);
    return made;
}

}  // namespace

std::uint64_t pmtiles_id(TileId tile) noexcept {
    const auto z = static_cast<unsigned>(tile.z());
    std::uint64_t id = ((std::uint64_t{1} << (2 * z)) - 1) / 3;  // tiles of all zooms before: 1 + 4 + 16 + …
    std::uint64_t x = tile.x();
    std::uint64_t y = tile.y();
    for (std::uint64_t side = (std::uint64_t{1} << z) / 2; side > 0; side /= 2) {
        const std::uint64_t right = x & side ? 1 : 0;
        const std::uint64_t lower = y & side ? 1 : 0;
        id += side * side * ((3 * right) ^ lower);
        if (lower == 0) {  // the curve turns in the upper quarters
            if (right == 1) {
                x = side - 1 - (x & (side - 1));
                y = side - 1 - (y & (side - 1));
            }
            std::swap(x, y);
        }
    }
    return id;
}

PmtilesDirectories pmtiles_directories(const std::vector<PmtilesEntry>& entries) {
    constexpr std::size_t room = pmtiles_first_bytes - pmtiles_header_bytes;
    PmtilesDirectories made{directory(entries), {}};
    for (std::size_t leaf = smallest_leaf; made.root.size() > room; leaf *= 2)
        made = with_leaves(entries, leaf);
    return made;
}

}  // namespace sanvat::tiler
