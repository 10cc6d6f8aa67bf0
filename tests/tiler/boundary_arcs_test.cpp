// SPDX-License-Identifier: Apache-2.0
#include "tiler/boundary_arcs.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <utility>

#include "tests/support/ascii_map.hpp"

namespace sanvat::tiler::boundary_arcs_test {
namespace {

std::vector<BoundaryArc> boundary_arcs_of(const std::vector<const data::MultiPolygon*>& polygons) {
    return boundary_arcs(analysis::make_coverage({polygons}), 0);
}

struct Drawn {
    std::vector<char> names;
    std::vector<data::MultiPolygon> polygons;

    explicit Drawn(std::string_view picture) {
        for (auto& [name, polygon] : test::draw(picture).polygons) {
            names.push_back(name);
            polygons.push_back(polygon);
        }
    }
    std::vector<BoundaryArc> arcs() const {
        std::vector<const data::MultiPolygon*> pointers;
        for (const auto& polygon : polygons)
            pointers.push_back(&polygon);
        return boundary_arcs_of(pointers);
    }
    /// "AB" for the arc between A and B, "A-" on the rim.
    std::string sides(const BoundaryArc& arc) const {
        const auto name = [this](std::uint32_t i) { return i == BoundaryArc::nobody ? '-' : names[i]; };
        std::string text{name(arc.left), name(arc.right)};
        if (text[0] > text[1] && text[1] != '-') std::swap(text[0], text[1]);
        if (text[0] == '-') std::swap(text[0], text[1]);
        return text;
    }
    std::multiset<std::string> all_sides() const {
        std::multiset<std::string> result;
        for (const auto& arc : arcs())
            result.insert(sides(arc));
        return result;
    }
};

using Edge = std::pair<data::LonLat, data::LonLat>;

std::multiset<Edge> edges_of(const data::LineString& line) {
    std::multiset<Edge> edges;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        edges.insert(std::minmax(line[i], line[i + 1]));
    return edges;
}

TEST(BoundaryArcs, NeighboursShareOneLine) {
    EXPECT_EQ(Drawn("AABB\nAABB").all_sides(), (std::multiset<std::string>{"A-", "AB", "B-"}));
}

TEST(BoundaryArcs, AnIslandInsideIsOneClosedLine) {
    const Drawn drawn("AAAA\nABBA\nABBA\nAAAA");
    EXPECT_EQ(drawn.all_sides(), (std::multiset<std::string>{"A-", "AB"}));
    for (const auto& arc : drawn.arcs())
        EXPECT_EQ(arc.line.front(), arc.line.back());
}

TEST(BoundaryArcs, LinesEndWhereThreeMeet) {
    EXPECT_EQ(Drawn("AABB\nCCCC").all_sides(), (std::multiset<std::string>{"A-", "AB", "AC", "B-", "BC", "C-"}));
}

TEST(BoundaryArcs, EveryEdgeAppearsExactlyOnce) {
    const Drawn drawn("AABBC\nADDBC\nADEEC\nFFFEG");
    std::set<Edge> expected;
    for (const auto& polygon : drawn.polygons) {
        for (const auto& part : polygon) {
            for (const auto& edge : edges_of(part.outer))
                expected.insert(edge);
            for (const auto& hole : part.holes) {
                for (const auto& edge : edges_of(hole))
                    expected.insert(edge);
            }
        }
    }
    std::multiset<Edge> drawn_edges;
    for (const auto& arc : drawn.arcs())
        drawn_edges.merge(edges_of(arc.line));
    EXPECT_EQ(drawn_edges, std::multiset<Edge>(expected.begin(), expected.end()));
}

TEST(BoundaryArcs, NeighboursGetDifferentTintsWhereThereAreEnough) {
    const Drawn drawn("AABBC\nADDBC\nADEEC\nFFFEG");
    const auto arcs = drawn.arcs();
    const auto tints = tint_neighbours(drawn.polygons.size(), arcs, 5);
    for (const auto& arc : arcs) {
        if (arc.outer()) continue;
        EXPECT_NE(tints[arc.left], tints[arc.right]) << drawn.sides(arc);
    }
}

TEST(BoundaryArcs, OneTintIsForAll) {
    const Drawn drawn("AABB");
    EXPECT_EQ(tint_neighbours(2, drawn.arcs(), 1), (std::vector<std::uint32_t>{0, 0}));
}

/// Two squares side by side; the right one has a vertex more on the common line, so many degrees off it.
std::multiset<bool> rims_with_a_gap_of(double gap) {
    const data::MultiPolygon left{{{{0, 0}, {0.1, 0}, {0.1, 0.1}, {0, 0.1}, {0, 0}}, {}}};
    const data::MultiPolygon right{{{{0.1, 0}, {0.2, 0}, {0.2, 0.1}, {0.1, 0.1}, {0.1 + gap, 0.05}, {0.1, 0}}, {}}};
    std::multiset<bool> outer;
    for (const auto& arc : boundary_arcs_of({&left, &right}))
        outer.insert(arc.outer());
    return outer;
}

TEST(BoundaryArcs, AHairlineBetweenNeighboursIsNoRim) {
    EXPECT_EQ(rims_with_a_gap_of(0), (std::multiset<bool>{false, true, true}));
    EXPECT_EQ(rims_with_a_gap_of(0.00001), (std::multiset<bool>{false, true, true}));
    EXPECT_EQ(rims_with_a_gap_of(-0.00001), (std::multiset<bool>{false, true, true}));
}

TEST(BoundaryArcs, AHoleAsNarrowAsACrackIsLeftOut) {
    const data::Ring square{{0, 0}, {0.1, 0}, {0.1, 0.1}, {0, 0.1}, {0, 0}};
    const auto with_hole = [&](double size) -> data::MultiPolygon {
        return {{square, {{{0.05, 0.05}, {0.05, 0.05 + size}, {0.05 + size, 0.05}, {0.05, 0.05}}}}};
    };
    const auto crack = with_hole(0.0001);
    const auto lake = with_hole(0.01);
    EXPECT_EQ(boundary_arcs_of({&crack}).size(), 1u);
    EXPECT_EQ(boundary_arcs_of({&lake}).size(), 2u);
}

TEST(BoundaryArcs, AWideGapIsARimOnBothSides) {
    EXPECT_EQ(rims_with_a_gap_of(0.01), (std::multiset<bool>{true, true, true, true}));
}

TEST(BoundaryArcs, NodesOfAnotherLevelDoNotCutALine) {
    const Drawn communes("AABB\nCCDD");
    const auto& p = communes.polygons;
    const std::vector<data::MultiPolygon> districts{data::dissolve({p[0], p[2]}), data::dissolve({p[1], p[3]})};
    const auto coverage = analysis::make_coverage({{&p[0], &p[1], &p[2], &p[3]}, {&districts[0], &districts[1]}});
    EXPECT_EQ(boundary_arcs(coverage, 0).size(), 8u);
    const auto lines = boundary_arcs(coverage, 1);
    ASSERT_EQ(lines.size(), 3u);
    for (const auto& line : lines) {
        EXPECT_GE(line.arcs.size(), 2u);
        EXPECT_NE(line.line.front(), line.line.back());
    }
}

TEST(BoundaryArcs, NothingHasNoBoundary) {
    EXPECT_TRUE(boundary_arcs_of({}).empty());
}

}  // namespace
}  // namespace sanvat::tiler::boundary_arcs_test
