// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ascii_map.hpp"

#include <vector>

namespace sanvat::test {

namespace {

std::vector<std::string> rows_of(std::string_view picture) {
    std::vector<std::string> rows;
    std::string row;
    for (const char c : std::string(picture) + "\n") {
        if (c != '\n') {
            if (c != ' ') row += c;
        } else if (!row.empty()) {
            rows.push_back(row);
            row.clear();
        }
    }
    return rows;
}

data::Polygon square(double west, double south, double cell, std::size_t column, std::size_t row) {
    // Corners from whole numbers, so that neighbours share them to the last bit.
    const auto lon = [&](std::size_t i) { return west + cell * static_cast<double>(i); };
    const auto lat = [&](std::size_t i) { return south + cell * static_cast<double>(i); };
    return {{{lon(column), lat(row)},
             {lon(column + 1), lat(row)},
             {lon(column + 1), lat(row + 1)},
             {lon(column), lat(row + 1)},
             {lon(column), lat(row)}},
            {}};
}

}  // namespace

AsciiMap draw(std::string_view picture, const AsciiMapOptions& options) {
    const auto rows = rows_of(picture);
    std::map<char, std::vector<data::MultiPolygon>> cells;
    AsciiMap map;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t row = rows.size() - 1 - i;
        for (std::size_t column = 0; column < rows[i].size(); ++column) {
            char c = rows[i][column];
            if (c >= 'a' && c <= 'z') {
                map.points[c] = {options.origin.lon + options.cell * (static_cast<double>(column) + 0.5),
                                 options.origin.lat + options.cell * (static_cast<double>(row) + 0.5)};
                const auto owner = options.owner.find(c);
                if (owner == options.owner.end()) continue;
                c = owner->second;
            }
            if (c < 'A' || c > 'Z') continue;
            cells[c].push_back({square(options.origin.lon, options.origin.lat, options.cell, column, row)});
        }
    }
    for (const auto& [name, parts] : cells)
        map.polygons[name] = data::dissolve(parts);
    return map;
}

}  // namespace sanvat::test
