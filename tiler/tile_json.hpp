// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "analysis/snapshot.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_request.hpp"

namespace sanvat::tiler {

/// Zooms that tile sets are offered at; deeper ones answer too, up to `max_zoom`.
inline constexpr int offered_first_zoom = 4;
inline constexpr int offered_last_zoom = 18;
/// Vector tiles of this zoom hold every detail of a survey (a unit is about 0.15 m), and so small a part of the ground
/// that hardly any has more points than a tile takes: clients draw deeper ones from them.
inline constexpr int offered_last_vector_zoom = 16;

/// The TileJSON 3.0.0 document of a style, or of the vector tile set with those of its layers that are asked for and
/// their fields. `tiles_url` is the template with {z}, {x} and {y}. Beside what TileJSON knows it says what the tiles
/// show: `as_of`, `units_as_of` (null where the store has no boundaries), and where they were asked for `filter`,
/// `layers` and the `question` of a thematic style; the description says it in words. Refuses what the tiles would be
/// refused for: throws not_found naming `name`, bad_value naming `layers`.
[[nodiscard]] std::string tile_json(const Theme& theme, const analysis::Snapshot& snapshot, const MapScope& scope,
                                    const std::string& tiles_url);

}  // namespace sanvat::tiler
