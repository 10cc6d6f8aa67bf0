// SPDX-License-Identifier: Apache-2.0
#include "analysis/filter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/error.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis {
namespace {

const Collection& products() {
    return collection(CollectionId::products);
}

std::string complaint(CollectionId id, const char* property, const char* values) {
    try {
        static_cast<void>(parse_condition(collection(id), property, values));
    } catch (const data::Error& error) {
        EXPECT_EQ(error.place().parameter, property);
        return error.problem() + "; " + error.remedy();
    }
    return "no complaint";
}

TEST(Filter, TakesACommaAsOneOf) {
    test::SmallProvince province;
    province.product("three", province.a, "2023-12-01", 3);
    province.product("four", province.a, "2023-12-01", 4);
    const auto snapshot = province.snapshot();
    const auto table = snapshot->features(CollectionId::products, snapshot->reference_date());
    const auto count = [&](const char* property, const char* values) {
        Filter filter;
        filter.add(parse_condition(products(), property, values));
        return std::ranges::count_if(table->features(),
                                     [&](const Feature& feature) { return filter.matches(feature); });
    };
    EXPECT_EQ(count("stars", "3"), 1);
    EXPECT_EQ(count("stars", "3,4"), 2);
    EXPECT_EQ(count("stars", "4.0"), 1) << "numbers by value";
    EXPECT_EQ(count("stars", "5"), 0);
    EXPECT_EQ(count("name", "Sản phẩm four"), 1);
    EXPECT_EQ(count("facility", "x"), 0) << "null equals nothing";
}

TEST(Filter, SaysWhatIsAllowed) {
    EXPECT_THAT(complaint(CollectionId::products, "colour", "red"), testing::HasSubstr("is no property of products"));
    EXPECT_THAT(complaint(CollectionId::products, "stars", "many"), testing::HasSubstr("give a number"));
    EXPECT_THAT(complaint(CollectionId::products, "stars", "nan"), testing::HasSubstr("give a number"));
    EXPECT_THAT(complaint(CollectionId::products, "stars", "3,"), testing::HasSubstr("\"\" is not allowed"));
    EXPECT_THAT(complaint(CollectionId::facilities, "kind", "bakery"), testing::HasSubstr("craft_village"));
    EXPECT_THAT(complaint(CollectionId::craft_villages, "recognised", "yes"), testing::HasSubstr("true or false"));
    EXPECT_THAT(complaint(CollectionId::craft_villages, "recognised_on", "2023-02-31"),
                testing::HasSubstr("a day like"));
}

TEST(Filter, HasOneSpellingForCacheKeys) {
    Filter one;
    one.add({"stars", {"4", "3"}});
    one.add({"group", {"food"}});
    Filter other;
    other.add({"group", {"food"}});
    other.add({"stars", {"3", "4"}});
    EXPECT_NE(one.canonical(), Filter().canonical());
    EXPECT_EQ(one.canonical(), other.canonical());
}

}  // namespace
}  // namespace sanvat::analysis
