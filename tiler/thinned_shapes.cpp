// SPDX-License-Identifier: Apache-2.0
#include "tiler/thinned_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace sanvat::tiler {

namespace {

constexpr double area_px = 0.25;
constexpr double off_px = 0.5;
constexpr double least_piece_px = 64;

/// All lines and rings of all shapes, one after the other.
std::vector<MercatorLine> lines_of(const std::vector<MercatorShape>& shapes) {
    std::vector<MercatorLine> all;
    for (const MercatorShape& shape : shapes) {
        if (const auto* lines = std::get_if<std::vector<MercatorLine>>(&shape))
            all.insert(all.end(), lines->begin(), lines->end());
        if (const auto* polygons = std::get_if<std::vector<MercatorPolygon>>(&shape)) {
            for (const MercatorPolygon& rings : *polygons)
                all.insert(all.end(), rings.begin(), rings.end());
        }
    }
    return all;
}

double area_of(const MercatorLine& ring) {
    double doubled = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        doubled += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    return std::abs(doubled) / 2;
}

/// Of an area in pieces, those that can be told from specks, and the largest.
void drop_specks(std::vector<MercatorPolygon>& pieces, double least_m2) {
    const auto size = [](const MercatorPolygon& piece) { return area_of(piece.front()); };
    const double largest = std::ranges::max(pieces | std::views::transform(size));
    std::erase_if(pieces, [&](const MercatorPolygon& piece) { return size(piece) < std::min(least_m2, largest); });
}

}  // namespace

ThinnedShapes::ThinnedShapes(const std::vector<MercatorShape>& shapes) : thinner_(lines_of(shapes)) {
    for (const MercatorShape& shape : shapes) {
        first_.push_back(groups_.size());
        std::vector<std::size_t>& sizes = sizes_.emplace_back();
        if (const auto* lines = std::get_if<std::vector<MercatorLine>>(&shape))
            groups_.resize(groups_.size() + lines->size(), 0);
        if (const auto* polygons = std::get_if<std::vector<MercatorPolygon>>(&shape)) {
            for (const MercatorPolygon& rings : *polygons) {
                sizes.push_back(rings.size());
                groups_.resize(groups_.size() + rings.size(), 1);
            }
        }
    }
    first_.push_back(groups_.size());
}

std::vector<MercatorShape> ThinnedShapes::make(int zoom) const {
    const double pixel_m = metres_per_pixel(zoom);
    const auto kept = thinner_.thin_apart({area_px * pixel_m * pixel_m, off_px * pixel_m}, groups_);
    const auto line = [&](std::size_t number) {
        MercatorLine thinned;
        thinned.reserve(kept[number].size());
        for (const std::uint32_t vertex : kept[number])
            thinned.push_back(thinner_.lines()[number][vertex]);
        return thinned;
    };
    std::vector<MercatorShape> shapes;
    for (std::size_t shape = 0; shape < sizes_.size(); ++shape) {
        std::vector<MercatorLine> lines;
        for (std::size_t number = first_[shape]; number < first_[shape + 1]; ++number)
            lines.push_back(line(number));
        if (sizes_[shape].empty()) {
            shapes.emplace_back(std::move(lines));
            continue;
        }
        std::vector<MercatorPolygon> polygons;
        auto ring = lines.begin();
        for (const std::size_t rings : sizes_[shape]) {
            const auto end = ring + static_cast<std::ptrdiff_t>(rings);
            polygons.emplace_back(std::make_move_iterator(ring), std::make_move_iterator(end));
            ring = end;
        }
        drop_specks(polygons, least_piece_px * pixel_m * pixel_m);
        shapes.emplace_back(std::move(polygons));
    }
    return shapes;
}

const MercatorShape& ThinnedShapes::at(std::uint32_t shape, int zoom) const {
    Slot& slot = slots_[static_cast<std::size_t>(zoom)];
    std::call_once(slot.made, [&] { slot.shapes = make(zoom); });
    return slot.shapes[shape];
}

}  // namespace sanvat::tiler
