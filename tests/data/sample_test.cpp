// SPDX-License-Identifier: Apache-2.0
#include "data/sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/error.hpp"
#include "data/store.hpp"
#include "tests/data/sample_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::sample_test {
namespace {

using namespace test_sample;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

std::map<int, int> stars_on(const char* date) {
    std::map<int, int> stars;
    for (const Product& product : sample().products) {
        if (const Rating* rating = rating_on(product, day(date))) ++stars[rating->stars];
    }
    return stars;
}

std::map<ProductGroup, int> groups_on(const char* date) {
    std::map<ProductGroup, int> groups;
    for (const Product& product : sample().products) {
        if (rating_on(product, day(date))) ++groups[group_on(product, day(date)).value()];
    }
    return groups;
}

std::map<ProducerKind, int> owners_on(const char* date) {
    std::set<std::string> owners;
    for (const Product& product : sample().products) {
        if (product.producer && rating_on(product, day(date))) owners.insert(*product.producer);
    }
    std::map<ProducerKind, int> kinds;
    for (const std::string& owner : owners)
        ++kinds[find(sample().producers, owner)->kind.value()];
    return kinds;
}

std::map<FacilityKind, int> facilities_on(const char* date) {
    std::map<FacilityKind, int> kinds;
    for (const Facility& facility : sample().facilities) {
        if (facility.validity.holds(day(date))) ++kinds[facility.kind];
    }
    return kinds;
}

/// Stars of the products rated on the date that count in the district.
std::map<int, int> stars_in(const char* district, const char* date) {
    std::map<int, int> stars;
    for (const Product& product : sample().products) {
        const Rating* rating = rating_on(product, day(date));
        if (rating && district_of(product) == district) ++stars[rating->stars];
    }
    return stars;
}

TEST(SampleFigures, FiftyEightProductsAtTheEndOf2021) {
    EXPECT_THAT(stars_on("2021-12-31"), ElementsAre(Pair(3, 55), Pair(4, 3)));
}

TEST(SampleFigures, NinetySevenProductsIn2023UntilTheFourthRound) {
    for (const char* date : {"2023-02-20", "2023-05-31", "2023-10-31"}) {
        EXPECT_THAT(stars_on(date), ElementsAre(Pair(3, 88), Pair(4, 9))) << date;
    }
}

TEST(SampleFigures, HundredAndFortyFourProductsFromTheEndOf2023On) {
    for (const char* date : {"2023-12-31", "2024-11-30", "2024-12-31", "2025-05-31", "2025-07-01"}) {
        EXPECT_THAT(stars_on(date), ElementsAre(Pair(3, 131), Pair(4, 13))) << date;
    }
}

TEST(SampleFigures, GroupsUnderTheRuleBookOf2023) {
    using enum ProductGroup;
    EXPECT_THAT(groups_on("2023-05-31"), UnorderedElementsAre(Pair(food, 77), Pair(drinks, 10), Pair(medicinal, 3),
                                                              Pair(handicraft, 4), Pair(tourism, 3)));
    EXPECT_THAT(groups_on("2023-12-31"),
                UnorderedElementsAre(Pair(food, 124), Pair(drinks, 11), Pair(handicraft, 6), Pair(tourism, 3)));
}

TEST(SampleFigures, OneOfFourProductsUnderTheOldGroupOfHerbsCountsElsewhereNow) {
    std::map<ProductGroup, int> herbs;
    for (const Product& product : sample().products) {
        if (product.group_2019 == ProductGroup::herbs && !product.ratings.empty()) ++herbs[product.group_2023.value()];
    }
    EXPECT_THAT(herbs, UnorderedElementsAre(Pair(ProductGroup::medicinal, 3), Pair(ProductGroup::drinks, 1)));
}

TEST(SampleFigures, OwnersOfValidProductsByKind) {
    using enum ProducerKind;
    EXPECT_THAT(owners_on("2023-02-20"), UnorderedElementsAre(Pair(cooperative, 22), Pair(cooperative_group, 1),
                                                              Pair(enterprise, 14), Pair(household, 30)));
    for (const char* date : {"2023-12-31", "2024-11-15"}) {
        EXPECT_THAT(owners_on(date), UnorderedElementsAre(Pair(cooperative, 27), Pair(cooperative_group, 7),
                                                          Pair(enterprise, 10), Pair(household, 47)))
            << date;
    }
}

TEST(SampleFigures, RoundsOfAssessmentAsPublished) {
    std::map<std::string, std::pair<std::map<int, int>, std::set<std::string>>> rounds;
    for (const Product& product : sample().products) {
        for (const Rating& rating : product.ratings) {
            auto& [stars, owners] = rounds[rating.signed_on.to_string()];
            ++stars[rating.stars];
            if (product.producer) owners.insert(*product.producer);
        }
    }
    ASSERT_EQ(rounds.size(), 5U);
    std::vector<std::map<int, int>> stars;
    for (const auto& [date, round] : rounds)
        stars.push_back(round.first);
    EXPECT_THAT(stars, ElementsAre(ElementsAre(Pair(3, 23)), ElementsAre(Pair(3, 32), Pair(4, 3)),
                                   ElementsAre(Pair(3, 35), Pair(4, 6)), ElementsAre(Pair(3, 64), Pair(4, 4)),
                                   ElementsAre(Pair(3, 32), Pair(4, 3))));
    const auto third = rounds.find("2023-02-20");
    ASSERT_NE(third, rounds.end());
    EXPECT_EQ(third->second.second.size(), 27U);
    EXPECT_EQ(std::next(third)->second.second.size(), 46U);
}

TEST(SampleFigures, FiveHundredAndFifteenFacilitiesAtTheEndOfOctober2023) {
    using enum FacilityKind;
    EXPECT_THAT(facilities_on("2023-10-31"),
                UnorderedElementsAre(Pair(agro_processing, 213), Pair(forest_processing, 177), Pair(cooperative, 118),
                                     Pair(craft_village, 7)));
}

TEST(SampleFigures, TheEighthCraftVillageAppearsOnTheDayOfItsDecision) {
    EXPECT_EQ(facilities_on("2023-12-26")[FacilityKind::craft_village], 7);
    EXPECT_EQ(facilities_on("2023-12-27")[FacilityKind::craft_village], 8);
    EXPECT_EQ(facilities_on("2023-08-24")[FacilityKind::craft_village], 5);
}

TEST(SampleFigures, HoaAnHasExactlyItsFourteenNamedProducts) {
    EXPECT_THAT(stars_in("051", "2023-12-31"), ElementsAre(Pair(3, 11), Pair(4, 3)));
    for (const Product& product : sample().products) {
        if (district_of(product) == "051") {
            EXPECT_FALSE(is_made(product.lineage)) << product.id;
        }
    }
}

TEST(SampleFigures, HaQuangHasSevenProductsOfWhichOneIsMade) {
    EXPECT_THAT(stars_in("045", "2023-12-31"), ElementsAre(Pair(3, 7)));
    const auto made = std::ranges::count_if(sample().products, [](const Product& product) {
        return is_made(product.lineage) && district_of(product) == "045";
    });
    EXPECT_EQ(made, 1);
}

TEST(SampleFigures, PhucSenCommuneHasSixProductsIn2024) {
    const auto count = std::ranges::count_if(sample().products, [](const Product& product) {
        return product.declared_unit == key("01603-20200301") && rating_on(product, day("2024-06-30"));
    });
    EXPECT_EQ(count, 6);
}

TEST(SampleFigures, OneOfThirteenFourStarProductsIsMade) {
    int made = 0;
    for (const Product& product : sample().products) {
        const Rating* rating = rating_on(product, day("2023-12-31"));
        if (rating && rating->stars == 4 && is_made(product.lineage)) ++made;
    }
    EXPECT_EQ(made, 1);
}

TEST(SampleFigures, AllButOneOfTheTwelveNamedDrinksAreValidAtTheEndOf2023) {
    std::map<bool, int> valid;
    for (const Product& product : sample().products) {
        if (product.group_2019 != ProductGroup::drinks || product.ratings.empty()) continue;
        EXPECT_FALSE(is_made(product.lineage)) << product.id;
        ++valid[rating_on(product, day("2023-12-31")) != nullptr];
    }
    EXPECT_THAT(valid, ElementsAre(Pair(false, 1), Pair(true, 11)));
}

TEST(SampleFigures, SupportedGroupsAreNoProducts) {
    for (const Product& product : sample().products) {
        EXPECT_EQ(product.name.find("supported group"), std::string::npos) << product.name;
    }
}

TEST(SampleFigures, PublishedFiguresComeAlong) {
    EXPECT_EQ(sample().published_figures.size(), 93U);
}

TEST(Sample, BuildsTheSameRegisterTwice) {
    EXPECT_EQ(content_hash(build_sample(SANVAT_SAMPLE_DIR)), content_hash(sample()));
}

TEST(Sample, SurvivesTheStore) {
    const test::TemporaryFolder folder;
    Store::create(folder / "sample.gpkg", sample());
    EXPECT_EQ(content_hash(Store(folder / "sample.gpkg").read()), content_hash(sample()));
}

TEST(Sample, RefusesAFolderThatIsNone) {
    EXPECT_THROW((void)build_sample("/nowhere"), Error);
}

}  // namespace
}  // namespace sanvat::data::sample_test
