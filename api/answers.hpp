// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/nearest.hpp"
#include "api/json_writer.hpp"
#include "api/resource.hpp"
#include "data/date.hpp"
#include "data/table.hpp"

namespace sanvat::api {

// What the answers of the analysis resources have in common.

/// The formats they come in.
[[nodiscard]] std::vector<Format> answer_formats();

/// Rows and the days they are of, with what the formats need to say of them.
struct TableAnswer {
    std::string title;  ///< of the page
    data::Table table;
    data::Date as_of;
    std::optional<data::Date> units_as_of;        ///< null where there is none
    std::string page_note = {};                   ///< goes on after the days on the page
    bool figures_only = false;                    ///< files hold neither ids nor geometry
    std::function<void(JsonWriter&)> facts = {};  ///< writes members beside the days, in JSON and GeoJSON
    std::function<void(JsonWriter&)> json = {};   ///< writes the rows as members of plain JSON; empty: JSON is GeoJSON
};

/// The answer in the format that the call asks for.
[[nodiscard]] Response respond_with(const Call& call, TableAnswer answer);

/// The same for answers whose JSON is their own. Requires a format that is neither JSON nor GeoJSON.
[[nodiscard]] Response file_or_page(const Call& call, TableAnswer answer);

/// The table as CSV or XLSX, to be saved under its name.
[[nodiscard]] Response file_response(const data::Table& table, Format format);

/// `as_of` and `units_as_of`, as members of the object that is open; the latter null where there is none.
void write_dates(JsonWriter& json, data::Date as_of, std::optional<data::Date> units_as_of);

/// A found feature with `collection` and `distance_m` among its properties, which stay open for further ones: close the
/// properties and the feature.
void write_unclosed_hit(JsonWriter& json, const State& state, const analysis::Hit& hit);

/// An array of the rows as objects, the columns as members.
void write_objects(JsonWriter& json, const data::Table& table);
/// `columns` (names) and `rows` (objects) of the table, as members of the object that is open.
void write_rows(JsonWriter& json, const data::Table& table);

/// Rows as GeoJSON features, the columns as properties.
void write_features(JsonWriter& json, const data::Table& table);

/// Metres or kilometres rounded to a millimetre, which is as much as coordinates are worth.
[[nodiscard]] double to_millimetres(double metres);

}  // namespace sanvat::api
