// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tiler/style_draft.hpp"

// Belongs to the module: lines of a MapLibre style.
namespace sanvat::tiler::style {

/// A line layer of the style.
struct Line {
    std::string name;  ///< within the theme's layer
    const Stroke& stroke;
    Json colour;
    Json opacity;
    Json filter;
    ZoomRange zoom;
    std::vector<double> dash;
};

void add_line(Draft& draft, const Part& part, const Line& line);

/// The colour of a stroke of the symbol, which kinds may change. Requires a symbol that has it.
[[nodiscard]] Json stroke_colour(const Part& part, std::size_t variant, std::optional<Stroke> Symbol::*stroke);

/// Opacity of each of two equal lines, one over the other, that together have this one.
[[nodiscard]] double of_two(double opacity);

/// The edge of all units, to be added under their fills, which leave of a wide line what is outside of them.
void add_outer_edge(Draft& draft, const Part& part);

/// Records that are lines, and the borders of units.
void add_lines(Draft& draft, const Part& part);

}  // namespace sanvat::tiler::style
