// SPDX-License-Identifier: Apache-2.0
#include "tiler/tile_keys.hpp"

#include "tiler/content_bytes.hpp"
#include "tiler/look_identity.hpp"

namespace sanvat::tiler {

namespace {

void add(ContentBytes& content, TileId tile) {
    content.add(tile.z());
    content.add(tile.x());
    content.add(tile.y());
}

}  // namespace

TileKeys::TileKeys(const Theme& theme, TilePress& press, std::string_view program)
    : press_(press), origin_(look_identity(theme, program)) {}

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

std::string TileKeys::legend(std::string_view content, const std::string& language, int scale) const {
    ContentBytes all;
    all.add(origin_);
    all.add("legend");
    all.add(content);
    all.add(language);
    all.add(scale);
    return all.digest();
}

}  // namespace sanvat::tiler
