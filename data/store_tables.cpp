// SPDX-License-Identifier: Apache-2.0
#include "data/store_tables.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/store.hpp"
#include "data/store_rows.hpp"

namespace sanvat::data {

namespace {

using schema::for_each_table;
using schema::hanging_rows_of;

/// Came after the first stores were made: one without it is read as if it were empty, and gets it when it is written.
constexpr std::string_view late_table = "indicator_figures";

/// The tables every GeoPackage has (OGC 12-128r18 annex C).
constexpr auto gpkg_tables = R"(
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', NULL);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name), FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE sanvat_meta (key TEXT PRIMARY KEY, value TEXT);
)";

template <typename Record>
void create_table(sqlite::Database& database, const std::string& name) {
    const schema::Describe description = schema::describe<Record>();
    const bool spatial = !description.geometry_kind.empty();
    database.execute("CREATE TABLE \"" + name + "\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL" +
                     description.definitions + ")");
    database.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('" + name + "', '" +
                     (spatial ? "features" : "attributes") + "', '" + name + "', " + (spatial ? "4326" : "NULL") + ")");
    if (spatial) {
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('" + name + "', 'geom', '" +
                         std::string(description.geometry_kind) + "', 4326, 0, 0)");
    }
}

void write_extent(sqlite::Database& database, const std::string& name, const Envelope& box) {
    sqlite::Statement update(database,
                             "UPDATE gpkg_contents SET min_x = ?1, min_y = ?2, max_x = ?3, max_y = ?4, "
                             "last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?5");
    int parameter = 0;
    for (const double edge : {box.west, box.south, box.east, box.north}) {
        box.empty() ? update.bind_null(++parameter) : update.bind(++parameter, edge);
    }
    update.bind(5, std::string_view{name});
    update.run();
}

void write_meta(sqlite::Database& database, const Register& content) {
    sqlite::Statement insert(database,
                             "INSERT INTO sanvat_meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET "
                             "value = excluded.value WHERE value IS NOT excluded.value");
    const auto put = [&insert](std::string_view key, const std::string& value) {
        insert.bind(1, key);
        value.empty() ? insert.bind_null(2) : insert.bind(2, std::string_view{value});
        insert.run();
    };
    put("schema_version", std::to_string(store_schema_version));
    put("title", content.title);
    put("attribution", content.attribution);
    put("reference_date", content.reference_date ? content.reference_date->to_string() : "");
}

void read_meta(sqlite::Database& database, Register& content) {
    sqlite::Statement select(database, "SELECT key, value FROM sanvat_meta");
    while (select.step()) {
        const std::string_view key = select.text(0);
        const std::string value{select.text(1)};
        if (key == "title") content.title = value;
        if (key == "attribution") content.attribution = value;
        if (key == "reference_date" && !value.empty()) {
            content.reference_date = Date::parse(value);
            if (!content.reference_date) {
                throw Error(
                    ErrorKind::bad_store,
                    {.file = database.file(), .layer = "sanvat_meta", .record = {}, .parameter = "reference_date"},
                    "\"" + value + "\" is no day", "write it as 2025-07-01");
            }
        }
    }
}

/// The record with that id in a sorted table; null for none.
template <typename Record>
Record* owner_of(std::vector<Record>& records, const std::string& id) {
    const auto found = std::ranges::lower_bound(records, id, {}, &Record::id);
    return found == records.end() || found->id != id ? nullptr : &*found;
}

/// One row that hangs on nothing must not keep the rest of a store from being read.
void hang(HangingRows rows, Register& content) {
    for (RatingRow& row : rows.ratings) {
        if (Product* product = owner_of(content.products, row.product)) {
            product->ratings.push_back(std::move(row.rating));
        } else {
            content.orphans.ratings.push_back(std::move(row));
        }
    }
    for (AreaFigureRow& row : rows.figures) {
        if (RawMaterialArea* area = owner_of(content.raw_material_areas, row.area)) {
            area->figures.push_back(std::move(row.figure));
        } else {
            content.orphans.figures.push_back(std::move(row));
        }
    }
    for (AreaPlaceRow& row : rows.places) {
        if (RawMaterialArea* area = owner_of(content.raw_material_areas, row.area)) {
            area->place.push_back(std::move(row.unit));
        } else {
            content.orphans.places.push_back(std::move(row));
        }
    }
    for (Product& product : content.products)
        std::ranges::stable_sort(product.ratings, {}, &Rating::signed_on);
    for (RawMaterialArea& area : content.raw_material_areas)
        std::ranges::stable_sort(area.figures, {}, &AreaFigure::year);
}

/// Grows by every geometry it is shown.
struct Extent {
    Envelope box;
    template <typename T>
    void operator()(std::string_view /*name*/, const T& /*field*/) {}
    void geometry(const MultiPolygon& polygons) { box.extend(envelope_of(polygons)); }
    void geometry(const MultiLineString& lines) { box.extend(envelope_of(lines)); }
    void geometry(LonLat point) { box.extend(point); }
    void geometry(const std::optional<LonLat>& point) {
        if (point) box.extend(*point);
    }
};

template <typename Record>
Envelope extent_of(const std::vector<Record>& records) {
    Extent extent;
    for (const Record& record : records)
        schema::columns(extent, record);
    return extent.box;
}

}  // namespace

void create_tables(sqlite::Database& database) {
    database.execute(gpkg_tables);
    const auto create = [&database]<typename Record>(const std::string& name, const std::vector<Record>& /*records*/) {
        create_table<Record>(database, name);
    };
    const Register empty;
    for_each_table(empty, create);
    const HangingRows no_rows;
    for_each_table(no_rows, create);
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES "
        "('sanvat_meta', 'attributes', 'sanvat_meta')");
}

Register read_tables(sqlite::Database& database) {
    Register content;
    read_meta(database, content);
    const auto read = [&database](const std::string& name, auto& records) {
        if (name == late_table && !database.has_table(name)) return;
        for (auto& row : read_rows<typename std::remove_cvref_t<decltype(records)>::value_type>(database, name))
            records.push_back(std::move(row.record));
    };
    for_each_table(content, read);
    sort_tables(content);
    HangingRows rows;
    for_each_table(rows, read);
    hang(std::move(rows), content);
    return content;
}

void write_tables(sqlite::Database& database, const Register& content) {
    write_meta(database, content);
    const auto write = [&database]<typename Record>(const std::string& name, const std::vector<Record>& records) {
        if (name == late_table && !database.has_table(name)) create_table<Record>(database, name);
        if (write_rows(database, name, records)) write_extent(database, name, extent_of(records));
    };
    for_each_table(content, write);
    const HangingRows rows = hanging_rows_of(content);
    for_each_table(rows, write);
}

}  // namespace sanvat::data
