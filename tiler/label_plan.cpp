// SPDX-License-Identifier: Apache-2.0
#include "tiler/label_plan.hpp"

#include <algorithm>
#include <array>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <iterator>
#include <numeric>

#include "tiler/shown_items.hpp"

namespace sanvat::tiler {

namespace {

namespace bg = boost::geometry;
using Pixel = bg::model::d2::point_xy<double>;
using LabelBox = bg::model::box<Pixel>;

struct Direction {
    int x;
    int y;
};
/// Where a name may stand beside its symbol, best first: in the order in which Mapnik tries them in prints, too.
constexpr std::array<Direction, 8> directions{{{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}}};

/// Positions of all items.
std::vector<std::uint32_t> all_of(const SceneItems& items) {
    std::vector<std::uint32_t> positions(items.items().size());
    std::iota(positions.begin(), positions.end(), 0U);
    return positions;
}

class Planner {
public:
    Planner(const Theme& theme, const MapStyle& style, int zoom,
            const std::vector<std::shared_ptr<const SceneLayer>>& scene, const analysis::Filter& filter,
            const TextSetter& setter)
        : theme_(theme),
          style_(style),
          zoom_(zoom),
          pixel_m_(metres_per_pixel(zoom)),
          scene_(scene),
          filter_(filter),
          setter_(setter) {}

    LabelPlan run() {
        LabelPlan plan;
        plan.layers.resize(style_.layers.size());
        for (std::size_t i = 0; i < style_.layers.size(); ++i) {
            if (scene_[i]) keep_symbols_clear(style_.layers[i], *scene_[i]);
        }
        for (const std::size_t i : label_order(style_, zoom_)) {
            const ThemeLayer& layer = style_.layers[i];
            if (scene_[i] && layer.label->placement == LabelPlacement::point)
                add_names(layer, scene_[i]->points, plan.layers[i]);
        }
        return plan;
    }

private:
    [[nodiscard]] std::vector<std::uint32_t> shown(const ThemeLayer& layer, const SceneItems& items) const {
        auto positions = all_of(items);
        if (!layer.backdrop) keep_shown(items, filter_, positions);
        return positions;
    }

    void keep_symbols_clear(const ThemeLayer& layer, const SceneLayer& scene) {
        if (!layer.has_marks() || zoom_ < layer.labels_avoid_from) return;
        for (const std::uint32_t position : shown(layer, scene.points)) {
            const SceneItem& item = scene.points.items()[position];
            const std::size_t variant = SceneLayer::variant_of(item.look);
            if (!layer.zoom_of(variant).holds(zoom_)) continue;
            const double half = layer.symbol_of(variant).size.at(zoom_) / 2;
            taken_.insert(around(std::get<MercatorPoint>(item.shape), half));
        }
    }

    void add_names(const ThemeLayer& layer, const SceneItems& items, std::vector<PlacedLabel>& placed) {
        for (const NamedItem& named : named_items(items, shown(layer, items), !layer.label->on_symbol)) {
            const SceneItem& item = items.items()[named.position];
            if (named.label.empty() || !has_name(theme_, layer, item.look, zoom_)) continue;
            PlacedLabel label;
            label.place = std::get<MercatorPoint>(item.shape);
            label.set = setter_.set(named.label, *layer.label, zoom_);
            label.text = named.label;
            if (find_room(layer, label)) {
                placed.push_back(std::move(label));
            } else if (layer.is_thematic()) {
                add_figure(layer, std::move(label), placed);
            }
        }
    }

    /// The figure without the name over it: what the map is about needs less room.
    void add_figure(const ThemeLayer& layer, PlacedLabel label, std::vector<PlacedLabel>& placed) {
        label.text.erase(0, label.text.rfind('\n') + 1);
        label.set = setter_.set(label.text, *layer.label, zoom_);
        if (find_room(layer, label)) placed.push_back(std::move(label));
    }

    bool find_room(const ThemeLayer& layer, PlacedLabel& label) {
        if (!layer.label->beside) return take(label, {0, 0}, 0, *layer.label);
        const double distance = label_distance_px(layer, zoom_);
        return std::ranges::any_of(directions,
                                   [&](Direction side) { return take(label, side, distance, *layer.label); });
    }

    /// False where there is no room.
    bool take(PlacedLabel& label, Direction side, double distance, const LabelRule& rule) {
        label.left_px = first_edge(side.x, distance, label.set.width);
        label.top_px = first_edge(side.y, distance, label.set.height);
        const LabelBox room = room_of(label, label_margin_px);
        const bool free = taken_.qbegin(bg::index::intersects(room)) == taken_.qend();
        if (!free && !rule.on_symbol) return false;
        taken_.insert(room_of(label, 0));
        label.set.justify(side.x > 0 ? Justification::left : side.x < 0 ? Justification::right : Justification::middle);
        // Letters may lean out of their room by a part of their size.
        label.reach = in_metres(room_of(label, rule.halo_radius + rule.size.at(zoom_) / 2));
        return true;
    }

    /// From the place to the western or northern edge of a name of that size, which lies before it (-1), on it or
    /// behind it (1).
    static double first_edge(int side, double distance, double size) {
        if (side == 0) return -size / 2;
        return side > 0 ? distance : -distance - size;
    }

    [[nodiscard]] LabelBox room_of(const PlacedLabel& label, double margin) const {
        const double x = label.place.x / pixel_m_ + label.left_px;
        const double y = -label.place.y / pixel_m_ + label.top_px;
        return {Pixel(x - margin, y - margin), Pixel(x + label.set.width + margin, y + label.set.height + margin)};
    }

    [[nodiscard]] MercatorBox in_metres(const LabelBox& box) const {
        return {box.min_corner().x() * pixel_m_, -box.max_corner().y() * pixel_m_, box.max_corner().x() * pixel_m_,
                -box.min_corner().y() * pixel_m_};
    }

    /// Pixels of the zoom, y southwards.
    [[nodiscard]] LabelBox around(MercatorPoint place, double half) const {
        const double x = place.x / pixel_m_;
        const double y = -place.y / pixel_m_;
        return {Pixel(x - half, y - half), Pixel(x + half, y + half)};
    }

    const Theme& theme_;
    const MapStyle& style_;
    const int zoom_;
    const double pixel_m_;
    const std::vector<std::shared_ptr<const SceneLayer>>& scene_;
    const analysis::Filter& filter_;
    const TextSetter& setter_;
    bg::index::rtree<LabelBox, bg::index::quadratic<16>> taken_;
};

}  // namespace

std::vector<std::size_t> label_order(const MapStyle& style, int zoom) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < style.layers.size(); ++i) {
        const auto& label = style.layers[i].label;
        if (label && label->zoom.holds(zoom)) order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return style.layers[i].label->rank; });
    return order;
}

double label_distance_px(const ThemeLayer& layer, int zoom) noexcept {
    return layer.symbol.size.at(zoom) / 2 + 4;
}

bool has_name(const Theme& theme, const ThemeLayer& layer, std::uint32_t look, int zoom) {
    if (layer.is_units() || layer.is_thematic()) return true;
    // A made-up outline does not make a reported area's name doubtful.
    const bool by_provenance = layer.symbol.shape != Shape::fill;
    return layer.zoom_of(SceneLayer::variant_of(look)).holds(zoom) &&
           (!by_provenance || zoom >= theme.mark(SceneLayer::provenance_of(look)).names_from);
}

LabelPlan plan_labels(const Theme& theme, const MapStyle& style, int zoom,
                      const std::vector<std::shared_ptr<const SceneLayer>>& scene, const analysis::Filter& filter,
                      const TextSetter& setter) {
    return Planner(theme, style, zoom, scene, filter, setter).run();
}

}  // namespace sanvat::tiler
