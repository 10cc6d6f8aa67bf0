// SPDX-License-Identifier: Apache-2.0
#include "data/gpkg_functions.hpp"

#include <array>
#include <exception>
#include <string_view>

#include "data/gpkg_geometry.hpp"

namespace sanvat::data {

namespace {

Geometry geometry_of(sqlite3_value* value) {
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
    return from_gpkg({bytes ? bytes : "", static_cast<std::size_t>(sqlite3_value_bytes(value))});
}

/// `answer` tells SQLite what it found. Nothing may be thrown through SQLite, which is C.
template <auto answer>
void call(sqlite3_context* context, int /*count*/, sqlite3_value** arguments) noexcept {
    sqlite3_result_null(context);
    if (sqlite3_value_type(arguments[0]) != SQLITE_BLOB) return;
    try {
        answer(context, geometry_of(arguments[0]));
    } catch (const std::exception&) {
        sqlite3_result_null(context);  // no geometry: the index leaves it out, and the reader names the record
    }
}

void is_empty(sqlite3_context* context, const Geometry& geometry) {
    sqlite3_result_int(context, has_geometry(geometry) ? 0 : 1);
}

template <double Envelope::*edge>
void bound(sqlite3_context* context, const Geometry& geometry) {
    if (has_geometry(geometry)) sqlite3_result_double(context, envelope_of(geometry).*edge);
}

struct SqlFunction {
    const char* name;
    void (*function)(sqlite3_context*, int, sqlite3_value**);
};

constexpr std::array functions{
    SqlFunction{"ST_IsEmpty", call<is_empty>}, SqlFunction{"ST_MinX", call<bound<&Envelope::west>>},
    SqlFunction{"ST_MaxX", call<bound<&Envelope::east>>}, SqlFunction{"ST_MinY", call<bound<&Envelope::south>>},
    SqlFunction{"ST_MaxY", call<bound<&Envelope::north>>}};

}  // namespace

void add_gpkg_functions(sqlite::Database& database) {
    for (const auto& [name, function] : functions) {
        const int code = sqlite3_create_function_v2(database.handle(), name, 1,
                                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                                    function, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) database.fail("cannot add a function");
    }
}

}  // namespace sanvat::data
