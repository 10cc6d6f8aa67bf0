// SPDX-License-Identifier: Apache-2.0
#include "data/loose_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "data/text.hpp"

namespace sanvat::data {

namespace {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

std::string quoted(std::string_view text) {
    return "\"" + std::string{text.substr(0, 60)} + "\"";
}

std::optional<double> plain_number(std::string_view text) {
    double number = 0;
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

/// True where `text` is digits in groups of three by `separator`: "1.234.567".
bool grouped_by(std::string_view text, char separator) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    std::size_t run = 0;
    bool first = true;
    for (const char c : text) {
        if (c == separator) {
            if (first ? run == 0 || run > 3 : run != 3) return false;
            first = false;
            run = 0;
        } else if (is_digit(c)) {
            ++run;
        } else {
            return false;
        }
    }
    return !first && run == 3;
}

std::string without(std::string_view text, char unwanted) {
    std::string kept{text};
    std::erase(kept, unwanted);
    return kept;
}

/// "1 234,5" and its no-break spaces: blanks between digits only.
std::string without_inner_blanks(std::string_view text) {
    std::string out{text};
    for (const std::string_view blank : {"\u00a0", "\u202f"}) {
        for (auto at = out.find(blank); at != std::string::npos; at = out.find(blank))
            out.replace(at, blank.size(), " ");
    }
    std::string kept;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool between = i > 0 && i + 1 < out.size() && is_digit(out[i - 1]) && is_digit(out[i + 1]);
        if (out[i] != ' ' || !between) kept += out[i];
    }
    return kept;
}

/// The text with a point as decimal sign and no thousands signs; empty where a comma can mean either.
std::string decimal_point(const std::string& text) {
    const auto comma = text.rfind(',');
    const auto point = text.rfind('.');
    if (comma == std::string::npos) {
        const bool thousands = std::ranges::count(text, '.') > 1 && grouped_by(text, '.');
        return thousands ? without(text, '.') : text;
    }
    if (point == std::string::npos) {
        if (std::ranges::count(text, ',') > 1) return grouped_by(text, ',') ? without(text, ',') : text;
        const std::string_view whole = std::string_view{text}.substr(0, comma);
        if (grouped_by(text, ',') && whole != "0" && whole != "-0") return {};
        std::string with_point = text;
        with_point[comma] = '.';
        return with_point;
    }
    const char thousands = comma < point ? ',' : '.';
    const auto decimal = std::max(comma, point);
    if (!grouped_by(std::string_view{text}.substr(0, decimal), thousands)) return text;
    std::string with_point = without(text.substr(0, decimal), thousands);
    return with_point + "." + text.substr(decimal + 1);
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find_first_of(separators, start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

std::optional<Date> day_of(std::string_view year, std::string_view month, std::string_view day) {
    const auto fits = [](std::string_view part, std::size_t longest) {
        return !part.empty() && part.size() <= longest && std::ranges::all_of(part, is_digit);
    };
    if (year.size() != 4 || !fits(year, 4) || !fits(month, 2) || !fits(day, 2)) return std::nullopt;
    std::string iso{year};
    iso.append(month.size() == 1 ? "-0" : "-").append(month).append(day.size() == 1 ? "-0" : "-").append(day);
    return Date::parse(iso);
}

/// True for degrees, or degrees and what follows them: whole numbers but for the last, minutes and seconds below 60.
bool are_sexagesimal(const std::vector<double>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && (parts[i] < 0 || parts[i] >= 60)) return false;
        if (i + 1 < parts.size() && parts[i] != std::trunc(parts[i])) return false;
    }
    return true;
}

}  // namespace

Loose<double> read_number(std::string_view raw) {
    const std::string text = without_inner_blanks(trim(raw));
    const std::string decimal = decimal_point(text);
    if (decimal.empty() && !text.empty()) {
        return quoted(raw) + " can be read as thousands or as decimals; write it without a comma";
    }
    if (const auto number = plain_number(decimal)) return *number;
    return quoted(raw) + " is not a number";
}

Loose<Date> read_day(std::string_view raw) {
    std::string_view text = trim(raw);
    text = text.substr(0, text.find_first_of("T "));
    const auto parts = split(text, "-/.");
    std::optional<Date> day;
    if (parts.size() == 3) {
        day = parts[0].size() == 4 ? day_of(parts[0], parts[1], parts[2]) : day_of(parts[2], parts[1], parts[0]);
    }
    if (day) return *day;
    return quoted(raw) + " is not a day; write it as 2025-07-01";
}

Loose<bool> read_flag(std::string_view raw) {
    const std::string text = fold(raw);
    constexpr std::array yes{"1", "true", "yes", "y", "x", "co", "dung", "roi", "da cong nhan"};
    constexpr std::array no{"0", "false", "no", "n", "khong", "sai", "chua", "chua cong nhan"};
    if (std::ranges::find(yes, text) != yes.end()) return true;
    if (std::ranges::find(no, text) != no.end()) return false;
    return quoted(raw) + " is neither yes nor no; write true or false";
}

Loose<double> read_angle(std::string_view raw) {
    std::string text{trim(raw)};
    double sign = 1;
    if (!text.empty() && std::string_view{"NSEWnsew"}.find(text.back()) != std::string_view::npos) {
        if (std::string_view{"SWsw"}.find(text.back()) != std::string_view::npos) sign = -1;
        text.pop_back();
    }
    for (const std::string_view mark : {"°", "º", "′", "’", "″", "”", "'", "\""}) {
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
            text.replace(at, mark.size(), " ");
    }
    std::vector<double> parts;
    for (const std::string_view part : split(trim(text), " ")) {
        if (part.empty()) continue;
        const auto number = read_number(part);
        // A decimal degree with three decimals after a comma is no thousand: no angle is that large.
        const auto* value = std::get_if<double>(&number);
        const auto degrees = value ? std::optional{*value} : [&]() -> std::optional<double> {
            std::string with_point{part};
            std::ranges::replace(with_point, ',', '.');
            return plain_number(with_point);
        }();
        if (!degrees) return quoted(raw) + " is not a number of degrees";
        parts.push_back(*degrees);
    }
    if (parts.empty() || parts.size() > 3 || !are_sexagesimal(parts))
        return quoted(raw) + " is not a number of degrees";
    if (parts[0] < 0) sign = -sign;
    double degrees = std::abs(parts[0]);
    if (parts.size() > 1) degrees += parts[1] / 60;
    if (parts.size() > 2) degrees += parts[2] / 3600;
    return sign * degrees;
}

}  // namespace sanvat::data
