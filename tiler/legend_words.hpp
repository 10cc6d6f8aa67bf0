// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what legends and sheets say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tiler/classed_figure.hpp"
#include "tiler/legend.hpp"

namespace sanvat::tiler {

/// The words of one language: English for "en", else Vietnamese. Immutable.
class LegendWords {
public:
    explicit LegendWords(std::string_view language) : language_(language) {}

    [[nodiscard]] std::string_view language() const noexcept { return language_; }
    [[nodiscard]] std::string heading() const { return either("Chú giải", "Legend"); }

    /// "01/07/2025" in Vietnamese, "2025-07-01" in English.
    [[nodiscard]] std::string day(data::Date day) const;

    /// The day of the records, and that of the boundaries where there are any.
    [[nodiscard]] std::string days(const Legend& legend) const;

    /// "118: 6 reported, 112 illustrative", "177 illustrative"; the total alone where all is reported. Says so where
    /// the map shows none of them: "2, not on the map".
    [[nodiscard]] std::string numbers(const LegendCounts& counts) const;

    /// "0 – 3 (12)", then "> 3 – 7 (4)": only the lowest class holds its lower end.
    [[nodiscard]] std::string class_of(const ClassedFigure& classed, std::size_t number) const;

    [[nodiscard]] std::string made_up(MadeUp share, std::size_t number) const;

    /// What the colours do not tell: how much is made up, how much stands nowhere. A line each.
    [[nodiscard]] std::vector<std::string> rest(const ClassedFigure& classed) const;

private:
    [[nodiscard]] std::string provenances(const LegendCounts& counts) const;
    [[nodiscard]] std::string either(const char* vi, const char* en) const { return language_ == "en" ? en : vi; }

    std::string language_;
};

}  // namespace sanvat::tiler
