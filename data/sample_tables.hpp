// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "data/register.hpp"

namespace sanvat::data {

/// Signing days by the name of an assessment round (rounds.csv).
using SampleRounds = std::map<std::string, Date>;

[[nodiscard]] SampleRounds read_sample_rounds(const std::filesystem::path& folder);

/// The tables of a sample folder as they stand: units without polygons, routes and roads without lines, raw-material
/// areas without outlines, no crosswalk, no links. A recognised craft village is also a facility.
/// Throws Error(bad_input).
[[nodiscard]] Register read_sample_tables(const std::filesystem::path& folder, const SampleRounds& rounds);

/// Those parts of it that stand in sample_area_tables.cpp.
void read_sample_areas(const std::filesystem::path& folder, Register& sample);
void read_sample_tours(const std::filesystem::path& folder, Register& sample);
void read_sample_figures(const std::filesystem::path& folder, Register& sample);

/// How well a declared unit alone says where a record is: as the level of the unit.
[[nodiscard]] PositionAccuracy accuracy_of_declared(const Register& sample, const std::optional<UnitKey>& unit);

}  // namespace sanvat::data
