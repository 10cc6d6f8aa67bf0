// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/api/test_server.hpp"

namespace sanvat::api::openapi_test {
namespace {

using nlohmann::json;
using test::shared_server;

const json& document() {
    static const json parsed = shared_server().json("/api");
    return parsed;
}

TEST(OpenApi, SaysWhatItIs) {
    EXPECT_EQ(document()["openapi"], "3.0.3");
    EXPECT_EQ(document()["servers"][0]["url"], "http://test.example");
    EXPECT_EQ(shared_server().get("/api").header("content-type"), "application/vnd.oai.openapi+json;version=3.0");
    EXPECT_THAT(shared_server().get("/api", "Accept: text/html\r\n").body, testing::HasSubstr("/analysis/nearest"));
}

TEST(OpenApi, EveryPathIsAnsweredAndEveryReferenceLeadsSomewhere) {
    std::set<std::string> ids;
    for (const auto& [path, operations] : document()["paths"].items()) {
        for (const auto& [method, operation] : operations.items()) {
            EXPECT_TRUE(ids.insert(operation["operationId"]).second) << operation["operationId"];
            for (const auto& [status, response] : operation["responses"].items()) {
                if (!response.contains("$ref")) continue;
                const json::json_pointer place(response["$ref"].get<std::string>().substr(1));
                EXPECT_TRUE(document().contains(place)) << path << " " << status;
            }
        }
        if (path.find('{') != std::string::npos || !operations.contains("get")) continue;
        const auto status = shared_server().get(path).status;
        EXPECT_TRUE(status == 200 || status == 400) << path << ": " << status;  // 400: a required parameter is missing
    }
}

TEST(OpenApi, EveryParameterOfAPathIsDescribed) {
    for (const auto& [path, operations] : document()["paths"].items()) {
        for (const auto& [method, operation] : operations.items()) {
            std::set<std::string> described;
            for (const json& parameter : operation["parameters"]) {
                EXPECT_TRUE(parameter["schema"].is_object()) << path << " " << parameter["name"];
                if (parameter["in"] == "path") described.insert("{" + parameter["name"].get<std::string>() + "}");
            }
            for (const std::string& name : described)
                EXPECT_THAT(path, testing::HasSubstr(name));
            EXPECT_EQ(static_cast<std::size_t>(std::count(path.begin(), path.end(), '{')), described.size()) << path;
        }
    }
}

TEST(OpenApi, EveryFilterSaysItsLanguage) {
    int filters = 0;
    for (const auto& [path, operations] : document()["paths"].items()) {
        for (const auto& [method, operation] : operations.items()) {
            std::set<std::string> names;
            for (const json& parameter : operation["parameters"])
                names.insert(parameter["name"]);
            EXPECT_EQ(names.contains("filter"), names.contains("filter-lang")) << path;
            filters += names.contains("filter") ? 1 : 0;
        }
    }
    EXPECT_GT(filters, 9) << "items of nine collections, and more";
}

TEST(OpenApi, NoParameterThatItDescribesIsUnknownToTheResource) {
    for (const auto& [path, operations] : document()["paths"].items()) {
        if (path.find('{') != std::string::npos || !operations.contains("get")) continue;
        for (const json& parameter : operations["get"]["parameters"]) {
            const std::string name = parameter["name"];
            const auto answer = shared_server().get(path + "?" + name + "=");
            EXPECT_THAT(answer.body, testing::Not(testing::HasSubstr("is no parameter"))) << path << " " << name;
        }
    }
}

}  // namespace
}  // namespace sanvat::api::openapi_test
