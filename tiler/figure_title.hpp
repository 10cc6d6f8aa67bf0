// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what figures are called in legends.
#pragma once

#include <string>
#include <string_view>

#include "analysis/snapshot.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Of a column of the summary: "products_4" is "Sản phẩm OCOP 4 sao". A column that is not known keeps its name.
[[nodiscard]] Titles figure_title(const analysis::Snapshot& snapshot, std::string_view figure);

/// A number as maps write it, with at most three decimals: comma in Vietnamese, point in English.
[[nodiscard]] std::string figure_text(double value, std::string_view language);

}  // namespace sanvat::tiler
