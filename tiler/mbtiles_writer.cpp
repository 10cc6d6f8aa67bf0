// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <nlohmann/json.hpp>

#include "data/mbtiles_file.hpp"
#include "tiler/archive_writers.hpp"

namespace sanvat::tiler {

namespace {

/// Numbers as JSON writes them, which is the same in every language of the system.
std::string list(std::initializer_list<double> numbers) {
    std::string text;
    for (const double number : numbers)
        text += (text.empty() ? "" : ",") + nlohmann::json(number).dump();
    return text;
}

data::MbtilesFile::Metadata metadata(const ArchiveInfo& info) {
    const auto& extent = info.extent;
    data::MbtilesFile::Metadata rows{
        {"name", info.name},
        {"format", std::string(ending_of(info.format, "pbf"))},
        {"bounds", list({extent.west, extent.south, extent.east, extent.north})},
        {"center", list({info.center.lon, info.center.lat}) + "," + std::to_string(info.center_zoom)},
        {"minzoom", std::to_string(info.zoom.first)},
        {"maxzoom", std::to_string(info.zoom.last)},
        {"attribution", info.attribution},
        {"description", info.description},
        {"type", std::string(type_of(info))},
        {"version", "1.0.0"}};
    // Rows of our own, which the specification allows.
    const auto scope = nlohmann::ordered_json::parse(info.scope);
    for (const auto& [name, value] : scope.items())
        rows.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    if (!info.vector_layers.empty()) rows.emplace_back("json", R"({"vector_layers":)" + info.vector_layers + "}");
    return rows;
}

std::uint32_t row_from_south(TileId tile) {
    return static_cast<std::uint32_t>((std::uint64_t{1} << static_cast<unsigned>(tile.z())) - 1 - tile.y());
}

}  // namespace

void write_mbtiles(const std::filesystem::path& file, const ArchiveInfo& info, const SeedJournal& journal,
                   const std::vector<TileId>& tiles) {
    data::MbtilesFile archive(file, metadata(info));
    std::map<SeedJournal::Place, std::int64_t> contents;
    for (const TileId tile : tiles) {
        const SeedJournal::Place place = journal.find(tile).value();
        const auto [content, fresh] = contents.try_emplace(place, static_cast<std::int64_t>(contents.size()) + 1);
        if (fresh) archive.add_content(content->second, journal.read(place));
        archive.add_tile(tile.z(), tile.x(), row_from_south(tile), content->second);
    }
    archive.finish();
}

}  // namespace sanvat::tiler
