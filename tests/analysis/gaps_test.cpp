// SPDX-License-Identifier: Apache-2.0
#include "analysis/gaps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "data/error.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::gaps_test {
namespace {

using test::day;
using testing::ElementsAre;
using testing::IsEmpty;

/// The texts of one column.
std::vector<std::string> column(const data::Table& table, const std::string& name) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].name != name) continue;
        std::vector<std::string> texts;
        for (const data::Row& row : table.rows)
            texts.push_back(data::to_text(row.values[i]));
        return texts;
    }
    ADD_FAILURE() << "no column " << name;
    return {};
}

Gaps gaps(const Snapshot& snapshot, const char* as_of = "2025-07-01", int months = 6) {
    return find_gaps(snapshot, {.as_of = day(as_of), .units = {}, .months = months, .filter = {}});
}

Filter reported() {
    Filter filter;
    filter.add(parse_provenance_condition("reported"));
    return filter;
}

data::CraftVillage& village(test::SmallProvince& province, const std::string& id, const char* recognised_on) {
    data::CraftVillage made;
    made.id = id;
    made.name = "Làng " + id;
    made.recognised = recognised_on != nullptr;
    if (recognised_on) {
        made.recognised_on = day(recognised_on);
        province.facility(id, province.a).kind = data::FacilityKind::craft_village;
    }
    made.declared_unit = province.a;
    made.lineage = province.reported;
    return province.content.craft_villages.emplace_back(made);
}

TEST(Gaps, ACommuneWithGroundOrFacilitiesAndNoRatedProductIsOne) {
    test::SmallProvince province;
    province.facility("f1", province.a);
    province.facility("f2", province.a).lineage.provenance = data::Provenance::illustrative;
    province.facility("gone", province.a).validity = {{}, day("2024-01-01")};
    province.area("field", {province.a}, 2024, 12.5);
    province.area("wood", {province.a}, 2024, 3).crop = "que";
    province.area("somewhere", {province.x}, 2024, 40);
    province.facility("f3", province.c);
    province.product("p1", province.c, "2024-01-01");  // C has a product, B has nothing at all
    province.product("p2", province.x, "2024-01-01");  // in which commune nobody knows
    province.product("lapsed", province.a, "2021-01-01");
    const auto snapshot = province.snapshot();
    const Gaps found = gaps(*snapshot);
    EXPECT_EQ(found.as_of, day("2025-07-01"));
    EXPECT_EQ(found.units_as_of, day("2025-07-01"));
    EXPECT_EQ(found.products_not_placed, 1);
    EXPECT_EQ(found.hectares_not_placed, 40);
    EXPECT_THAT(column(found.communes, "code"), ElementsAre("A"));
    EXPECT_THAT(column(found.communes, "name"), ElementsAre("Xã Quảng Uyên"));
    EXPECT_THAT(column(found.communes, "facilities"), ElementsAre("2"));
    EXPECT_THAT(column(found.communes, "facilities_reported"), ElementsAre("1"));
    EXPECT_THAT(column(found.communes, "facilities_illustrative"), ElementsAre("1"));
    EXPECT_THAT(column(found.communes, "hectares"), ElementsAre("15.5"));
    EXPECT_THAT(column(found.communes, "hectares_thach_den"), ElementsAre("12.5"));
    EXPECT_THAT(column(found.communes, "hectares_que"), ElementsAre("3"));
    EXPECT_THAT(column(gaps(*snapshot, "2023-12-31").communes, "code"), ElementsAre("003"))
        << "then the product of A was rated and that of C not yet";
}

TEST(Gaps, ByReportedRecordsAloneAnIllustrativeProductFillsNone) {
    test::SmallProvince province;
    province.facility("f", province.a);
    province.product("p", province.a, "2024-01-01").lineage.provenance = data::Provenance::illustrative;
    const auto snapshot = province.snapshot();
    EXPECT_THAT(gaps(*snapshot).communes.rows, IsEmpty());
    const Gaps strict = find_gaps(*snapshot, {.as_of = {}, .units = {}, .months = 6, .filter = reported()});
    EXPECT_THAT(column(strict.communes, "code"), ElementsAre("A"));
}

TEST(Gaps, RatingsLapseWithinTheMonthsAroundTheDay) {
    test::SmallProvince province;
    province.product("on_the_last_day", province.a, "2023-01-01");  // until 2026-01-01
    province.product("a_day_later", province.a, "2023-01-02");
    province.product("today", province.a, "2022-07-01");  // 2025-07-01 is the first day without
    province.product("just_in_time", province.a, "2022-01-01");
    province.product("long_ago", province.a, "2021-12-31");
    auto& kept = province.product("kept", province.a, "2022-03-01");
    kept.ratings.push_back({4, day("2024-06-01"), "", "a source", data::Provenance::reported});
    auto& later = province.product("renewed_later", province.a, "2022-04-01");
    later.ratings.push_back({4, day("2025-08-01"), "", "a source", data::Provenance::derived});
    province.product("future", province.a, "2025-07-02");
    const auto snapshot = province.snapshot();
    const Gaps found = gaps(*snapshot);
    EXPECT_THAT(column(found.expiring, "id"), ElementsAre("just_in_time", "renewed_later", "today", "on_the_last_day"));
    EXPECT_THAT(column(found.expiring, "state"), ElementsAre("lapsed", "lapsed", "lapsed", "expires"));
    EXPECT_THAT(column(found.expiring, "rating_valid_to"),
                ElementsAre("2025-01-01", "2025-04-01", "2025-07-01", "2026-01-01"));
    EXPECT_THAT(column(found.expiring, "days_left"), ElementsAre("-181", "-91", "0", "184"));
    EXPECT_THAT(column(found.expiring, "renewed_on"), ElementsAre("", "2025-08-01", "", ""));
    EXPECT_THAT(column(found.expiring, "unit_code"), ElementsAre("A", "A", "A", "A"));
    EXPECT_THAT(column(gaps(*snapshot, "2025-07-01", 1).expiring, "id"), ElementsAre("today"));
    EXPECT_EQ(gaps(*snapshot, "2025-07-01", 7).expiring.rows.size(), 6U);
}

TEST(Gaps, AVillageHasAProductThroughItsFacilityOrItsProducer) {
    test::SmallProvince province;
    village(province, "by_facility", "2023-08-01");
    village(province, "by_producer", "2023-08-01");
    province.content.facilities.back().producer = "cooperative";
    village(province, "without", "2023-08-01");
    village(province, "nobody", "2023-08-01");
    province.content.facilities.back().producer = "someone_else";
    village(province, "later", "2025-07-02");
    village(province, "unrecognised", nullptr);
    province.product("p1", province.c, "2024-01-01").facility = "by_facility";
    province.product("p2", province.c, "2024-01-01").producer = "cooperative";
    province.product("neighbour", province.a, "2024-01-01");
    province.product("of_paper", province.a, "2024-01-01").lineage.provenance = data::Provenance::illustrative;
    const auto snapshot = province.snapshot();
    const Gaps found = gaps(*snapshot);
    EXPECT_THAT(column(found.villages, "id"), ElementsAre("nobody", "without"));
    EXPECT_THAT(column(found.villages, "link"), ElementsAre("facility or producer", "facility"));
    EXPECT_THAT(column(found.villages, "products_of_same_place"),
                testing::Each("Sản phẩm neighbour; Sản phẩm of_paper (illustrative)"));
    EXPECT_THAT(column(gaps(*snapshot, "2023-12-31").villages, "id"),
                ElementsAre("by_facility", "by_producer", "nobody", "without"));
    EXPECT_THAT(gaps(*snapshot, "2023-07-31").villages.rows, IsEmpty());
}

TEST(Gaps, InOneTableEachRowSaysOfWhichPartItIs) {
    test::SmallProvince province;
    province.facility("f", province.b);
    village(province, "v", "2023-08-01");
    province.product("p", province.x, "2023-01-01");
    const Gaps found = gaps(*province.snapshot());
    const data::Table all = table_of(found);
    EXPECT_THAT(column(all, "gap"), ElementsAre("communes", "communes", "expiring", "villages"));
    EXPECT_THAT(column(all, "name"), ElementsAre("Xã Quảng Uyên", "Xã Thạch An", "Sản phẩm p", "Làng v"));
    EXPECT_THAT(column(all, "stars"), ElementsAre("", "", "3", ""));
    EXPECT_THAT(column(all, "as_of"), testing::Each("2025-07-01"));
    EXPECT_EQ(&part_of(found, "part", "villages"), &found.villages);
    try {
        static_cast<void>(part_of(found, "--part", "towns"));
        FAIL();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.place().parameter, "--part");
    }
}

TEST(Gaps, OfTheSample) {
    const auto& snapshot = test::sample_snapshot();
    // Round 3 (20 February 2023, 41 products) lapses on 20 February 2026, round 4 (15 December 2023) far later.
    EXPECT_THAT(gaps(*snapshot, "2025-07-01").expiring.rows, IsEmpty());
    EXPECT_EQ(gaps(*snapshot, "2025-09-01").expiring.rows.size(), 41U);
    // On the day after round 1 lapsed: the 14 that were not re-assessed. The next round ends a year later.
    EXPECT_THAT(column(gaps(*snapshot, "2023-12-22").expiring, "state"),
                testing::AllOf(testing::SizeIs(14), testing::Each("lapsed")));
    EXPECT_EQ(gaps(*snapshot, "2023-10-31").villages.rows.size(), 7U) << "seven were recognised by then";
    const Gaps found = gaps(*snapshot);
    EXPECT_EQ(found.villages.rows.size(), 8U);
    EXPECT_EQ(found.communes.rows.size(), 15U);
    EXPECT_EQ(found.products_not_placed, 22);
    const auto placement = snapshot->placement(data::AdminLevel::commune, found.units_as_of);
    std::set<std::string> with_product;
    for (std::size_t i = 0; i < snapshot->content().products.size(); ++i) {
        if (data::rating_on(snapshot->content().products[i], found.as_of) && placement->products[i])
            with_product.insert(placement->units->units()[*placement->products[i]]->key.code);
    }
    for (const std::string& code : column(found.communes, "code"))
        EXPECT_FALSE(with_product.contains(code)) << code;
    EXPECT_LE(found.communes.rows.size() + with_product.size(), 56U);
}

}  // namespace
}  // namespace sanvat::analysis::gaps_test
