// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "data/geometry.hpp"

namespace sanvat::analysis {

/// Tells which polygons of a set hold a point. Exact: orientation by error-free arithmetic, a point on an edge or a
/// vertex is covered by every polygon that has it. Immutable and thread-safe. Coordinates are planar lon/lat degrees.
class Locator {
public:
    /// The polygons are indexed by position; they need not outlive the locator.
    explicit Locator(const std::vector<const data::MultiPolygon*>& polygons);
    ~Locator();
    Locator(Locator&&) noexcept;
    Locator& operator=(Locator&&) noexcept;

    /// Positions of all polygons that cover the point (boundary included), ascending.
    [[nodiscard]] std::vector<std::uint32_t> covering(data::LonLat point) const;

    /// The lowest of `covering`.
    [[nodiscard]] std::optional<std::uint32_t> locate(data::LonLat point) const;

private:
    struct Index;
    std::unique_ptr<Index> index_;
};

}  // namespace sanvat::analysis
