// SPDX-License-Identifier: Apache-2.0
#include "data/gpkg_geometry.hpp"

#include <gtest/gtest.h>

#include <string>

#include "data/error.hpp"
#include "tests/support/ascii_map.hpp"

namespace sanvat::data::gpkg_geometry_test {
namespace {

TEST(GpkgGeometry, ReadsWhatItWrites) {
    const auto map = test::draw("AB\nAa");
    for (const Geometry& geometry :
         {Geometry{map.polygons.at('A')}, Geometry{map.points.at('a')},
          Geometry{MultiLineString{{{106, 22}, {106.5, 22.25}}, {{106, 23}, {107, 23}}}}, Geometry{}}) {
        EXPECT_EQ(from_gpkg(to_gpkg(geometry)), geometry);
    }
}

TEST(GpkgGeometry, NeverReadsPastTheEnd) {
    const std::string whole = to_gpkg(test::draw("AAA\nABA\nAAA").polygons.at('A'));
    for (std::size_t size = 1; size < whole.size(); ++size) {
        EXPECT_THROW(static_cast<void>(from_gpkg(whole.substr(0, size))), Error) << size << " bytes";
    }
}

TEST(GpkgGeometry, ReadsBigEndianPointWithHeight) {
    std::string blob("GP\0\x01\xE6\x10\0\0", 8);
    blob += std::string("\0\0\0\x03\xE9", 5);          // ISO PointZ, 1001
    blob += std::string("\x40\x5A\x80\0\0\0\0\0", 8);  // 106
    blob += std::string("\x40\x36\0\0\0\0\0\0", 8);    // 22
    blob += std::string("\x40\x59\0\0\0\0\0\0", 8);    // 100 m
    EXPECT_EQ(from_gpkg(blob), (Geometry{LonLat{106, 22}}));
}

TEST(GpkgGeometry, RefusesPositionsOutsideTheGlobe) {
    EXPECT_THROW(static_cast<void>(from_gpkg(to_gpkg(LonLat{551997.84, 2507463.26}))), Error);
}

}  // namespace
}  // namespace sanvat::data::gpkg_geometry_test
