// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/classes.hpp"
#include "analysis/summary.hpp"

namespace sanvat::analysis {

struct FigureClassesQuestion {
    SummaryQuestion summary;            ///< which units and records
    std::string figure = "facilities";  ///< a numeric column of the summary
    ClassMethod method = ClassMethod::quantile;
    std::size_t classes = 5;  ///< fewest_classes to most_classes
};

/// The classes of a figure over the units, lowest first. Columns: class (from 1), from, to, closed ("both" for the
/// lowest class, else "to"), count (of units). Units with the figure 0 are values like others; "not placed" is no unit.
struct FigureClasses {
    data::Date as_of;
    data::Date units_as_of;
    std::size_t units = 0;            ///< as many as the classes count together
    std::size_t distinct = 0;         ///< different values among them
    double not_placed = 0;            ///< the figure of what no unit can claim
    std::string note;                 ///< why there are fewer classes than asked for; empty where there are not
    data::Table table;                ///< without geometry
    std::vector<ValueClass> classes;  ///< the same as in the table
    /// The figure by unit: feature id and value, in the order of the summary.
    std::vector<std::pair<std::string, double>> figures;
};

/// Throws bad_value("figure", …) where the summary has no such numeric column, bad_value("n", …) for a number of
/// classes out of range, not_found where the level never had units with polygons.
[[nodiscard]] FigureClasses classes_of(const Snapshot& snapshot, const FigureClassesQuestion& question);

}  // namespace sanvat::analysis
