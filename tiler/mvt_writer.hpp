// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/value.hpp"
#include "tiler/tile_grid.hpp"

namespace sanvat::tiler {

/// Keys and values of a layer's features, encoded once for all its tiles.
class MvtVocabulary {
public:
    /// Numbers of keys and values in turn, in the vocabulary.
    using Tags = std::vector<std::uint32_t>;

    /// Adds one attribute to a feature's tags. Null is left out.
    void add(Tags& tags, std::string_view key, const data::Value& value);

    [[nodiscard]] const std::vector<std::string>& keys() const noexcept { return keys_; }
    /// As messages of the tile.
    [[nodiscard]] const std::vector<std::string>& values() const noexcept { return values_; }

private:
    std::vector<std::string> keys_;
    std::vector<std::string> values_;
    std::map<std::string, std::uint32_t, std::less<>> key_numbers_;
    std::map<std::string, std::uint32_t> value_numbers_;
};

/// Writes one layer of a vector tile (Mapbox Vector Tile Specification 2.1). Only words that its features use get into
/// it. Bytes depend on what is added and its order alone.
class MvtLayer {
public:
    /// Of `MvtVocabulary::Tags`; needed during the call only.
    using Tags = std::span<const std::uint32_t>;

    /// The vocabulary must outlive the layer.
    MvtLayer(std::string_view name, const MvtVocabulary& words);

    void add_point(std::uint64_t id, Tags tags, GridPoint point);
    /// Requires a geometry that is not empty, as do the others.
    void add_lines(std::uint64_t id, Tags tags, const std::vector<GridLine>& lines);
    /// `origin` is the tile's corner in the coordinates of the polygons, each of whose units is 2^`shift` of the
    /// tile's.
    void add_polygons(std::uint64_t id, Tags tags, const std::vector<GridPolygon>& polygons, GridPoint origin = {},
                      unsigned shift = 0);

    [[nodiscard]] bool empty() const noexcept { return features_.empty(); }
    /// Adds the layer to the bytes of a tile; nothing where no feature was added.
    void append_to(std::string& tile) const;

private:
    /// Numbers words in the order in which features use them.
    struct Numbers {
        std::vector<std::uint32_t> of_word;  // plus one; 0: not used
        std::vector<std::uint32_t> used;
        std::uint32_t operator()(std::uint32_t word);
    };
    void add(std::uint64_t id, Tags tags, std::uint32_t type);

    std::string name_;
    const MvtVocabulary& words_;
    std::string features_;  // encoded
    Numbers keys_;
    Numbers values_;
    std::string geometry_;  // of the feature being added, encoded
    std::string tags_;
};

}  // namespace sanvat::tiler
