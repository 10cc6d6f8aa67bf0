// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace sanvat::data {

/// A calendar day of the proleptic Gregorian calendar, years 0001 to 9999, without time zone. Always a day that exists.
class Date {
public:
    /// 1 January 1970.
    constexpr Date() noexcept = default;

    /// Requires a day that exists (`std::chrono::year_month_day::ok()`).
    constexpr explicit Date(std::chrono::year_month_day day) noexcept : days_(day) {}

    /// Reads "2025-07-01" and nothing else; no value where the text is anything else or the day does not exist.
    [[nodiscard]] static std::optional<Date> parse(std::string_view text) noexcept;

    /// The present day in UTC.
    [[nodiscard]] static Date today() noexcept;

    /// "2025-07-01".
    [[nodiscard]] std::string to_string() const;

    /// The same day of the month that many months later; the last day of that month where it has no such day.
    [[nodiscard]] Date plus_months(int months) const noexcept;
    [[nodiscard]] Date plus_days(int days) const noexcept;

    /// Days since 1 January 1970, negative before.
    [[nodiscard]] int days_since_epoch() const noexcept { return static_cast<int>(days_.time_since_epoch().count()); }
    [[nodiscard]] int year() const noexcept;

    friend constexpr auto operator<=>(const Date&, const Date&) noexcept = default;

private:
    std::chrono::sys_days days_{};
};

/// Half-open validity: `from` ≤ date < `to`; an absent end is open.
struct Validity {
    std::optional<Date> from;
    std::optional<Date> to;

    [[nodiscard]] bool holds(Date date) const noexcept { return (!from || *from <= date) && (!to || date < *to); }
    friend bool operator==(const Validity&, const Validity&) noexcept = default;
};

/// A closed span of days to ask records by; an absent end is open. A single day has both ends equal.
struct DateSpan {
    std::optional<Date> first;
    std::optional<Date> last;

    /// True where any day of the span lies in the validity.
    [[nodiscard]] bool meets(const Validity& validity) const noexcept {
        return (!last || !validity.from || *validity.from <= *last) &&
               (!first || !validity.to || *first < *validity.to);
    }
};

}  // namespace sanvat::data
