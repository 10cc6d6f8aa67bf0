// SPDX-License-Identifier: Apache-2.0
// Edits of a store by other programs that no record can hold.
#include "data/store_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "data/error.hpp"
#include "data/sqlite.hpp"
#include "data/store.hpp"
#include "tests/data/store_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::store_rules_test {
namespace {

using test_store::complaint;
using test_store::one_of_each;
using testing::HasSubstr;

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

TEST(StoreRules, NameTableAndRecordOfAnEditThatNoRecordCanHold) {
    const test::TemporaryFolder folder;
    for (const auto& [table, edit, said] : wrong_edits) {
        EXPECT_THAT(complaint_after(folder, table, edit),
                    testing::AllOf(HasSubstr("layer " + std::string(table) + ", record 1: "), HasSubstr(said)))
            << table << ": " << edit;
    }
}

TEST(StoreRules, StandInTheTablesToo) {
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
}  // namespace sanvat::data::store_rules_test
