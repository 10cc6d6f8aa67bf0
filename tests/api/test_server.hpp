// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/server.hpp"
#include "tests/api/http_client.hpp"
#include "tests/support/small_province.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::test {

/// The small province with facilities, products, an area, and a tour route:
///
///     f1 (agro_processing, 106.05 22.05, in A)    f2 (cooperative, 106.25 22.15, in B)    f3 (craft_village,
///     106.55 22.1, in C) p1 (3 stars from 2023-02-20, at f1)         p2 (4 stars from 2024-02-20, declared in B) route
///     r1 from 106.0 22.05 east to 106.6 22.05; route r2 without a line
[[nodiscard]] data::Register small_register();

/// A server of that province, on a free port.
class TestServer {
public:
    explicit TestServer(api::ServerOptions options = {}, const data::Register& content = small_register());

    [[nodiscard]] api::Server& server() { return *server_; }
    [[nodiscard]] std::filesystem::path store() const { return folder_ / "store.gpkg"; }
    [[nodiscard]] HttpClient connect() const { return HttpClient(server_->port()); }

    /// On a connection of its own.
    [[nodiscard]] HttpAnswer get(std::string_view target, std::string_view headers = {}) const {
        return connect().get(target, headers);
    }
    /// Expects 200 and JSON.
    [[nodiscard]] nlohmann::json json(std::string_view target) const;

private:
    TemporaryFolder folder_;
    std::unique_ptr<api::Server> server_;
};

/// One for all tests of a suite that do not change it.
[[nodiscard]] const TestServer& shared_server();

/// Of the features of a collection, in their order.
[[nodiscard]] std::vector<std::string> ids(const nlohmann::json& collection);

/// Expects a problem of that status that names the parameter, and gives it.
nlohmann::json expect_problem(const HttpAnswer& answer, int status, const std::string& parameter);

}  // namespace sanvat::test
