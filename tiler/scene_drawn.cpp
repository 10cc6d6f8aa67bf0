// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tiler/scene_layer.hpp"

namespace sanvat::tiler {

namespace {

enum class Side : std::uint8_t { near, west, east, north, south };

/// The side of the box on which all of the other box lies.
Side side_of(const GridBox& part, const GridBox& box) noexcept {
    if (part.high.x < box.low.x) return Side::west;
    if (part.low.x > box.high.x) return Side::east;
    if (part.high.y < box.low.y) return Side::north;
    if (part.low.y > box.high.y) return Side::south;
    return Side::near;
}

/// The ring with straight lines where stretches after each other lie on one side of the box: the same inside of it.
MercatorLine shortened(const ZoomRing& ring, const WorldGrid& grid, const GridBox& box) {
    MercatorLine line;
    Side before = Side::near;
    for (std::size_t s = 0; s < ring.boxes.size(); ++s) {
        const Side side = side_of(ring.boxes[s], box);
        const std::size_t begin = s * ZoomRing::stretch;
        const std::size_t end =
            side == Side::near ? std::min(begin + ZoomRing::stretch, ring.points.size()) : begin + 1;
        if (side == Side::near || side != before) {
            for (std::size_t i = begin; i < end; ++i)
                line.push_back(grid.mercator(ring.points[i]));
        }
        before = side;
    }
    line.push_back(line.front());
    return line;
}

std::vector<MercatorPolygon> polygons_near(const ZoomPolygon& polygon, const WorldGrid& grid, const GridBox& box) {
    std::vector<MercatorPolygon> result;
    for (const ZoomPart& part : polygon.parts) {
        if (!part.rings.front().box.meets(box)) continue;
        MercatorPolygon& rings = result.emplace_back();
        for (const ZoomRing& ring : part.rings) {
            if (ring.box.meets(box)) rings.push_back(shortened(ring, grid, box));
        }
    }
    return result;
}

MercatorLine joined(const ZoomShapes& shapes, const analysis::Coverage::Ring& arcs) {
    MercatorLine line;
    const auto add = [&](GridPoint p) {
        const MercatorPoint place = shapes.grid.mercator(p);
        if (line.empty() || line.back() != place) line.push_back(place);
    };
    for (const analysis::SignedArc arc : arcs) {
        const GridLine& points = shapes.arcs[analysis::arc_of(arc)];
        if (arc >= 0) std::ranges::for_each(points, add);
        if (arc < 0) std::for_each(points.rbegin(), points.rend(), add);
    }
    return line;
}

std::vector<MercatorLine> lines_near(const std::vector<MercatorLine>& lines, const MercatorBox& box,
                                     const LineCut& cut) {
    std::vector<MercatorLine> result;
    for (const MercatorLine& line : lines) {
        for (MercatorLine& stretch : stretches_near(line, box, cut))
            result.push_back(std::move(stretch));
    }
    return result;
}

}  // namespace

MercatorShape SceneLayer::drawn(const SceneItem& item, int zoom, const MercatorBox& box, const LineCut& cut) const {
    if (item.generalised == SceneItem::as_it_is) return item.shape;
    if (thinned) {
        const MercatorShape& shape = thinned->at(item.generalised, zoom);
        const auto* as_lines = std::get_if<std::vector<MercatorLine>>(&shape);
        return as_lines ? lines_near(*as_lines, box, cut) : shape;
    }
    const ZoomShapes& at_zoom = shapes->at(zoom);
    if (std::holds_alternative<std::vector<MercatorLine>>(item.shape))
        return stretches_near(joined(at_zoom, arcs[item.generalised]), box, cut);
    return polygons_near(at_zoom.levels[level][item.generalised], at_zoom.grid, at_zoom.grid.around(box));
}

}  // namespace sanvat::tiler
