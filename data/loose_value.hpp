// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "data/date.hpp"

namespace sanvat::data {

/// What people write in tables, read strictly: either the value, or one line that says what is wrong.
template <typename T>
using Loose = std::variant<T, std::string>;

/// "1234.5", "-3", "55,44" (a comma as decimal sign), "1.234,5", "1,234.5", "1 234,5". A comma before exactly three
/// digits is refused, since it can mean thousands as well as decimals; letters and units are refused.
[[nodiscard]] Loose<double> read_number(std::string_view raw);

/// "2025-07-01", "2025/07/01", "01/07/2025", "1-7-2025", "01.07.2025" (day first, as in Vietnam), each also with a time
/// behind it, which is dropped. A month or a year alone is refused.
[[nodiscard]] Loose<Date> read_day(std::string_view raw);

/// yes no true false 1 0 x có không, in any case and with or without marks.
[[nodiscard]] Loose<bool> read_flag(std::string_view raw);

/// An angle in degrees: a number, or degrees, minutes and seconds: 106°15'30" , 106 15 30, 22°40'N, 22,6777.
[[nodiscard]] Loose<double> read_angle(std::string_view raw);

}  // namespace sanvat::data
