// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/date.hpp"

namespace sanvat::data {

/// How well a record's point is known. Only `surveyed` and `traced` decide where a record counts.
enum class PositionAccuracy : std::uint8_t { surveyed, traced, commune, district, none };

/// Where a record, or a part of one, comes from. Illustrative is made up for the sample and always says so.
enum class Provenance : std::uint8_t { reported, derived, illustrative };

/// What every record carries into every export and popup.
struct Lineage {
    std::string source;       ///< where it was read; never empty for a reported record
    std::string source_date;  ///< as the source has it: "2023-12", "2023-10-31", or empty
    PositionAccuracy position_accuracy = PositionAccuracy::none;
    Provenance provenance = Provenance::reported;
};

/// Names as they stand in stores, files and answers ("surveyed", "reported"). The parsers know exactly these.
[[nodiscard]] std::string_view to_string(PositionAccuracy accuracy) noexcept;
[[nodiscard]] std::string_view to_string(Provenance provenance) noexcept;
[[nodiscard]] std::optional<PositionAccuracy> parse_position_accuracy(std::string_view text) noexcept;
[[nodiscard]] std::optional<Provenance> parse_provenance(std::string_view text) noexcept;

/// True for the two accuracies by which a point itself says where its record counts.
[[nodiscard]] constexpr bool locates(PositionAccuracy accuracy) noexcept {
    return accuracy == PositionAccuracy::surveyed || accuracy == PositionAccuracy::traced;
}

}  // namespace sanvat::data
