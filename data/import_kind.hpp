// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sanvat::data {

/// What the records of an imported file are.
enum class ImportKind : std::uint8_t {
    communes,
    districts,
    crosswalk,
    producers,
    facilities,
    craft_villages,
    products,
    raw_material_areas,
    supply_links,
    tour_routes,
    tour_stops,
};

inline constexpr std::array all_import_kinds{
    ImportKind::communes,     ImportKind::districts,      ImportKind::crosswalk,  ImportKind::producers,
    ImportKind::facilities,   ImportKind::craft_villages, ImportKind::products,   ImportKind::raw_material_areas,
    ImportKind::supply_links, ImportKind::tour_routes,    ImportKind::tour_stops,
};

/// As on the command line: "raw-material-areas".
[[nodiscard]] std::string_view to_string(ImportKind kind) noexcept;
[[nodiscard]] std::optional<ImportKind> parse_import_kind(std::string_view text) noexcept;

}  // namespace sanvat::data
