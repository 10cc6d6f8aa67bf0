// SPDX-License-Identifier: Apache-2.0
#include "tiler/line_stretches.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace sanvat::tiler::line_stretches_test {
namespace {

double length(MercatorPoint a, MercatorPoint b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// Wanders about, mostly outside of the box, and comes back to it.
MercatorLine wandering_line(std::mt19937& random) {
    std::uniform_real_distribution<double> step(-30, 30);
    MercatorLine line{{step(random), step(random)}};
    for (int i = 0; i < 400; ++i) {
        const MercatorPoint last = line.back();
        line.push_back({last.x * 0.98 + step(random), last.y * 0.98 + step(random)});
    }
    return line;
}

constexpr MercatorBox box{-25, -20, 25, 30};

bool meets_box(MercatorPoint a, MercatorPoint b) {
    constexpr int samples = 200;
    for (int i = 0; i <= samples; ++i) {
        const double t = static_cast<double>(i) / samples;
        const MercatorBox place{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), a.x + t * (b.x - a.x),
                                a.y + t * (b.y - a.y)};
        if (place.intersects(box)) return true;
    }
    return false;
}

bool has_edge(const std::vector<MercatorLine>& stretches, MercatorPoint a, MercatorPoint b) {
    return std::ranges::any_of(stretches, [&](const MercatorLine& stretch) {
        const auto found =
            std::ranges::adjacent_find(stretch, [&](MercatorPoint p, MercatorPoint q) { return p == a && q == b; });
        return found != stretch.end();
    });
}

TEST(LineStretches, NothingThatIsSeenIsMissing) {
    std::mt19937 random(1);
    std::size_t seen = 0;
    std::size_t kept = 0;
    std::size_t all = 0;
    for (int round = 0; round < 30; ++round) {
        const MercatorLine line = wandering_line(random);
        const auto stretches = stretches_near(line, box, {});
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            if (!meets_box(line[i], line[i + 1])) continue;
            ++seen;
            EXPECT_TRUE(has_edge(stretches, line[i], line[i + 1])) << "round " << round << " edge " << i;
        }
        for (const MercatorLine& stretch : stretches)
            kept += stretch.size();
        all += line.size();
    }
    EXPECT_GT(seen, 1000u);
    EXPECT_LT(kept, all * 3 / 4) << "the rest is left out";
}

TEST(LineStretches, BeginWhereTheDashesOfTheWholeLineDo) {
    std::mt19937 random(2);
    constexpr double pattern = 47;
    std::size_t begun = 0;
    for (int round = 0; round < 30; ++round) {
        const MercatorLine line = wandering_line(random);
        for (const MercatorLine& stretch : stretches_near(line, box, {false, pattern})) {
            // From the beginning of the stretch to the first vertex of the line in it, and from that of the line.
            ASSERT_GE(stretch.size(), 2u);
            const auto vertex = std::ranges::find(line, stretch[1]);
            ASSERT_NE(vertex, line.end());
            double walked = 0;
            for (auto at = line.begin(); at != vertex; ++at)
                walked += length(*at, *(at + 1));
            const double periods = (walked - length(stretch[0], stretch[1])) / pattern;
            EXPECT_NEAR(periods, std::round(periods), 1e-9);
            EXPECT_TRUE(std::equal(stretch.begin() + 1, stretch.end(), vertex));
            begun += periods > 0.5 ? 1u : 0u;
        }
    }
    EXPECT_GT(begun, 50u);
}

TEST(LineStretches, AWholeLineStaysWhole) {
    const MercatorLine line{{1000, 0}, {1000, 10}, {0, 0}, {5, 5}, {1000, 20}, {1000, 40}};
    EXPECT_EQ(stretches_near(line, box, {true, 7}), std::vector<MercatorLine>{line});
    EXPECT_EQ(stretches_near(line, box, {}), (std::vector<MercatorLine>{{line.begin() + 1, line.end() - 1}}));
    EXPECT_TRUE(stretches_near({{0, 0}}, box, {}).empty());
    EXPECT_TRUE(stretches_near({{900, 0}, {800, 0}}, box, {false, 7}).empty());
}

}  // namespace
}  // namespace sanvat::tiler::line_stretches_test
