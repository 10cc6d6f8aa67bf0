// SPDX-License-Identifier: Apache-2.0
#include "data/loose_value.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sanvat::data::loose_value_test {
namespace {

using testing::HasSubstr;

template <typename T>
std::optional<T> value(const Loose<T>& read) {
    const auto* found = std::get_if<T>(&read);
    return found ? std::optional{*found} : std::nullopt;
}

TEST(ReadNumber, TakesBothWaysOfWritingDecimals) {
    EXPECT_EQ(value(read_number("1234.5")), 1234.5);
    EXPECT_EQ(value(read_number(" -3 ")), -3);
    EXPECT_EQ(value(read_number("+7")), 7);
    EXPECT_EQ(value(read_number("55,44")), 55.44);
    EXPECT_EQ(value(read_number("1.234,5")), 1234.5);
    EXPECT_EQ(value(read_number("1,234.5")), 1234.5);
    EXPECT_EQ(value(read_number("1.234.567")), 1234567);
    EXPECT_EQ(value(read_number("1 234,5")), 1234.5);
    EXPECT_EQ(value(read_number("1\u00a0234")), 1234);
    EXPECT_EQ(value(read_number("0,125")), 0.125);
    EXPECT_EQ(value(read_number("1e3")), 1000);
}

TEST(ReadNumber, RefusesWhatCanMeanTwoThingsOrNone) {
    EXPECT_THAT(std::get<std::string>(read_number("1,234")), HasSubstr("thousands or as decimals"));
    for (const char* text : {"", "12 ha", "mười", "1,2,3", "1..2", "0x10", "nan", "inf", "--1", "1.2.3", "12a"}) {
        EXPECT_FALSE(value(read_number(text))) << text;
    }
}

TEST(ReadDay, TakesIsoAndTheVietnameseOrder) {
    const Date day = Date::parse("2025-07-01").value();
    for (const char* text : {"2025-07-01", "2025/07/01", "01/07/2025", "1-7-2025", "01.07.2025", "2025-07-01T00:00:00",
                             "01/07/2025 08:30"}) {
        EXPECT_EQ(value(read_day(text)), day) << text;
    }
    for (const char* text :
         {"", "2025", "2025-07", "31/02/2025", "07/2025", "12/31/2025", "hôm nay", "1/7/25", "2025-7-1-1"}) {
        EXPECT_FALSE(value(read_day(text))) << text;
    }
}

TEST(ReadFlag, TakesVietnameseAndEnglish) {
    for (const char* text : {"yes", "TRUE", "1", "x", "X", "Có", "đã công nhận"})
        EXPECT_EQ(value(read_flag(text)), true) << text;
    for (const char* text : {"no", "false", "0", "Không", "chưa"})
        EXPECT_EQ(value(read_flag(text)), false) << text;
    EXPECT_THAT(std::get<std::string>(read_flag("maybe")), HasSubstr("neither yes nor no"));
}

TEST(ReadAngle, TakesDegreesMinutesAndSeconds) {
    EXPECT_EQ(value(read_angle("106.2577")), 106.2577);
    EXPECT_EQ(value(read_angle("22,688")), 22.688);
    EXPECT_DOUBLE_EQ(*value(read_angle("106°15'30\"")), 106 + 15.0 / 60 + 30.0 / 3600);
    EXPECT_DOUBLE_EQ(*value(read_angle("22° 40′ N")), 22 + 40.0 / 60);
    EXPECT_DOUBLE_EQ(*value(read_angle("106 15 30.5")), 106 + 15.0 / 60 + 30.5 / 3600);
    EXPECT_DOUBLE_EQ(*value(read_angle("3°30'W")), -3.5);
    EXPECT_EQ(value(read_angle("-3.5")), -3.5);
    for (const char* text : {"", "abc", "106°75'", "106.5 15", "1 2 3 4", "106°15'x"})
        EXPECT_FALSE(value(read_angle(text))) << text;
}

}  // namespace
}  // namespace sanvat::data::loose_value_test
