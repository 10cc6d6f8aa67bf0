// SPDX-License-Identifier: Apache-2.0
#include "cli/time_left.hpp"

#include <gtest/gtest.h>

namespace sanvat::cli::time_left_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr TimeLeft::Time start{std::chrono::hours(1)};

TEST(TimeLeft, IsThatOfThePaceSoFar) {
    EXPECT_EQ(TimeLeft(0, start).estimate(100, 400, start + seconds(10)), seconds(30));
    EXPECT_EQ(TimeLeft(0, start).estimate(400, 400, start + seconds(10)), seconds(0));
    EXPECT_EQ(TimeLeft(0, start).estimate(2, 3, start + seconds(3)), seconds(2)) << "rounded up";
}

TEST(TimeLeft, WhatAnEarlierRunDidIsNoPace) {
    EXPECT_EQ(TimeLeft(300, start).estimate(350, 400, start + seconds(10)), seconds(10));
}

TEST(TimeLeft, TooLittleSaysNothing) {
    EXPECT_EQ(TimeLeft(0, start).estimate(100, 400, start + milliseconds(900)), std::nullopt);
    EXPECT_EQ(TimeLeft(5, start).estimate(5, 400, start + seconds(10)), std::nullopt);
}

TEST(TimeLeft, IsToldAsExactlyAsItIsKnown) {
    EXPECT_EQ(to_text(seconds(0)), "0 s");
    EXPECT_EQ(to_text(seconds(119)), "119 s");
    EXPECT_EQ(to_text(seconds(149)), "2 min");
    EXPECT_EQ(to_text(seconds(119 * 60)), "119 min");
    EXPECT_EQ(to_text(seconds(130 * 60)), "2 h 10 min");
}

}  // namespace
}  // namespace sanvat::cli::time_left_test
