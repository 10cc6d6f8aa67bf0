// SPDX-License-Identifier: Apache-2.0
// What is reported, what is made up, and that the two never mix.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/geodesic.hpp"
#include "data/text.hpp"
#include "tests/data/sample_fixture.hpp"

namespace sanvat::data::sample_provenance_test {
namespace {

using namespace test_sample;

constexpr std::string_view mark = " (minh hoạ)";

template <typename Record>
void expect_marked_by_name(const std::vector<Record>& table) {
    for (const Record& record : table) {
        EXPECT_EQ(is_made(record.lineage), record.name.ends_with(mark)) << record.id << ": " << record.name;
        EXPECT_FALSE(record.lineage.source.empty()) << record.id;
        EXPECT_EQ(record.name, to_nfc(record.name)) << record.id;
    }
}

template <typename Record>
void expect_own_ids(const std::vector<Record>& table) {
    std::set<std::string> ids;
    for (const Record& record : table)
        EXPECT_TRUE(ids.insert(record.id).second) << record.id;
}

TEST(SampleProvenance, MadeRecordsSaySoInTheirNamesAndNoOthersDo) {
    expect_marked_by_name(sample().producers);
    expect_marked_by_name(sample().facilities);
    expect_marked_by_name(sample().craft_villages);
    expect_marked_by_name(sample().products);
    expect_marked_by_name(sample().raw_material_areas);
    expect_marked_by_name(sample().tour_stops);
}

TEST(SampleProvenance, NoTwoRecordsShareAnId) {
    expect_own_ids(sample().producers);
    expect_own_ids(sample().facilities);
    expect_own_ids(sample().craft_villages);
    expect_own_ids(sample().products);
    expect_own_ids(sample().raw_material_areas);
    expect_own_ids(sample().supply_links);
    expect_own_ids(sample().tour_routes);
    expect_own_ids(sample().tour_stops);
    expect_own_ids(sample().roads);
    expect_own_ids(sample().places);
}

TEST(SampleProvenance, MadeNamesAreNeverTheSame) {
    std::set<std::string> names;
    for (const Product& product : sample().products)
        EXPECT_TRUE(names.insert(product.name).second) << product.name;
    names.clear();
    for (const Facility& facility : sample().facilities)
        EXPECT_TRUE(names.insert(facility.name).second) << facility.name;
}

TEST(SampleProvenance, AReportedProductHasNoMadeOwnerFacilityOrRating) {
    for (const Product& product : sample().products) {
        const Producer* producer = find(sample().producers, product.producer);
        const Facility* facility = find(sample().facilities, product.facility);
        if (producer) {
            EXPECT_EQ(is_made(producer->lineage), is_made(product.lineage)) << product.id;
        }
        if (facility) {
            EXPECT_EQ(is_made(facility->lineage), is_made(product.lineage)) << product.id;
        }
        for (const Rating& rating : product.ratings) {
            EXPECT_EQ(rating.provenance == Provenance::illustrative, is_made(product.lineage)) << product.id;
            EXPECT_FALSE(rating.source.empty()) << product.id;
        }
    }
}

TEST(SampleProvenance, OnlyRecognisedProductsAreRated) {
    int unrated = 0;
    for (const Product& product : sample().products) {
        if (product.status != "recognised") {
            EXPECT_TRUE(product.ratings.empty()) << product.id;
        }
        if (product.ratings.empty()) ++unrated;
    }
    // 10 candidates of Bảo Lạc, 4 of Hòa An, 1 of Trùng Khánh, and 3 whose stars the sources do not give.
    EXPECT_EQ(unrated, 18);
}

TEST(SampleProvenance, AReportedFacilityHasNoPointThatNoSourceGives) {
    for (const Facility& facility : sample().facilities) {
        if (is_made(facility.lineage) || facility.kind == FacilityKind::craft_village) continue;
        EXPECT_FALSE(facility.point) << facility.id;
        EXPECT_FALSE(locates(facility.lineage.position_accuracy)) << facility.id;
        EXPECT_FALSE(facility.validity.from || facility.validity.to) << facility.id;
    }
}

TEST(SampleProvenance, ARecognisedVillageIsOneFacilityOfTheSameIdAndPlace) {
    for (const CraftVillage& village : sample().craft_villages) {
        const Facility* facility = find(sample().facilities, village.id);
        ASSERT_EQ(facility != nullptr, village.recognised) << village.id;
        if (!facility) continue;
        EXPECT_EQ(facility->kind, FacilityKind::craft_village);
        EXPECT_EQ(facility->point, village.point);
        EXPECT_EQ(facility->declared_unit, village.declared_unit);
        EXPECT_EQ(facility->validity.from, village.recognised_on);
        EXPECT_EQ(facility->lineage.position_accuracy, village.lineage.position_accuracy);
    }
    EXPECT_EQ(sample().craft_villages.size(), 12U);
}

TEST(SampleProvenance, AVillageWithoutADayKeepsTheSourcesWording) {
    for (const CraftVillage& village : sample().craft_villages) {
        if (village.recognised && village.decision.empty()) {
            EXPECT_NE(village.recognised_note, "") << village.id;
        }
        if (!village.recognised) {
            EXPECT_FALSE(village.recognised_on) << village.id;
        }
    }
}

TEST(SampleProvenance, EveryLinkLeadsToARecord) {
    std::set<UnitKey> units;
    for (const AdminUnit& unit : sample().units)
        units.insert(unit.key);
    const auto known = [&](const std::optional<UnitKey>& key) { return !key || units.contains(*key); };
    for (const AdminUnit& unit : sample().units)
        EXPECT_TRUE(known(unit.parent)) << unit.key.to_string();
    for (const Facility& facility : sample().facilities) {
        EXPECT_TRUE(known(facility.declared_unit)) << facility.id;
        if (facility.producer) {
            EXPECT_TRUE(find(sample().producers, facility.producer)) << facility.id;
        }
    }
    for (const Producer& producer : sample().producers)
        EXPECT_TRUE(known(producer.declared_unit)) << producer.id;
    for (const Product& product : sample().products) {
        EXPECT_TRUE(known(product.declared_unit)) << product.id;
        if (product.producer) {
            EXPECT_TRUE(find(sample().producers, product.producer)) << product.id;
        }
        if (product.facility) {
            EXPECT_TRUE(find(sample().facilities, product.facility)) << product.id;
        }
    }
    for (const RawMaterialArea& area : sample().raw_material_areas) {
        for (const UnitKey& place : area.place)
            EXPECT_TRUE(known(place)) << area.id;
        if (area.part_of) {
            EXPECT_TRUE(find(sample().raw_material_areas, area.part_of)) << area.id;
        }
    }
    for (const TourStop& stop : sample().tour_stops) {
        EXPECT_TRUE(known(stop.declared_unit)) << stop.id;
        if (stop.route) {
            EXPECT_TRUE(find(sample().tour_routes, stop.route)) << stop.id;
        }
    }
}

TEST(SampleProvenance, SupplyLinksOfReportedProductsAreDerivedAndOfMadeOnesIllustrative) {
    std::map<Provenance, int> links;
    for (const SupplyLink& link : sample().supply_links) {
        const Product* product = find(sample().products, link.product);
        const RawMaterialArea* area = find(sample().raw_material_areas, link.area);
        ASSERT_TRUE(product && area) << link.id;
        EXPECT_EQ(product->material, area->crop) << link.id;
        EXPECT_EQ(link.facility, product->facility) << link.id;
        EXPECT_EQ(link.lineage.provenance, is_made(product->lineage) ? Provenance::illustrative : Provenance::derived);
        EXPECT_EQ(link.share.has_value(), is_made(product->lineage)) << link.id;
        if (link.share) {
            EXPECT_TRUE(*link.share > 0 && *link.share <= 1) << link.id;
        }
        ++links[link.lineage.provenance];
    }
    EXPECT_GT(links[Provenance::derived], 10);
    EXPECT_GT(links[Provenance::illustrative], 10);
}

TEST(SampleProvenance, RedGroundnutIsAnotherVarietyThanTheAreaAndGetsNoLink) {
    for (const SupplyLink& link : sample().supply_links)
        EXPECT_NE(link.product, "lac_do_luc_khu");
}

TEST(SampleProvenance, TheOnlyRatingASourceDatesIsReported) {
    for (const Product& product : sample().products) {
        for (const Rating& rating : product.ratings) {
            if (rating.provenance == Provenance::reported) {
                EXPECT_EQ(product.id, "nam_huong_viet_truc_mai");
            }
        }
    }
}

}  // namespace
}  // namespace sanvat::data::sample_provenance_test
