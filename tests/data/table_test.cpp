// SPDX-License-Identifier: Apache-2.0
#include "data/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "data/error.hpp"
#include "data/vector_source.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::table_test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const MultiPolygon square{{{{106, 22}, {106.1, 22}, {106.1, 22.1}, {106, 22.1}, {106, 22}}, {}}};

/// One value of every type, and a row of blanks.
Table one_of_each(Geometry geometry) {
    return {.name = "bang",
            .columns = {{"tên", ValueType::string},
                        {"flag", ValueType::boolean},
                        {"count", ValueType::integer},
                        {"share", ValueType::number},
                        {"since", ValueType::date}},
            .rows = {{.id = "a-1",
                      .values = {Value{std::string{"Đường \"phên\",\nBó Tờ"}}, Value{true},
                                 Value{std::int64_t{9007199254740993}}, Value{0.1}, Value{std::string{"2025-07-01"}}},
                      .geometry = std::move(geometry)},
                     {.id = "a-2", .values = {Value{}, Value{}, Value{}, Value{}, Value{}}, .geometry = {}}}};
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::string> names_in(const test::TemporaryFolder& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        names.push_back(entry.path().filename().string());
    return names;
}

TEST(Value, IsTextInTheShortestFormThatReadsBack) {
    EXPECT_EQ(to_text(Value{}), "");
    EXPECT_EQ(to_text(Value{true}), "true");
    EXPECT_EQ(to_text(Value{std::int64_t{-7}}), "-7");
    EXPECT_EQ(to_text(Value{0.1}), "0.1");
    EXPECT_EQ(to_text(Value{5.0}), "5");
    EXPECT_EQ(std::stod(to_text(Value{1.0 / 3})), 1.0 / 3);
    EXPECT_EQ(to_text(Value{std::string{"Cao Bằng"}}), "Cao Bằng");
}

TEST(WriteTable, CsvHasPointsAsLonAndLat) {
    EXPECT_EQ(write_table_bytes(one_of_each(LonLat{106.2577, 22.6657}), "csv"),
              "id,tên,flag,count,share,since,lon,lat\n"
              "a-1,\"Đường \"\"phên\"\",\nBó Tờ\",true,9007199254740993,0.1,2025-07-01,106.2577,22.6657\n"
              "a-2,,,,,,,\n");
}

TEST(WriteTable, CsvHasOtherShapesAsWkt) {
    const std::string csv = write_table_bytes(one_of_each(square), "csv");
    EXPECT_THAT(csv, testing::StartsWith("id,tên,flag,count,share,since,WKT\n"));
    EXPECT_THAT(csv, HasSubstr(",2025-07-01,\"POLYGON ((106 22,"));
    EXPECT_THAT(csv, testing::EndsWith("\na-2,,,,,,\n"));
}

TEST(WriteTable, CsvOfFiguresHasNoPlaces) {
    Table table = one_of_each({});
    table.spatial = false;
    EXPECT_THAT(write_table_bytes(table, "csv"), testing::StartsWith("id,tên,flag,count,share,since\n"));
}

TEST(WriteTable, GeoJsonIsRfc7946) {
    const json answer = json::parse(write_table_bytes(one_of_each(square), "geojson"));
    EXPECT_EQ(answer["type"], "FeatureCollection");
    EXPECT_FALSE(answer.contains("crs"));
    const json& feature = answer["features"][0];
    EXPECT_EQ(feature["id"], "a-1");
    EXPECT_EQ(feature["properties"].size(), 5U) << "the id is no property";
    EXPECT_EQ(feature["properties"]["flag"], true);
    EXPECT_EQ(feature["properties"]["count"], 9007199254740993);
    EXPECT_EQ(feature["properties"]["share"], 0.1);
    EXPECT_EQ(feature["properties"]["since"], "2025-07-01");
    EXPECT_EQ(feature["geometry"]["coordinates"][0][1][0], 106.1) << "longitude first, counter-clockwise";
    EXPECT_TRUE(answer["features"][1]["geometry"].is_null());
    EXPECT_TRUE(answer["features"][1]["properties"]["share"].is_null());
}

TEST(WriteTable, BytesOfXlsxAreAZipOfASheet) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("a.xlsx", write_table_bytes(one_of_each(LonLat{106.1, 22.1}), "xlsx"));
    VectorSource source(file.string());
    EXPECT_EQ(source.layer(), "bang");
    const auto row = source.next();
    ASSERT_TRUE(row);
    EXPECT_EQ(std::get<std::string>(row->values[1]), "Đường \"phên\",\nBó Tờ");
    EXPECT_EQ(row->geometry, Geometry{(LonLat{106.1, 22.1})});
    EXPECT_THROW((void)write_table_bytes(one_of_each({}), "shp"), Error);
}

class WriteTableFormats : public testing::TestWithParam<std::string> {};

TEST_P(WriteTableFormats, ReadBackWhatWasWritten) {
    const test::TemporaryFolder folder;
    const auto file = folder / ("bang." + GetParam());
    write_table(one_of_each(square), file);
    write_table(one_of_each(square), file);  // over the first
    VectorSource source(file.string());
    const auto first = source.next();
    const auto second = source.next();
    ASSERT_TRUE(first && second);
    EXPECT_FALSE(source.next());
    const auto* polygon = std::get_if<MultiPolygon>(&first->geometry);
    ASSERT_TRUE(polygon);
    EXPECT_EQ(normalised(*polygon)[0].outer.size(), 5U);
    EXPECT_FALSE(has_geometry(second->geometry));
    const auto find = [&](const std::string& name) -> const Value& {
        for (std::size_t i = 0; i < source.columns().size(); ++i) {
            if (source.columns()[i].name == name) return first->values[i];
        }
        throw std::out_of_range(name);
    };
    EXPECT_EQ(to_text(find("tên")), "Đường \"phên\",\nBó Tờ");
    EXPECT_EQ(to_text(find("share")), "0.1");
    EXPECT_EQ(to_text(find("since")), "2025-07-01");
}

INSTANTIATE_TEST_SUITE_P(Files, WriteTableFormats, testing::Values("geojson", "gpkg", "shp", "kml", "csv", "gdb"),
                         [](const auto& format) { return format.param; });

TEST(WriteTable, WholeNumbersGoIntoFormatsThatHaveOnlyShortOnes) {
    const test::TemporaryFolder folder;
    Table table = one_of_each(square);
    table.columns[0].name = "ten";  // MapInfo knows no other letters in names of columns
    table.rows[0].values[2] = std::int64_t{5'000'000'000};
    write_table(table, folder / "bang.tab");
    VectorSource source((folder / "bang.tab").string());
    const auto row = source.next();
    ASSERT_TRUE(row);
    EXPECT_EQ(to_text(row->values[0]), "Đường \"phên\",\nBó Tờ");
    EXPECT_EQ(row->values[2], Value{5e9});
}

TEST(WriteTable, LeavesNothingButTheFiles) {
    const test::TemporaryFolder folder;
    write_table(one_of_each(square), folder / "a.shp");
    EXPECT_THAT(names_in(folder), testing::UnorderedElementsAre("a.shp", "a.shx", "a.dbf", "a.prj", "a.cpg"));
}

TEST(WriteTable, AFailureLeavesTheOldFileAndNothingElse) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("mixed.shp", "old");
    Table mixed = one_of_each(square);
    mixed.rows[1].geometry = LonLat{106, 22};
    EXPECT_THROW(write_table(mixed, file), Error);
    EXPECT_EQ(text_of(file), "old");
    EXPECT_THAT(names_in(folder), ElementsAre("mixed.shp"));
}

TEST(WriteTable, AFolderInThePlaceOfTheFileStays) {
    const test::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "a.csv" / "kept");
    EXPECT_THROW(write_table(one_of_each(LonLat{106, 22}), folder / "a.csv"), Error);
    EXPECT_TRUE(std::filesystem::is_directory(folder / "a.csv" / "kept"));
}

TEST(WriteTable, KnowsWhatItCannotWrite) {
    const test::TemporaryFolder folder;
    const auto problem = [&](const std::filesystem::path& file, int epsg) -> std::string {
        try {
            write_table(one_of_each(square), file, epsg);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_THAT(problem(folder / "a.docx", 4326), HasSubstr("no format is written for \".docx\""));
    EXPECT_THAT(problem(folder / "a", 4326), HasSubstr("no format"));
    EXPECT_THAT(problem(folder / "a.gpkg", 999999), HasSubstr("no known coordinate system"));
    EXPECT_THAT(problem(folder / "a.fgb", 4326), HasSubstr("cannot hold rows that have no place"));
    EXPECT_THAT(problem(folder / "a.kml", 9210), HasSubstr("always in longitude and latitude"));
    EXPECT_THAT(problem(folder / "none" / "a.gpkg", 4326), HasSubstr("cannot be written"));
    EXPECT_THAT(names_in(folder), IsEmpty());
}

TEST(WriteTable, OtherSystemsAreEastBeforeNorth) {
    const test::TemporaryFolder folder;
    write_table(one_of_each(LonLat{105.75, 22.5}), folder / "a.csv", 9210);
    VectorSource source((folder / "a.csv").string());
    EXPECT_THAT(source.position_columns(), ElementsAre("x", "y"));
    const auto row = source.next();
    const double x = std::stod(to_text(row->values[6]));
    const double y = std::stod(to_text(row->values[7]));
    EXPECT_NEAR(x, 500'000, 300) << "on the central meridian, but for the shift of the datum";
    EXPECT_NEAR(y, 2'488'500, 1500);
}

}  // namespace
}  // namespace sanvat::data::table_test
