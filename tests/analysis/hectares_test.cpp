// SPDX-License-Identifier: Apache-2.0
#include "analysis/hectares.hpp"

#include <gtest/gtest.h>

#include "tests/support/small_province.hpp"

namespace sanvat::analysis::hectares_test {
namespace {

data::RawMaterialArea area(std::string id, std::optional<std::string> part_of, std::vector<data::AreaFigure> figures) {
    data::RawMaterialArea made;
    made.id = std::move(id);
    made.part_of = std::move(part_of);
    made.figures = std::move(figures);
    return made;
}

TEST(OwnHectares, NestToAnyDepthAndNeverFallBelowZero) {
    const std::vector areas{area("commune", "district", {{2018, "", 70, "", "", ""}}),
                            area("district", "province", {{2018, "", 50, "", "", ""}}),
                            area("province", {}, {{2018, "", 100, "", "", ""}})};
    EXPECT_EQ(own_hectares(areas, test::day("2020-01-01")), (std::vector<double>{70, 0, 30}));
}

TEST(OwnHectares, TakeTheLatestYearNotAfterTheDate) {
    const std::vector areas{area("a", {},
                                 {{2016, "", 47.3, "", "", ""},
                                  {2018, "", 66.3, "", "", ""},
                                  {2021, "", 83, "", "", ""},
                                  {2022, "", {}, "", "", ""}})};
    EXPECT_EQ(own_hectares(areas, test::day("2015-12-31")), std::vector<double>{0});
    EXPECT_EQ(own_hectares(areas, test::day("2018-01-01")), std::vector<double>{66.3});
    EXPECT_EQ(own_hectares(areas, test::day("2020-12-31")), std::vector<double>{66.3});
    EXPECT_EQ(own_hectares(areas, test::day("2025-07-01")), std::vector<double>{83})
        << "a year without a figure says nothing";
}

TEST(OwnHectares, CutACircleOfParts) {
    const std::vector areas{area("a", "b", {{2018, "", 10, "", "", ""}}), area("b", "a", {{2018, "", 30, "", "", ""}})};
    const auto own = own_hectares(areas, test::day("2020-01-01"));
    EXPECT_EQ(own[0] + own[1], 30) << "the ground of the larger, once";
}

}  // namespace
}  // namespace sanvat::analysis::hectares_test
