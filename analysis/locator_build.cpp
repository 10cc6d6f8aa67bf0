// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "analysis/locator_band.hpp"
#include "analysis/locator_index.hpp"
#include "analysis/parallel.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

namespace {

/// Cells are cheap (4 bytes) and a place in one that no edge crosses is answered at once: more cells than vertices.
constexpr double cells_per_vertex = 2.25;
/// Cells of a band, which the sorting of its edges goes through at random: they fit into a core's own cache. Not a
/// matter of threads, so that any number of them builds the same bands.
constexpr std::uint32_t cells_in_band = 131'072;
/// A cell's 30 bits for a number.
constexpr std::size_t most_numbers = std::size_t{1} << 30;

using Bands = std::vector<std::optional<LocatorBand>>;

void lay_out_grid(LocatorIndex& index) {
    const data::Envelope& box = index.rings.box();
    // Doubles must resolve a step of the smallest cell about a hundredfold: 2⁻³¹ of the largest coordinate.
    const double reach = std::max({std::abs(box.west), std::abs(box.east), std::abs(box.south), std::abs(box.north)});
    index.smallest_cell = std::max(std::ldexp(reach, -30), std::numeric_limits<double>::min());
    const double width = std::max(box.east - box.west, index.smallest_cell);
    const double height = std::max(box.north - box.south, index.smallest_cell);
    const double wanted = cells_per_vertex * static_cast<double>(index.rings.vertex_count());
    const double side = std::max(std::sqrt(width * height / wanted), index.smallest_cell);
    // Units in one thin line would ask for more cells along it than are wanted in all.
    index.columns = static_cast<std::uint32_t>(std::min(std::ceil(width / side), std::ceil(wanted)));
    index.rows = static_cast<std::uint32_t>(std::min(std::ceil(height / side), std::ceil(wanted)));
    index.cells_per_lon = index.columns / width;
    index.cells_per_lat = index.rows / height;
    index.cells.resize(std::size_t{index.columns} * index.rows);
}

Bands build_bands(LocatorIndex& index, unsigned threads) {
    const std::uint32_t rows_in_band = std::max(1U, cells_in_band / index.columns);
    Bands bands((index.rows + rows_in_band - 1) / rows_in_band);
    for_each_in_parallel(bands.size(), threads, [&](std::size_t i) {
        const std::uint32_t first = static_cast<std::uint32_t>(i) * rows_in_band;
        bands[i].emplace(build_band(index, first, std::min(index.rows, first + rows_in_band)));
    });
    return bands;
}

/// Bands one after the other; a set of units gets its number where it first comes up.
std::vector<BandOffsets> offsets_of(LocatorIndex& index, const Bands& bands) {
    std::vector<BandOffsets> offsets(bands.size() + 1);
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const LocatorBand& band = *bands[i];
        band.sets.for_each_several(
            [&](const UnitNumbers& units) { offsets[i].sets.push_back(index.sets.number_of(units)); });
        offsets[i + 1].children = offsets[i].children + band.children.size();
        offsets[i + 1].pool = offsets[i].pool + band.pool.size();
        offsets[i + 1].crossings = offsets[i].crossings + band.crossings.size();
    }
    const BandOffsets& end = offsets.back();
    if (std::max({end.children, end.pool, end.crossings}) >= most_numbers) {
        throw data::Error(data::ErrorKind::too_large, {}, "the units have too many vertices for one index",
                          "split them by region");
    }
    return offsets;
}

template <typename Item>
void append(std::vector<Item>& whole, const std::vector<Item>& part) {
    whole.insert(whole.end(), part.begin(), part.end());
}

/// The bands' parts in one piece each, of just the memory they need.
void join_bands(LocatorIndex& index, Bands bands, unsigned threads) {
    const auto offsets = offsets_of(index, bands);
    for_each_in_parallel(bands.size(), threads, [&](std::size_t i) { relocate(index, *bands[i], offsets[i]); });
    index.children.reserve(offsets.back().children);
    index.pool.reserve(offsets.back().pool);
    index.crossings.reserve(offsets.back().crossings);
    std::set<UnitPair> overlaps;
    for (auto& band : bands) {
        append(index.children, band->children);
        append(index.pool, band->pool);
        append(index.crossings, band->crossings);
        overlaps.merge(band->overlaps);
        band.reset();
    }
    index.possible_overlaps.assign(overlaps.begin(), overlaps.end());
}

}  // namespace

LocatorIndex::LocatorIndex(const std::vector<const data::MultiPolygon*>& units, unsigned threads)
    : rings(units), sets(rings.unit_count()) {
    if (rings.vertex_count() == 0) return;
    lay_out_grid(*this);
    join_bands(*this, build_bands(*this, threads), threads);
}

}  // namespace sanvat::analysis
