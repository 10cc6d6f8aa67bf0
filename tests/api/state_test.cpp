// SPDX-License-Identifier: Apache-2.0
#include "api/state.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "api/resources.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::api::state_test {
namespace {

using analysis::CollectionId;

TEST(State, KeepsTheTextsOfTheReferenceDateHoweverManyDatesAreAskedFor) {
    const State state(test::SmallProvince().snapshot());
    const data::Date reference = state.snapshot()->reference_date();
    const auto texts = state.texts(CollectionId::facilities, reference);
    for (const analysis::Collection& collection : analysis::collections()) {
        for (int year = 2010; year < 2020; ++year) {
            static_cast<void>(state.texts(collection.id, *data::Date::parse(std::to_string(year) + "-01-01")));
        }
    }
    EXPECT_EQ(state.texts(CollectionId::facilities, reference), texts);
    EXPECT_EQ(state.texts(state.snapshot()->features(CollectionId::facilities, reference)), texts);
}

TEST(State, ARecordOfSomeDayIsWorkForAWorker) {
    Resources resources;
    add_items(resources);
    const auto found =
        std::ranges::find_if(resources, [](const Resource& one) { return one.id == "getItem.facilities"; });
    ASSERT_NE(found, resources.end());
    ASSERT_TRUE(found->heavy);
    const auto state = std::make_shared<const State>(test::SmallProvince().snapshot());
    const auto is_heavy = [&](std::string_view query) {
        return found->heavy(
            Call{std::make_shared<Request>(), state, {}, Query(query), Links("", "", "localhost"), Format::json});
    };
    EXPECT_TRUE(is_heavy("datetime=2019-01-01"));
    EXPECT_FALSE(is_heavy(""));
}

}  // namespace
}  // namespace sanvat::api::state_test
