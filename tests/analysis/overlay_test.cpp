// SPDX-License-Identifier: Apache-2.0
#include "analysis/overlay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/sample_province.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::overlay_test {
namespace {

using data::AdminLevel;
using test::day;
using test::draw;

const data::Value& value(const data::Table& table, const data::Row& row, const std::string& column) {
    const auto found = std::ranges::find(table.columns, column, &data::Column::name);
    EXPECT_NE(found, table.columns.end()) << column;
    return row.values.at(static_cast<std::size_t>(found - table.columns.begin()));
}

std::string text(const data::Table& table, const data::Row& row, const std::string& column) {
    return data::to_text(value(table, row, column));
}

double number(const data::Table& table, const data::Row& row, const std::string& column) {
    const std::string read = text(table, row, column);
    return read.empty() ? 0 : std::stod(read);
}

/// Hectares by "area/unit code", "-" for "not placed".
std::map<std::string, double> hectares(const Overlay& overlay) {
    std::map<std::string, double> found;
    for (const auto& row : overlay.pieces.rows) {
        const std::string code = text(overlay.pieces, row, "code");
        found[text(overlay.pieces, row, "area") + "/" + (code.empty() ? "-" : code)] =
            number(overlay.pieces, row, "hectares");
    }
    return found;
}

const data::Row& row_of(const Overlay& overlay, const std::string& area) {
    return *std::ranges::find_if(overlay.pieces.rows,
                                 [&](const data::Row& row) { return text(overlay.pieces, row, "area") == area; });
}

Overlay by(const Snapshot& snapshot, AdminLevel level, const char* as_of = "2025-07-01", Filter filter = {}) {
    return overlay(snapshot, {.by = level, .as_of = day(as_of), .units = {}, .filter = std::move(filter)});
}

/// Rows by area, by unit and the totals all add up to what the areas bring.
void expect_whole(const Overlay& overlay, const std::string& where) {
    const double whole = overlay.totals.hectares;
    const double close = 1e-6 * whole;
    double by_row = 0;
    double by_unit = 0;
    double share_of_all = 0;
    std::map<std::string, double> shares;
    for (const auto& row : overlay.pieces.rows) {
        by_row += number(overlay.pieces, row, "hectares");
        share_of_all += number(overlay.pieces, row, "share_of_all");
        shares[text(overlay.pieces, row, "area")] += number(overlay.pieces, row, "share");
    }
    for (const auto& row : overlay.units.rows)
        by_unit += number(overlay.units, row, "hectares");
    EXPECT_NEAR(by_row, whole, close) << where;
    EXPECT_NEAR(by_unit, whole, close) << where;
    EXPECT_NEAR(share_of_all, whole > 0 ? 1 : 0, 1e-6) << where;
    const OverlayTotals& totals = overlay.totals;
    EXPECT_NEAR(totals.by_outline + totals.by_illustrative_outline + totals.by_place + totals.not_placed, whole, close)
        << where;
    for (const auto& [area, share] : shares)
        EXPECT_NEAR(share, 1, 1e-6) << where << ' ' << area;
}

TEST(Overlay, SpreadsAnAreaByTheGroundOfItsOutline) {
    test::SmallProvince province;
    //                                                  communes AABBCC, districts XXXYYY
    province.area("in_both", {province.a}, 2024, 100).outline = draw(".RR...\n.RR...").polygons.at('R');
    province.area("half_out", {}, 2024, 40).outline =
        draw("RR.....\nRR.....", {.origin = {105.9, 22.0}, .cell = 0.1, .owner = {}}).polygons.at('R');
    const auto communes = by(*province.snapshot(), AdminLevel::commune);
    const auto found = hectares(communes);
    ASSERT_EQ(found.size(), 4U);
    EXPECT_NEAR(found.at("in_both/A"), 50, 1e-3);
    EXPECT_NEAR(found.at("in_both/B"), 50, 1e-3);
    EXPECT_NEAR(found.at("half_out/A"), 20, 1e-3);
    EXPECT_NEAR(found.at("half_out/-"), 20, 1e-3);
    expect_whole(communes, "communes");
    const auto& piece = row_of(communes, "in_both");
    EXPECT_EQ(text(communes.pieces, piece, "name"), "Xã Quảng Uyên");
    EXPECT_EQ(text(communes.pieces, piece, "basis"), "outline");
    const auto box = data::envelope_of(piece.geometry);
    EXPECT_NEAR(box.west, 106.1, 1e-9);
    EXPECT_NEAR(box.east, 106.2, 1e-9);
    const auto districts = hectares(by(*province.snapshot(), AdminLevel::district));
    EXPECT_NEAR(districts.at("in_both/X"), 100, 1e-9);
}

TEST(Overlay, CountsAnAreaWithoutOutlineInTheUnitThatHoldsItsPlace) {
    test::SmallProvince province;
    province.area("commune", {province.a_old}, 2024, 7);
    province.area("district", {province.x}, 2024, 5);
    province.area("two", {province.a, province.c}, 2024, 3);
    const auto communes = by(*province.snapshot(), AdminLevel::commune);
    EXPECT_EQ(hectares(communes), (std::map<std::string, double>{{"commune/A", 7}, {"district/-", 5}, {"two/-", 3}}));
    EXPECT_DOUBLE_EQ(communes.totals.by_place, 7);
    EXPECT_DOUBLE_EQ(communes.totals.not_placed, 8);
    EXPECT_EQ(text(communes.pieces, row_of(communes, "two"), "basis"), "none");
    EXPECT_FALSE(data::has_geometry(row_of(communes, "commune").geometry)) << "nobody knows where in the commune";
    const auto districts = by(*province.snapshot(), AdminLevel::district);
    EXPECT_EQ(hectares(districts), (std::map<std::string, double>{{"commune/X", 7}, {"district/X", 5}, {"two/-", 3}}));
}

TEST(Overlay, GivesALargerAreaOnlyTheHectaresAndTheGroundThatItsPartsLeave) {
    test::SmallProvince province;
    province.area("whole", {province.x}, 2024, 100).outline = draw("WWW...\nWWW...").polygons.at('W');
    auto& part = province.area("part", {province.a}, 2024, 70);
    part.outline = draw("WW....\nWW....").polygons.at('W');
    part.part_of = "whole";
    auto& empty = province.area("unmeasured", {province.b}, 2030, 1);  // nothing known on the day: takes no ground
    empty.outline = draw("..W...\n......").polygons.at('W');
    empty.part_of = "whole";
    const auto communes = by(*province.snapshot(), AdminLevel::commune);
    const auto found = hectares(communes);
    EXPECT_NEAR(found.at("part/A"), 70, 1e-9);
    EXPECT_NEAR(found.at("whole/B"), 30, 1e-9) << "nothing of it is left in A";
    EXPECT_FALSE(found.contains("whole/A"));
    EXPECT_EQ(found.at("unmeasured/B"), 0);
    EXPECT_NEAR(communes.totals.hectares, 100, 1e-9);
    const auto& whole = row_of(communes, "whole");
    EXPECT_EQ(number(communes.pieces, whole, "declared_hectares"), 100);
    EXPECT_EQ(number(communes.pieces, whole, "own_hectares"), 30);
}

TEST(Overlay, FallsBackOnThePlaceWhereThePartsLeaveNoGround) {
    test::SmallProvince province;
    province.area("whole", {province.x}, 2024, 100).outline = draw("WW....").polygons.at('W');
    auto& part = province.area("part", {province.a}, 2024, 70);
    part.outline = draw("WW....").polygons.at('W');
    part.part_of = "whole";
    const auto districts = by(*province.snapshot(), AdminLevel::district);
    EXPECT_NEAR(hectares(districts).at("whole/X"), 30, 1e-9);
    EXPECT_EQ(text(districts.pieces, row_of(districts, "whole"), "basis"), "place");
    EXPECT_THAT(text(districts.pieces, row_of(districts, "whole"), "note"), testing::HasSubstr("parts"));
}

TEST(Overlay, FlagsDeclaredAndMeasuredHectaresThatDifferByOverAFifth) {
    test::SmallProvince province;
    const auto outline = draw("A.....").polygons.at('A');
    const double measured = data::area_m2(outline) / 10'000;
    province.area("fits", {province.a}, 2024, measured / 1.19).outline = outline;
    province.area("too_little", {province.a}, 2024, measured / 1.21).outline = outline;
    province.area("too_much", {province.a}, 2024, measured / 0.79).outline = outline;
    province.area("no_outline", {province.a}, 2024, 5);
    province.area("no_figure", {province.a}, 2026, 5).outline = outline;
    const auto found = by(*province.snapshot(), AdminLevel::commune);
    const auto of = [&](const char* area, const char* column) {
        return text(found.pieces, row_of(found, area), column);
    };
    EXPECT_EQ(of("fits", "differs"), "false");
    EXPECT_EQ(of("fits", "difference_percent"), "19");
    EXPECT_EQ(of("too_little", "differs"), "true");
    EXPECT_EQ(of("too_little", "difference_percent"), "21");
    EXPECT_EQ(of("too_much", "differs"), "true");
    EXPECT_EQ(of("too_much", "difference_percent"), "-21");
    EXPECT_EQ(of("no_outline", "differs"), "");
    EXPECT_EQ(of("no_figure", "differs"), "");
    EXPECT_NEAR(std::stod(of("no_figure", "measured_hectares")), measured, 1e-6);
}

TEST(Overlay, SaysWhenAnOutlineIsInvalidAndDoesWithoutIt) {
    test::SmallProvince province;
    province.area("bow_tie", {province.a}, 2024, 9).outline = {
        {{{106.05, 22.05}, {106.35, 22.15}, {106.35, 22.05}, {106.05, 22.15}, {106.05, 22.05}}, {}}};
    const auto found = by(*province.snapshot(), AdminLevel::commune);
    EXPECT_EQ(hectares(found), (std::map<std::string, double>{{"bow_tie/A", 9}}));
    EXPECT_THAT(text(found.pieces, row_of(found, "bow_tie"), "note"), testing::HasSubstr("not valid"));
}

TEST(Overlay, GivesGroundThatTwoUnitsClaimToTheLowerCode) {
    test::SmallProvince province;
    for (auto& unit : province.content.units) {
        if (unit.key == province.b) unit.polygon = draw("BBBB..\nBBBB..").polygons.at('B');  // covers A
    }
    province.area("all", {}, 2024, 60).outline = draw("WWWWWW\nWWWWWW").polygons.at('W');
    const auto found = by(*province.snapshot(), AdminLevel::commune);
    EXPECT_NEAR(hectares(found).at("all/A"), 20, 1e-3);
    EXPECT_NEAR(hectares(found).at("all/B"), 20, 1e-3);
    EXPECT_NEAR(hectares(found).at("all/003"), 20, 1e-3);
    expect_whole(found, "overlapping units");
}

TEST(Overlay, NamesAUnitWhoseBoundaryIsInvalid) {
    test::SmallProvince province;
    for (auto& unit : province.content.units) {
        if (unit.key != province.b) continue;
        unit.polygon = {{{{106.2, 22.0}, {106.4, 22.2}, {106.4, 22.0}, {106.2, 22.2}, {106.2, 22.0}}, {}}};
    }
    province.area("all", {}, 2024, 60).outline = draw("WWWWWW\nWWWWWW").polygons.at('W');
    const auto snapshot = province.snapshot();
    try {
        static_cast<void>(by(*snapshot, AdminLevel::commune));
        FAIL() << "the boundary of B crosses itself";
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_store);
        EXPECT_THAT(error.what(), testing::HasSubstr("B-20250701"));
    }
}

TEST(Overlay, LooksAtOneCropOrOneProvenance) {
    test::SmallProvince province;
    province.area("jelly", {province.a}, 2024, 7);
    province.area("tea", {province.a}, 2024, 5).crop = "che";
    auto& made = province.area("made", {province.a}, 2024, 3);
    made.lineage.provenance = data::Provenance::illustrative;
    const auto snapshot = province.snapshot();
    Filter tea;
    tea.add(parse_crop_condition(*snapshot, "crop", "che"));
    EXPECT_EQ(hectares(by(*snapshot, AdminLevel::commune, "2025-07-01", tea)),
              (std::map<std::string, double>{{"tea/A", 5}}));
    Filter both;
    both.add(parse_crop_condition(*snapshot, "crop", "che,thach_den"));
    both.add(parse_provenance_condition("reported"));
    EXPECT_EQ(hectares(by(*snapshot, AdminLevel::commune, "2025-07-01", both)),
              (std::map<std::string, double>{{"jelly/A", 7}, {"tea/A", 5}}));
    for (const char* wrong : {"", "coffee", "che,", ",che", "che coffee"}) {
        try {
            static_cast<void>(parse_crop_condition(*snapshot, "crop", wrong));
            ADD_FAILURE() << wrong;
        } catch (const data::Error& error) {
            EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
            EXPECT_EQ(error.place().parameter, "crop");
            EXPECT_THAT(error.remedy(), testing::HasSubstr("che,thach_den"));
        }
    }
}

/// Units and areas of small cells, so that every share can be counted cell by cell.
class GeneratedCoverage {
public:
    explicit GeneratedCoverage(unsigned seed) : random_(seed) {
        for (char& cell : units_)
            cell = ".ABCDEF"[random_() % 7];
    }

    test::SmallProvince province() {
        test::SmallProvince made;
        made.content.units.clear();
        made.content.crosswalk.clear();
        for (const auto& [name, polygon] : drawn(units_)) {
            data::AdminUnit unit;
            unit.key = {std::string(1, name), day("2025-07-01")};
            unit.name = unit.key.code;
            unit.polygon = polygon;
            made.content.units.push_back(std::move(unit));
        }
        for (int i = 0; i < areas; ++i) {
            const std::string id = "a" + std::to_string(i);
            auto& area = made.area(id, {}, 2024, 1 + static_cast<double>(random_() % 1000));
            area.outline = outline(id);
            if (i % 3 != 0) area.part_of = "a" + std::to_string(random_() % static_cast<unsigned>(i));
        }
        return made;
    }

    /// Share of the area's outline in each unit, '.' for none, by adding the geodesic areas of cells.
    std::map<char, double> shares(const std::string& area) const {
        std::map<char, double> shares;
        double whole = 0;
        for (std::size_t i = 0; i < cells_.at(area).size(); ++i) {
            if (cells_.at(area)[i] == '.') continue;
            std::string one(cell_count, '.');
            one[i] = 'Z';
            const double size = data::area_m2(drawn(one).at('Z'));
            shares[units_[i]] += size;
            whole += size;
        }
        for (auto& [unit, share] : shares)
            share /= whole;
        return shares;
    }

    static constexpr int areas = 12;

private:
    static constexpr std::size_t side = 10;
    static constexpr std::size_t cell_count = side * side;

    static std::map<char, data::MultiPolygon> drawn(const std::string& cells) {
        std::string picture;
        for (std::size_t row = 0; row < side; ++row)
            picture += (row == 0 ? "" : "\n") + cells.substr(row * side, side);
        return draw(picture, {.origin = {106.0, 22.0}, .cell = 0.01, .owner = {}}).polygons;
    }

    data::MultiPolygon outline(const std::string& area) {
        std::string cells(cell_count, '.');
        const auto density = 2 + random_() % 5;
        for (char& cell : cells)
            cell = random_() % density == 0 ? 'R' : '.';
        cells[random_() % cell_count] = 'R';
        cells_[area] = cells;
        return drawn(cells).at('R');
    }

    std::mt19937 random_;
    std::string units_ = std::string(cell_count, '.');
    std::map<std::string, std::string> cells_;
};

TEST(Overlay, SumsToTheWholeOnGeneratedCoverages) {
    for (unsigned seed = 0; seed < 25; ++seed) {
        GeneratedCoverage coverage(seed);
        auto province = coverage.province();
        const auto found = by(*province.snapshot(), AdminLevel::commune);
        ASSERT_GT(found.totals.hectares, 0);
        expect_whole(found, "seed " + std::to_string(seed));
    }
}

TEST(Overlay, HasTheSharesThatCountingCellsGives) {
    for (unsigned seed = 100; seed < 110; ++seed) {
        GeneratedCoverage coverage(seed);
        auto province = coverage.province();
        for (auto& area : province.content.raw_material_areas)
            area.part_of.reset();
        const auto found = by(*province.snapshot(), AdminLevel::commune);
        for (int i = 0; i < GeneratedCoverage::areas; ++i) {
            const std::string id = "a" + std::to_string(i);
            auto expected = coverage.shares(id);
            for (const auto& row : found.pieces.rows) {
                if (text(found.pieces, row, "area") != id) continue;
                const std::string code = text(found.pieces, row, "code");
                const char unit = code.empty() ? '.' : code[0];
                EXPECT_NEAR(number(found.pieces, row, "share"), expected[unit], 1e-5) << seed << ' ' << id << unit;
                expected.erase(unit);
            }
            EXPECT_TRUE(expected.empty()) << seed << ' ' << id << ": a unit has no row";
        }
    }
}

Overlay sample_overlay(AdminLevel level, const char* as_of, const char* crop) {
    Filter filter;
    if (*crop) filter.add(parse_crop_condition(*test::sample_snapshot(), "crop", crop));
    return by(*test::sample_snapshot(), level, as_of, filter);
}

double in_unit(const Overlay& overlay, const std::string& code) {
    double sum = 0;
    for (const auto& row : overlay.pieces.rows) {
        if (text(overlay.pieces, row, "code") == code) sum += number(overlay.pieces, row, "hectares");
    }
    return sum;
}

TEST(SampleOverlay, SumsToTheWholeAtEveryDate) {
    for (const auto level : {AdminLevel::commune, AdminLevel::district}) {
        for (const char* as_of : {"2012-12-31", "2018-12-31", "2023-10-31", "2025-07-01"})
            expect_whole(by(*test::sample_snapshot(), level, as_of), as_of);
    }
}

TEST(SampleOverlay, CountsTheBlackJellyOfThachAnOnce) {
    const auto then = sample_overlay(AdminLevel::district, "2018-12-31", "thach_den");
    EXPECT_NEAR(then.totals.hectares, 215, 1e-9);
    EXPECT_NEAR(in_unit(then, "053"), 215, 1e-6);
    // Of the 215 ha of 2018 the communes' own later figures are parts: 70 + 83 + 30 + 20.
    const auto now = sample_overlay(AdminLevel::commune, "2025-07-01", "thach_den");
    EXPECT_NEAR(now.totals.hectares, 215, 1e-9);
    EXPECT_EQ(number(now.pieces, row_of(now, "thach_den_thach_an"), "own_hectares"), 12);
}

TEST(SampleOverlay, CountsTheTobaccoOfTheProvinceOnce) {
    const auto found = sample_overlay(AdminLevel::district, "2025-07-01", "thuoc_la");
    EXPECT_NEAR(found.totals.hectares, 5078, 1e-9);
    EXPECT_NEAR(in_unit(found, "051"), 1774.65, 1e-6);
    EXPECT_NEAR(in_unit(found, "045"), 1220.22, 1e-6);
    EXPECT_NEAR(in_unit(found, ""), 5078 - 1774.65 - 1220.22, 1e-6) << "of the province, and of nobody knows where";
    EXPECT_NEAR(found.totals.by_illustrative_outline, 1774.65 + 1220.22, 1e-6);
}

TEST(SampleOverlay, SharesAnAreaLikeItsGroundOnTheNationalGrid) {
    // Areas of the pieces in VN-2000 zone 105°45′ (EPSG:9210), by ogrinfo: 2087.4605 and 362.3052 ha.
    const auto found = sample_overlay(AdminLevel::commune, "2025-07-01", "mia");
    ASSERT_EQ(found.pieces.rows.size(), 2U);
    constexpr double share = 2087.4605 / (2087.4605 + 362.3052);
    EXPECT_NEAR(number(found.pieces, found.pieces.rows[0], "share"), share, 1e-6);
    EXPECT_NEAR(in_unit(found, "01576"), 2450 * share, 0.01);
    EXPECT_NEAR(in_unit(found, "01618"), 2450 * (1 - share), 0.01);
}

TEST(SampleOverlay, FlagsOutlinesDrawnForLaterHectares) {
    // The outline of Trọng Con has the 83 ha of 2021; of 2016 the source has 47.3.
    const auto then = sample_overlay(AdminLevel::commune, "2016-12-31", "thach_den");
    const auto& row = row_of(then, "thach_den_trong_con");
    EXPECT_EQ(number(then.pieces, row, "declared_hectares"), 47.3);
    EXPECT_NEAR(number(then.pieces, row, "measured_hectares"), 83, 0.01);
    EXPECT_EQ(text(then.pieces, row, "differs"), "true");
    const auto now = sample_overlay(AdminLevel::commune, "2025-07-01", "thach_den");
    EXPECT_EQ(text(now.pieces, row_of(now, "thach_den_trong_con"), "differs"), "false");
}

}  // namespace
}  // namespace sanvat::analysis::overlay_test
