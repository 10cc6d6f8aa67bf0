// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "api/resource.hpp"
#include "api/static_files.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::api {

using Resources = std::vector<Resource>;

// Each adds the resources of one subject. What they are given must outlive them.

void add_landing(Resources& resources, const StaticFiles& files, const tiler::TileService& tiles);
void add_health(Resources& resources);
void add_collections(Resources& resources);
void add_items(Resources& resources);
void add_tiles(Resources& resources, tiler::TileService& tiles);
void add_legends(Resources& resources, tiler::TileService& tiles);
void add_style_json(Resources& resources, tiler::TileService& tiles);
void add_glyphs(Resources& resources, tiler::TileService& tiles);
/// `text` is in the text format of Prometheus.
void add_metrics(Resources& resources, std::function<std::string()> text);
void add_maps(Resources& resources, tiler::TileService& tiles);
/// A list of none where `folder` is empty.
void add_archives(Resources& resources, const std::filesystem::path& folder);
void add_search(Resources& resources);
void add_locate(Resources& resources);
void add_proximity(Resources& resources);
void add_corridor(Resources& resources);
void add_summary(Resources& resources);
void add_classes(Resources& resources);
void add_crosswalk(Resources& resources);
void add_density(Resources& resources);
void add_gaps(Resources& resources);
void add_history(Resources& resources);
void add_indicators(Resources& resources);
void add_overlay(Resources& resources);
void add_value_chain(Resources& resources);

/// Describes those that are there already, and itself. To be called last.
void add_openapi(Resources& resources);

}  // namespace sanvat::api
