// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "analysis/density.hpp"
#include "analysis/figure_classes.hpp"
#include "data/date.hpp"
#include "tiler/question_text.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// What the thematic layer of a style is to show. At most one of the two is there, and neither for other styles.
struct MapQuestion {
    std::optional<analysis::FigureClassesQuestion> figure;
    std::optional<analysis::DensityQuestion> density;
    std::string key;    ///< equal for equal questions, with days and filter; empty without one
    bool usual = true;  ///< nothing but defaults
};

/// Throws bad_value naming the parameter: for a value that is wrong, and for a parameter that the style has no use for.
/// Whether a summary has that figure, and whether cells of that size are not too many, only the answer tells.
[[nodiscard]] MapQuestion read_question(const MapStyle& style, const QuestionText& text, data::Date as_of,
                                        data::Date units, const analysis::Filter& filter);

}  // namespace sanvat::tiler
