// SPDX-License-Identifier: Apache-2.0
#include "data/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "data/error.hpp"
#include "data/sqlite.hpp"
#include "tests/data/store_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::store_test {
namespace {

using test_store::complaint;
using test_store::day;
using test_store::one_of_each;
using testing::HasSubstr;

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

TEST(Store, SaysWhatIsWrongWithAFileThatIsNoStore) {
    const test::TemporaryFolder folder;
    EXPECT_THAT(complaint(folder / "none.gpkg"), HasSubstr("no such store"));
    EXPECT_THAT(complaint(folder.write("text.gpkg", "this is no database, but long enough to look at")),
                HasSubstr("is no GeoPackage"));
    EXPECT_THAT(complaint(folder.write("empty.gpkg", "")), HasSubstr("is no GeoPackage"));
    EXPECT_THAT(complaint(folder.path()), HasSubstr("is a folder"));

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

}  // namespace
}  // namespace sanvat::data::store_test
