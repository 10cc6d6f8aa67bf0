// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only.
#pragma once

#include <string>
#include <string_view>

#include "tiler/metatile.hpp"
#include "tiler/program_identity.hpp"
#include "tiler/theme.hpp"
#include "tiler/tile_plan.hpp"
#include "tiler/tile_press.hpp"

namespace sanvat::tiler {

/// Names sheets by all that their bytes depend on: the program, the theme with its fonts and icons, and what of the
/// store they show. Dates, filters and the rest of the store are no part of it: they count by what they let be seen.
/// 32 hex digits. Thread-safe.
class TileKeys {
public:
    using SnapshotPtr = std::shared_ptr<const analysis::Snapshot>;

    /// `press` must outlive the keys.
    TileKeys(const Theme& theme, TilePress& press, std::string_view program = program_identity());

    /// `look_identity` of program and theme.
    [[nodiscard]] const std::string& origin() const noexcept { return origin_; }

    /// Requires a plan with a style.
    [[nodiscard]] std::string raster(Workbench& bench, const SnapshotPtr& snapshot, const MapPlan& plan,
                                     const Metatile& metatile, TileFormat format, int scale);
    [[nodiscard]] std::string vector(const SnapshotPtr& snapshot, const MapPlan& plan, TileId tile);
    /// Of a legend's picture; `content` is its `legend_content`.
    [[nodiscard]] std::string legend(std::string_view content, const std::string& language, int scale) const;

private:
    TilePress& press_;
    const std::string origin_;
};

}  // namespace sanvat::tiler
