// SPDX-License-Identifier: Apache-2.0
// An update of a store that other programs write to as well: what it leaves alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "data/sqlite.hpp"
#include "data/store.hpp"
#include "tests/data/store_fixture.hpp"
#include "tests/support/subprocess.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::store_update_test {
namespace {

using test_store::one_of_each;
using testing::HasSubstr;

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

TEST(StoreUpdate, KeepsFidsAndTheColumnsOfOthers) {
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

TEST(StoreUpdate, RowsOfOneKeyAreToldApartByWhatTheyHold) {
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

TEST(StoreUpdate, ComesAfterAGisMadeASpatialIndex) {
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

}  // namespace
}  // namespace sanvat::data::store_update_test
