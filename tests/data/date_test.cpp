// SPDX-License-Identifier: Apache-2.0
#include "data/date.hpp"

#include <gtest/gtest.h>

#include "data/admin_unit.hpp"

namespace sanvat::data::date_test {
namespace {

Date day(const char* text) {
    return Date::parse(text).value();
}

TEST(Date, ReadsWhatItWrites) {
    for (const char* text : {"2025-07-01", "2024-02-29", "1970-01-01", "0001-01-01", "9999-12-31"}) {
        EXPECT_EQ(day(text).to_string(), text);
    }
}

TEST(Date, RefusesDaysThatDoNotExistAndOtherSpellings) {
    for (const char* text : {"2023-02-29", "2023-02-31", "2023-13-01", "2023-00-10", "0000-01-01", "2023-1-01",
                             "20230101", "2023-01-01 ", "2023-01-01T00:00:00Z", "", "2023-01-0x", "+023-01-01"}) {
        EXPECT_FALSE(Date::parse(text)) << text;
    }
}

TEST(Date, ThreeYearsLaterIsTheSameDay) {
    EXPECT_EQ(day("2020-11-15").plus_months(36), day("2023-11-15"));
    EXPECT_EQ(day("2024-02-29").plus_months(36), day("2027-02-28")) << "the last day where the month is shorter";
    EXPECT_EQ(day("2023-12-31").plus_days(1), day("2024-01-01"));
}

TEST(Validity, HoldsFromItsFirstDayUpToButNotIncludingItsLast) {
    const Validity validity{day("2023-01-01"), day("2023-02-01")};
    EXPECT_FALSE(validity.holds(day("2022-12-31")));
    EXPECT_TRUE(validity.holds(day("2023-01-01")));
    EXPECT_TRUE(validity.holds(day("2023-01-31")));
    EXPECT_FALSE(validity.holds(day("2023-02-01")));
    EXPECT_TRUE(Validity{}.holds(day("1500-01-01"))) << "open ends hold always";
}

TEST(DateSpan, MeetsAValidityThatSharesADay) {
    const Validity validity{day("2023-01-01"), day("2023-02-01")};
    EXPECT_TRUE((DateSpan{day("2023-01-31"), day("2023-05-01")}.meets(validity)));
    EXPECT_FALSE((DateSpan{day("2023-02-01"), day("2023-05-01")}.meets(validity)));
    EXPECT_TRUE((DateSpan{std::nullopt, day("2023-01-01")}.meets(validity)));
    EXPECT_FALSE((DateSpan{std::nullopt, day("2022-12-31")}.meets(validity)));
    EXPECT_TRUE(DateSpan{}.meets(validity));
}

TEST(UnitKey, IsItsCodeAndItsFirstDay) {
    const UnitKey key{"01273", day("2025-07-01")};
    EXPECT_EQ(key.to_string(), "01273-20250701");
    EXPECT_EQ(parse_unit_key("01273-20250701"), key);
    for (const char* text : {"01273", "01273-2025070", "01273-20250732", "-20250701", "01273-2025-07-01"}) {
        EXPECT_FALSE(parse_unit_key(text)) << text;
    }
}

}  // namespace
}  // namespace sanvat::data::date_test
