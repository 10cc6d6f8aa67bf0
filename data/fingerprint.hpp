// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: records as bytes, to compare them by.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "data/gpkg_geometry.hpp"
#include "data/store_rules.hpp"
#include "data/store_schema.hpp"
#include "data/value.hpp"

namespace sanvat::data {

/// Takes the columns of a record.
class Fingerprint {
public:
    template <typename T>
    void operator()(std::string_view /*name*/, const T& field) {
        put(field);
    }
    void geometry(const MultiPolygon& polygons) { put_geometry(polygons.empty() ? Geometry{} : Geometry{polygons}); }
    void geometry(const MultiLineString& lines) { put_geometry(lines.empty() ? Geometry{} : Geometry{lines}); }
    void geometry(LonLat point) { put_geometry(point); }
    void geometry(const std::optional<LonLat>& point) { put_geometry(point ? Geometry{*point} : Geometry{}); }

    template <typename T>
    void put(const T& field) {
        if constexpr (schema::Optional<T>::value) {
            if (field) return put(*field);
            bytes_ += '\x01';
        } else if constexpr (std::floating_point<T>) {
            bytes_ += to_text(Value{field});
        } else if constexpr (std::integral<T>) {
            bytes_ += std::to_string(field);
        } else if constexpr (std::is_enum_v<T>) {
            bytes_ += to_string(field);
        } else if constexpr (std::same_as<T, std::string>) {
            bytes_ += field;
        } else {
            bytes_ += field.to_string();
        }
        bytes_ += '\0';
    }
    void put_geometry(const Geometry& geometry) { bytes_ += to_gpkg(geometry) + '\0'; }

    [[nodiscard]] std::string take() && { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// The record's own columns.
template <typename Record>
[[nodiscard]] std::string row_fingerprint(const Record& record) {
    Fingerprint io;
    schema::columns(io, record);
    return std::move(io).take();
}

}  // namespace sanvat::data
