// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/snapshot.hpp"
#include "tiler/map_question.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_request.hpp"
#include "tiler/vector_layer.hpp"

namespace sanvat::tiler {

/// Name of the one set of vector tiles.
inline constexpr std::string_view vector_tile_set = "production";

/// A scope with its names looked up and its dates settled: what there is to draw.
struct MapPlan {
    const MapStyle* style = nullptr;                ///< null for vector tiles
    std::vector<std::size_t> layers;                ///< positions in the style, ascending
    std::vector<const VectorLayer*> vector_layers;  ///< for vector tiles, in drawing order
    data::Date as_of;
    data::Date units;
    analysis::Filter filter;
    MapQuestion question;  ///< of a thematic style

    /// What most people look at: neither filtered nor asked for in a way of one's own.
    [[nodiscard]] bool usual() const noexcept { return filter.empty() && question.usual; }

    /// Equal for equal plans of equal snapshots and themes, whatever order the layers were named in.
    std::string key;
};

/// Throws not_found naming `name`, bad_value naming `layers` or a parameter of the question.
[[nodiscard]] MapPlan plan_map(const Theme& theme, const analysis::Snapshot& snapshot, const MapScope& scope);

/// Throws not_found where the name does not come in that format, bad_value naming `scale`.
void check_form(const MapPlan& plan, const TileRequest& request);

}  // namespace sanvat::tiler
