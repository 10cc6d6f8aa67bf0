// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_values.hpp"

#include <algorithm>

#include "tiler/tile.hpp"

namespace sanvat::tiler::theme_file {

namespace {

std::optional<double> as_double(const data::Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
}

}  // namespace

Titles titles(data::TomlSection& section) {
    auto part = section.section("title");
    Titles result{part.text("vi"), part.text("en")};
    part.finish();
    return result;
}

ZoomCurve curve(data::TomlSection& section, std::string_view key, double low, double high) {
    if (!section.is_list(key)) return {section.number(key, low, high)};
    std::vector<std::pair<double, double>> stops;
    for (const std::vector<data::Value>& stop : section.rows(key)) {
        const auto zoom = stop.size() == 2 ? as_double(stop[0]) : std::nullopt;
        const auto value = stop.size() == 2 ? as_double(stop[1]) : std::nullopt;
        const bool in_order = zoom && *zoom >= 0 && *zoom <= max_zoom && (stops.empty() || *zoom > stops.back().first);
        if (!in_order || !value || !(*value >= low && *value <= high)) {
            throw section.wrong(key, "has a stop that is wrong",
                                "write [[zoom, value], …], zooms ascending from 0 to " + std::to_string(max_zoom) +
                                    ", values from " + std::to_string(static_cast<int>(low)) + " to " +
                                    std::to_string(static_cast<int>(high)));
        }
        stops.emplace_back(*zoom, *value);
    }
    if (stops.empty()) throw section.wrong(key, "has no stops", "write [[zoom, value], …]");
    return ZoomCurve(std::move(stops));
}

ZoomRange zooms(data::TomlSection& section, ZoomRange otherwise) {
    if (!section.has("zoom")) return otherwise;
    const auto ends = section.numbers("zoom", 0, max_zoom);
    const auto whole = [](double v) { return v == static_cast<int>(v); };
    if (ends.size() != 2 || ends[0] > ends[1] || !std::ranges::all_of(ends, whole)) {
        throw section.wrong("zoom", "is no range of zooms", "write [first, last], whole numbers from 0 to 22");
    }
    return {static_cast<int>(ends[0]), static_cast<int>(ends[1])};
}

}  // namespace sanvat::tiler::theme_file
