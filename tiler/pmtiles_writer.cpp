// SPDX-License-Identifier: Apache-2.0
// PMTiles Version 3 Specification, https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "tiler/archive_writers.hpp"
#include "tiler/gzip.hpp"
#include "tiler/output_stream.hpp"
#include "tiler/pmtiles_directory.hpp"

namespace sanvat::tiler {

namespace {

enum class Compression : std::uint8_t { none = 1, gzip = 2 };

/// The tile data section: which bytes of the journal stand there, in order, and who they belong to.
struct Contents {
    std::vector<SeedJournal::Place> places;
    std::vector<PmtilesEntry> entries;
    std::uint64_t bytes = 0;
};

Contents lay_out(const SeedJournal& journal, const std::vector<TileId>& tiles) {
    std::vector<std::pair<std::uint64_t, TileId>> ordered;
    ordered.reserve(tiles.size());
    for (const TileId tile : tiles)
        ordered.emplace_back(pmtiles_id(tile), tile);
    std::ranges::sort(ordered);

    Contents contents;
    std::map<SeedJournal::Place, std::uint64_t> offsets;
    for (const auto& [id, tile] : ordered) {
        const SeedJournal::Place place = journal.find(tile).value();
        const auto [known, fresh] = offsets.try_emplace(place, contents.bytes);
        if (fresh) {
            contents.places.push_back(place);
            contents.bytes += place.length;
        }
        if (!contents.entries.empty()) {
            PmtilesEntry& last = contents.entries.back();
            if (last.offset == known->second && last.tile + last.run == id) {
                ++last.run;
                continue;
            }
        }
        contents.entries.push_back({id, known->second, place.length, 1});
    }
    return contents;
}

/// Numbers in the order of the bytes that the format fixes: the lowest first.
class Header {
public:
    Header() { bytes_ = "PMTiles\x03"; }
    template <typename Number>
    Header& add(Number value) {
        auto rest = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i < sizeof(Number); ++i, rest >>= 8u)
            bytes_.push_back(static_cast<char>(rest & 0xffu));
        return *this;
    }
    Header& add_degrees(data::LonLat position) {
        return add(static_cast<std::int32_t>(std::llround(position.lon * 1e7)))
            .add(static_cast<std::int32_t>(std::llround(position.lat * 1e7)));
    }
    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

private:
    std::string bytes_;
};

std::uint8_t tile_type(TileFormat format) {
    switch (format) {
        case TileFormat::mvt:
            return 1;
        case TileFormat::png8:
        case TileFormat::png32:
            return 2;
        case TileFormat::webp:
            return 4;
    }
    return 0;
}

std::string metadata_json(const ArchiveInfo& info) {
    nlohmann::ordered_json json{{"name", info.name},
                                {"description", info.description},
                                {"attribution", info.attribution},
                                {"type", type_of(info)},
                                {"version", "1.0.0"}};
    json.update(nlohmann::ordered_json::parse(info.scope));
    if (!info.vector_layers.empty()) json["vector_layers"] = nlohmann::ordered_json::parse(info.vector_layers);
    return gzip(json.dump(), GzipEffort::thorough);
}

Header header(const ArchiveInfo& info, std::size_t tiles, const Contents& contents,
              const PmtilesDirectories& directories, std::size_t metadata_bytes) {
    const std::uint64_t root = pmtiles_header_bytes;
    const std::uint64_t about = root + directories.root.size();
    const std::uint64_t leaves = about + metadata_bytes;
    const std::uint64_t data = leaves + directories.leaves.size();
    Header header;
    header.add(root).add(std::uint64_t{directories.root.size()});
    header.add(about).add(std::uint64_t{metadata_bytes});
    header.add(leaves).add(std::uint64_t{directories.leaves.size()});
    header.add(data).add(contents.bytes);
    header.add(std::uint64_t{tiles})
        .add(std::uint64_t{contents.entries.size()})
        .add(std::uint64_t{contents.places.size()});
    header.add(std::uint8_t{1});  // clustered
    header.add(static_cast<std::uint8_t>(Compression::gzip));
    header.add(static_cast<std::uint8_t>(is_raster(info.format) ? Compression::none : Compression::gzip));
    header.add(tile_type(info.format));
    header.add(static_cast<std::uint8_t>(info.zoom.first)).add(static_cast<std::uint8_t>(info.zoom.last));
    header.add_degrees({info.extent.west, info.extent.south}).add_degrees({info.extent.east, info.extent.north});
    return header.add(static_cast<std::uint8_t>(info.center_zoom)).add_degrees(info.center);
}

}  // namespace

void write_pmtiles(const std::filesystem::path& file, const ArchiveInfo& info, const SeedJournal& journal,
                   const std::vector<TileId>& tiles) {
    const Contents contents = lay_out(journal, tiles);
    const PmtilesDirectories directories = pmtiles_directories(contents.entries);
    const std::string about = metadata_json(info);
    OutputStream out(file);
    out.write(header(info, tiles.size(), contents, directories, about.size()).bytes());
    out.write(directories.root);
    out.write(about);
    out.write(directories.leaves);
    for (const SeedJournal::Place place : contents.places)
        out.write(journal.read(place));
    out.close();
}

}  // namespace sanvat::tiler
