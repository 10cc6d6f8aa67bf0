// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/feature_table.hpp"
#include "analysis/snapshot.hpp"
#include "data/date.hpp"
#include "tiler/classed_figure.hpp"
#include "tiler/coverage_store.hpp"
#include "tiler/line_stretches.hpp"
#include "tiler/mercator_shape.hpp"
#include "tiler/theme.hpp"
#include "tiler/thinned_shapes.hpp"

namespace sanvat::tiler {

/// One thing to draw.
struct SceneItem {
    MercatorShape shape;
    std::uint32_t look = 0;                      ///< which of its set's looks: see `SceneLayer`
    std::string label;                           ///< empty where the layer has no labels
    const analysis::Feature* feature = nullptr;  ///< null for boundaries, roads and places
    /// Of lines and polygons, where to find them generalised: `SceneLayer::drawn`.
    std::uint32_t generalised = as_it_is;

    static constexpr std::uint32_t as_it_is = std::numeric_limits<std::uint32_t>::max();
};

/// Things to draw, found by box. Earlier ones are more important: their labels win, their symbols lie on top.
class SceneItems {
public:
    explicit SceneItems(std::vector<SceneItem> items = {});
    ~SceneItems();
    SceneItems(SceneItems&&) noexcept;
    SceneItems& operator=(SceneItems&&) noexcept;

    [[nodiscard]] const std::vector<SceneItem>& items() const noexcept { return items_; }
    /// Positions of those whose box meets the box, ascending.
    [[nodiscard]] std::vector<std::uint32_t> in_box(const MercatorBox& box) const;
    [[nodiscard]] bool any_in(const MercatorBox& box) const;
    /// Around everything; nothing where there are no items.
    [[nodiscard]] std::optional<MercatorBox> extent() const;

private:
    struct Index;
    std::vector<SceneItem> items_;
    std::unique_ptr<Index> index_;
};

/// A record of the layer that is in force, whether it has a place or not.
struct SceneRecord {
    data::Provenance provenance = data::Provenance::reported;  ///< of what is drawn: an outline may be made up
    const analysis::Feature* feature = nullptr;                ///< null for roads and places
    std::uint32_t look = 0;                                    ///< of its item, if it has a place; 0 for units
    std::uint32_t kind = 0;                                    ///< position in `SceneLayer::kinds`, where there are any
    bool placed = true;                                        ///< it has a place on the map
};

/// What a theme layer draws of one snapshot as of one day: selected, projected, indexed. Immutable and thread-safe.
struct SceneLayer {
    /// Records (looks as `look_of`); for units one for each unit, the look being its tint.
    SceneItems polygons;
    /// Records; for units the boundaries, each once, with `inner_look` or `outer_look`.
    SceneItems lines;
    /// Records; for layers of polygons the places of their labels.
    SceneItems points;

    std::vector<SceneRecord> records;
    std::vector<Titles> kinds;  ///< of records, where the theme tells kinds apart

    /// What units or cells are coloured by, of layers that are thematic; else null.
    std::shared_ptr<const ClassedFigure> classed;

    // Of layers of units, by `SceneItem::generalised`: polygons of a level of the shapes, lines as arcs of theirs.
    std::shared_ptr<const ZoomCoverage> shapes;
    std::size_t level = 0;
    std::vector<analysis::Coverage::Ring> arcs;

    // Of layers of records, by `SceneItem::generalised`.
    std::shared_ptr<const ThinnedShapes> thinned;

    /// What to draw of the item at a zoom so that inside the box nothing is missing: beyond it a shape may differ,
    /// within what `cut` says of the line or of the outline that is drawn.
    [[nodiscard]] MercatorShape drawn(const SceneItem& item, int zoom, const MercatorBox& box,
                                      const LineCut& cut) const;

    // What the items point into.
    std::shared_ptr<const analysis::Snapshot> snapshot;
    std::shared_ptr<const analysis::FeatureTable> table;

    static constexpr std::uint32_t inner_look = 0;
    static constexpr std::uint32_t outer_look = 1;

    /// Looks of one kind differ by less.
    static constexpr std::uint32_t kind_step = 4096;

    /// A variant and a kind of the layer by number (`ThemeLayer::symbol_of`) with a provenance.
    [[nodiscard]] static constexpr std::uint32_t look_of(std::size_t variant, data::Provenance provenance,
                                                         std::size_t kind = 0) noexcept {
        return static_cast<std::uint32_t>(kind) * kind_step + static_cast<std::uint32_t>(variant) * 3 +
               static_cast<std::uint32_t>(provenance);
    }
    /// Less for what is more important, whatever kind it is.
    [[nodiscard]] static constexpr std::uint32_t importance_of(const SceneItem& item) noexcept {
        return item.look % kind_step;
    }
    [[nodiscard]] static constexpr std::size_t kind_of(std::uint32_t look) noexcept { return look / kind_step; }
    [[nodiscard]] static constexpr std::size_t variant_of(std::uint32_t look) noexcept { return look % kind_step / 3; }
    [[nodiscard]] static constexpr data::Provenance provenance_of(std::uint32_t look) noexcept {
        return static_cast<data::Provenance>(look % kind_step % 3);
    }
};

/// Selects and projects. `boundaries` are used by layers of units only.
[[nodiscard]] std::shared_ptr<const SceneLayer> make_scene_layer(std::shared_ptr<const analysis::Snapshot> snapshot,
                                                                 const ThemeLayer& layer, data::Date as_of,
                                                                 const Boundaries& boundaries);

}  // namespace sanvat::tiler
