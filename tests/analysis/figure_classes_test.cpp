// SPDX-License-Identifier: Apache-2.0
#include "analysis/figure_classes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/error.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::figure_classes_test {
namespace {

using data::AdminLevel;
using test::day;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> lines(const FigureClasses& found) {
    std::vector<std::string> lines;
    for (const data::Row& row : found.table.rows) {
        std::string line;
        for (const data::Value& value : row.values)
            line += (line.empty() ? "" : " ") + data::to_text(value);
        lines.push_back(line);
    }
    return lines;
}

TEST(FigureClasses, CountUnitsAndSayWhatIsLeftOut) {
    test::SmallProvince province;
    province.facility("f1", province.a);
    province.facility("f2", province.a);
    province.facility("f3", province.b);
    province.facility("f4", std::nullopt);
    const auto snapshot = province.snapshot();
    const auto found =
        classes_of(*snapshot, {.summary = {.by = AdminLevel::commune, .as_of = {}, .units = {}, .filter = {}},
                               .figure = "facilities",
                               .method = ClassMethod::jenks,
                               .classes = 5});
    EXPECT_THAT(lines(found), ElementsAre("1 0 0 both 1", "2 0 1 to 1", "3 1 2 to 1"));
    EXPECT_EQ(found.units, 3U);
    EXPECT_EQ(found.not_placed, 1);
    EXPECT_EQ(found.note, "3 instead of 5 classes: there are only 3 different values");
    EXPECT_EQ(found.as_of, day("2025-07-01"));
}

TEST(FigureClasses, RefuseWhatIsNoFigure) {
    test::SmallProvince province;
    const auto snapshot = province.snapshot();
    for (const char* figure : {"name", "code", "facilities_x", ""}) {
        try {
            static_cast<void>(classes_of(*snapshot, {.summary = {}, .figure = figure}));
            FAIL() << figure;
        } catch (const data::Error& error) {
            EXPECT_EQ(error.place().parameter, "figure");
            EXPECT_THAT(error.remedy(), HasSubstr("facilities_craft_village"));
        }
    }
    EXPECT_THROW(static_cast<void>(classes_of(*snapshot, {.summary = {}, .figure = "products", .classes = 13})),
                 data::Error);
}

// Products valid by district on that day: 4, 5, 7, 7, 8, 8, 11, 11, 13, 15, and 8 of no district.
TEST(FigureClasses, AreThoseOfTheSample) {
    const auto& sample = test::sample_snapshot();
    FigureClassesQuestion question{
        .summary = {.by = AdminLevel::district, .as_of = day("2023-10-31"), .units = {}, .filter = {}},
        .figure = "products",
        .method = ClassMethod::jenks,
        .classes = 3};
    const auto natural = classes_of(*sample, question);
    EXPECT_THAT(lines(natural), ElementsAre("1 4 5 both 2", "2 5 8 to 4", "3 8 15 to 4"));
    EXPECT_EQ(natural.units, 10U);
    EXPECT_EQ(natural.not_placed, 8);
    EXPECT_EQ(natural.note, "");
    question.method = ClassMethod::pretty;
    question.classes = 4;
    const auto pretty = classes_of(*sample, question);
    EXPECT_THAT(lines(pretty), ElementsAre("1 0 5 both 2", "2 5 10 to 4", "3 10 15 to 4"));
    EXPECT_EQ(pretty.note, "3 instead of 4 classes: the step is a round number");
    question.method = ClassMethod::quantile;
    EXPECT_THAT(lines(classes_of(*sample, question)),
                ElementsAre("1 4 7 both 4", "2 7 8 to 2", "3 8 11 to 2", "4 11 15 to 2"));
}

}  // namespace
}  // namespace sanvat::analysis::figure_classes_test
