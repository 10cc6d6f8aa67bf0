// SPDX-License-Identifier: Apache-2.0
#include "api/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <tuple>

#include "data/error.hpp"
#include "data/value.hpp"

namespace sanvat::api {

namespace {

data::Error wrong(std::string_view parameter, std::string_view text, std::string_view problem, std::string remedy) {
    return data::bad_value(std::string(parameter), "\"" + std::string(text) + "\" " + std::string(problem),
                           std::move(remedy));
}

std::optional<double> finite_number(std::string_view text) noexcept {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::string range_text(double low, double high) {
    return data::to_text(data::Value(low)) + " to " + data::to_text(data::Value(high));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

bool digits(std::string_view text, std::size_t from, std::size_t count, int low, int high) noexcept {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9') return false;
        value = value * 10 + (text[i] - '0');
    }
    return low <= value && value <= high;
}

/// "10:30:00", a fraction if any, then "Z", "+07:00" or nothing (local time, which RFC 3339 would not let through, but
/// which changes nothing about the day).
bool is_time(std::string_view text) noexcept {
    if (!digits(text, 0, 2, 0, 23) || !digits(text, 3, 2, 0, 59) || !digits(text, 6, 2, 0, 60)) return false;
    if (text[2] != ':' || text[5] != ':') return false;
    text.remove_prefix(8);
    if (text.starts_with('.')) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
        if (end == 1) return false;
        text.remove_prefix(end);
    }
    if (text.empty() || text == "Z" || text == "z") return true;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' && digits(text, 1, 2, 0, 23) &&
           digits(text, 4, 2, 0, 59);
}

constexpr auto datetime_remedy =
    "give a day (2025-07-01), a date-time (2025-07-01T00:00:00Z) or an interval (2023-01-01/2023-12-31, 2023-01-01/..)";

data::Date parse_instant(std::string_view parameter, std::string_view whole, std::string_view part) {
    const auto day = data::Date::parse(part.substr(0, std::min<std::size_t>(10, part.size())));
    const bool plain = part.size() == 10;
    const bool timed = part.size() > 11 && (part[10] == 'T' || part[10] == 't') && is_time(part.substr(11));
    if (day && (plain || timed)) return *day;
    throw wrong(parameter, whole, "is no date that exists", datetime_remedy);
}

}  // namespace

double parse_number(std::string_view parameter, std::string_view text, double low, double high) {
    const auto number = finite_number(text);
    if (!number) throw wrong(parameter, text, "is not a number", "give a number from " + range_text(low, high));
    if (*number < low || *number > high) {
        throw wrong(parameter, text, "is out of range", "give a number from " + range_text(low, high));
    }
    return *number;
}

std::int64_t parse_integer(std::string_view parameter, std::string_view text, std::int64_t low, std::int64_t high) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string remedy = "give a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) {
        throw wrong(parameter, text, "is not a whole number", remedy);
    }
    if (error != std::errc() || number < low || number > high) throw wrong(parameter, text, "is out of range", remedy);
    return number;
}

std::size_t parse_limit(std::string_view text, std::size_t most) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = end == text.data() + text.size() && error != std::errc::invalid_argument;
    if (!whole || (error == std::errc() && number == 0)) {
        throw wrong("limit", text, "is not a count",
                    "give a whole number from 1; more than " + std::to_string(most) + " means " + std::to_string(most));
    }
    return error == std::errc() ? std::min(number, most) : most;
}

data::Date parse_date(std::string_view parameter, std::string_view text) {
    if (const auto day = data::Date::parse(text)) return *day;
    throw wrong(parameter, text, "is no day that exists", "give a day like 2025-07-01");
}

data::DateSpan parse_datetime(std::string_view parameter, std::string_view text) {
    const auto ends = split(text, '/');
    if (ends.size() > 2) throw wrong(parameter, text, "has more than two ends", datetime_remedy);
    if (ends.size() == 1) {
        const data::Date day = parse_instant(parameter, text, text);
        return {day, day};
    }
    const auto end = [&](std::string_view part) -> std::optional<data::Date> {
        if (part.empty() || part == "..") return std::nullopt;
        return parse_instant(parameter, text, part);
    };
    const data::DateSpan span{end(ends[0]), end(ends[1])};
    if (span.first && span.last && *span.last < *span.first) {
        throw wrong(parameter, text, "ends before it begins", datetime_remedy);
    }
    return span;
}

std::vector<data::Envelope> parse_bbox(std::string_view parameter, std::string_view text) {
    constexpr auto remedy =
        "give west,south,east,north in degrees (WGS 84), longitudes from -180 to 180, latitudes from -90 to 90, south "
        "not "
        "above north; or six numbers, with the lowest and highest height third and sixth";
    std::vector<double> numbers;
    for (const std::string_view part : split(text, ',')) {
        const auto number = finite_number(part);
        if (!number) throw wrong(parameter, text, "holds something that is not a number", remedy);
        numbers.push_back(*number);
    }
    if (numbers.size() != 4 && numbers.size() != 6) throw wrong(parameter, text, "has not 4 or 6 numbers", remedy);
    if (numbers.size() == 6) {
        if (numbers[2] > numbers[5]) throw wrong(parameter, text, "has its heights the wrong way round", remedy);
        numbers = {numbers[0], numbers[1], numbers[3], numbers[4]};
    }
    const auto [west, south, east, north] = std::tie(numbers[0], numbers[1], numbers[2], numbers[3]);
    if (std::abs(west) > 180 || std::abs(east) > 180)
        throw wrong(parameter, text, "has a longitude out of range", remedy);
    if (std::abs(south) > 90 || std::abs(north) > 90)
        throw wrong(parameter, text, "has a latitude out of range", remedy);
    if (south > north) throw wrong(parameter, text, "has its south above its north", remedy);
    if (west <= east) return {{west, south, east, north}};
    return {{west, south, 180, north}, {-180, south, east, north}};
}

data::Envelope parse_one_box(std::string_view parameter, std::string_view text) {
    const auto boxes = parse_bbox(parameter, text);
    if (boxes.size() == 1) return boxes.front();
    throw wrong(parameter, text, "has its west beyond its east", "give west,south,east,north; no map crosses 180°");
}

data::LonLat parse_position(std::string_view lon, std::string_view lat) {
    return {parse_number("lon", lon, -180, 180), parse_number("lat", lat, -90, 90)};
}

std::vector<std::string_view> parse_list(std::string_view parameter, std::string_view text) {
    std::vector<std::string_view> parts = split(text, ',');
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        if (part->empty()) throw wrong(parameter, text, "has an empty part", "separate values by single commas");
        if (std::find(parts.begin(), part, *part) != part) {
            throw wrong(parameter, text, "has a value twice", "give every value once");
        }
    }
    return parts;
}

}  // namespace sanvat::api
