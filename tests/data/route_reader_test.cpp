// SPDX-License-Identifier: Apache-2.0
#include "data/route_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/error.hpp"
#include "data/table.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::route_reader_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

const LineString line{{106, 22}, {106.5, 22.5}};

std::pair<ErrorKind, std::string> refusal(const std::string& body) {
    try {
        (void)read_route(body);
    } catch (const Error& error) {
        return {error.kind(), error.what()};
    }
    return {ErrorKind::failure, "was read"};
}

TEST(ReadRoute, TakesGeoJsonOfEveryWrapping) {
    const std::string geometry = R"({"type":"LineString","coordinates":[[106,22,5],[106.5,22.5]]})";
    const std::string feature = R"({"type":"Feature","properties":null,"geometry":)" + geometry + "}";
    const std::string point = R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}})";
    EXPECT_THAT(read_route(geometry).line, ElementsAre(line));
    EXPECT_THAT(read_route("\xEF\xBB\xBF\n " + feature).line, ElementsAre(line));
    EXPECT_THAT(
        read_route(R"({"type":"FeatureCollection","features":[)" + point + "," + feature + "," + feature + "]}").line,
        ElementsAre(line, line));
    EXPECT_THAT(read_route(R"({"type":"MultiLineString","coordinates":[[[106,22],[106.5,22.5]]]})").line,
                ElementsAre(line));
    EXPECT_THAT(read_route(R"({"type":"GeometryCollection","geometries":[)" + geometry + "]}").line, ElementsAre(line));
}

std::string gpx(const std::string& body) {
    return R"(<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">)" +
           body + "</gpx>";
}

TEST(ReadRoute, TakesTracksBeforeRoutesOfGpx) {
    const std::string route = R"(<rte><rtept lat="22" lon="106"/><rtept lat="22.5" lon="106.5"/></rte>)";
    const std::string track =
        R"(<trk><name>Một</name><trkseg><trkpt lat="22" lon="106"><ele>5</ele></trkpt>)"
        R"(<trkpt lat="22.5" lon="106.5"/></trkseg><trkseg><trkpt lat="1" lon="2"/></trkseg></trk>)";
    const std::string waypoint = R"(<wpt lat="1" lon="2"/>)";
    EXPECT_THAT(read_route(gpx(waypoint + route)).line, ElementsAre(line));
    EXPECT_THAT(read_route(gpx(track)).line, ElementsAre(line)) << "a segment of one position is no line";
    EXPECT_THAT(read_route(gpx(waypoint + track + track)).line, SizeIs(2));
}

TEST(ReadRoute, TakesNamedPointsOfGeoJson) {
    const auto point = [](const std::string& more, const std::string& properties) {
        return R"({"type":"Feature",)" + more + R"("properties":)" + properties +
               R"(,"geometry":{"type":"Point","coordinates":[106.1,22.1]}},)";
    };
    const std::string body =
        R"({"type":"FeatureCollection","features":[)" + point(R"("id":"b",)", R"({"name":" Chơ\u0323 "})") +
        point(R"("id":7,)", R"({"name":"Bến"})") + point("", R"({"name":"Chợ","kind":"again"})") +
        point("", R"({"name":""})") + point("", R"({"name":8})") + point("", "null") + point("", "{}") +
        R"({"type":"Feature","properties":{"name":"Đường"},"geometry":{"type":"LineString","coordinates":[[106,22],[106.5,22.5]]}}]})";
    const RouteDrawing drawing = read_route(body);
    EXPECT_THAT(drawing.line, ElementsAre(line));
    EXPECT_THAT(drawing.points,
                ElementsAre(NamedPoint{{106.1, 22.1}, "Chợ", "b"}, NamedPoint{{106.1, 22.1}, "Bến", "7"}))
        << "in NFC, without blanks around, each name at a place once";
}

TEST(ReadRoute, TakesNamedWaypointsAndRoutePointsOfGpx) {
    const std::string body =
        R"(<wpt lat="22.1" lon="106.1"><name>Chợ</name></wpt><wpt lat="1" lon="2"/>)"
        R"(<rte><rtept lat="22" lon="106"><name>Bến</name></rtept><rtept lat="22.1" lon="106.1"><name>Chợ</name></rtept>)"
        R"(<rtept lat="22.5" lon="106.5"/></rte>)";
    const RouteDrawing drawing = read_route(gpx(body));
    EXPECT_THAT(drawing.points, ElementsAre(NamedPoint{{106.1, 22.1}, "Chợ", {}}, NamedPoint{{106, 22}, "Bến", {}}));
    const std::string track = R"(<trk><trkseg><trkpt lat="3" lon="4"/><trkpt lat="3" lon="5"/></trkseg></trk>)";
    EXPECT_THAT(read_route(gpx(body + track)).points, SizeIs(2)) << "of a route beside a track, too";
}

TEST(ReadRoute, TakesPositionsAsXmlMayWriteThem) {
    const std::string body =
        "<!-- <trkpt lat=\"abc\"> --><wpt lat='1' lon = '2'><name>a <![CDATA[<wpt lat=\"x\">]]> b</name></wpt>"
        "<trk><trkseg><trkpt\n lon=\" +106 \"\tlat=\"22.0\" note=\"lat='x' >\"/>"
        "<trkpt lat=\"2.25e1\" lon=\"106.5\"></trkpt></trkseg></trk>";
    EXPECT_THAT(read_route(gpx(body)).line, ElementsAre(line));
}

TEST(ReadRoute, SaysWhatIsWrong) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "it is empty"},
        {"hello", "neither GeoJSON nor GPX"},
        {R"({"type":"LineString","coordinates":[[106,22],[10)", "no JSON: it breaks at byte"},
        {R"({"type":"LineString"})", "without \"coordinates\""},
        {R"({"type":"LineString","coordinates":[[106,22]]})", "fewer than two"},
        {R"({"type":"LineString","coordinates":[[106,22],[106,22]]})", "no length"},
        {R"({"type":"LineString","coordinates":[[106,22],["a",22]]})", "not [longitude, latitude]"},
        {R"({"type":"LineString","coordinates":[[106,22],[106.5,22,"high"]]})", "not [longitude, latitude]"},
        {R"({"type":"LineString","coordinates":[[106,22],[106.5,22,[1]]]})", "not [longitude, latitude]"},
        {R"({"type":"LineString","coordinates":[[22,106,5],[22.5,106.5]]})",
         "the position [22, 106] is no longitude and latitude"},
        {R"({"type":"LineString","coordinates":[[106,22],[1e999,22]]})", "too large"},
        {R"({"type":"Polygon","coordinates":[]})", "a Polygon is no route"},
        {R"({"type":"FeatureCollection","features":[]})", "no line"},
        {R"({"type":"FeatureCollection","features":{}})", "is no list"},
        {R"({"type":7})", "is no text"},
        {"<html></html>", "it is no GPX, or one that breaks off; send"},
        {gpx(R"(<trk><trkseg><trkpt lat="22" lon="106"/><trkpt lat="2)").substr(0, 150), "GPX"},
        {gpx(""), "no line"},
        {gpx(R"(<wpt lat="1" lon="2"><name>)" + std::string(longest_point_name + 1, 'x') + "</name></wpt>"),
         "longer than 500 bytes"},
        {R"({"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":[106]}})",
         "not [longitude, latitude]"},
        {R"({"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point"}})", "without \"coordinates\""},
        {gpx(R"(<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk>)"), "no line of two positions"},
        {gpx(R"(<trk><trkseg><trkpt lat="1" lon="2"/><trkpt lat="abc" lon="2"/><trkpt lat="2" lon="2"/></trkseg></trk>)"),
         R"(trkpt 2: lat "abc" is no number)"},
        {gpx(R"(<rte><rtept lat="1" lon="2"/><rtept lat="1" lon='2,5'/></rte>)"), R"(rtept 2: lon "2,5" is no number)"},
        {gpx(R"(<rte><rtept lat="1" lon="nan"/><rtept lat="1" lon="2"/></rte>)"), R"(rtept 1: lon "nan" is no number)"},
        {gpx(R"(<rte><rtept lat="1" lon="2"/><rtept lon="3"/><rtept lat="2" lon="3"/></rte>)"), "rtept 2: has no lat"},
        {gpx(R"(<wpt lat="" lon="2"/>)"), R"(wpt 1: lat "" is no number)"},
        {gpx(R"(<rte><rtept lat="222" lon="106"/><rtept lat="22.5" lon="106.5"/></rte>)"),
         "no longitude and latitude"}};
    for (const auto& [body, words] : cases) {
        const auto [kind, text] = refusal(body);
        EXPECT_EQ(kind, ErrorKind::bad_input) << body;
        EXPECT_THAT(text, HasSubstr(words)) << body;
    }
}

TEST(ReadRoute, IsBounded) {
    std::string body = R"({"type":"LineString","coordinates":[[106,22])";
    for (std::size_t i = 0; i < most_route_positions; ++i)
        body += i % 2 == 0 ? ",[106.1,22]" : ",[106,22]";
    EXPECT_EQ(refusal(body + "]}").first, ErrorKind::too_large);
    std::string nested;
    for (int i = 0; i < 100'000; ++i)
        nested += R"({"type":"Feature","geometry":)";
    EXPECT_EQ(refusal(nested).first, ErrorKind::bad_input);
    std::string deep;
    for (int i = 0; i < 1000; ++i)
        deep += R"({"type":"Feature","geometry":)";
    EXPECT_THAT(refusal(deep + "null" + std::string(1000, '}')).second, HasSubstr("nested too deep"));
    EXPECT_EQ(refusal(R"({"type":"LineString","coordinates":[[999,0,)" + std::string(100'000, '[') +
                      std::string(100'000, ']') + "],[0,0]]}")
                  .first,
              ErrorKind::bad_input);
}

TEST(ReadRouteFile, TakesAnyLineLayer) {
    const test::TemporaryFolder folder;
    const Table table{
        .name = "tuyen", .columns = {}, .rows = {{.id = {}, .values = {}, .geometry = MultiLineString{line}}}};
    for (const char* name : {"a.geojson", "a.gpx", "a.gpkg", "a.kml", "a.shp"}) {
        write_table(table, folder / name);
        EXPECT_THAT(read_route_file(folder / name).line, ElementsAre(line)) << name;
    }
    try {
        (void)read_route_file(folder / "none.gpx");
        FAIL() << "was read";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::EndsWith("none.gpx: no such file; check the path"));
    }
}

}  // namespace
}  // namespace sanvat::data::route_reader_test
