// SPDX-License-Identifier: Apache-2.0
#include "analysis/unit_rings.hpp"

#include <algorithm>

#include "data/error.hpp"

namespace sanvat::analysis {

namespace {

constexpr std::size_t most_vertices = std::size_t{1} << 31;
constexpr std::size_t most_units = (std::size_t{1} << 24) - 2;

/// Twice the signed area, seen from the ring's first vertex so that small rings keep their digits.
double signed_area(const data::Ring& ring) noexcept {
    double area = 0;
    const data::LonLat origin = ring.front();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        area += (ring[i].lon - origin.lon) * (ring[i + 1].lat - origin.lat) -
                (ring[i].lat - origin.lat) * (ring[i + 1].lon - origin.lon);
    }
    return area;
}

std::size_t vertices_of(const data::MultiPolygon& polygons) noexcept {
    std::size_t count = 0;
    for (const auto& polygon : polygons) {
        count += polygon.outer.size();
        for (const auto& hole : polygon.holes)
            count += hole.size();
    }
    return count;
}

}  // namespace

UnitRings::UnitRings(const std::vector<const data::MultiPolygon*>& units) {
    std::size_t count = 0;
    for (const auto* unit : units)
        count += vertices_of(*unit);
    if (count >= most_vertices || units.size() > most_units) {
        throw data::Error(data::ErrorKind::too_large, {}, "the units have too many vertices for one index",
                          "split them by region");
    }
    vertices_.reserve(count);
    for (const auto* unit : units) {
        for (const auto& polygon : *unit) {
            add(polygon.outer, unit_count_, false);
            for (const auto& hole : polygon.holes)
                add(hole, unit_count_, true);
        }
        ++unit_count_;
    }
    make_blocks();
}

void UnitRings::add(const data::Ring& ring, std::uint32_t unit, bool hole) {
    if (ring.size() < 2) return;
    if ((signed_area(ring) < 0) == hole) {
        vertices_.insert(vertices_.end(), ring.begin(), ring.end());
    } else {
        vertices_.insert(vertices_.end(), ring.rbegin(), ring.rend());
    }
    ring_starts_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    ring_units_.push_back(unit);
    for (const data::LonLat p : ring)
        box_.extend(p);
}

void UnitRings::make_blocks() {
    std::uint32_t ring = 0;
    blocks_.reserve(vertices_.size() / vertices_in_block + 1);
    for (std::size_t first = 0; first < vertices_.size(); first += vertices_in_block) {
        while (ring_starts_[ring + 1] <= first)
            ++ring;
        Block block{ring, vertices_[first].lat, vertices_[first].lat};
        // The last edge ends with the first vertex of the next block.
        for (std::size_t i = first; i < std::min(vertices_.size(), first + vertices_in_block + 1); ++i) {
            block.south = std::min(block.south, vertices_[i].lat);
            block.north = std::max(block.north, vertices_[i].lat);
        }
        blocks_.push_back(block);
    }
}

std::uint32_t UnitRings::unit_of(std::uint32_t edge) const noexcept {
    const std::size_t block = edge / vertices_in_block;
    const std::size_t first = blocks_[block].first_ring;
    const std::size_t last = block + 1 < blocks_.size() ? blocks_[block + 1].first_ring : ring_units_.size() - 1;
    const auto start_of = [this](std::size_t ring) { return ring_starts_.begin() + static_cast<std::ptrdiff_t>(ring); };
    const auto next = std::upper_bound(start_of(first + 1), start_of(last + 1), edge);
    return ring_units_[static_cast<std::size_t>(next - ring_starts_.begin()) - 1];
}

std::size_t UnitRings::bytes() const noexcept {
    return vertices_.capacity() * sizeof(data::LonLat) +
           (ring_starts_.capacity() + ring_units_.capacity()) * sizeof(std::uint32_t) +
           blocks_.capacity() * sizeof(Block);
}

}  // namespace sanvat::analysis
