// SPDX-License-Identifier: Apache-2.0
#include "analysis/snapshot.hpp"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "analysis/locate.hpp"
#include "data/error.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::snapshot_test {
namespace {

using data::AdminLevel;
using test::day;

TEST(UnitsDate, IsTheDayItselfOrTheNearestWithBoundaries) {
    const auto snapshot = test::SmallProvince().snapshot();
    EXPECT_EQ(snapshot->units_date(AdminLevel::district, day("2023-10-31")), day("2023-10-31"));
    EXPECT_EQ(snapshot->units_date(AdminLevel::district, day("2025-07-01")), day("2025-06-30")) << "abolished that day";
    EXPECT_EQ(snapshot->units_date(AdminLevel::district, day("2026-05-01")), day("2025-06-30"));
    EXPECT_EQ(snapshot->units_date(AdminLevel::district, day("2010-01-01")), day("2020-03-01"));
    EXPECT_EQ(snapshot->units_date(AdminLevel::commune, day("2023-10-31")), day("2025-07-01"))
        << "the old communes have no boundaries";
    EXPECT_THROW(static_cast<void>(snapshot->units_date(AdminLevel::province, day("2023-10-31"))), data::Error);
}

TEST(Locate, TellsReusedCodesApartByDate) {
    const auto snapshot = test::SmallProvince().snapshot();
    const data::LonLat in_c{106.55, 22.1};
    const auto now = locate(*snapshot, in_c, day("2025-07-01"), {});
    ASSERT_EQ(now.size(), 2U);
    EXPECT_EQ(now[0].unit->name, "Hòa An");
    EXPECT_EQ(now[1].unit->key.to_string(), "003-20250701");
    EXPECT_EQ(now[1].unit->name, "Thục Phán") << "not the old commune of the same code";
    EXPECT_TRUE(locate(*snapshot, {100, 10}, day("2025-07-01"), {}).empty());
}

TEST(FeatureTable, HoldsEveryRecordEverWithAttributesOfTheDay) {
    test::SmallProvince province;
    province.product("p", province.a, "2020-11-15", 3);
    province.content.products.back().ratings.push_back({4, day("2023-02-20"), "", "", data::Provenance::reported});
    const auto snapshot = province.snapshot();
    const auto stars = [&](const char* as_of) {
        return data::to_text(snapshot->features(CollectionId::products, day(as_of))->features()[0].value("stars"));
    };
    EXPECT_EQ(stars("2020-11-14"), "") << "not yet rated";
    EXPECT_EQ(stars("2020-11-15"), "3");
    EXPECT_EQ(stars("2023-02-20"), "4") << "the one signed last counts while both are valid";
    EXPECT_EQ(stars("2026-02-19"), "4");
    EXPECT_EQ(stars("2026-02-20"), "") << "36 months later it has lapsed";
    const auto& feature = snapshot->features(CollectionId::products, day("2022-01-01"))->features()[0];
    EXPECT_EQ(data::to_text(feature.value("group")), "souvenirs");
    EXPECT_EQ(
        data::to_text(snapshot->features(CollectionId::products, day("2023-02-24"))->features()[0].value("group")),
        "handicraft")
        << "the rule book of that day";
    EXPECT_TRUE(feature.in_force_within({day("2026-02-19"), day("2027-01-01")}));
    EXPECT_FALSE(feature.in_force_within({day("2026-02-20"), {}}));
}

TEST(FeatureTable, AProductWithoutFacilityStandsInsideThePartOfItsOldDistrict) {
    test::SmallProvince province;
    province.product("m", province.m_old, "2023-01-01");
    province.product("n", province.n_old, "2023-01-01");
    const auto snapshot = province.snapshot();
    const auto table = snapshot->features(CollectionId::products, snapshot->reference_date());
    const auto* in_x = std::get_if<data::LonLat>(table->find("m")->geometry.get());
    const auto* in_y = std::get_if<data::LonLat>(table->find("n")->geometry.get());
    ASSERT_TRUE(in_x && in_y);
    EXPECT_TRUE(in_x->lon > 106.2 && in_x->lon < 106.3) << in_x->lon;
    EXPECT_TRUE(in_y->lon > 106.3 && in_y->lon < 106.4) << in_y->lon;
}

TEST(FeatureTable, KeepsDeclaredAndLocatedApart) {
    test::SmallProvince province;
    province.facility("f", province.a, data::LonLat{106.55, 22.1});
    const auto snapshot = province.snapshot();
    const auto& feature = snapshot->features(CollectionId::facilities, snapshot->reference_date())->features()[0];
    EXPECT_EQ(data::to_text(feature.value("declared_unit_name")), "Xã Quảng Uyên");
    EXPECT_EQ(data::to_text(feature.value("unit_name")), "Phường Thục Phán");
    EXPECT_EQ(data::to_text(feature.value("district_name")), "Huyện Hòa An");
}

/// What questions of all kinds answer.
std::string answers(const Snapshot& snapshot) {
    std::string all = std::to_string(snapshot.content_hash());
    for (const Collection& collection : collections()) {
        const auto table = snapshot.features(collection.id, snapshot.reference_date());
        for (const Feature& feature : table->features()) {
            all += "\n" + feature.id;
            for (const data::Value& value : feature.values)
                all += "|" + data::to_text(value);
        }
    }
    for (const auto& located : locate(snapshot, {106.55, 22.1}, day("2025-07-01"), {}))
        all += "\n" + located.unit->key.to_string();
    return all;
}

TEST(Snapshot, AnswersTheSameWhetherIndexedBeforeOrBeside) {
    test::SmallProvince province;
    province.facility("f", province.a, data::LonLat{106.55, 22.1});
    province.product("m", province.m_old, "2023-01-01");
    const std::string expected = answers(*province.snapshot());
    const auto beside = Snapshot::make(province.content, day("2026-01-01"), Indexing::beside);
    // Askers come while indexes are being made, several at once.
    std::vector<std::future<std::string>> askers(4);
    for (auto& asker : askers)
        asker = std::async(std::launch::async, [&] { return answers(*beside); });
    for (auto& asker : askers)
        EXPECT_EQ(asker.get(), expected);
}

TEST(Snapshot, ThatNobodyAsksMayGoWhileItIsIndexed) {
    test::SmallProvince province;
    // That the thread has what it indexes to the end, sanitizers see.
    for (int i = 0; i < 20; ++i) {
        const std::weak_ptr<const Snapshot> gone =
            Snapshot::make(province.content, day("2026-01-01"), Indexing::beside);
        EXPECT_TRUE(gone.expired());
    }
}

TEST(Snapshot, HashesItsContent) {
    test::SmallProvince one;
    test::SmallProvince other;
    EXPECT_EQ(one.snapshot()->content_hash(), other.snapshot()->content_hash());
    other.content.units[1].name += "!";
    EXPECT_NE(one.snapshot()->content_hash(), other.snapshot()->content_hash());
}

}  // namespace
}  // namespace sanvat::analysis::snapshot_test
