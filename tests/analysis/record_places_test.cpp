// SPDX-License-Identifier: Apache-2.0
#include "analysis/record_places.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_province.hpp"

namespace sanvat::analysis::record_places_test {
namespace {

using data::LonLat;

/// Where the villages stand, by id, in a province with a craft village "forge" surveyed in C.
struct Villages {
    test::SmallProvince province;

    Villages() {
        province.facility("forge", province.a, LonLat{106.55, 22.1}).kind = data::FacilityKind::craft_village;
        province.facility("mill", province.a, LonLat{106.55, 22.1}).kind = data::FacilityKind::agro_processing;
    }
    data::CraftVillage& add(const char* id, std::optional<data::UnitKey> declared, std::optional<LonLat> point = {}) {
        data::CraftVillage village;
        village.id = id;
        village.declared_unit = std::move(declared);
        village.point = point;
        village.lineage = point ? province.surveyed : province.reported;
        return province.content.craft_villages.emplace_back(std::move(village));
    }
    RecordPlaces places() {
        data::sort_tables(province.content);
        return places_of(province.content, DeclaredUnits(province.content));
    }
};

TEST(RecordPlaces, AVillageWithoutAPointStandsWhereItsFacilityStands) {
    Villages villages;
    villages.add("forge", villages.province.a);
    const auto places = villages.places();
    EXPECT_EQ(*places.craft_village_points.at(0), data::Geometry(LonLat{106.55, 22.1}));
    EXPECT_EQ(places.craft_villages.at(0).located, (LonLat{106.55, 22.1}));
    EXPECT_EQ(places.craft_villages.at(0).declared, villages.province.a);
}

TEST(RecordPlaces, AVillagesOwnPointComesFirst) {
    Villages villages;
    villages.add("forge", villages.province.a, LonLat{106.1, 22.1});
    const auto places = villages.places();
    EXPECT_EQ(*places.craft_village_points.at(0), data::Geometry(LonLat{106.1, 22.1}));
    EXPECT_EQ(places.craft_villages.at(0).located, (LonLat{106.1, 22.1}));
}

TEST(RecordPlaces, AnotherFacilityOfThatIdIsNotTheVillage) {
    Villages villages;
    villages.add("mill", villages.province.a);
    const auto places = villages.places();
    EXPECT_FALSE(places.craft_villages.at(0).located);
    const auto& point = *places.craft_village_points.at(0);
    ASSERT_TRUE(std::holds_alternative<LonLat>(point)) << "inside its declared unit";
    EXPECT_LT(std::get<LonLat>(point).lon, 106.2);
}

TEST(RecordPlaces, AFacilityWithoutAPointStandsInsideItsDeclaredUnitAndStillCountsByIt) {
    Villages villages;
    villages.province.facility("mill", villages.province.a);
    villages.province.facility("lost", std::nullopt);
    // Of a commune that is no more, and went into B: the part of B in its old district X, west of 106.3.
    villages.province.facility("old", villages.province.m_old);
    const auto places = villages.places();
    const auto& facilities = villages.province.content.facilities;
    for (std::size_t i = 0; i < facilities.size(); ++i) {
        if (facilities[i].point) continue;
        EXPECT_FALSE(places.facilities.at(i).located);
        EXPECT_EQ(data::has_geometry(*places.facility_points.at(i)), facilities[i].declared_unit.has_value());
        if (facilities[i].id != "old") continue;
        const auto place = std::get<LonLat>(*places.facility_points.at(i));
        EXPECT_GT(place.lon, 106.2);
        EXPECT_LT(place.lon, 106.3);
    }
}

TEST(RecordPlaces, AVillageWithoutFacilityOrUnitStandsNowhere) {
    Villages villages;
    villages.add("lost", std::nullopt);
    const auto places = villages.places();
    EXPECT_FALSE(data::has_geometry(*places.craft_village_points.at(0)));
    EXPECT_FALSE(places.craft_villages.at(0).located);
}

}  // namespace
}  // namespace sanvat::analysis::record_places_test
