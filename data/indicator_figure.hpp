// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sanvat::data {

/// What a programme wants to reach, or what somebody published to have been reached.
enum class FigureRole : std::uint8_t { target, published };

[[nodiscard]] std::string_view to_string(FigureRole role) noexcept;
[[nodiscard]] std::optional<FigureRole> parse_figure_role(std::string_view text) noexcept;

/// A target or a published figure of something that analysis/indicators.hpp can work out from the records.
struct IndicatorFigure {
    std::string indicator;  ///< "products_4"; ids that nothing measures are shown without a figure of their own
    FigureRole role = FigureRole::target;
    double value = 0;     ///< in the unit of the indicator: a count, or per cent
    std::string wording;  ///< of the source, where it says more than the number: "about 10", "27 of 91 owners"
    std::string as_of;    ///< when it held or is to be reached, as exact as the source: "2025", "2023-12", "2023-02-20"
    std::string source;
};

}  // namespace sanvat::data
