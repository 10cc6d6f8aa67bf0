// SPDX-License-Identifier: Apache-2.0
#include "api/item_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_province.hpp"

namespace sanvat::api::item_page_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ItemPageTest : public testing::Test {
protected:
    ItemPageTest() {
        province_.facility("a", province_.a, data::LonLat{106.05, 22.05});
        province_.facility("b", province_.a, data::LonLat{106.15, 22.05}).validity = {test::day("2024-01-01"), {}};
        province_.facility("c", {});
        province_.facility("d", province_.a, data::LonLat{-179.95, 22.05});
        province_.facility("e", province_.a, data::LonLat{179.95, 22.05});
        snapshot_ = province_.snapshot();
        table_ = snapshot_->features(analysis::CollectionId::facilities, snapshot_->reference_date());
    }

    std::vector<std::string> ids(const ItemPage& page) const {
        std::vector<std::string> ids;
        for (const auto position : page.positions)
            ids.push_back(table_->features()[position].id);
        return ids;
    }

    test::SmallProvince province_;
    std::shared_ptr<const analysis::Snapshot> snapshot_;
    std::shared_ptr<const analysis::FeatureTable> table_;
};

TEST_F(ItemPageTest, PagesVisitEveryRecordOnce) {
    ItemQuestion question;
    question.limit = 2;
    std::vector<std::string> all;
    for (bool more = true; more;) {
        const ItemPage page = find_items(*table_, question);
        EXPECT_EQ(page.matched, 5U);
        for (const auto& id : ids(page))
            all.push_back(id);
        question.after = all.back();
        more = page.more;
    }
    EXPECT_THAT(all, ElementsAre("a", "b", "c", "d", "e"));
}

TEST_F(ItemPageTest, GoesOnAfterAnIdThatIsNoMore) {
    ItemQuestion question;
    question.after = "bb";
    EXPECT_THAT(ids(find_items(*table_, question)), ElementsAre("c", "d", "e"));
    question.after = "z";
    const ItemPage page = find_items(*table_, question);
    EXPECT_THAT(page.positions, IsEmpty());
    EXPECT_FALSE(page.more);
    EXPECT_EQ(page.matched, 5U);
}

TEST_F(ItemPageTest, ABoxAcrossTheAntimeridianFindsBothSides) {
    ItemQuestion question;
    question.boxes = {{179, 22, 180, 23}, {-180, 22, -179, 23}};
    EXPECT_THAT(ids(find_items(*table_, question)), ElementsAre("d", "e"));
}

TEST_F(ItemPageTest, ConditionsHoldTogether) {
    ItemQuestion question;
    question.span = data::DateSpan{test::day("2023-06-01"), test::day("2023-06-01")};
    question.boxes = {{106, 22, 107, 23}};
    const ItemPage page = find_items(*table_, question);
    EXPECT_THAT(ids(page), ElementsAre("a"));
    EXPECT_EQ(page.matched, 1U);
    question.filter.add({"kind", {"cooperative"}});
    EXPECT_EQ(find_items(*table_, question).matched, 0U);
}

}  // namespace
}  // namespace sanvat::api::item_page_test
