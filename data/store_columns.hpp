// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the three things one does with the columns of store_schema.hpp.
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "data/error.hpp"
#include "data/gpkg_geometry.hpp"
#include "data/sqlite.hpp"
#include "data/store_rules.hpp"
#include "data/store_schema.hpp"
#include "data/text.hpp"

namespace sanvat::data::schema {

/// Type names as the GeoPackage standard has them (table 1), so that a GIS shows the right editor.
template <typename T>
[[nodiscard]] constexpr std::string_view sql_type() {
    if constexpr (std::same_as<T, bool>)
        return "BOOLEAN";
    else if constexpr (std::integral<T>)
        return "INTEGER";
    else if constexpr (std::floating_point<T>)
        return "DOUBLE";
    else if constexpr (std::same_as<T, Date>)
        return "DATE";
    else
        return "TEXT";
}

template <typename T>
[[nodiscard]] constexpr std::string_view geometry_type() {
    if constexpr (std::same_as<T, MultiPolygon>)
        return "MULTIPOLYGON";
    else if constexpr (std::same_as<T, MultiLineString>)
        return "MULTILINESTRING";
    else
        return "POINT";
}

/// Collects names and types.
struct Describe {
    std::string definitions;         ///< for CREATE TABLE
    std::vector<std::string> names;  ///< all columns, geometry last
    std::string_view geometry_kind;  ///< empty for an attribute table

    template <typename T>
    void operator()(std::string_view name, T& /*field*/) {
        add(name, sql_type<typename Optional<T>::Value>());
        definitions += constraint<T>(name);
    }
    template <typename T>
    void geometry(T& /*field*/) {
        geometry_kind = geometry_type<typename Optional<T>::Value>();
        add("geom", geometry_kind);
        if constexpr (std::same_as<T, LonLat>) definitions += " NOT NULL";
    }

private:
    void add(std::string_view name, std::string_view type) {
        names.emplace_back(name);
        definitions.append(", \"").append(name).append("\" ").append(type);
    }
};

/// Puts a record into the parameters of an INSERT. Empty text is NULL.
class Bind {
public:
    explicit Bind(sqlite::Statement& statement) : statement_(statement) {}

    template <typename T>
    void operator()(std::string_view /*name*/, const T& field) {
        put(++parameter_, field);
    }
    void geometry(const MultiPolygon& polygons) { put_blob(polygons.empty() ? Geometry{} : Geometry{polygons}); }
    void geometry(const MultiLineString& lines) { put_blob(lines.empty() ? Geometry{} : Geometry{lines}); }
    void geometry(LonLat point) { put_blob(point); }
    void geometry(const std::optional<LonLat>& point) { put_blob(point ? Geometry{*point} : Geometry{}); }

private:
    void put_blob(const Geometry& geometry) {
        const std::string blob = to_gpkg(geometry);
        blob.empty() ? statement_.bind_null(++parameter_) : statement_.bind_blob(++parameter_, blob);
    }
    template <typename T>
    void put(int parameter, const T& field) {
        if constexpr (Optional<T>::value)
            field ? put(parameter, *field) : statement_.bind_null(parameter);
        else if constexpr (std::integral<T>)
            statement_.bind(parameter, static_cast<std::int64_t>(field));
        else if constexpr (std::floating_point<T>)
            statement_.bind(parameter, field);
        else if constexpr (std::is_enum_v<T>)
            statement_.bind(parameter, to_string(field));
        else if constexpr (std::same_as<T, std::string>)
            field.empty() ? statement_.bind_null(parameter) : statement_.bind(parameter, std::string_view{field});
        else
            statement_.bind(parameter, std::string_view{field.to_string()});
    }

    sqlite::Statement& statement_;
    int parameter_ = 0;
};

/// Takes a record out of a row. Throws Error(bad_store) without a place; the caller names the record.
class Fetch {
public:
    explicit Fetch(const sqlite::Statement& statement) : statement_(statement) {}

    template <typename T>
    void operator()(std::string_view name, T& field) {
        get(name, column_++, field);
    }
    void geometry(MultiPolygon& polygons) { take(polygons); }
    void geometry(MultiLineString& lines) { take(lines); }
    void geometry(LonLat& point) {
        std::optional<LonLat> found;
        take(found);
        if (!found) throw Error(ErrorKind::bad_store, {}, "has no point", "give it one, or delete the record");
        point = *found;
    }
    void geometry(std::optional<LonLat>& point) { take(point); }

private:
    [[noreturn]] void refuse(std::string_view name, int column, const std::string& remedy) const {
        // Ill-formed bytes must not reach a terminal or an answer.
        const std::string what =
            statement_.is_null(column) ? " is blank" : " is \"" + to_nfc(statement_.text(column)) + "\"";
        throw Error(ErrorKind::bad_store, {}, std::string(name) + what, remedy);
    }
    template <typename T>
    void take(T& field) {
        using Value = typename Optional<T>::Value;
        const Geometry geometry = from_gpkg(statement_.blob(column_++));
        if (!has_geometry(geometry)) return;
        const auto* part = std::get_if<Value>(&geometry);
        if (!part) throw Error(ErrorKind::bad_store, {}, "geometry is of another type than its layer");
        field = *part;
    }
    template <typename T>
    void get(std::string_view name, int column, T& field) const {
        if constexpr (Optional<T>::value) {
            if (statement_.is_null(column)) return;
            typename Optional<T>::Value value{};
            get(name, column, value);
            field = std::move(value);
        } else if constexpr (std::same_as<T, bool>) {
            const std::int64_t value = statement_.integer(column);
            if (!statement_.is_integer(column) || (value != 0 && value != 1)) refuse(name, column, "write 0 or 1");
            field = value == 1;
        } else if constexpr (std::integral<T>) {
            const bool whole = statement_.is_integer(column);
            const std::int64_t value = statement_.integer(column);
            if (!whole || !std::in_range<T>(value) || !range_of(name).holds(static_cast<double>(value)))
                refuse(name, column, "write a whole number" + range_of(name).words());
            field = static_cast<T>(value);
        } else if constexpr (std::floating_point<T>) {
            const bool number = statement_.is_number(column);
            const double value = statement_.number(column);
            if (!number || !std::isfinite(value) || !range_of(name).holds(value))
                refuse(name, column, "write a number" + range_of(name).words());
            field = value;
        } else if constexpr (std::is_enum_v<T>) {
            const auto value = parse_enum<T>(statement_.text(column));
            if (!value || !allows(name, *value)) refuse(name, column, "use one of " + words_of<T>(name, "", ", "));
            field = *value;
        } else if constexpr (std::same_as<T, std::string>) {
            const std::string_view text = statement_.text(column);
            if (!is_utf8(text)) refuse(name, column, "save the record again as UTF-8");
            if (text.empty() && is_key(name)) refuse(name, column, "give the record one of its own");
            field = text;
        } else if constexpr (std::same_as<T, Date>) {
            const auto value = Date::parse(statement_.text(column));
            if (!value) refuse(name, column, "write the day as 2025-07-01");
            field = *value;
        } else {
            auto value = parse_unit_key(statement_.text(column));
            if (!value) refuse(name, column, "write the unit as 01273-20250701");
            field = std::move(*value);
        }
    }

    const sqlite::Statement& statement_;
    int column_ = 0;
};

}  // namespace sanvat::data::schema
