// SPDX-License-Identifier: Apache-2.0
#include "api/json_writer.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

namespace sanvat::api::json_writer_test {
namespace {

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
    JsonWriter json;
    json.begin_object()
        .member("a", 1)
        .key("b")
        .begin_array()
        .value(true)
        .null()
        .begin_object()
        .end_object()
        .end_array();
    json.member("c", "x").end_object();
    EXPECT_EQ(json.text(), R"({"a":1,"b":[true,null,{}],"c":"x"})");
}

TEST(JsonWriter, EscapesAllThatMustBe) {
    std::string all;
    for (int c = 1; c < 128; ++c)
        all += static_cast<char>(c);
    all += "Đường phên 🍜";
    EXPECT_EQ(nlohmann::json::parse(JsonWriter().value(all).text()), all);
}

TEST(JsonWriter, NumbersReadBackTheSame) {
    for (const double number : {0.1, 1.0 / 3, 1e300, -5e-324, 106.123456789012345}) {
        const std::string text = JsonWriter().value(number).take();
        double read = 0;
        std::from_chars(text.data(), text.data() + text.size(), read);
        EXPECT_EQ(read, number);
    }
    EXPECT_EQ(JsonWriter().value(12.5).text(), "12.5");
    EXPECT_EQ(JsonWriter().value(std::numeric_limits<double>::quiet_NaN()).text(), "null");
    EXPECT_EQ(JsonWriter().value(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
}

TEST(JsonWriter, CoordinatesAreRoundedToSevenDecimals) {
    const auto text = [](double degrees) { return JsonWriter().coordinate(degrees).take(); };
    EXPECT_EQ(text(106.123456789), "106.1234568");
    EXPECT_EQ(text(106), "106");
    EXPECT_EQ(text(-0.5), "-0.5");
    EXPECT_EQ(text(-0.00000001), "0");
    EXPECT_EQ(text(22.0000001), "22.0000001");
    EXPECT_EQ(text(179.99999999), "180");
}

TEST(JsonWriter, GeometriesAreGeoJson) {
    const auto text = [](const data::Geometry& geometry) { return JsonWriter().geometry(geometry).take(); };
    EXPECT_EQ(text({}), "null");
    EXPECT_EQ(text(data::LonLat{106, 22.5}), R"({"type":"Point","coordinates":[106,22.5]})");
    EXPECT_EQ(text(data::MultiLineString{{{1, 2}, {3, 4}}}), R"({"type":"LineString","coordinates":[[1,2],[3,4]]})");
    EXPECT_EQ(text(data::MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}),
              R"({"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]})");
    const data::Polygon polygon{{{0, 0}, {9, 0}, {9, 9}, {0, 0}}, {{{3, 1}, {4, 2}, {4, 1}, {3, 1}}}};
    EXPECT_EQ(text(data::MultiPolygon{polygon}),
              R"({"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[3,1],[4,2],[4,1],[3,1]]]})");
    EXPECT_EQ(nlohmann::json::parse(text(data::MultiPolygon{polygon, polygon}))["coordinates"].size(), 2U);
}

}  // namespace
}  // namespace sanvat::api::json_writer_test
