// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "data/date.hpp"
#include "data/geometry.hpp"

namespace sanvat::api {

// The values that parameters take. All are strict: the whole text must be of the form, nothing is trimmed or guessed.
// All throw data::bad_value naming the parameter and what is allowed. Distances are read by analysis::parse_distance_m.

/// A finite number from `low` to `high`.
[[nodiscard]] double parse_number(std::string_view parameter, std::string_view text, double low, double high);

/// A whole number from `low` to `high`.
[[nodiscard]] std::int64_t parse_integer(std::string_view parameter, std::string_view text, std::int64_t low,
                                         std::int64_t high);

/// How many features a page may have: 1 or more, cut at `most`.
[[nodiscard]] std::size_t parse_limit(std::string_view text, std::size_t most);

/// "2025-07-01".
[[nodiscard]] data::Date parse_date(std::string_view parameter, std::string_view text);

/// A day, a date-time (RFC 3339; its day as written counts), or an interval of two of them where an end may be `..` or
/// nothing. The span is closed; an open end is absent.
[[nodiscard]] data::DateSpan parse_datetime(std::string_view parameter, std::string_view text);

/// The boxes, one or two, of `west,south,east,north` or `west,south,low,east,north,high`. Where west > east the box
/// crosses the antimeridian and comes in two parts. Heights are read and have no effect: no record has one.
[[nodiscard]] std::vector<data::Envelope> parse_bbox(std::string_view parameter, std::string_view text);

/// The same where one box is wanted: it must not cross the antimeridian.
[[nodiscard]] data::Envelope parse_one_box(std::string_view parameter, std::string_view text);

/// Longitude and latitude from two parameters.
[[nodiscard]] data::LonLat parse_position(std::string_view lon, std::string_view lat);

/// Parts between commas; none may be empty or come twice.
[[nodiscard]] std::vector<std::string_view> parse_list(std::string_view parameter, std::string_view text);

}  // namespace sanvat::api
