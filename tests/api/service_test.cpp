// SPDX-License-Identifier: Apache-2.0
#include "api/service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <future>
#include <latch>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "api/resources.hpp"
#include "tests/api/test_server.hpp"

namespace sanvat::api::service_test {
namespace {

/// A service whose resource /slow waits in its worker until `go_on` is called.
class ServiceTest : public testing::Test {
protected:
    static constexpr unsigned threads = 1;
    static constexpr std::size_t queue = 1;

    ServiceTest() : current_(std::make_shared<const State>(test::SmallProvince().snapshot())) {
        spdlog::set_level(spdlog::level::off);
        Resources resources;
        add_health(resources);
        resources.push_back({.path = "/slow", .heavy = always, .answer = Answer([this](const Call&) {
                                                                   started_.count_down();
                                                                   gate_.wait();
                                                                   return respond(media::json, "{}");
                                                               })});
        resources.push_back({.path = "/broken", .answer = Answer([](const Call&) -> Response {
                                                    throw std::runtime_error("secret of the inside");
                                                })});
        resources.push_back(
            {.path = "/broken-later", .answer = LaterAnswer([](const auto&, const Done& done) {
                                          done([]() -> Response { throw std::runtime_error("secret of the inside"); });
                                      })});
        workers_ = std::make_unique<Workers>(threads, queue);
        service_.emplace(std::move(resources), files_, current_, *workers_, "", "look");
    }

    ~ServiceTest() override {
        go_on();
        workers_.reset();
    }

    void go_on() {
        if (!gate_.try_wait()) gate_.count_down();
    }

    std::future<Response> ask(std::string path, std::string method = "GET") {
        auto request = std::make_shared<Request>();
        request->method = std::move(method);
        request->path = std::move(path);
        auto promise = std::make_shared<std::promise<Response>>();
        service_->handle(request, [promise](Response response) { promise->set_value(std::move(response)); });
        return promise->get_future();
    }

    static bool is_there(const std::future<Response>& answer) {
        return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

    CurrentState current_;
    const StaticFiles files_;
    std::latch started_{1};
    std::latch gate_{1};
    std::unique_ptr<Workers> workers_;
    std::optional<Service> service_;
};

TEST_F(ServiceTest, AFullQueueAnswers503WhileOtherRequestsAreAnsweredAtOnce) {
    auto running = ask("/slow");
    started_.wait();
    auto waiting = ask("/slow");
    auto refused = ask("/slow");
    ASSERT_TRUE(is_there(refused));
    const Response answer = refused.get();
    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(answer.headers, testing::Contains(testing::Key("Retry-After")));
    for (int i = 0; i < 100; ++i) {
        auto health = ask("/health");
        ASSERT_TRUE(is_there(health));
        EXPECT_EQ(health.get().status, 200);
    }
    EXPECT_FALSE(is_there(running));
    go_on();
    EXPECT_EQ(running.get().status, 200);
    EXPECT_EQ(waiting.get().status, 200);
}

TEST_F(ServiceTest, WhatIsThrownBecomesA500ThatSaysNothingOfTheInside) {
    for (const char* path : {"/broken", "/broken-later"}) {
        const Response answer = ask(path).get();
        EXPECT_EQ(answer.status, 500);
        EXPECT_EQ(answer.body->find("secret"), std::string::npos);
        EXPECT_FALSE(nlohmann::json::parse(*answer.body).value("request_id", "").empty());
    }
}

TEST_F(ServiceTest, UnknownPathsAndMethodsAreProblems) {
    EXPECT_EQ(ask("/nothing").get().status, 404);
    EXPECT_EQ(ask("/nothing", "OPTIONS").get().status, 404);
    const Response wrong_method = ask("/health", "DELETE").get();
    EXPECT_EQ(wrong_method.status, 405);
    EXPECT_THAT(wrong_method.headers, testing::Contains(testing::Pair("Allow", "GET, HEAD, OPTIONS")));
    EXPECT_EQ(ask("/health", "OPTIONS").get().status, 204);
}

}  // namespace
}  // namespace sanvat::api::service_test
