// SPDX-License-Identifier: Apache-2.0
#include "analysis/join.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "data/error.hpp"
#include "data/geodesic.hpp"
#include "data/table.hpp"
#include "data/vector_source.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::analysis::join_test {
namespace {

namespace fs = std::filesystem;
using data::Value;
using testing::ElementsAre;
using testing::HasSubstr;

class Join : public testing::Test {
protected:
    /// The units of a picture, code = letter, as a GeoPackage in that CRS.
    std::string units(const char* picture, int epsg = 4326) {
        data::Table table{.name = "units",
                          .columns = {{"ten", data::ValueType::string}, {"code", data::ValueType::string}},
                          .rows = {}};
        for (const auto& [letter, polygon] : test::draw(picture).polygons)
            table.rows.push_back({.id = {},
                                  .values = {Value{"Xã " + std::string(1, letter)}, Value{std::string(1, letter)}},
                                  .geometry = polygon});
        const fs::path file = folder_ / ("units" + std::to_string(epsg) + ".gpkg");
        data::write_table(table, file, epsg);
        return file.string();
    }
    std::string points(const std::string& text) { return folder_.write("points.csv", text).string(); }
    [[nodiscard]] JoinQuestion question(std::string from_units, std::string from_points,
                                        const char* out = "out.csv") const {
        JoinQuestion asked;
        asked.units = std::move(from_units);
        asked.points = std::move(from_points);
        asked.out = folder_ / out;
        return asked;
    }
    [[nodiscard]] std::string text(const char* name = "out.csv") const {
        std::ifstream file(folder_ / name);
        std::ostringstream read;
        read << file.rdbuf();
        return read.str();
    }
    /// The message of the refusal.
    [[nodiscard]] static std::string refusal(const JoinQuestion& asked) {
        try {
            static_cast<void>(join(asked));
        } catch (const data::Error& error) {
            EXPECT_NE(error.kind(), data::ErrorKind::failure);
            EXPECT_FALSE(fs::exists(asked.out));
            return error.what();
        }
        return "joined";
    }

    test::TemporaryFolder folder_;
};

TEST_F(Join, KeepsEveryFieldAndEveryPoint) {
    const auto report = join(question(units("AAB\nAAB"), points("tên,lon,lat,n\n"
                                                                "Đường phên,106.05,22.05,1\n"
                                                                "\"Miến, dong\",106.25,22.15,2\n"
                                                                "trên ranh giới,106.2,22.1,3\n"
                                                                "ngoài,100,20,4\n"
                                                                "không rõ,,,5\n")));
    EXPECT_EQ(text(),
              "tên,lon,lat,n,unit\n"
              "Đường phên,106.05,22.05,1,A\n"
              "\"Miến, dong\",106.25,22.15,2,B\n"
              "trên ranh giới,106.2,22.1,3,A\n"
              "ngoài,100,20,4,\n"
              "không rõ,,,5,\n");
    EXPECT_EQ(report.points, 5);
    EXPECT_EQ(report.inside, 3);
    EXPECT_EQ(report.outside, 1);
    EXPECT_EQ(report.unplaced, 1);
    EXPECT_THAT(report.overlaps, testing::IsEmpty());
}

TEST_F(Join, NamesUnitsByTheAskedFieldOrTheRecord) {
    auto asked = question(units("AB"), points("lon,lat\n106.15,22.05\n"));
    asked.unit_key = "Tên";
    static_cast<void>(join(asked));
    EXPECT_EQ(text(), "lon,lat,unit\n106.15,22.05,Xã B\n");
    asked.unit_key = "mã";
    asked.out = folder_ / "other.csv";
    EXPECT_THAT(refusal(asked), AllOf(HasSubstr("unit-key"), HasSubstr("ten, code")));
}

TEST_F(Join, TakesBothLayersToTheSameCoordinates) {
    const auto utm = units("AB\nCD", 32648);
    for (const char* out : {"out.csv", "out.gpkg", "out.geojson"})
        EXPECT_EQ(join(question(utm, points("lon,lat,unit\n106.05,22.05,x\n106.15,22.15,y\n"), out)).inside, 2) << out;
    data::VectorSource made((folder_ / "out.gpkg").string());
    const auto first = made.next();
    ASSERT_TRUE(first);
    EXPECT_THAT(made.columns(), testing::Contains(testing::Field(&data::Column::name, "unit_2")));
    EXPECT_EQ(first->values.back(), Value{"C"});
    EXPECT_TRUE(std::holds_alternative<data::LonLat>(first->geometry));
}

TEST_F(Join, APointOutsideTakesTheNearestUnitWithinReach) {
    auto asked = question(units("A.B"), points("lon,lat\n106.05,22.05\n106.11,22.05\n106.19,22.05\n106.15,22.05\n"));
    asked.nearest_within_m = 2000;
    const auto report = join(asked);
    EXPECT_EQ(report.inside, 1);
    EXPECT_EQ(report.near, 2);
    EXPECT_EQ(report.outside, 1);
    data::VectorSource made((folder_ / "out.csv").string());
    std::vector<std::string> units_found;
    std::vector<std::string> distances;
    while (auto row = made.next()) {
        units_found.push_back(data::to_text(row->values[2]));
        distances.push_back(data::to_text(row->values[3]));
    }
    EXPECT_THAT(units_found, ElementsAre("A", "A", "B", ""));
    EXPECT_EQ(distances[0], "0");
    EXPECT_NEAR(std::stod(distances[1]), data::distance_m({106.1, 22.05}, {106.11, 22.05}), 0.01);
    EXPECT_NEAR(std::stod(distances[2]), data::distance_m({106.19, 22.05}, {106.2, 22.05}), 0.01);
    EXPECT_EQ(distances[3], "");
}

TEST_F(Join, SaysWhichUnitsOverlapAndByHowMuch) {
    const auto file = folder_.write("units.csv",
                                    "code,wkt\n"
                                    "02,\"POLYGON((106.1 22,106.3 22,106.3 22.1,106.1 22.1,106.1 22))\"\n"
                                    "01,\"POLYGON((106 22,106.2 22,106.2 22.1,106 22.1,106 22))\"\n");
    const auto report = join(question(file.string(), points("lon,lat\n106.15,22.05\n")));
    ASSERT_EQ(report.overlaps.size(), 1U);
    EXPECT_EQ(report.overlaps[0].first, "01");
    EXPECT_EQ(report.overlaps[0].second, "02");
    const data::MultiPolygon shared{
        {.outer = {{106.1, 22}, {106.2, 22}, {106.2, 22.1}, {106.1, 22.1}, {106.1, 22}}, .holes = {}}};
    EXPECT_NEAR(report.overlaps[0].area_m2, data::area_m2(shared), 1);
    EXPECT_EQ(text(), "lon,lat,unit\n106.15,22.05,01\n");
}

TEST_F(Join, RefusesWhatItCannotAnswerFrom) {
    const auto good = units("AB");
    EXPECT_THAT(refusal(question(good, points("lon,lat\n"))), HasSubstr("no points"));
    EXPECT_THAT(refusal(question(good, points("lon,lat\n106,22\n106,x2\n"))), HasSubstr("record 2"));
    EXPECT_THAT(refusal(question(good, points("a,b\n1,2\n"))), HasSubstr("lon and lat"));
    EXPECT_THAT(refusal(question(good, good)), HasSubstr("no point"));
    EXPECT_THAT(refusal(question(good, (folder_ / "none.csv").string())), HasSubstr("none.csv"));
    const auto dots = points("lon,lat\n106,22\n");
    EXPECT_THAT(refusal(question(dots, dots)), HasSubstr("no polygon"));
    EXPECT_THAT(refusal(question(folder_.write("empty.csv", "code,wkt\n").string(), dots)), HasSubstr("no units"));
    const auto bow_tie = folder_.write("bow.csv", "code,wkt\n1,\"POLYGON((0 0,1 1,1 0,0 1,0 0))\"\n");
    EXPECT_THAT(refusal(question(bow_tie.string(), dots)), AllOf(HasSubstr("record 1"), HasSubstr("elf-intersection")));
    const auto wrap = folder_.write("wrap.csv", "code,wkt\n1,\"POLYGON((179 0,-179 0,-179 1,179 1,179 0))\"\n");
    EXPECT_THAT(refusal(question(wrap.string(), dots)), HasSubstr("antimeridian"));
    EXPECT_THAT(refusal(question(good, dots, "out.what")), HasSubstr(".what"));
    const auto far_round = folder_.write("round.csv", "code,wkt\n1,\"POLYGON((179 0,181 0,181 1,179 1,179 0))\"\n");
    EXPECT_THAT(refusal(question(far_round.string(), dots)), AllOf(HasSubstr("record 1"), HasSubstr("antimeridian")));
    const auto blank = folder_.write("blank.csv", "code,wkt\n1,\n");
    EXPECT_THAT(refusal(question(blank.string(), dots)), AllOf(HasSubstr("record 1"), HasSubstr("no outline")));
    EXPECT_THAT(refusal(question(good + ":nothing", dots)), AllOf(HasSubstr("nothing"), HasSubstr("units")));
    EXPECT_THAT(refusal(question(good, dots, "none/out.csv")), AllOf(HasSubstr("out.csv"), HasSubstr("folder")));
    for (const char* broken : {"nan", "inf", "1e999"}) {
        const auto row = std::string("lon,lat\n106,22\n106,") + broken + "\n";
        EXPECT_THAT(refusal(question(good, points(row))), AllOf(HasSubstr("record 2"), HasSubstr(broken)));
    }
}

TEST_F(Join, NamesItsOwnOptionsForACoordinateSystem) {
    const auto metres = points("lon,lat\n608000,2434000\n");
    auto asked = question(units("AB"), metres);
    EXPECT_THAT(refusal(asked), AllOf(HasSubstr("record 1"), HasSubstr("--points-srs")));
    asked.points_srs = "EPSG:0";
    EXPECT_THAT(refusal(asked), HasSubstr("points-srs: \"EPSG:0\""));
    asked.points_srs = "EPSG:32648";  // UTM 48 north: 608 km east, 2,434 km north lies at 106.05°E 22.0°N
    EXPECT_EQ(join(asked).inside, 1);
    const auto outline = folder_.write("metres.csv",
                                       "code,wkt\n1,\"POLYGON((600000 2430000,620000 2430000,"
                                       "620000 2450000,600000 2450000,600000 2430000))\"\n");
    asked.units = outline.string();
    asked.out = folder_ / "second.csv";
    EXPECT_THAT(refusal(asked), AllOf(HasSubstr("record 1"), HasSubstr("--units-srs")));
    asked.units_srs = "EPSG:32648";
    EXPECT_EQ(join(asked).inside, 1);
}

TEST_F(Join, DoesNotReplaceWhatItJoins) {
    const auto dots = points("lon,lat\n106.05,22.05\n");
    for (const char* name : {"points.csv", "units4326.gpkg"}) {
        const auto asked = question(units("AB"), dots, name);
        try {
            static_cast<void>(join(asked));
            FAIL() << name << " was replaced";
        } catch (const data::Error& error) {
            EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
            EXPECT_EQ(error.place().parameter, "out");
        }
    }
    EXPECT_EQ(text("points.csv"), "lon,lat\n106.05,22.05\n");
}

TEST_F(Join, StreamsManyBlocksInOrder) {
    std::string csv = "lon,lat,n\n";
    constexpr int count = 40'000;  // several blocks, and more than run ahead
    for (int i = 0; i < count; ++i)
        csv += std::to_string(106 + 0.2 * (i % 1000) / 1000) + ",22.05," + std::to_string(i) + "\n";
    auto asked = question(units("AB"), points(csv));
    asked.threads = 3;
    EXPECT_EQ(join(asked).points, count);
    std::ifstream made(folder_ / "out.csv");
    std::string line;
    std::getline(made, line);
    for (int i = 0; i < count; ++i) {
        std::getline(made, line);
        const char* unit = i % 1000 <= 500 ? "A" : "B";
        ASSERT_THAT(line, testing::EndsWith("," + std::to_string(i) + "," + unit));
    }
}

}  // namespace
}  // namespace sanvat::analysis::join_test
