// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "data/register.hpp"

namespace sanvat::data {

/// Draws the roads straight between their located waypoints (road_waypoints.csv), broken where one is not located.
void draw_roads(const std::filesystem::path& folder, Register& sample);

/// Draws every tour route through its located stops in order, by the shortest way along the roads, straight between
/// waypoints; straight from stop to stop where the roads lie farther away. A route with fewer than two located stops
/// has no line. Such a line is derived, and says so.
void draw_tours(Register& sample);

}  // namespace sanvat::data
