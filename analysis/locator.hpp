// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

struct LocatorIndex;

/// Tells which polygons of a set hold a point. Exact: a point on an edge or a vertex is covered by every polygon that
/// has it, and the answer is that of GEOS's `covers`. Polygons may overlap, have holes and many parts. Planar: edges
/// are straight in the units' own coordinates, longitude and latitude or any other x and y. Immutable and thread-safe.
///
/// About 40 bytes a vertex, and about a quarter of a microsecond a vertex to build; see bench/README.md.
class Locator {
public:
    /// "No polygon": the answer of the batch for a place outside all of them.
    static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

    /// The polygons are known by their position, must be valid and need not outlive the locator. `threads` build it, 0
    /// meaning one a core; what they build is the same bit for bit whatever their number. Throws Error(too_large) from
    /// 2³¹ vertices or 2²⁴ − 1 polygons on.
    explicit Locator(const std::vector<const data::MultiPolygon*>& polygons, unsigned threads = 0);
    ~Locator();
    Locator(Locator&&) noexcept;
    Locator& operator=(Locator&&) noexcept;

    /// Positions of all polygons that cover the point (boundary included), ascending.
    [[nodiscard]] std::vector<std::uint32_t> covering(data::LonLat point) const;

    /// The lowest of `covering`.
    [[nodiscard]] std::optional<std::uint32_t> locate(data::LonLat point) const;

    /// The same for many points at once, several times as fast: `found[i]` answers `points[i]`. Spans of equal length.
    void locate(std::span<const data::LonLat> points, std::span<std::uint32_t> found) const;

    /// Pairs of polygons that may share ground, the lower position first: all that do, some near those, and some that
    /// only touch without sharing their vertices. A coverage whose neighbours share edges gives none.
    [[nodiscard]] const std::vector<std::pair<std::uint32_t, std::uint32_t>>& possible_overlaps() const noexcept;

    /// Memory held, in bytes.
    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    std::unique_ptr<const LocatorIndex> index_;
};

}  // namespace sanvat::analysis
