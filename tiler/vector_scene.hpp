// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <memory>
#include <vector>

#include "analysis/feature_table.hpp"
#include "tiler/arc_thinner.hpp"
#include "tiler/cell_lists.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/mvt_writer.hpp"
#include "tiler/vector_layer.hpp"

namespace sanvat::tiler {

/// Lines for all zooms, each thinned at its first use and kept. Thread-safe.
class ZoomLines {
public:
    explicit ZoomLines(std::vector<MercatorLine> lines) : thinner_(std::move(lines)) {}

    /// By position. No vertex dropped is farther than half a pixel of 256 from the line left, the rounding of tiles
    /// included.
    [[nodiscard]] const std::vector<MercatorLine>& at(int zoom) const;

private:
    struct Slot {
        std::once_flag made;
        std::vector<MercatorLine> lines;
    };
    ArcThinner thinner_;
    mutable std::array<Slot, max_zoom + 1> slots_;
};

/// One layer of vector tiles of one day, ready to be cut: attributes encoded, places projected. Immutable to those who
/// look and thread-safe.
struct VectorScene {
    struct Item {
        const analysis::Feature* feature;
        std::uint64_t number;  ///< in tiles
        MvtVocabulary::Tags tags;
        std::size_t tags_always;  ///< the first so many are those of every zoom
    };
    struct Point {
        MercatorPoint place;
        std::uint32_t item;
    };
    struct Line {
        MercatorBox box;
        std::uint32_t item;
        std::uint32_t number;  ///< in `lines`
    };
    struct Polygon {
        std::uint32_t item;
        std::uint32_t position;  ///< in its level of the shapes
    };

    MvtVocabulary words;
    std::vector<Item> items;
    std::vector<Point> points;  ///< most important first
    std::unique_ptr<const CellLists> point_cells;
    std::vector<Line> line_boxes;
    std::unique_ptr<const ZoomLines> lines;
    std::vector<Polygon> polygons;
    std::shared_ptr<const ZoomCoverage> shapes;  ///< null where there are no polygons
    std::size_t level = 0;

    std::shared_ptr<const analysis::FeatureTable> table;  ///< which holds the features
};

/// Units that the boundaries have, or records in force on the day.
[[nodiscard]] std::shared_ptr<const VectorScene> make_vector_scene(const analysis::Snapshot& snapshot,
                                                                   const VectorLayer& layer, data::Date as_of,
                                                                   const Boundaries& boundaries);

}  // namespace sanvat::tiler
