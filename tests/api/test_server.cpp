// SPDX-License-Identifier: Apache-2.0
#include "tests/api/test_server.hpp"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "data/store.hpp"

namespace sanvat::test {

data::Register small_register() {
    SmallProvince province;
    auto& f1 = province.facility("f1", province.a, data::LonLat{106.05, 22.05});
    f1.name = "Nhà máy miến dong";
    auto& f2 = province.facility("f2", province.b, data::LonLat{106.25, 22.15});
    f2.kind = data::FacilityKind::cooperative;
    f2.validity = {day("2024-01-01"), {}};
    auto& f3 = province.facility("f3", province.c, data::LonLat{106.55, 22.1});
    f3.kind = data::FacilityKind::craft_village;
    f3.lineage.provenance = data::Provenance::illustrative;
    province.product("p1", province.a, "2023-02-20", 3).facility = "f1";
    province.product("p2", province.b, "2024-02-20", 4);
    province.area("a1", {province.a}, 2024, 12.5);
    data::TourRoute route;
    route.id = "r1";
    route.name = "Tuyến miền Đông";
    route.line = {{{106.0, 22.05}, {106.6, 22.05}}};
    route.lineage = province.reported;
    province.content.tour_routes.push_back(route);
    route.id = "r2";
    route.line.clear();
    province.content.tour_routes.push_back(route);
    province.content.title = "Cao Bằng";
    data::sort_tables(province.content);
    return province.content;
}

TestServer::TestServer(api::ServerOptions options, const data::Register& content) {
    spdlog::set_level(spdlog::level::err);
    data::Store::create(store(), content);
    options.host = "127.0.0.1";
    options.port = 0;
    server_ = std::make_unique<api::Server>(options, store());
    server_->start();
}

nlohmann::json TestServer::json(std::string_view target) const {
    const HttpAnswer answer = get(target);
    EXPECT_EQ(answer.status, 200) << target << ": " << answer.body;
    return nlohmann::json::parse(answer.body);
}

const TestServer& shared_server() {
    static const TestServer server;
    return server;
}

std::vector<std::string> ids(const nlohmann::json& collection) {
    std::vector<std::string> ids;
    for (const auto& feature : collection["features"])
        ids.push_back(feature["id"]);
    return ids;
}

nlohmann::json expect_problem(const HttpAnswer& answer, int status, const std::string& parameter) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
    const auto problem = nlohmann::json::parse(answer.body);
    EXPECT_EQ(problem.value("status", 0), status);
    EXPECT_FALSE(problem.value("title", "").empty());
    EXPECT_FALSE(problem.value("detail", "").empty());
    EXPECT_EQ(problem.value("parameter", ""), parameter) << answer.body;
    return problem;
}

}  // namespace sanvat::test
