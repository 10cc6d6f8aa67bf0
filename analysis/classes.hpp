// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sanvat::analysis {

enum class ClassMethod : std::uint8_t { equal, quantile, jenks, pretty };

[[nodiscard]] std::string_view to_string(ClassMethod method) noexcept;
[[nodiscard]] std::optional<ClassMethod> parse_class_method(std::string_view text) noexcept;

inline constexpr std::size_t fewest_classes = 2;
inline constexpr std::size_t most_classes = 12;

/// Values above `from` and up to `to`; the lowest class holds its `from` as well. Classes follow one another without
/// gaps, so each value is in exactly one, and equal values never fall into two.
struct ValueClass {
    double from = 0;
    double to = 0;
    bool from_closed = false;  ///< true for the lowest class only; `to` always belongs to the class
    std::size_t count = 0;
};

/// Class breaks of the values, lowest class first. At most `wanted` classes, and never more than there are different
/// values; one class from the value to itself where all are equal; none where there are no values.
///
/// * equal: classes of one width from the smallest to the largest value; some may be empty.
/// * quantile: the i-th class ends at the value of rank ⌈i·N/n⌉ (the inverse of the empirical distribution; Hyndman and
///   Fan 1996, definition 1). Equal values stay together: where several classes would end at one value they are one.
/// * jenks: the partition of least sum of squared deviations from the class means (Fisher 1958, "On grouping for
/// maximum
///   homogeneity", by dynamic programming over the different values; Jenks 1977 made it known to map makers). Exact,
///   not a heuristic: cost is O(n·m²) for m different values, about a second for 20,000.
/// * pretty: breaks are multiples of the smallest step of 1, 2 or 5 times a power of ten with which at most `wanted`
///   classes hold all values; the outer ones may reach beyond them.
///
/// Requires finite values of an absolute value below 1e300 (figures of a summary are sums of finite numbers; there is
/// no NaN among them) and `wanted` of at least 2. Values may be negative and come in any order.
[[nodiscard]] std::vector<ValueClass> classify(std::span<const double> values, ClassMethod method, std::size_t wanted);

}  // namespace sanvat::analysis
