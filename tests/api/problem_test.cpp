// SPDX-License-Identifier: Apache-2.0
#include "api/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace sanvat::api::problem_test {
namespace {

using data::ErrorKind;
using testing::HasSubstr;
using testing::Not;

TEST(Problem, EveryKindOfErrorHasItsStatus) {
    EXPECT_EQ(http_status(ErrorKind::bad_value), 400);
    EXPECT_EQ(http_status(ErrorKind::bad_input), 400);
    EXPECT_EQ(http_status(ErrorKind::not_found), 404);
    EXPECT_EQ(http_status(ErrorKind::too_large), 413);
    EXPECT_EQ(http_status(ErrorKind::busy), 503);
    EXPECT_EQ(http_status(ErrorKind::bad_store), 500);
    EXPECT_EQ(http_status(ErrorKind::failure), 500);
}

TEST(Problem, NamesTheParameterAndWhatWouldBeRight) {
    const Response response = problem(data::bad_value("k", "\"0\" is too few", "give 1 to 1000"), "id");
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.content_type, "application/problem+json");
    const auto json = nlohmann::json::parse(*response.body);
    EXPECT_EQ(json["title"], "Bad Request");
    EXPECT_EQ(json["status"], 400);
    EXPECT_EQ(json["parameter"], "k");
    EXPECT_EQ(json["expected"], "give 1 to 1000");
    EXPECT_EQ(json["detail"], "k: \"0\" is too few; give 1 to 1000");
}

TEST(Problem, AFailureSaysNothingOfTheInside) {
    spdlog::set_level(spdlog::level::off);
    const auto thrown = std::make_exception_ptr(std::runtime_error("password of /etc/secret"));
    const Response response = problem(thrown, "id-7");
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(*response.body, Not(HasSubstr("secret")));
    EXPECT_EQ(nlohmann::json::parse(*response.body)["request_id"], "id-7");
    const data::Error own(ErrorKind::failure, {.file = "/etc/secret", .layer = {}, .record = {}, .parameter = {}},
                          "disk");
    EXPECT_THAT(*problem(own, "id").body, Not(HasSubstr("secret")));
}

TEST(Problem, AFullQueueSaysWhenToTryAgain) {
    const Response response = problem(data::Error(ErrorKind::busy, {}, "full"), "id");
    EXPECT_EQ(response.status, 503);
    EXPECT_THAT(response.headers, testing::Contains(testing::Pair("Retry-After", Not(testing::IsEmpty()))));
}

}  // namespace
}  // namespace sanvat::api::problem_test
