// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <nlohmann/json.hpp>

#include "data/error.hpp"
#include "tiler/archive_writers.hpp"
#include "tiler/output_stream.hpp"

namespace sanvat::tiler {

namespace {

namespace fs = std::filesystem;

std::string file_ending(const ArchiveInfo& info) {
    return "." + std::string(ending_of(info.format, "mvt"));
}

void make_folder(const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (!code) return;
    throw data::Error(data::ErrorKind::failure, {.file = folder.string(), .layer = {}, .record = {}, .parameter = {}},
                      "cannot be made: " + code.message(),
                      "check the folder, its permissions and the space on the disk");
}

void write_file(const fs::path& file, const std::string& bytes) {
    OutputStream out(file);
    out.write(bytes);
    out.close();
}

/// Files of earlier tiles by content.
class Twins {
public:
    /// True where the file is now another name of an earlier one with that content.
    bool link(SeedJournal::Place place, const fs::path& file) {
        const auto [known, fresh] = files_.try_emplace(place, file);
        if (fresh) return false;
        std::error_code code;
        fs::create_hard_link(known->second, file, code);
        if (!code) return true;
        known->second = file;  // no links on this system, or no more to that file: the next ones link to this one
        return false;
    }

private:
    std::map<SeedJournal::Place, fs::path> files_;
};

std::string tile_json(const ArchiveInfo& info) {
    const auto& extent = info.extent;
    nlohmann::ordered_json json{{"tilejson", "3.0.0"},
                                {"name", info.name},
                                {"description", info.description},
                                {"attribution", info.attribution},
                                {"scheme", "xyz"},
                                {"tiles", {"{z}/{x}/{y}" + file_ending(info)}},
                                {"minzoom", info.zoom.first},
                                {"maxzoom", info.zoom.last},
                                {"bounds", {extent.west, extent.south, extent.east, extent.north}},
                                {"center", {info.center.lon, info.center.lat, info.center_zoom}}};
    json.update(nlohmann::ordered_json::parse(info.scope));
    if (!info.vector_layers.empty()) json["vector_layers"] = nlohmann::ordered_json::parse(info.vector_layers);
    return json.dump(1) + "\n";
}

}  // namespace

void write_tile_folder(const fs::path& folder, const ArchiveInfo& info, const SeedJournal& journal,
                       const std::vector<TileId>& tiles) {
    make_folder(folder);
    Twins twins;
    fs::path made;
    for (const TileId tile : tiles) {
        const fs::path column = folder / std::to_string(tile.z()) / std::to_string(tile.x());
        if (column != made) make_folder(made = column);
        const fs::path file = column / (std::to_string(tile.y()) + file_ending(info));
        const SeedJournal::Place place = journal.find(tile).value();
        if (!twins.link(place, file)) write_file(file, journal.read(place));
    }
    write_file(folder / "tiles.json", tile_json(info));
}

}  // namespace sanvat::tiler
