// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace sanvat::data {

/// One attribute: nothing known, or a value. Dates travel as ISO text ("2025-07-01").
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

enum class ValueType : std::uint8_t { boolean, integer, number, string, date };

[[nodiscard]] inline bool is_null(const Value& value) noexcept {
    return value.index() == 0;
}

/// For people and CSV: numbers in the shortest form that reads back the same, empty for null.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace sanvat::data
