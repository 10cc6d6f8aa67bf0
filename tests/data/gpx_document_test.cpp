// SPDX-License-Identifier: Apache-2.0
#include "data/gpx_document.hpp"

#include <gtest/gtest.h>

#include "data/route_reader.hpp"
#include "data/vector_source.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::gpx_document_test {
namespace {

const MultiLineString route{{{106.2579, 22.6657}, {106.385, 22.7}}, {{106.4, 22.7}, {106.5, 22.8}, {106.6, 22.75}}};
const std::vector<Waypoint> waypoints{
    {{106.26, 22.66}, "Miến dong <Án Lại> & con", "1.5 km along\nreported", "products"},
    {{106.5, 22.81}, "Làng rèn \x01Phúc Sen", "", ""}};

TEST(GpxDocument, ReadsBackAsTheRoute) {
    EXPECT_EQ(read_route(gpx_document("Tuyến", waypoints, route)).line, route);
}

Value value_of(const VectorSource& source, const SourceRow& row, const std::string& column) {
    for (std::size_t i = 0; i < source.columns().size(); ++i) {
        if (source.columns()[i].name == column) return row.values[i];
    }
    return {};
}

TEST(GpxDocument, HoldsWaypointsInOrderAndTheTrackForGdal) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("x.gpx", gpx_document("Tuyến phía Đông", waypoints, route)).string();
    VectorSource points(file + ":waypoints");
    const auto first = points.next();
    ASSERT_TRUE(first);
    EXPECT_EQ(value_of(points, *first, "name"), Value{std::string{"Miến dong <Án Lại> & con"}});
    EXPECT_EQ(value_of(points, *first, "desc"), Value{std::string{"1.5 km along\nreported"}});
    EXPECT_EQ(value_of(points, *first, "type"), Value{std::string{"products"}});
    EXPECT_EQ(first->geometry, Geometry{waypoints[0].place});
    const auto second = points.next();
    ASSERT_TRUE(second);
    EXPECT_EQ(value_of(points, *second, "name"), Value{std::string{"Làng rèn Phúc Sen"}}) << "no control characters";
    EXPECT_FALSE(points.next());
    VectorSource tracks(file + ":tracks");
    const auto track = tracks.next();
    ASSERT_TRUE(track);
    EXPECT_EQ(value_of(tracks, *track, "name"), Value{std::string{"Tuyến phía Đông"}});
    EXPECT_EQ(track->geometry, Geometry{route});
    EXPECT_FALSE(tracks.next());
}

}  // namespace
}  // namespace sanvat::data::gpx_document_test
