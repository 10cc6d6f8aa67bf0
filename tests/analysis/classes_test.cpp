// SPDX-License-Identifier: Apache-2.0
#include "analysis/classes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <set>

namespace sanvat::analysis {

void PrintTo(const ValueClass& each, std::ostream* out) {
    *out << (each.from_closed ? '[' : '(') << each.from << ", " << each.to << "]: " << each.count;
}

namespace classes_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Values = std::vector<double>;
constexpr ClassMethod methods[]{ClassMethod::equal, ClassMethod::quantile, ClassMethod::jenks, ClassMethod::pretty};

/// "to" and count of each class.
std::vector<std::pair<double, std::size_t>> ends(const std::vector<ValueClass>& classes) {
    std::vector<std::pair<double, std::size_t>> found;
    for (const ValueClass& each : classes)
        found.emplace_back(each.to, each.count);
    return found;
}

bool holds(const ValueClass& each, double value) {
    return (each.from_closed ? value >= each.from : value > each.from) && value <= each.to;
}

double spread_of(const Values& values) {
    double mean = 0;
    for (const double value : values)
        mean += value / static_cast<double>(values.size());
    double spread = 0;
    for (const double value : values)
        spread += (value - mean) * (value - mean);
    return spread;
}

double spread_within(const Values& values, const std::vector<ValueClass>& classes) {
    double sum = 0;
    for (const ValueClass& each : classes) {
        Values members;
        std::ranges::copy_if(values, std::back_inserter(members), [&](double value) { return holds(each, value); });
        if (!members.empty()) sum += spread_of(members);
    }
    return sum;
}

/// The least spread over all ways to cut the sorted values into that many groups, equal values in one group.
double least_spread(Values values, std::size_t groups) {
    std::ranges::sort(values);
    double least = std::numeric_limits<double>::infinity();
    const std::function<void(std::size_t, std::size_t, double)> cut = [&](std::size_t start, std::size_t left,
                                                                          double sum) {
        for (std::size_t stop = start + 1; stop <= values.size(); ++stop) {
            if (stop < values.size() && values[stop] == values[stop - 1]) continue;
            const Values group(values.begin() + static_cast<std::ptrdiff_t>(start),
                               values.begin() + static_cast<std::ptrdiff_t>(stop));
            const double now = sum + spread_of(group);
            if (left == 1 && stop == values.size()) least = std::min(least, now);
            if (left > 1 && stop < values.size()) cut(stop, left - 1, now);
        }
    };
    cut(0, groups, 0);
    return least;
}

TEST(Classes, EqualOnesHaveOneWidthAndMayBeEmpty) {
    const Values values{0, 1, 2, 10};
    EXPECT_THAT(ends(classify(values, ClassMethod::equal, 4)),
                ElementsAre(std::pair(2.5, 3), std::pair(5.0, 0), std::pair(7.5, 0), std::pair(10.0, 1)));
    EXPECT_EQ(classify(Values{0, 5, 10, 2, 1}, ClassMethod::equal, 2)[0].count, 4U) << "5 ends the lower class";
}

TEST(Classes, QuantilesAreEquallyFullAndKeepEqualValuesTogether) {
    EXPECT_THAT(ends(classify(Values{6, 5, 4, 3, 2, 1}, ClassMethod::quantile, 3)),
                ElementsAre(std::pair(2.0, 2), std::pair(4.0, 2), std::pair(6.0, 2)));
    EXPECT_THAT(ends(classify(Values{1, 2, 3, 4, 5, 6, 7}, ClassMethod::quantile, 3)),
                ElementsAre(std::pair(3.0, 3), std::pair(5.0, 2), std::pair(7.0, 2)));
    EXPECT_THAT(ends(classify(Values{0, 0, 0, 0, 0, 0, 1, 2, 3, 4}, ClassMethod::quantile, 5)),
                ElementsAre(std::pair(0.0, 6), std::pair(2.0, 2), std::pair(4.0, 2)))
        << "two fifths are 0 three times over";
}

TEST(Classes, JenksFindsTheNaturalGroups) {
    const Values values{1, 2, 3, 100, 101, 102, 1000};
    EXPECT_THAT(ends(classify(values, ClassMethod::jenks, 3)),
                ElementsAre(std::pair(3.0, 3), std::pair(102.0, 3), std::pair(1000.0, 1)));
    // One value far above keeps the small ones apart to the last digit.
    EXPECT_THAT(ends(classify(Values{0.1, 0.2, 0.7, 0.8, 1e15}, ClassMethod::jenks, 3)),
                ElementsAre(std::pair(0.2, 2), std::pair(0.8, 2), std::pair(1e15, 1)));
}

TEST(Classes, PrettyOnesBreakAtRoundNumbers) {
    EXPECT_THAT(ends(classify(Values{0, 37, 93}, ClassMethod::pretty, 12)),
                ElementsAre(std::pair(50.0, 2), std::pair(100.0, 1)))
        << "three values make three classes at most";
    const Values tenths{0.12, 0.2, 0.3, 0.41, 0.5, 0.57};
    EXPECT_THAT(
        ends(classify(tenths, ClassMethod::pretty, 5)),
        ElementsAre(std::pair(0.2, 2), std::pair(0.3, 1), std::pair(0.4, 0), std::pair(0.5, 2), std::pair(0.6, 1)));
    EXPECT_EQ(classify(tenths, ClassMethod::pretty, 5).front().from, 0.1) << "to the last bit";
    const auto around_zero = classify(Values{-12, -3, 0, 4, 9, 17}, ClassMethod::pretty, 6);
    EXPECT_EQ(around_zero.front().from, -20);
    EXPECT_THAT(ends(around_zero),
                ElementsAre(std::pair(-10.0, 1), std::pair(0.0, 2), std::pair(10.0, 2), std::pair(20.0, 1)));
}

TEST(Classes, FewDifferentValuesMakeFewClasses) {
    for (const ClassMethod method : methods) {
        EXPECT_THAT(classify({}, method, 5), IsEmpty());
        const auto one = classify(Values{0, 0, 0}, method, 5);
        ASSERT_EQ(one.size(), 1U) << to_string(method);
        EXPECT_EQ(one[0].from, 0);
        EXPECT_EQ(one[0].to, 0);
        EXPECT_TRUE(one[0].from_closed);
        EXPECT_EQ(one[0].count, 3U);
        const auto two = classify(Values{-7, 4, 4, -7}, method, 12);
        EXPECT_LE(two.size(), 2U) << to_string(method);
    }
}

TEST(Classes, HoldEveryValueExactlyOnceWhateverTheValues) {
    std::mt19937 random(5);
    for (int round = 0; round < 400; ++round) {
        const double scale = std::pow(10.0, std::uniform_int_distribution(-6, 9)(random));
        const double base = round % 3 == 0 ? 0 : scale * std::uniform_int_distribution(-1000, 1000)(random);
        Values values(std::uniform_int_distribution<std::size_t>(1, 60)(random));
        for (double& value : values)
            value = base + scale * std::uniform_int_distribution(-20, 20)(random) / 7;
        const auto wanted = std::uniform_int_distribution<std::size_t>(2, 12)(random);
        const std::size_t distinct = std::set<double>(values.begin(), values.end()).size();
        for (const ClassMethod method : methods) {
            const auto classes = classify(values, method, wanted);
            ASSERT_LE(classes.size(), std::min(wanted, distinct)) << to_string(method);
            std::size_t counted = 0;
            for (std::size_t i = 0; i < classes.size(); ++i) {
                EXPECT_EQ(classes[i].from_closed, i == 0);
                if (i > 0) {
                    EXPECT_EQ(classes[i].from, classes[i - 1].to);
                    EXPECT_LT(classes[i].from, classes[i].to) << to_string(method);
                }
                counted += classes[i].count;
            }
            EXPECT_EQ(counted, values.size()) << to_string(method);
            for (const double value : values) {
                EXPECT_EQ(std::ranges::count_if(classes, [&](const auto& each) { return holds(each, value); }), 1)
                    << to_string(method) << ' ' << value;
            }
        }
    }
}

TEST(Classes, JenksIsTheBestOfAllPartitions) {
    std::mt19937 random(17);
    for (int round = 0; round < 200; ++round) {
        Values values(std::uniform_int_distribution<std::size_t>(2, 13)(random));
        for (double& value : values) {
            value = round % 2 == 0 ? std::uniform_int_distribution(-4, 6)(random)
                                   : std::lognormal_distribution(0.0, 2.0)(random);
        }
        const std::size_t distinct = std::set<double>(values.begin(), values.end()).size();
        for (std::size_t wanted = 2; wanted <= 5; ++wanted) {
            const auto classes = classify(values, ClassMethod::jenks, wanted);
            ASSERT_EQ(classes.size(), std::min(wanted, distinct));
            const double best = least_spread(values, classes.size());
            EXPECT_NEAR(spread_within(values, classes), best, 1e-9 * (1 + best));
        }
    }
}

}  // namespace
}  // namespace classes_test
}  // namespace sanvat::analysis
