// SPDX-License-Identifier: Apache-2.0
#include "api/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/error.hpp"

namespace sanvat::api::router_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Router example() {
    Router router;
    router.add("GET", "/", 0);
    router.add("GET", "/tiles/{name}.json", 1);
    router.add("GET", "/tiles/{name}/{z}/{x}/{y}.{format}", 2);
    router.add("GET", "/collections/communes", 3);
    router.add("GET", "/collections/{collection}", 4);
    router.add("GET", "/corridor", 5);
    router.add("POST", "/corridor", 6);
    return router;
}

TEST(Router, FitsPathsWholeAndNoLonger) {
    const Router router = example();
    EXPECT_EQ(router.route("GET", "/").target, 0U);
    for (const char* path : {"//", "/collections", "/collections/", "/collections/communes/", "/collections//communes",
                             "/Collections/communes", "/collections/communes/x", "/tiles/.json", "/tiles/a/1/2/3",
                             "/tiles/a/1/2/.png", "/tiles/a/1/2/3.", "/../corridor"}) {
        EXPECT_THAT(router.route("GET", path).allowed, IsEmpty()) << path;
    }
}

TEST(Router, GivesWhatStandsInThePlacesOfNames) {
    const Router router = example();
    const auto tile = router.route("GET", "/tiles/over%20view/3abc/1/2@2x.v1.png");
    ASSERT_EQ(tile.target, 2U);
    EXPECT_EQ(tile.arguments.at("name"), "over view");
    EXPECT_EQ(tile.arguments.at("z"), "3abc");
    EXPECT_EQ(tile.arguments.at("y"), "2@2x.v1");
    EXPECT_EQ(tile.arguments.at("format"), "png");
    EXPECT_EQ(router.route("GET", "/tiles/a.b.json").arguments.at("name"), "a.b");
}

TEST(Router, PrefersTheEarlierPattern) {
    EXPECT_EQ(example().route("GET", "/collections/communes").target, 3U);
    EXPECT_EQ(example().route("GET", "/collections/%63ommunes").target, 3U);
    EXPECT_EQ(example().route("GET", "/collections/others").target, 4U);
}

TEST(Router, TellsTheMethodsOfAPath) {
    const Router router = example();
    EXPECT_EQ(router.route("HEAD", "/corridor").target, 5U);
    EXPECT_EQ(router.route("POST", "/corridor").target, 6U);
    const auto outcome = router.route("DELETE", "/corridor");
    EXPECT_EQ(outcome.target, std::nullopt);
    EXPECT_THAT(outcome.allowed, ElementsAre("GET", "POST"));
}

TEST(Router, ASlashThatIsEncodedDoesNotDivide) {
    EXPECT_EQ(example().route("GET", "/collections/a%2Fb").arguments.at("collection"), "a/b");
    EXPECT_THROW(static_cast<void>(example().route("GET", "/collections/%FF")), data::Error);
}

}  // namespace
}  // namespace sanvat::api::router_test
