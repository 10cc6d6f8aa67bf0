// SPDX-License-Identifier: Apache-2.0
#include "analysis/hexagon_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "data/geodesic.hpp"

namespace sanvat::analysis::hexagon_grid_test {
namespace {

using data::LonLat;

constexpr LonLat middle{106, 22.5};

/// Cells around the one of a place, that many rows and columns to each side.
std::vector<Hexagon> block_around(const HexagonGrid& grid, LonLat place, int reach) {
    const Hexagon centre = grid.cell_of(place).value();
    std::vector<Hexagon> cells;
    for (int row = -reach; row <= reach; ++row) {
        for (int column = -reach; column <= reach; ++column)
            cells.push_back({centre.row + row, centre.column + column});
    }
    return cells;
}

TEST(HexagonGrid, CellsHaveOneAreaAndTheirSizeBetweenOppositeSides) {
    for (const double cell_m : {500.0, 5'000.0, 100'000.0}) {
        const HexagonGrid grid(middle, cell_m);
        for (const LonLat place : {middle, LonLat{107.5, 20}, LonLat{110, 30}}) {
            const Hexagon cell = grid.cell_of(place).value();
            const double area = data::area_m2({grid.outline(cell).value()}) / 1e6;
            EXPECT_NEAR(area / grid.cell_area_km2(), 1, 1e-4) << cell_m;
        }
        EXPECT_NEAR(data::distance_m(grid.centre({0, 0}), grid.centre({0, 1})) / cell_m, 1, 1e-4);
        EXPECT_NEAR(data::distance_m(grid.centre({0, 0}), grid.centre({1, 0})) / cell_m, 1, 1e-4);
        EXPECT_EQ(grid.cell_of(middle), Hexagon{}) << "the grid's centre is the centre of a cell";
    }
}

TEST(HexagonGrid, NeighboursShareEdgesToTheLastBit) {
    for (const double cell_m : {500.0, 7'777.0, 100'000.0}) {
        const HexagonGrid grid(middle, cell_m);
        std::map<std::pair<LonLat, LonLat>, int> edges;
        const auto cells = block_around(grid, {106.7, 22.1}, 4);
        for (const Hexagon cell : cells) {
            const data::Ring ring = grid.outline(cell).value().outer;
            ASSERT_EQ(ring.size(), 7U);
            for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                ++edges[{std::min(ring[i], ring[i + 1]), std::max(ring[i], ring[i + 1])}];
        }
        // A block of n × n cells has 3n² + 4n − 1 edges, 8n − 2 of them outside.
        const std::size_t n = 9;
        EXPECT_EQ(edges.size(), 3 * n * n + 4 * n - 1);
        EXPECT_EQ(std::ranges::count_if(edges, [](const auto& edge) { return edge.second == 1; }),
                  static_cast<std::ptrdiff_t>(8 * n - 2));
        EXPECT_TRUE(std::ranges::all_of(edges, [](const auto& edge) { return edge.second <= 2; }));
    }
}

TEST(HexagonGrid, EveryPlaceIsInTheOneCellThatIsDrawnAroundIt) {
    std::mt19937 random(3);
    for (const double cell_m : {500.0, 5'000.0, 100'000.0}) {
        const HexagonGrid grid(middle, cell_m);
        const double side = cell_m / 100'000;
        std::uniform_real_distribution<double> lon(107.3, 107.3 + side);
        std::uniform_real_distribution<double> lat(24.2, 24.2 + side);
        for (int i = 0; i < 2'000; ++i) {
            const LonLat place{lon(random), lat(random)};
            const auto own = grid.cell_of(place);
            ASSERT_TRUE(own);
            int holding = 0;
            for (const Hexagon cell : block_around(grid, place, 2)) {
                if (!data::contains(grid.outline(cell).value(), place)) continue;
                ++holding;
                EXPECT_EQ(cell, *own);
            }
            EXPECT_EQ(holding, 1);
        }
        // On corners and edges, where rounding decides, the answer is one of the cells that meet there, always the
        // same.
        const data::Ring corners = grid.outline({3, 4}).value().outer;
        for (const LonLat corner : corners) {
            const auto own = grid.cell_of(corner);
            ASSERT_TRUE(own);
            EXPECT_EQ(grid.cell_of(corner), own);
            const data::Ring ring = grid.outline(*own).value().outer;
            EXPECT_NE(std::ranges::find(ring, corner), ring.end());
        }
    }
}

TEST(HexagonGrid, CandidatesAreAllCellsNearby) {
    const HexagonGrid grid(middle, 5'000);
    std::mt19937 random(4);
    std::uniform_real_distribution<double> off(-10, 10);
    for (int i = 0; i < 20; ++i) {
        const LonLat place{middle.lon + off(random), middle.lat + off(random)};
        const Hexagon own = grid.cell_of(place).value();
        const auto found = grid.candidates_around(place, 40'000);
        const std::set<Hexagon> candidates(found.begin(), found.end());
        EXPECT_EQ(candidates.size(), found.size());
        for (int row = -15; row <= 15; ++row) {
            for (int column = -20; column <= 20; ++column) {
                const Hexagon cell{own.row + row, own.column + column};
                EXPECT_TRUE(data::distance_m(grid.centre(cell), place) > 40'000 || candidates.contains(cell));
            }
        }
    }
}

TEST(HexagonGrid, HasNoCellWhereNoneCanBeDrawn) {
    const HexagonGrid grid(middle, 5'000);
    EXPECT_TRUE(grid.cell_of({106, 5}));
    EXPECT_FALSE(grid.cell_of({106, 0})) << "2,490 km away";
    EXPECT_FALSE(grid.cell_of({-74, -22.5})) << "the other side of the Earth";
    const HexagonGrid pacific({179.99, -17}, 5'000);
    EXPECT_TRUE(pacific.cell_of({179.9, -17}));
    EXPECT_FALSE(pacific.cell_of({180, -17}));
    EXPECT_FALSE(pacific.cell_of({-180, -17}));
    EXPECT_TRUE(pacific.cell_of({-179.9, -17}));
    const HexagonGrid arctic({0, 89}, 5'000);
    EXPECT_FALSE(arctic.cell_of({0, 90}));
}

}  // namespace
}  // namespace sanvat::analysis::hexagon_grid_test
