// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/date.hpp"
#include "data/geometry.hpp"
#include "data/lineage.hpp"

namespace sanvat::data {

enum class AdminLevel : std::uint8_t { province, district, commune };

[[nodiscard]] std::string_view to_string(AdminLevel level) noexcept;
[[nodiscard]] std::optional<AdminLevel> parse_admin_level(std::string_view text) noexcept;

/// The key of a unit: codes are re-used, so a code alone names nothing. Unit keys without a date start never occur.
struct UnitKey {
    std::string code;  ///< statistics-office code: "04", "049", "01273"
    Date valid_from;

    /// Feature id: "01273-20250701".
    [[nodiscard]] std::string to_string() const;
    friend auto operator<=>(const UnitKey&, const UnitKey&) = default;
};

/// Reads "01273-20250701".
[[nodiscard]] std::optional<UnitKey> parse_unit_key(std::string_view text);

/// A province, district or commune as it was between two dates.
struct AdminUnit {
    UnitKey key;
    std::optional<Date> valid_to;  ///< first day on which it was no more
    AdminLevel level = AdminLevel::commune;
    std::string kind;  ///< "xã", "phường", "thị trấn", "huyện", "thành phố", "tỉnh"
    std::string name;  ///< without the kind: "Thục Phán"
    std::optional<UnitKey> parent;
    std::optional<double> area_km2;  ///< official figure, not measured from the polygon
    std::optional<std::int64_t> population;
    std::string decree;    ///< what made it, where known
    MultiPolygon polygon;  ///< empty where no boundary is known
    Lineage lineage;

    [[nodiscard]] Validity validity() const { return {key.valid_from, valid_to}; }
};

/// Kind and name as people write it: "Phường Thục Phán".
[[nodiscard]] std::string full_name(const AdminUnit& unit);

}  // namespace sanvat::data
