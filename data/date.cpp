// SPDX-License-Identifier: Apache-2.0
#include "data/date.hpp"

#include <cstdio>

namespace sanvat::data {

namespace {

std::optional<unsigned> digits(std::string_view text) noexcept {
    unsigned value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year == 0) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                                          std::chrono::day{*day}};
    if (!ymd.ok()) return std::nullopt;
    return Date{ymd};
}

Date Date::today() noexcept {
    return Date{std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())}};
}

std::string Date::to_string() const {
    const std::chrono::year_month_day ymd{days_};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                  static_cast<unsigned>(ymd.day()));
    return text;
}

Date Date::plus_months(int months) const noexcept {
    const std::chrono::year_month_day ymd = std::chrono::year_month_day{days_} + std::chrono::months{months};
    return Date{ymd.ok() ? ymd : std::chrono::year_month_day{ymd.year() / ymd.month() / std::chrono::last}};
}

Date Date::plus_days(int days) const noexcept {
    return Date{std::chrono::year_month_day{days_ + std::chrono::days{days}}};
}

int Date::year() const noexcept {
    return static_cast<int>(std::chrono::year_month_day{days_}.year());
}

}  // namespace sanvat::data
