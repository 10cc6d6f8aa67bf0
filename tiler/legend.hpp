// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/snapshot.hpp"
#include "tiler/image.hpp"
#include "tiler/scene_layer.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_plan.hpp"

namespace sanvat::tiler {

/// Zoom whose sizes legends show: a screen then shows about a district.
inline constexpr int legend_zoom = 12;

/// Records of a layer that are in force, with or without a place on the map.
struct LegendCounts {
    std::size_t total = 0;
    std::size_t reported = 0;
    std::size_t derived = 0;
    std::size_t illustrative = 0;
    std::size_t placed = 0;  ///< of the total, those that have a place on the map

    /// There are records, and the map shows none of them.
    [[nodiscard]] bool off_the_map() const noexcept { return total > 0 && placed == 0; }
};

/// Records of a layer that look other than the rest: those of a variant with a title, or of a kind.
struct LegendEntry {
    Titles title;
    std::size_t variant = 0;  ///< as in `ThemeLayer::symbol_of`
    std::optional<std::size_t> kind;
    LegendCounts counts;
    std::array<bool, 3> drawn{};  ///< provenances of the symbols
};

struct LegendRow {
    const ThemeLayer* layer = nullptr;
    LegendCounts counts;
    std::array<bool, 3> drawn{};
    std::vector<LegendEntry> entries;              ///< variants as in the theme, then kinds that occur
    std::shared_ptr<const ClassedFigure> classed;  ///< of a thematic layer
};

/// What the symbols of a style mean and how many of each there are.
struct Legend {
    const MapStyle* style = nullptr;
    std::string title;  ///< of the store: "Cao Bằng"
    data::Date as_of;
    std::optional<data::Date> units_as_of;  ///< day of the boundaries; absent where the store has none
    std::vector<LegendRow> rows;            ///< in drawing order
};

/// The day whose boundaries a map shows: of the units that its figure is counted by, else of communes, else of
/// districts. Nothing where the store has none.
[[nodiscard]] std::optional<data::Date> units_date(const analysis::Snapshot& snapshot, const MapPlan& plan);

/// `scene` holds the plan's layers, each at its place in the style.
[[nodiscard]] Legend make_legend(const analysis::Snapshot& snapshot, const MapPlan& plan,
                                 const std::vector<std::shared_ptr<const SceneLayer>>& scene);

/// The symbol of a layer's row: units of a style without background are not filled.
[[nodiscard]] Symbol shown_symbol(const MapStyle& style, const ThemeLayer& layer);

/// As `/styles/{name}/legend` gives it; sizes are pixels at zoom 12.
[[nodiscard]] std::string legend_json(const Legend& legend);

/// All that the picture of a legend shows, beside the theme: two of equal content look alike.
[[nodiscard]] std::string legend_content(const Legend& legend);

/// The legend painted with the very symbols of the map, titles in Vietnamese or English ("en"), and what the marks of
/// provenance look like.
[[nodiscard]] Image legend_image(const std::shared_ptr<const Theme>& theme, const Legend& legend,
                                 std::string_view language, int scale);

}  // namespace sanvat::tiler
