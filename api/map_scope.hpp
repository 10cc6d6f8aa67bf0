// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "api/resource.hpp"
#include "data/error.hpp"
#include "tiler/tile_service.hpp"

namespace sanvat::api {

// What tiles and legends have in common.

/// `name` of the path, with the names there are: styles, and for tiles "production" too.
[[nodiscard]] Parameter map_name_parameter(const tiler::TileService& tiles, bool with_vector_tiles);

/// `layers`, `as-of`, `units`, `filter`, `provenance` and the parameters of thematic styles.
[[nodiscard]] std::vector<Parameter> map_parameters();

/// The name of the path and those parameters. Throws bad_value.
[[nodiscard]] tiler::MapScope map_scope(const Call& call);

/// The tile, or throws what went wrong.
[[nodiscard]] const tiler::Tile& tile_of(const tiler::TileService::Result& result);

/// An answer of the tile's bytes.
[[nodiscard]] Response respond(const tiler::Tile& tile);

/// What to throw where the queue of renderings is full.
[[nodiscard]] data::Error drawing_busy();

}  // namespace sanvat::api
