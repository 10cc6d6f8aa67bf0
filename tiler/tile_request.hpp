// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/filter.hpp"
#include "data/date.hpp"
#include "tiler/question_text.hpp"
#include "tiler/tile.hpp"
#include "tiler/tile_format.hpp"

namespace sanvat::tiler {

/// What to draw: a raster style or the vector tile set, which of its layers, as of when.
struct MapScope {
    std::string name;                 ///< "overview", or "production" for vector tiles
    std::vector<std::string> layers;  ///< layer ids in any order; empty: those visible by default, for vector all
    std::optional<data::Date> as_of;  ///< records in force that day; default: the snapshot's reference date
    std::optional<data::Date> units;  ///< boundaries of that day; default: those that answer for `as_of`
    QuestionText question = {};       ///< parameters of a thematic style: what its units or cells are coloured by
    analysis::Filter filter;          ///< on records; the backdrop of a raster (units, roads, places) is not filtered
};

struct TileRequest : MapScope {
    TileId tile;
    int scale = 1;  ///< 1, or 2 for @2x; vector tiles have no scale but 1
    TileFormat format = TileFormat::png8;
};

struct LegendRequest : MapScope {
    std::string language = "vi";  ///< of the picture: "vi" or "en"
    int scale = 1;                ///< of the picture: 1 or 2
};

}  // namespace sanvat::tiler
