// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "data/value.hpp"
#include "tiler/tile_grid.hpp"

namespace sanvat::tiler {

/// Writes one layer of a vector tile (Mapbox Vector Tile Specification 2.1). Attributes that are null are left out.
/// Bytes depend on what is added and its order alone.
class MvtLayer {
public:
    explicit MvtLayer(std::string name) : name_(std::move(name)) {}

    /// An attribute of the feature added next.
    void attribute(std::string_view key, const data::Value& value);

    /// A feature with the attributes given since the last one. Requires a geometry that is not empty.
    void add_points(std::uint64_t id, const std::vector<GridPoint>& points);
    void add_lines(std::uint64_t id, const std::vector<GridLine>& lines);
    void add_polygons(std::uint64_t id, const std::vector<GridPolygon>& polygons);

    /// The layer as a field of the tile; empty where no feature was added.
    [[nodiscard]] std::string bytes() const;

private:
    void add(std::uint64_t id, std::uint32_t type, std::vector<std::uint32_t> commands);
    std::uint32_t key_number(std::string_view key);
    std::uint32_t value_number(const data::Value& value);

    std::string name_;
    std::string features_;  // encoded
    std::vector<std::string> keys_;
    std::vector<std::string> values_;  // encoded
    std::map<std::string, std::uint32_t, std::less<>> key_numbers_;
    std::map<std::string, std::uint32_t> value_numbers_;
    std::vector<std::uint32_t> tags_;  // of the next feature
};

}  // namespace sanvat::tiler
