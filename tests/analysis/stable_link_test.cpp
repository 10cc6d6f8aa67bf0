// SPDX-License-Identifier: Apache-2.0
#include "analysis/stable_link.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "analysis/indicators.hpp"
#include "analysis/value_chain.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::stable_link_test {
namespace {

using test::day;

const data::UnitKey elsewhere{"99", day("2020-03-01")};

TEST(StableLinks, AnAreaLiesWhereItsLocatedOutlineLiesElseWhereItIsDeclared) {
    test::SmallProvince province;
    province.area("declared", {province.a}, 2024, 5);
    province.area("declared_long_ago", {province.m_old}, 2024, 5);
    province.area("half_declared", {province.a, elsewhere}, 2024, 5);
    province.area("nowhere", {}, 2024, 5);
    const auto ground = test::draw("R.....\nR.....").polygons.at('R');
    for (const auto& [id, lineage] : {std::pair{"located", province.surveyed}, {"sketched", province.reported}}) {
        auto& area = province.area(id, {elsewhere}, 2024, 5);
        area.outline = ground;
        area.lineage = lineage;
    }
    const auto snapshot = province.snapshot();
    const StableLinks links(*snapshot, day("2025-07-01"), day("2025-07-01"));
    for (const auto& area : snapshot->content().raw_material_areas) {
        const bool expected = area.id == "declared" || area.id == "declared_long_ago" || area.id == "located";
        EXPECT_EQ(links.in_province(area), expected) << area.id;
    }
}

/// Owners, products, areas and links at random, some of them leading nowhere.
class RandomProvince {
public:
    explicit RandomProvince(std::mt19937& random) : random_(random) {
        const auto ground = test::draw("R.....\nR.....").polygons.at('R');
        const std::array places{province.a, province.n_old, elsewhere};
        for (int i = 0; i < 4; ++i) {
            province.facility(name("f", i), province.a);
            data::Producer owner;
            owner.id = name("o", i);
            province.content.producers.push_back(owner);
            auto& area = province.area(name("a", i), {places.at(static_cast<std::size_t>(number(0, 2)))},
                                       2019 + number(0, 5), 5);
            if (number(0, 2) == 0) {
                area.outline = ground;
                area.lineage = province.surveyed;
            }
        }
        for (int i = 0; i < 8; ++i) {
            auto& product = province.product(name("p", i), province.a, "2023-01-01");
            product.producer = any("o");
            if (number(0, 1) == 0) product.facility = any("f");
        }
        for (int i = 0; i < 6; ++i) {
            data::SupplyLink link;
            link.id = name("l", i);
            link.area = any("a");
            if (number(0, 1) == 0) link.product = any("p");
            if (number(0, 1) == 0) link.facility = any("f");
            province.content.supply_links.push_back(link);
        }
    }

    test::SmallProvince province;

private:
    static std::string name(const char* prefix, int i) { return prefix + std::to_string(i); }
    std::string any(const char* prefix) { return name(prefix, number(0, 4)); }
    int number(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
    std::mt19937& random_;
};

TEST(StableLinks, AreOneRuleForTheChainsAndTheIndicators) {
    std::mt19937 random(9);
    std::size_t stable = 0;
    for (int i = 0; i < 60; ++i) {
        RandomProvince made(random);
        const auto snapshot = made.province.snapshot();
        for (const char* as_of : {"2023-06-01", "2025-07-01"}) {
            const auto chains = value_chain(*snapshot, {.as_of = day(as_of)}).stable_owners;
            const auto table = measure_indicators(*snapshot, {.as_of = day(as_of), .filter = {}}).table;
            const auto row = std::ranges::find_if(table.rows, [](const data::Row& each) {
                return each.values[0] == data::Value{std::string("owners_value_chain_share")};
            });
            const auto counted = std::ranges::find(table.columns, "counted", &data::Column::name);
            ASSERT_TRUE(row != table.rows.end() && counted != table.columns.end());
            const auto owners = chains.stable + chains.stable_made;
            EXPECT_EQ(row->values[static_cast<std::size_t>(counted - table.columns.begin())],
                      data::Value{static_cast<std::int64_t>(owners)});
            stable += owners;
        }
    }
    EXPECT_GT(stable, 40U) << "the provinces have something to count";
}

}  // namespace
}  // namespace sanvat::analysis::stable_link_test
