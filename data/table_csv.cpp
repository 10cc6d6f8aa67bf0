// SPDX-License-Identifier: Apache-2.0
#include "data/table_csv.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "data/error.hpp"
#include "data/ogr_geometry.hpp"

namespace sanvat::data {

namespace {

bool has_column(const Table& table, std::string_view name) {
    return std::ranges::find(table.columns, name, &Column::name) != table.columns.end();
}

/// The name, or the name with something behind it where the table has such a column already.
std::string free_name(const Table& table, std::string name) {
    while (has_column(table, name))
        name += "_place";
    return name;
}

bool holds_points_only(const Table& table) {
    return std::ranges::all_of(table.rows, [](const Row& row) {
        return !has_geometry(row.geometry) || std::holds_alternative<LonLat>(row.geometry);
    });
}

std::unique_ptr<OGRGeometry> projected(const Geometry& geometry, OGRCoordinateTransformation* transformation) {
    auto made = to_ogr(geometry);
    if (!made || !transformation) return made;
    const gdal::ErrorTrap trap;
    if (made->transform(transformation) != OGRERR_NONE) {
        throw bad_value("crs", "a place does not fit this coordinate system", "choose one made for the area");
    }
    return made;
}

void add_id(Table& flat, const Table& table) {
    const bool any = std::ranges::any_of(table.rows, [](const Row& row) { return !row.id.empty(); });
    if (!any || has_column(table, "id")) return;
    flat.columns.insert(flat.columns.begin(), {"id", ValueType::string});
    for (std::size_t i = 0; i < flat.rows.size(); ++i) {
        flat.rows[i].values.insert(flat.rows[i].values.begin(), Value{table.rows[i].id});
    }
}

void add_points(Table& flat, const Table& table, OGRCoordinateTransformation* transformation) {
    flat.columns.push_back({free_name(table, transformation ? "x" : "lon"), ValueType::number});
    flat.columns.push_back({free_name(table, transformation ? "y" : "lat"), ValueType::number});
    for (std::size_t i = 0; i < flat.rows.size(); ++i) {
        auto& values = flat.rows[i].values;
        const auto point = projected(table.rows[i].geometry, transformation);
        values.push_back(point ? Value{point->toPoint()->getX()} : Value{});
        values.push_back(point ? Value{point->toPoint()->getY()} : Value{});
    }
}

void add_wkt(Table& flat, const Table& table, OGRCoordinateTransformation* transformation) {
    flat.columns.push_back({free_name(table, "WKT"), ValueType::string});
    for (std::size_t i = 0; i < flat.rows.size(); ++i) {
        const auto geometry = projected(table.rows[i].geometry, transformation);
        flat.rows[i].values.push_back(geometry ? Value{geometry->exportToWkt()} : Value{});
    }
}

void append_field(std::string& csv, const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        csv += text;
        return;
    }
    csv += '"';
    for (const char c : text) {
        if (c == '"') csv += '"';
        csv += c;
    }
    csv += '"';
}

}  // namespace

Table flattened(const Table& table, OGRCoordinateTransformation* transformation, bool with_wkt) {
    Table flat{.name = table.name, .columns = table.columns, .rows = {}, .spatial = false};
    flat.rows.reserve(table.rows.size());
    for (const Row& row : table.rows)
        flat.rows.push_back({.id = {}, .values = row.values, .geometry = {}});
    add_id(flat, table);
    if (!table.spatial) return flat;
    if (holds_points_only(table)) {
        add_points(flat, table, transformation);
    } else if (with_wkt) {
        add_wkt(flat, table, transformation);
    }
    return flat;
}

void append_csv(std::string& csv, const Row& row) {
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        if (i > 0) csv += ',';
        append_field(csv, to_text(row.values[i]));
    }
    csv += '\n';
}

std::string to_csv(const Table& flat) {
    std::string csv;
    for (std::size_t i = 0; i < flat.columns.size(); ++i) {
        if (i > 0) csv += ',';
        append_field(csv, flat.columns[i].name);
    }
    csv += '\n';
    for (const Row& row : flat.rows)
        append_csv(csv, row);
    return csv;
}

}  // namespace sanvat::data
