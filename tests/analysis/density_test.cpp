// SPDX-License-Identifier: Apache-2.0
#include "analysis/density.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <random>

#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::density_test {
namespace {

using data::LonLat;
using test::day;
using testing::HasSubstr;

/// A figure of a row by the column's name.
double figure(const Density& density, const data::Row& row, const std::string& column) {
    for (std::size_t i = 0; i < density.table.columns.size(); ++i) {
        if (density.table.columns[i].name == column) return std::stod(data::to_text(row.values[i]));
    }
    ADD_FAILURE() << "no column " << column;
    return 0;
}

double sum(const Density& density, const std::string& column, std::size_t rows) {
    double sum = 0;
    for (std::size_t i = 0; i < rows; ++i)
        sum += figure(density, density.table.rows[i], column);
    return sum;
}

/// Facilities at random places; `shown` of ten are illustrative.
struct Crowd {
    test::SmallProvince province;
    std::vector<LonLat> points;

    Crowd(int count, LonLat south_west, LonLat north_east, unsigned seed = 1) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> lon(south_west.lon, north_east.lon);
        std::uniform_real_distribution<double> lat(south_west.lat, north_east.lat);
        for (int i = 0; i < count; ++i) {
            points.push_back({lon(random), lat(random)});
            auto& made = province.facility("f" + std::to_string(10'000 + i), {}, points.back());
            if (i % 10 == 0) made.lineage.provenance = data::Provenance::illustrative;
            if (i % 10 == 1) made.lineage.provenance = data::Provenance::derived;
        }
    }
};

DensityQuestion ask(const Snapshot& snapshot, DensityMethod method, double cell_m,
                    std::optional<double> bandwidth_m = {}) {
    return {.scope = {{CollectionId::facilities}, snapshot.reference_date(), {}},
            .method = method,
            .cell_m = cell_m,
            .bandwidth_m = bandwidth_m};
}

TEST(Density, HexagonsCountWhatBruteForceCounts) {
    for (const double cell_m : {500.0, 5'000.0, 100'000.0}) {
        Crowd crowd(1'500, {106.0, 22.0}, {106.6, 22.2});
        const auto snapshot = crowd.province.snapshot();
        const auto found = density(*snapshot, ask(*snapshot, DensityMethod::hexagon, cell_m));
        EXPECT_EQ(sum(found, "count", found.table.rows.size()), 1'500);
        EXPECT_EQ(sum(found, "count_reported", found.table.rows.size()), 1'200);
        EXPECT_EQ(sum(found, "count_derived", found.table.rows.size()), 150);
        EXPECT_EQ(sum(found, "count_illustrative", found.table.rows.size()), 150);
        for (std::size_t i = 0; i + 1 < found.table.rows.size(); ++i) {
            const data::Row& row = found.table.rows[i];
            const auto& outline = std::get<data::MultiPolygon>(row.geometry);
            const auto inside =
                std::ranges::count_if(crowd.points, [&](LonLat p) { return data::contains(outline, p); });
            EXPECT_EQ(figure(found, row, "count"), inside);
            EXPECT_GT(inside, 0) << "empty cells are left out";
            EXPECT_NEAR(figure(found, row, "per_km2") * data::area_m2(outline) / 1e6, static_cast<double>(inside),
                        1e-3 * static_cast<double>(inside));
        }
        EXPECT_NEAR(found.sum, 1'500, 1e-6);
    }
}

TEST(Density, TheKernelIsTheOneOfTheFormula) {
    Crowd crowd(40, {106.0, 22.0}, {106.6, 22.2});
    const auto snapshot = crowd.province.snapshot();
    const auto found = density(*snapshot, ask(*snapshot, DensityMethod::kernel, 5'000, 12'000));
    std::size_t positive = 0;
    for (std::size_t i = 0; i + 1 < found.table.rows.size(); ++i) {
        const data::Row& row = found.table.rows[i];
        const LonLat centre{figure(found, row, "lon"), figure(found, row, "lat")};
        double expected = 0;
        for (const LonLat place : crowd.points) {
            const double u = data::distance_m(place, centre) / 12'000;
            if (u < 1) expected += 3 / (std::numbers::pi * 144) * std::pow(1 - u * u, 2);
        }
        EXPECT_NEAR(figure(found, row, "per_km2"), expected, 1e-7);
        EXPECT_NEAR(figure(found, row, "per_km2_reported") + figure(found, row, "per_km2_derived") +
                        figure(found, row, "per_km2_illustrative"),
                    expected, 1e-7);
        positive += expected > 0 ? 1 : 0;
    }
    EXPECT_EQ(positive + 1, found.table.rows.size()) << "all cells in reach and no other";
    EXPECT_EQ(sum(found, "count", found.table.rows.size()), 40);
    for (std::size_t i = 1; i + 1 < found.table.rows.size(); ++i) {
        EXPECT_GE(figure(found, found.table.rows[i - 1], "per_km2"), figure(found, found.table.rows[i], "per_km2"));
    }
}

TEST(Density, TheKernelAddsUpToTheRecordsOverTheGround) {
    struct Sizes {
        double cell_m;
        double bandwidth_m;
        double tolerance;
    };
    for (const auto& [cell_m, bandwidth_m, tolerance] :
         {Sizes{5'000, 8'000, 0.02}, Sizes{2'000, 8'000, 0.01}, Sizes{20'000, 100'000, 0.01}}) {
        Crowd crowd(300, {105.9, 21.9}, {106.7, 22.3});
        const auto snapshot = crowd.province.snapshot();
        const auto found = density(*snapshot, ask(*snapshot, DensityMethod::kernel, cell_m, bandwidth_m));
        EXPECT_NEAR(found.sum / 300, 1, tolerance) << cell_m << ' ' << bandwidth_m;
    }
    // One record alone, half a cell's size from each of the nearest centres or on one.
    test::SmallProvince province;
    province.facility("f", {}, LonLat{106.3, 22.1});
    const auto snapshot = province.snapshot();
    EXPECT_NEAR(density(*snapshot, ask(*snapshot, DensityMethod::kernel, 2'000, 8'000)).sum, 1, 0.01);
}

TEST(Density, CountsWhatHasNoPlaceAndWhatHasOnlyItsUnits) {
    test::SmallProvince province;
    province.facility("nowhere", {});
    province.facility("opposite", {}, LonLat{-73.7, -22.1});
    province.facility("here", {}, LonLat{106.3, 22.1});
    province.facility("gone", {}, LonLat{106.3, 22.1}).validity = {{}, day("2020-01-01")};
    province.facility("guessed", province.a, LonLat{106.1, 22.1}).lineage.position_accuracy =
        data::PositionAccuracy::commune;
    const auto snapshot = province.snapshot();
    for (const DensityMethod method : {DensityMethod::hexagon, DensityMethod::kernel}) {
        const auto found = density(*snapshot, ask(*snapshot, method, 5'000));
        EXPECT_EQ(found.records, 4U);
        EXPECT_EQ(found.not_placed, 2U);
        EXPECT_EQ(found.placed_by_unit, 1U);
        EXPECT_EQ(found.as_of, day("2025-07-01"));
        const data::Row& rest = found.table.rows.back();
        EXPECT_EQ(data::to_text(rest.values[0]), "not placed");
        EXPECT_EQ(figure(found, rest, "count"), 2);
        EXPECT_FALSE(data::has_geometry(rest.geometry));
        EXPECT_EQ(sum(found, "count", found.table.rows.size()), 4);
    }
    auto none = ask(*snapshot, DensityMethod::kernel, 5'000);
    none.scope.filter.add(parse_provenance_condition("illustrative"));
    EXPECT_EQ(density(*snapshot, none).table.rows.size(), 1U) << "nothing is found, and the rest is counted as 0";
}

TEST(Density, StandsAroundTheRecordsWhereThereAreNoUnits) {
    Crowd crowd(10, {-60, -30}, {-59.9, -29.9});
    crowd.province.content.units.clear();
    crowd.province.content.crosswalk.clear();
    const auto snapshot = crowd.province.snapshot();
    EXPECT_EQ(density(*snapshot, ask(*snapshot, DensityMethod::hexagon, 1'000)).not_placed, 0U);
}

/// The error's parameter and remedy.
std::pair<std::string, std::string> refusal(const Snapshot& snapshot, const DensityQuestion& question) {
    try {
        static_cast<void>(density(snapshot, question));
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
        return {error.place().parameter, error.remedy()};
    }
    return {};
}

TEST(Density, RefusesSizesOutOfRange) {
    test::SmallProvince province;
    const auto snapshot = province.snapshot();
    using enum DensityMethod;
    EXPECT_EQ(refusal(*snapshot, ask(*snapshot, hexagon, 499)).first, "cell");
    EXPECT_EQ(refusal(*snapshot, ask(*snapshot, hexagon, 100'001)).first, "cell");
    EXPECT_EQ(refusal(*snapshot, ask(*snapshot, kernel, 5'000, 200'001)).first, "bandwidth");
    EXPECT_EQ(refusal(*snapshot, ask(*snapshot, kernel, 5'000, 4'999)).first, "bandwidth");
    EXPECT_EQ(refusal(*snapshot, ask(*snapshot, hexagon, 5'000, 8'000)).first, "bandwidth");
    EXPECT_EQ(refusal(*snapshot, ask(*snapshot, kernel, 100'000)).first, "")
        << "twice the cell is 200 km, still allowed";
    auto polygons = ask(*snapshot, hexagon, 5'000);
    polygons.scope.collections = {CollectionId::communes};
    EXPECT_EQ(refusal(*snapshot, polygons).first, "collection");
}

TEST(Density, SaysWhichCellSizeWouldDoWhereThereWouldBeTooMany) {
    Crowd crowd(300, {105, 21}, {109, 24});
    const auto snapshot = crowd.province.snapshot();
    for (const std::optional<double> bandwidth_m : {std::optional<double>{}, std::optional{100'000.0}}) {
        auto question = ask(*snapshot, DensityMethod::kernel, bandwidth_m ? 1'000 : 3'000, bandwidth_m);
        if (!bandwidth_m) question.cell_m = 500;
        const auto [parameter, remedy] = refusal(*snapshot, question);
        if (!bandwidth_m) {
            EXPECT_EQ(parameter, "") << "300 small discs fit";
            continue;
        }
        EXPECT_EQ(parameter, "cell");
        ASSERT_THAT(remedy, HasSubstr("km or more"));
        const double proposed_m = 1'000 * std::stod(remedy.substr(remedy.find(' ')));
        EXPECT_GT(proposed_m, 1'000);
        question.cell_m = proposed_m;
        EXPECT_LE(density(*snapshot, question).table.rows.size(), most_density_cells + 1);
    }
}

TEST(Density, RefusesMoreHexagonsThanAMapCanShow) {
    Crowd crowd(21'000, {105, 21}, {109, 24});
    const auto snapshot = crowd.province.snapshot();
    auto question = ask(*snapshot, DensityMethod::hexagon, 500);
    const auto [parameter, remedy] = refusal(*snapshot, question);
    EXPECT_EQ(parameter, "cell");
    ASSERT_THAT(remedy, HasSubstr("km or more"));
    question.cell_m = 1'000 * std::stod(remedy.substr(remedy.find(' ')));
    EXPECT_EQ(density(*snapshot, question).records, 21'000U);
}

TEST(Density, IsThatOfTheSample) {
    const auto& sample = test::sample_snapshot();
    auto question = ask(*sample, DensityMethod::hexagon, 5'000);
    question.scope.as_of = day("2023-10-31");
    const auto found = density(*sample, question);
    EXPECT_EQ(found.records, 515U);
    EXPECT_EQ(sum(found, "count", found.table.rows.size()), 515);
    question.scope.filter.add(parse_provenance_condition("reported"));
    const auto reported = density(*sample, question);
    EXPECT_EQ(sum(reported, "count", reported.table.rows.size()),
              sum(found, "count_reported", found.table.rows.size()));
}

}  // namespace
}  // namespace sanvat::analysis::density_test
