// SPDX-License-Identifier: Apache-2.0
#include "data/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "data/error.hpp"
#include "data/sqlite.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/subprocess.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data {
namespace {

using testing::HasSubstr;

Date day(const char* text) {
    return Date::parse(text).value();
}

/// One record of every kind, with every optional part filled in once.
Register one_of_each() {
    const auto map = test::draw("AB\nAa");
    const Lineage lineage{"a source", "2023-12", PositionAccuracy::traced, Provenance::derived};
    const UnitKey unit{"01273", day("2025-07-01")};
    const UnitKey old{"049", day("2020-03-01")};
    Register content;
    content.title = "Cao Bằng";
    content.attribution = "who measured it";
    content.reference_date = day("2025-07-01");
    content.units = {{.key = old,
                      .valid_to = day("2025-07-01"),
                      .level = AdminLevel::district,
                      .kind = "huyện",
                      .name = "Quảng Hòa",
                      .parent = UnitKey{"04", day("1999-01-01")},
                      .area_km2 = 668.95,
                      .population = 66620,
                      .decree = "864/NQ-UBTVQH14",
                      .polygon = map.polygons.at('B'),
                      .lineage = lineage},
                     {.key = unit,
                      .valid_to = {},
                      .level = AdminLevel::commune,
                      .kind = "phường",
                      .name = "Thục Phán",
                      .parent = {},
                      .area_km2 = {},
                      .population = {},
                      .decree = {},
                      .polygon = map.polygons.at('A'),
                      .lineage = lineage}};
    content.crosswalk = {{old, unit, 0.25, 1.0, "area", "a decree", map.polygons.at('A'), lineage}};
    content.producers = {{"hop_tac_xa", "Hợp tác xã Tâm Hòa", ProducerKind::cooperative, unit, lineage}};
    content.facilities = {{"f1",
                           "Lò rèn",
                           FacilityKind::craft_village,
                           "hop_tac_xa",
                           unit,
                           map.points.at('a'),
                           {day("2023-08-25"), day("2030-01-01")},
                           lineage}};
    content.craft_villages = {{.id = "f1",
                               .name = "Làng nghề nón lá Hoàng Diệu",
                               .craft = "làm nón lá",
                               .craft_en = "palm-leaf hats",
                               .recognised = true,
                               .decision = "1081/QĐ-UBND",
                               .recognised_on = day("2023-08-25"),
                               .recognised_note = "before 2023-08",
                               .hamlet = "Hoàng Diệu",
                               .declared_unit = old,
                               .point = map.points.at('a'),
                               .lineage = lineage}};
    content.products = {{.id = "p1",
                         .name = "Đường phên",
                         .group_2019 = ProductGroup::herbs,
                         .group_2023 = ProductGroup::medicinal,
                         .subgroup = "đường",
                         .material = "mia",
                         .producer = "hop_tac_xa",
                         .facility = "f1",
                         .declared_unit = old,
                         .status = "recognised",
                         .ratings = {{3, day("2020-11-15"), "1/QĐ", "x", Provenance::reported},
                                     {4, day("2023-02-20"), "", "y", Provenance::derived}},
                         .lineage = lineage}};
    content.raw_material_areas = {{.id = "a1",
                                   .name = "Mía Quảng Hòa",
                                   .crop = "mia",
                                   .crop_name = "mía",
                                   .crop_name_en = "sugar cane",
                                   .place = {old, unit},
                                   .part_of = "a0",
                                   .figures = {{2017, "2016-2017 season", 2223, "whole", "133,000 t", "s"},
                                               {2023, "2022-2023 season", {}, "", "", ""}},
                                   .certificates = "GI",
                                   .outline = map.polygons.at('B'),
                                   .outline_provenance = Provenance::derived,
                                   .lineage = lineage}};
    content.supply_links = {{"l1", "a1", "f1", "p1", 12.5, 0.75, lineage}};
    content.tour_routes = {{"r1", "Tuyến phía Đông", "văn hóa", {{{106, 22}, {106.5, 22.5}}}, "straight", lineage}};
    content.tour_stops = {{"s1", "Thác Bản Giốc", "waterfall", "r1", 1, unit, map.points.at('a'), lineage}};
    content.roads = {{"ql3", "QL3", "national", {{{106, 22}, {106.5, 22.5}}}, lineage}};
    content.places = {{"t1", "Trùng Khánh", "town", map.points.at('a'), lineage}};
    content.published_figures = {{"craft villages", "7", "villages", "2023-10", "a source"}};
    content.indicator_figures = {{"products", FigureRole::published, 97, "in all", "2023-10", "a source"}};
    sort_tables(content);
    return content;
}

/// Writing a register and writing what was read from it give the same bytes only if nothing was lost on the way.
std::string dump(const std::filesystem::path& file) {
    sqlite::Database database(file, sqlite::Mode::read);
    std::string text;
    sqlite::Statement tables(database,
                             "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'gpkg%' AND "
                             "name NOT LIKE 'sqlite%' ORDER BY name");
    while (tables.step()) {
        const std::string name{tables.text(0)};
        sqlite::Statement rows(database, "SELECT * FROM \"" + name + "\"");
        while (rows.step()) {
            text += name;
            for (int i = 1; i < rows.columns(); ++i)
                text += "|" + std::string(rows.blob(i));
            text += "\n";
        }
    }
    return text;
}

TEST(Store, KeepsEveryFieldOfEveryRecord) {
    const test::TemporaryFolder folder;
    Store::create(folder / "a.gpkg", one_of_each());
    const Register content = Store(folder / "a.gpkg").read();
    Store::create(folder / "b.gpkg", content);
    EXPECT_EQ(dump(folder / "a.gpkg"), dump(folder / "b.gpkg"));
    EXPECT_EQ(content.title, "Cao Bằng");
    EXPECT_EQ(content.reference_date, day("2025-07-01"));
    ASSERT_EQ(content.units.size(), 2U);
    EXPECT_TRUE(content.units[1].polygon == one_of_each().units[1].polygon);
    ASSERT_EQ(content.products[0].ratings.size(), 2U);
    EXPECT_EQ(content.products[0].ratings[1].stars, 4);
    EXPECT_EQ(content.products[0].ratings[1].provenance, Provenance::derived);
    EXPECT_EQ(content.raw_material_areas[0].place.size(), 2U);
    EXPECT_EQ(content.raw_material_areas[0].figures[1].hectares, std::nullopt);
    EXPECT_EQ(content.supply_links[0].share, 0.75);
    EXPECT_EQ(content.tour_routes[0].line, one_of_each().tour_routes[0].line);
    EXPECT_EQ(content.facilities[0].validity.to, day("2030-01-01"));
    EXPECT_EQ(content.facilities[0].lineage.position_accuracy, PositionAccuracy::traced);
}

TEST(Store, WithoutTheLatestTableIsReadAndGetsItWhenWritten) {
    const test::TemporaryFolder folder;
    const auto file = folder / "store.gpkg";
    Store::create(file, one_of_each());
    {
        sqlite::Database database(file, sqlite::Mode::write);
        database.execute("DROP TABLE indicator_figures");
        database.execute("DELETE FROM gpkg_contents WHERE table_name = 'indicator_figures'");
    }
    EXPECT_TRUE(Store(file).read().indicator_figures.empty());
    Store::update(file, [](Register& content) { content.indicator_figures = one_of_each().indicator_figures; });
    EXPECT_EQ(content_hash(Store(file).read()), content_hash(one_of_each()));
}

TEST(Store, UpdateIsAllOrNothing) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Store::create(file, one_of_each());
    const std::string before = dump(file);
    EXPECT_THROW(Store::update(file,
                               [](Register& content) {
                                   content.products.clear();
                                   throw Error(ErrorKind::bad_input, {}, "half way");
                               }),
                 Error);
    EXPECT_EQ(dump(file), before);
    Store::update(file, [](Register& content) { content.products.clear(); });
    EXPECT_TRUE(Store(file).read().products.empty());
    EXPECT_EQ(Store(file).read().facilities.size(), 1U);
}

TEST(Store, AnOpenReaderSeesACommittedChangeByItsStamp) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Store::create(file, one_of_each());
    for (const char* mode : {"DELETE", "WAL"}) {
        { sqlite::Database(file, sqlite::Mode::write).execute(std::string("PRAGMA journal_mode = ") + mode); }
        const Store store(file);
        const StoreStamp before = store.stamp();
        EXPECT_EQ(store.stamp(), before) << mode;
        Store::update(file, [](Register& content) { content.facilities[0].name += "!"; });
        EXPECT_NE(store.stamp(), before) << mode;
        EXPECT_THAT(store.read().facilities[0].name, testing::EndsWith("!")) << mode;
    }
}

TEST(Store, ReplacingTheFileChangesTheStamp) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Store::create(file, one_of_each());
    const Store store(file);
    const StoreStamp before = store.stamp();
    Store::create(file, Register{});
    EXPECT_NE(store.stamp(), before);
    std::filesystem::remove(file);
    const StoreStamp gone = store.stamp();
    EXPECT_EQ(store.stamp(), gone) << "a missing file repeats the last stamp";
}

TEST(Store, ReplacingItShowsToReadersAndLeavesNoJournal) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    for (const char* setting : {"journal_mode = DELETE", "journal_mode = WAL", "page_size = 1024"}) {
        std::filesystem::remove(file);
        {
            sqlite::Database database(file, sqlite::Mode::create);
            database.execute(std::string("PRAGMA ") + setting);
            database.execute("CREATE TABLE mine (a)");
        }
        Store::create(file, one_of_each());
        const Store reader(file);
        EXPECT_EQ(reader.read().facilities.size(), 1U) << setting;
        EXPECT_FALSE(sqlite::Database(file, sqlite::Mode::read).has_table("mine")) << "it is replaced whole";
        Store::create(file, Register{});
        EXPECT_TRUE(reader.read().facilities.empty()) << setting;
        EXPECT_FALSE(std::filesystem::exists(file.string() + "-journal")) << setting;
    }
}

TEST(Store, ReplacesAFileThatIsNoDatabaseAndWhatLiesBesideIt) {
    const test::TemporaryFolder folder;
    // A journal left by a program that died, of a store that somebody removed since.
    const auto other = folder / "other.gpkg";
    Store::create(other, one_of_each());
    {
        sqlite::Database writer(other, sqlite::Mode::write);
        const sqlite::Transaction open_end(writer, true);
        writer.execute("PRAGMA cache_spill = 1");
        writer.execute("PRAGMA cache_size = 1");
        writer.execute("UPDATE facilities SET name = hex(zeroblob(100000))");
        std::filesystem::copy_file(other.string() + "-journal", folder / "a.gpkg-journal");
    }
    const auto file = folder.write("a.gpkg", "no database, but long enough to be looked at as if it were one");
    Store::create(file, one_of_each());
    EXPECT_EQ(Store(file).read().facilities.size(), 1U);
    EXPECT_FALSE(std::filesystem::exists(folder / "a.gpkg-journal"));
}

std::string complaint(const std::filesystem::path& file) {
    try {
        static_cast<void>(Store(file).read());
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_store);
        return error.what();
    }
    return "no complaint";
}

TEST(Store, SaysWhatIsWrongWithAFileThatIsNoStore) {
    const test::TemporaryFolder folder;
    EXPECT_THAT(complaint(folder / "none.gpkg"), HasSubstr("no such store"));
    EXPECT_THAT(complaint(folder.write("text.gpkg", "this is no database, but long enough to look at")),
                HasSubstr("is no GeoPackage"));
    EXPECT_THAT(complaint(folder.write("empty.gpkg", "")), HasSubstr("is no GeoPackage"));
    EXPECT_THAT(complaint(folder.path()), HasSubstr("no such store"));

    const auto newer = folder / "newer.gpkg";
    Store::create(newer, Register{});
    sqlite::Database(newer, sqlite::Mode::write)
        .execute("UPDATE sanvat_meta SET value = '99' WHERE key = 'schema_version'");
    EXPECT_THAT(complaint(newer), HasSubstr("has schema 99, newer than"));

    const auto broken = folder / "broken.gpkg";
    Store::create(broken, one_of_each());
    sqlite::Database(broken, sqlite::Mode::write)
        .execute("PRAGMA ignore_check_constraints = ON; UPDATE facilities SET kind = 'bakery'");
    EXPECT_THAT(complaint(broken), HasSubstr("layer facilities, record 1: kind is \"bakery\""));
}

TEST(Store, RowsThatHangOnNothingAreKeptAside) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Store::create(file, one_of_each());
    sqlite::Database(file, sqlite::Mode::write)
        .execute(
            "INSERT INTO product_ratings (product, stars, signed_on, provenance) "
            "VALUES ('p0', 5, '2024-01-01', 'reported');"
            "INSERT INTO raw_material_area_figures (area, year, hectares) VALUES ('a9', 2024, 7);"
            "INSERT INTO raw_material_area_places (area, unit) VALUES ('a9', '01273-20250701')");
    const Register content = Store(file).read();
    EXPECT_EQ(content.products[0].ratings.size(), 2U);
    ASSERT_EQ(content.orphans.ratings.size(), 1U);
    EXPECT_EQ(content.orphans.ratings[0].product, "p0");
    EXPECT_EQ(content.orphans.ratings[0].rating.stars, 5);
    ASSERT_EQ(content.orphans.figures.size(), 1U);
    ASSERT_EQ(content.orphans.places.size(), 1U);

    Store::update(file, [](Register& changed) {
        Product found = changed.products[0];
        found.id = "p0";
        found.ratings.clear();
        changed.products.push_back(found);
        sort_tables(changed);
    });
    const Register after = Store(file).read();
    EXPECT_TRUE(after.orphans.ratings.empty()) << "its product has come";
    ASSERT_EQ(after.products.size(), 2U);
    ASSERT_EQ(after.products[0].id, "p0");
    ASSERT_EQ(after.products[0].ratings.size(), 1U);
    EXPECT_EQ(after.products[0].ratings[0].stars, 5);
    EXPECT_EQ(after.orphans.figures.size(), 1U) << "the others are still there";
}

std::vector<std::string> rows_of(const std::filesystem::path& file, const std::string& sql) {
    sqlite::Database database(file, sqlite::Mode::read);
    sqlite::Statement select(database, sql);
    std::vector<std::string> rows;
    while (select.step()) {
        std::string& row = rows.emplace_back();
        for (int i = 0; i < select.columns(); ++i)
            row.append(i == 0 ? "" : "|").append(select.text(i));
    }
    return rows;
}

/// Three facilities: f1 to f3.
Register three_facilities() {
    Register content = one_of_each();
    for (const char* id : {"f2", "f3"}) {
        content.facilities.push_back(content.facilities[0]);
        content.facilities.back().id = id;
    }
    return content;
}

TEST(Store, AnUpdateKeepsFidsAndTheColumnsOfOthers) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Store::create(file, three_facilities());
    sqlite::Database(file, sqlite::Mode::write)
        .execute(
            "ALTER TABLE facilities ADD COLUMN note TEXT;"
            "UPDATE facilities SET note = 'seen ' || id;"
            "CREATE TABLE written (what TEXT);"
            "CREATE TRIGGER a AFTER UPDATE ON facilities BEGIN INSERT INTO written VALUES ('changed ' || NEW.id); END;"
            "CREATE TRIGGER b AFTER DELETE ON facilities BEGIN INSERT INTO written VALUES ('deleted ' || OLD.id); END;"
            "CREATE TRIGGER c AFTER INSERT ON facilities BEGIN INSERT INTO written VALUES ('added ' || NEW.id); END;"
            "CREATE TRIGGER d AFTER UPDATE ON admin_units BEGIN INSERT INTO written VALUES ('a unit'); END");
    Store::update(file, [](Register& content) {
        content.facilities[1].name = "Tên mới";
        content.facilities[2].id = "f4";
    });
    EXPECT_THAT(rows_of(file, "SELECT fid, id, name, note FROM facilities ORDER BY id"),
                testing::ElementsAre("1|f1|Lò rèn|seen f1", "2|f2|Tên mới|seen f2", "4|f4|Lò rèn|"));
    EXPECT_THAT(rows_of(file, "SELECT what FROM written"),
                testing::ElementsAre("deleted f3", "changed f2", "added f4"));

    const Store reader(file);
    const StoreStamp before = reader.stamp();
    Store::update(file, [](Register&) {});
    EXPECT_EQ(reader.stamp(), before) << "what changes nothing writes nothing";
}

TEST(Store, RowsOfOneKeyAreToldApartByWhatTheyHold) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Register content = three_facilities();
    content.facilities[1].id = content.facilities[2].id = "f1";
    content.facilities[1].name = "Hai";
    content.facilities[2].name = "Ba";
    Store::create(file, content);
    Store::update(file, [](Register& changed) {
        std::erase_if(changed.facilities, [](const Facility& facility) { return facility.name == "Hai"; });
    });
    EXPECT_THAT(rows_of(file, "SELECT fid, name FROM facilities ORDER BY fid"),
                testing::ElementsAre("1|Lò rèn", "3|Ba"));
}

TEST(Store, IsUpdatedAfterAGisMadeASpatialIndex) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Register content = three_facilities();
    content.facilities[2].point.reset();
    Store::create(file, content);
    for (const char* layer : {"facilities", "admin_units", "tour_routes"}) {
        const auto indexed = test::run({"/usr/bin/env", "ogrinfo", file, "-q", "-sql",
                                        std::string("SELECT CreateSpatialIndex('") + layer + "', 'geom')"});
        ASSERT_EQ(indexed.exit_code, 0) << indexed.err;
        ASSERT_THAT(indexed.out, HasSubstr("CreateSpatialIndex (Integer) = 1")) << indexed.err;
    }
    Store::update(file, [](Register& changed) {
        changed.facilities[0].point = LonLat{107.5, 23.5};
        changed.facilities[1].point.reset();
        changed.facilities.push_back(changed.facilities[0]);
        changed.facilities.back().id = "f4";
        changed.tour_routes.clear();
        changed.units[0].polygon = {{{{105, 21}, {106, 21}, {106, 22}, {105, 21}}, {}}};
    });
    EXPECT_THAT(rows_of(file, "SELECT id, minx, maxy FROM rtree_facilities_geom ORDER BY id"),
                testing::ElementsAre("1|107.5|23.5", "4|107.5|23.5"));
    EXPECT_THAT(rows_of(file, "SELECT id, minx, maxx, miny, maxy FROM rtree_admin_units_geom ORDER BY id LIMIT 1"),
                testing::ElementsAre("1|105.0|106.0|21.0|22.0"));
    EXPECT_THAT(rows_of(file, "SELECT id FROM rtree_tour_routes_geom"), testing::IsEmpty());
    const auto shown =
        test::run({"/usr/bin/env", "ogrinfo", "-ro", file, "facilities", "-q", "-spat", "107", "23", "108", "24"});
    EXPECT_THAT(shown.out, testing::AllOf(HasSubstr("id (String) = f1"), HasSubstr("id (String) = f4"),
                                          testing::Not(HasSubstr("id (String) = f2"))))
        << shown.err;
}

/// What somebody's program left in a store without constraints, as older ones are.
std::string complaint_after(const test::TemporaryFolder& folder, const std::string& table, const std::string& edit) {
    const auto file = folder / "edited.gpkg";
    Store::create(file, one_of_each());
    sqlite::Database database(file, sqlite::Mode::write);
    database.execute("CREATE TABLE plain AS SELECT * FROM " + table);
    database.execute("DROP TABLE " + table);
    database.execute("ALTER TABLE plain RENAME TO " + table);
    database.execute("UPDATE " + table + " SET " + edit);
    return complaint(file);
}

struct WrongEdit {
    const char* table;
    const char* edit;
    const char* said;
};

const WrongEdit wrong_edits[] = {
    {"product_ratings", "stars = 99999", "stars is \"99999\"; write a whole number from 3 to 5"},
    {"product_ratings", "stars = 2", "from 3 to 5"},
    {"product_ratings", "stars = 6", "from 3 to 5"},
    {"product_ratings", "stars = 3.5", "stars is \"3.5\"; write a whole number"},
    {"product_ratings", "stars = 'bốn'", "stars is \"bốn\"; write a whole number"},
    {"product_ratings", "stars = NULL", "stars is blank; write a whole number"},
    {"products", "group_2023 = 'herbs'", "group_2023 is \"herbs\"; use one of food, drinks, medicinal"},
    {"products", "group_2019 = 'medicinal'", "group_2019 is \"medicinal\"; use one of food, drinks, tourism, herbs"},
    {"products", "id = NULL", "id is blank"},
    {"products", "name = CAST(x'4cea' AS TEXT)", "name is \"L\uFFFD\"; save the record again as UTF-8"},
    {"raw_material_area_figures", "hectares = 'about ten'", "hectares is \"about ten\"; write a number above 0"},
    {"raw_material_area_figures", "hectares = 0", "above 0"},
    {"raw_material_area_figures", "year = 9000000000", "from 0 (not dated) to 2100"},
    {"supply_links", "share = 30", "share is \"30.0\"; write a number from 0 to 1"},
    {"supply_links", "tonnes = -9e999", "tonnes is \"-Inf\"; write a number above 0"},
    {"admin_units", "population = 'many'", "population is \"many\"; write a whole number"},
    {"admin_units", "area_km2 = 9e999", "area_km2 is \"Inf\"; write a number"},
    {"admin_units", "level = 'hamlet'", "level is \"hamlet\"; use one of province, district, commune"},
    {"craft_villages", "recognised = 7", "recognised is \"7\"; write 0 or 1"},
    {"craft_villages", "recognised = NULL", "recognised is blank"},
    {"facilities", "valid_from = '2023-02-31'", "write the day as 2025-07-01"},
    {"facilities", "declared_unit = '01273'", "write the unit as 01273-20250701"},
    {"facilities", "provenance = NULL", "provenance is blank; use one of reported, derived, illustrative"},
};

TEST(Store, NamesTableAndRecordOfAnEditThatNoRecordCanHold) {
    const test::TemporaryFolder folder;
    for (const auto& [table, edit, said] : wrong_edits) {
        EXPECT_THAT(complaint_after(folder, table, edit),
                    testing::AllOf(HasSubstr("layer " + std::string(table) + ", record 1: "), HasSubstr(said)))
            << table << ": " << edit;
    }
}

TEST(Store, ItsTablesRefuseTheSameEdits) {
    const test::TemporaryFolder folder;
    const auto file = folder / "a.gpkg";
    Store::create(file, one_of_each());
    sqlite::Database database(file, sqlite::Mode::write);
    for (const auto& [table, edit, said] : wrong_edits) {
        if (std::string_view(edit).starts_with("name = ") || std::string_view(edit).ends_with("= 9e999")) continue;
        const std::string sql = std::string("UPDATE ") + table + " SET " + edit;
        EXPECT_THROW(database.execute(sql), Error) << sql;
    }
    EXPECT_THROW(database.execute("UPDATE product_ratings SET product = NULL"), Error);
    EXPECT_THROW(database.execute("UPDATE places SET geom = NULL"), Error);
    database.execute("UPDATE product_ratings SET stars = 5, signed_on = '2024-02-29', decision = NULL");
    database.execute("UPDATE products SET group_2019 = NULL, group_2023 = 'tourism', declared_unit = NULL");
    database.execute("UPDATE raw_material_area_figures SET hectares = 12, year = 2024");
    EXPECT_EQ(Store(file).read().products[0].ratings[0].stars, 5);
}

}  // namespace
}  // namespace sanvat::data
