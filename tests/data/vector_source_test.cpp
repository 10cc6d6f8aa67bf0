// SPDX-License-Identifier: Apache-2.0
#include "data/vector_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::vector_source_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string problem_of(const std::string& source, const SourceOptions& options = {}) {
    try {
        VectorSource opened(source, options);
        while (opened.next()) {
        }
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(VectorSource, GivesRowsWithTheirRecordNumbersTypesAndPlaces) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("a.geojson",
                                   R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"tên":"Đá","n":5,"x":1.5,"ok":true,"since":"2025-07-01"},
         "geometry":{"type":"Point","coordinates":[106.1,22.1,700]}},
        {"type":"Feature","properties":{"tên":null},"geometry":null}]})");
    VectorSource source(file.string());
    EXPECT_EQ(source.layer(), "a");
    EXPECT_TRUE(source.spatial());
    EXPECT_EQ(source.row_count(), 2);
    ASSERT_THAT(source.columns(), SizeIs(5));
    EXPECT_EQ(source.columns()[0].name, "tên");
    EXPECT_EQ(source.columns()[3].type, ValueType::boolean);
    const auto first = source.next();
    EXPECT_EQ(first->record, 1);
    EXPECT_EQ(first->values[0], Value{std::string{"Đá"}});
    EXPECT_EQ(first->values[1], Value{std::int64_t{5}});
    EXPECT_EQ(first->values[2], Value{1.5});
    EXPECT_EQ(first->values[3], Value{true});
    EXPECT_EQ(first->values[4], Value{std::string{"2025-07-01"}});
    EXPECT_EQ(first->geometry, Geometry{(LonLat{106.1, 22.1})}) << "heights are dropped";
    const auto second = source.next();
    EXPECT_EQ(second->record, 2);
    EXPECT_TRUE(is_null(second->values[0]));
    EXPECT_FALSE(has_geometry(second->geometry));
    EXPECT_FALSE(source.next());
}

TEST(VectorSource, TextIsComposed) {
    const test::TemporaryFolder folder;
    VectorSource source(folder.write("a.csv", "te\u0302n,n\nDu\u031bo\u031b\u0300ng,1\n").string());
    EXPECT_EQ(source.columns()[0].name, "tên");
    EXPECT_EQ(std::get<std::string>(source.next()->values[0]), "Dường");
}

TEST(VectorSource, MixedAndManyPointedGeometriesAreProblemsOfTheirRecord) {
    const test::TemporaryFolder folder;
    const auto file =
        folder.write("a.csv",
                     "id,WKT\n1,\"MULTIPOINT (106 22,106 23)\"\n2,\"MULTIPOINT (106 22)\"\n"
                     "3,\"GEOMETRYCOLLECTION (POINT (106 22),LINESTRING (1 2,3 4))\"\n4,POINT (106\n5,POINT (200 22)\n"
                     "6,\"CURVEPOLYGON (CIRCULARSTRING (106 22,106.1 22.1,106.2 22,106.1 21.9,106 22))\"\n");
    VectorSource source(file.string());
    EXPECT_THAT(source.position_columns(), ElementsAre("WKT"));
    EXPECT_THAT(source.next()->problem, HasSubstr("has 2 points"));
    EXPECT_EQ(source.next()->geometry, Geometry{(LonLat{106, 22})});
    EXPECT_THAT(source.next()->problem, HasSubstr("mixed"));
    EXPECT_THAT(source.next()->problem, HasSubstr("is not WKT"));
    EXPECT_THAT(source.next()->problem, HasSubstr("no longitude and latitude"));
    const auto row = source.next();
    ASSERT_TRUE(std::holds_alternative<MultiPolygon>(row->geometry));
    EXPECT_GT(std::get<MultiPolygon>(row->geometry)[0].outer.size(), 20U) << "a curve is made of straight edges";
}

TEST(VectorSource, SaysWhatItCannotOpen) {
    const test::TemporaryFolder folder;
    EXPECT_THAT(problem_of(folder / "none.shp"), HasSubstr("none.shp: no such file"));
    EXPECT_THAT(problem_of((folder / "none.shp").string() + ":layer"), HasSubstr("no such file"));
    EXPECT_THAT(problem_of(folder.write("a.txt", "hello").string()), HasSubstr("a.txt: it cannot be read"));
    EXPECT_THAT(problem_of(folder.write("a.geojson", "{\"type\":").string()), HasSubstr("it cannot be read"));
    EXPECT_THAT(problem_of(folder.path().string()), HasSubstr("it "));
    const auto file = folder.write("b.csv", "a,b\n1,2\n");
    EXPECT_THAT(problem_of(file.string() + ":nix"),
                AllOf(HasSubstr("layer nix: no such layer"), HasSubstr("it has b")));
    EXPECT_THAT(
        problem_of(file.string(),
                   {.s_srs = "EPSG:0", .encoding = "auto", .lon_column = {}, .lat_column = {}, .wkt_column = {}}),
        HasSubstr("s-srs: \"EPSG:0\" is no known"));
}

TEST(VectorSource, AsksWhichOfSeveralLayers) {
    const test::TemporaryFolder folder;
    const auto file =
        folder.write("two.kml",
                     R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
        <Folder><name>one</name><Placemark><name>A</name><Point><coordinates>106,22</coordinates></Point></Placemark></Folder>
        <Folder><name>other</name><Placemark><name>B</name><Point><coordinates>106,22</coordinates></Point></Placemark></Folder>
        </Document></kml>)");
    EXPECT_THAT(problem_of(file.string()), AllOf(HasSubstr("several layers: one, other"), HasSubstr("two.kml:one")));
    VectorSource source(file.string() + ":other");
    EXPECT_EQ(source.layer(), "other");
    EXPECT_TRUE(source.next());
}

TEST(VectorSource, NothingIsPrinted) {
    const test::TemporaryFolder folder;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    (void)problem_of(folder.write("cut.geojson", R"({"type":"FeatureCollection","features":[{"type)").string());
    (void)problem_of(folder.write("bad.gpkg", "SQLite format 3").string());
    (void)problem_of(
        folder.write("open.geojson", R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]})").string());
    (void)problem_of((folder / "none").string());
    const std::string printed = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
    EXPECT_THAT(printed, IsEmpty());
}

TEST(VectorSource, ThreadsReadTheSameFileEachWithItsOwnErrors) {
    const test::TemporaryFolder folder;
    std::string rows = "id,lon,lat\n";
    for (int i = 0; i < 2000; ++i)
        rows += std::to_string(i) + ",106.1,22.1\n";
    const auto good = folder.write("good.csv", rows);
    const auto bad = folder.write("bad.geojson", "{\"type\":");
    std::vector<std::thread> threads;
    std::atomic<int> read{0};
    std::atomic<int> refused{0};
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 5; ++i) {
                if (t % 2 == 0) {
                    VectorSource source(good.string());
                    while (source.next())
                        ++read;
                } else {
                    refused += problem_of(bad.string()).empty() ? 0 : 1;
                }
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(read, 2 * 5 * 2000);
    EXPECT_EQ(refused, 2 * 5);
}

TEST(VectorSource, TheFirstRowOfASheetIsItsHeader) {
    const test::TemporaryFolder folder;
    Table table{
        .name = "t", .columns = {{"Tên", ValueType::string}, {"Xã", ValueType::string}}, .rows = {}, .spatial = false};
    table.rows.push_back({.id = {}, .values = {Value{"Miến dong"}, Value{"Phúc Sen"}}, .geometry = {}});
    write_table(table, folder / "a.xlsx");
    VectorSource source((folder / "a.xlsx").string());
    ASSERT_EQ(source.columns().size(), 2U);
    EXPECT_EQ(source.columns()[0].name, "Tên");
    EXPECT_EQ(source.next()->values[0], Value{"Miến dong"});
    EXPECT_FALSE(source.next());
}

}  // namespace
}  // namespace sanvat::data::vector_source_test
