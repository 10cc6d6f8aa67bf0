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
using PixelBox = bg::model::box<Pixel>;

struct Direction {
    int x;
    int y;
};
/// Where a name may stand beside its symbol, best first: in the order in which Mapnik tries them, too.
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
            TextMeasure& measure)
        : theme_(theme),
          style_(style),
          zoom_(zoom),
          pixel_m_(metres_per_pixel(zoom)),
          scene_(scene),
          filter_(filter),
          measure_(measure) {}

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
    std::vector<std::uint32_t> shown(const ThemeLayer& layer, const SceneItems& items) const {
        auto positions = all_of(items);
        if (!layer.backdrop) keep_shown(items, filter_, positions);
        return positions;
    }

    void keep_symbols_clear(const ThemeLayer& layer, const SceneLayer& scene) {
        const bool has_symbols = layer.symbol.shape != Shape::fill && layer.symbol.shape != Shape::line;
        if (!has_symbols || zoom_ < layer.labels_avoid_from) return;
        for (const std::uint32_t position : shown(layer, scene.points)) {
            const SceneItem& item = scene.points.items()[position];
            const std::size_t variant = SceneLayer::variant_of(item.look);
            if (!layer.zoom_of(variant).holds(zoom_)) continue;
            const double half = layer.symbol_of(variant).size.at(zoom_) / 2;
            taken_.insert(around(std::get<MercatorPoint>(item.shape), {0, 0}, {2 * half, 2 * half}));
        }
    }

    void add_names(const ThemeLayer& layer, const SceneItems& items, std::vector<PlacedLabel>& placed) {
        for (const NamedItem& named : named_items(items, shown(layer, items), !layer.label->on_symbol)) {
            const SceneItem& item = items.items()[named.position];
            if (named.label.empty() || !has_name(theme_, layer, item.look, zoom_)) continue;
            add_name(layer, {std::get<MercatorPoint>(item.shape), 0, 0, item.look, named.label, {}}, placed);
        }
    }

    void add_name(const ThemeLayer& layer, PlacedLabel label, std::vector<PlacedLabel>& placed) {
        const TextExtent extent = measure_.of(label.text, *layer.label, zoom_);
        if (!layer.label->beside) {
            if (take(label, extent, *layer.label)) placed.push_back(std::move(label));
            return;
        }
        const double distance = label_distance_px(layer, zoom_);
        for (const Direction direction : directions) {
            label.dx_px = direction.x * distance;
            label.dy_px = direction.y * distance;
            if (!take(label, extent, *layer.label)) continue;
            placed.push_back(std::move(label));
            return;
        }
    }

    /// False where there is no room.
    bool take(PlacedLabel& label, const TextExtent& extent, const LabelRule& rule) {
        const auto beyond = [](double offset, double size) {
            return offset == 0 ? 0.0 : std::copysign(std::abs(offset) + size / 2, offset);
        };
        const Pixel offset(beyond(label.dx_px, extent.width), beyond(label.dy_px, extent.height));
        const auto with_edge = [&](double edge) {
            return around(label.place, offset, {extent.width + 2 * edge, extent.height + 2 * edge});
        };
        const bool free = taken_.qbegin(bg::index::intersects(with_edge(label_margin_px))) == taken_.qend();
        if (!free && !rule.on_symbol) return false;
        taken_.insert(with_edge(0));
        // Letters hang below their line, and kerning is not measured.
        label.reach = in_metres(with_edge(rule.halo_radius + rule.size.at(zoom_)));
        return true;
    }

    [[nodiscard]] MercatorBox in_metres(const PixelBox& box) const {
        return {box.min_corner().x() * pixel_m_, -box.max_corner().y() * pixel_m_, box.max_corner().x() * pixel_m_,
                -box.min_corner().y() * pixel_m_};
    }

    /// Pixels of the zoom, y southwards.
    [[nodiscard]] PixelBox around(MercatorPoint place, Pixel offset, TextExtent size) const {
        const double x = place.x / pixel_m_ + offset.x();
        const double y = -place.y / pixel_m_ + offset.y();
        return {Pixel(x - size.width / 2, y - size.height / 2), Pixel(x + size.width / 2, y + size.height / 2)};
    }

    const Theme& theme_;
    const MapStyle& style_;
    const int zoom_;
    const double pixel_m_;
    const std::vector<std::shared_ptr<const SceneLayer>>& scene_;
    const analysis::Filter& filter_;
    TextMeasure& measure_;
    bg::index::rtree<PixelBox, bg::index::quadratic<16>> taken_;
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
                      TextMeasure& measure) {
    return Planner(theme, style, zoom, scene, filter, measure).run();
}

}  // namespace sanvat::tiler
