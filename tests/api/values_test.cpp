// SPDX-License-Identifier: Apache-2.0
#include "api/values.hpp"

#include <gtest/gtest.h>

#include "data/error.hpp"

namespace sanvat::api::values_test {
namespace {

data::Date day(const char* text) {
    return data::Date::parse(text).value();
}

/// The parameter that is blamed; empty where nothing is thrown.
template <typename Call>
std::string blamed(Call call) {
    try {
        call();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
        EXPECT_FALSE(error.remedy().empty());
        return error.place().parameter;
    }
    return "";
}

TEST(Values, NumbersAreFiniteWholeTextsInRange) {
    EXPECT_EQ(parse_number("lon", "106.25", -180, 180), 106.25);
    EXPECT_EQ(parse_number("lon", "-1e2", -180, 180), -100);
    for (const char* text :
         {"", " 1", "1 ", "1x", "nan", "NaN", "inf", "-inf", "0x10", "1,5", "+1", "180.0001", "1e999"}) {
        EXPECT_EQ(blamed([&] { static_cast<void>(parse_number("lon", text, -180, 180)); }), "lon") << text;
    }
}

TEST(Values, WholeNumbersHaveNoPointAndNoExponent) {
    EXPECT_EQ(parse_integer("k", "1000", 1, 1000), 1000);
    for (const char* text : {"", "0", "-1", "1001", "1e9", "3.0", "3abc", "99999999999999999999"}) {
        EXPECT_EQ(blamed([&] { static_cast<void>(parse_integer("k", text, 1, 1000)); }), "k") << text;
    }
}

TEST(Values, ALimitAboveTheMostMeansTheMost) {
    EXPECT_EQ(parse_limit("7", 10'000), 7U);
    EXPECT_EQ(parse_limit("10001", 10'000), 10'000U);
    EXPECT_EQ(parse_limit("99999999999999999999999", 10'000), 10'000U);
    for (const char* text : {"", "0", "-1", "ten", "1.5"}) {
        EXPECT_EQ(blamed([&] { static_cast<void>(parse_limit(text, 10)); }), "limit") << text;
    }
}

TEST(Values, ADatetimeIsADayOrASpanOfDays) {
    using data::DateSpan;
    const auto span = [](const char* text) { return parse_datetime("datetime", text); };
    const auto same = [](const DateSpan& a, const DateSpan& b) { return a.first == b.first && a.last == b.last; };
    EXPECT_TRUE(same(span("2023-02-28"), {day("2023-02-28"), day("2023-02-28")}));
    EXPECT_TRUE(same(span("2023-02-28T23:59:59.5Z"), {day("2023-02-28"), day("2023-02-28")}));
    EXPECT_TRUE(same(span("2023-02-28t00:00:00+07:00"), {day("2023-02-28"), day("2023-02-28")}));
    EXPECT_TRUE(same(span("2023-01-01/2023-12-31"), {day("2023-01-01"), day("2023-12-31")}));
    EXPECT_TRUE(same(span("2023-01-01/.."), {day("2023-01-01"), {}}));
    EXPECT_TRUE(same(span("/2023-12-31"), {{}, day("2023-12-31")}));
    EXPECT_TRUE(same(span("../.."), {}));
    for (const char* text :
         {"", "2023-02-31", "2023-2-3", "2023-02-28T", "2023-02-28T25:00:00Z", "2023-02-28T10:00",
          "2023-02-28 10:00:00Z", "2023-02-28T10:00:00Zx", "2024-01-01/2023-01-01", "a/b", "1/2/3", ".."}) {
        EXPECT_EQ(blamed([&] { static_cast<void>(span(text)); }), "datetime") << text;
    }
}

TEST(Values, ABoxAcrossTheAntimeridianComesInTwoParts) {
    using Boxes = std::vector<data::Envelope>;
    EXPECT_EQ(parse_bbox("bbox", "105,22,107,23"), (Boxes{{105, 22, 107, 23}}));
    EXPECT_EQ(parse_bbox("bbox", "105,22,-10,107,23,3000"), (Boxes{{105, 22, 107, 23}}));
    EXPECT_EQ(parse_bbox("bbox", "170,-10,-170,10"), (Boxes{{170, -10, 180, 10}, {-180, -10, -170, 10}}));
    for (const char* text : {"", "1,2,3", "1,2,3,4,5", "200,95,300,99", "1,95,2,99", "-181,0,1,1", "1,3,2,2",
                             "1,2,nan,3", "1,2,3,4,", "1,2,9,3,4,8", "a,b,c,d"}) {
        EXPECT_EQ(blamed([&] { static_cast<void>(parse_bbox("bbox", text)); }), "bbox") << text;
    }
}

TEST(Values, ListsHaveNoEmptyAndNoRepeatedParts) {
    EXPECT_EQ(parse_list("layers", "a,b").size(), 2U);
    for (const char* text : {"", "a,", ",a", "a,,b", "a,b,a"}) {
        EXPECT_EQ(blamed([&] { static_cast<void>(parse_list("layers", text)); }), "layers") << text;
    }
}

}  // namespace
}  // namespace sanvat::api::values_test
