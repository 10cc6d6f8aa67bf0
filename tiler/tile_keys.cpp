// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_keys.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tiler/content_bytes.hpp"

namespace sanvat::tiler {

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> icons_of(const Theme& theme) {
    const fs::path folder = theme.file.parent_path() / "icons";
    std::vector<fs::path> icons;
    if (fs::is_directory(folder)) {
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file()) icons.push_back(entry.path());
    }
    std::ranges::sort(icons);
    return icons;
}

std::string origin_of(const Theme& theme, std::string_view program) {
    ContentBytes content;
    content.add(program);
    content.add(theme.digest);
    for (const ThemeFont* font : {&theme.regular, &theme.bold, &theme.italic})
        content.add(bytes_of(font->file));
    for (const fs::path& icon : icons_of(theme)) {
        content.add(icon.filename().string());
        content.add(bytes_of(icon));
    }
    return content.digest();
}

void add(ContentBytes& content, TileId tile) {
    content.add(tile.z());
    content.add(tile.x());
    content.add(tile.y());
}

}  // namespace

TileKeys::TileKeys(const Theme& theme, TilePress& press, std::string_view program)
    : press_(press), origin_(origin_of(theme, program)) {}

std::string TileKeys::raster(Workbench& bench, const SnapshotPtr& snapshot, const MapPlan& plan,
                             const Metatile& metatile, TileFormat format, int scale) {
    ContentBytes content;
    content.add(origin_);
    content.add(plan.style->id);
    content.add(to_string(format));
    content.add(scale);
    add(content, metatile.origin());
    content.add(metatile.columns());
    content.add(metatile.rows());
    content.add(press_.raster_content(bench, snapshot, plan, metatile, scale));
    return content.digest();
}

std::string TileKeys::vector(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile) {
    ContentBytes content;
    content.add(origin_);
    content.add(to_string(TileFormat::mvt));
    add(content, tile);
    content.add(press_.vector_content(snapshot, plan, tile));
    return content.digest();
}

std::string TileKeys::legend(std::string_view json, const std::string& language, int scale) const {
    ContentBytes content;
    content.add(origin_);
    content.add("legend");
    content.add(json);
    content.add(language);
    content.add(scale);
    return content.digest();
}

}  // namespace sanvat::tiler
