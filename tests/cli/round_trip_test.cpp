// SPDX-License-Identifier: Apache-2.0
// What export writes, import reads: a collection that comes back as it went changes nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/cli/program.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::round_trip_test {
namespace {

using test::sanvat;

class RoundTrip : public testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, AnExportThatComesBackChangesNothing) {
    const test::TemporaryFolder folder;
    const std::string store = folder / "sample.gpkg";
    ASSERT_EQ(sanvat({"sample", "--store", store}).exit_code, 0);
    const std::string kind = GetParam();
    for (const std::string ending : {"csv", "geojson", "gpkg", "xlsx", "shp"}) {
        const std::string file = folder / (kind + "." + ending);
        const auto exported = sanvat({"export", "--store", store, "--collection", kind, "--out", file});
        ASSERT_EQ(exported.exit_code, 0) << exported.err;
        const auto again = sanvat({"import", "--store", store, "--as", kind, "--dry-run", file});
        EXPECT_EQ(again.exit_code, 0) << ending << ": " << again.err;
        EXPECT_THAT(again.err, testing::HasSubstr(" 0 added, 0 changed, ")) << ending;
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, RoundTrip,
                         testing::Values("communes", "districts", "facilities", "craft-villages", "products",
                                         "producers", "raw-material-areas", "tour-routes", "tour-stops"),
                         [](const testing::TestParamInfo<const char*>& kind) {
                             std::string name = kind.param;
                             std::erase(name, '-');
                             return name;
                         });

}  // namespace
}  // namespace sanvat::round_trip_test
