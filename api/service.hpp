// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/connection_keeper.hpp"
#include "api/request.hpp"
#include "api/resource.hpp"
#include "api/router.hpp"
#include "api/state.hpp"
#include "api/static_files.hpp"
#include "api/workers.hpp"

namespace sanvat::api {

/// Answers requests: finds the resource, checks what its description lets check, has it answer here or in a worker, and
/// turns everything thrown into a problem. Knows nothing of sockets. Thread-safe.
class Service {
public:
    /// What it refers to must outlive it and its replies. `version` names all that answers depend on besides the store
    /// and the question: where it is another, ETags are.
    Service(std::vector<Resource> resources, const StaticFiles& files, const CurrentState& current, Workers& workers,
            std::string public_url, std::string version);

    /// Host and port for links where nothing better is known. To be set before the first request.
    void set_own_host(std::string host) { own_host_ = std::move(host); }

    /// True where a resource will read the body that comes after this head.
    [[nodiscard]] bool takes_body(const Request& head) const noexcept;

    /// Ids of the resources, and what answers of files are said to come from: all that `Response::resource` may name.
    [[nodiscard]] std::vector<std::string> resource_ids() const;

    /// Never throws; calls the reply once.
    void handle(const std::shared_ptr<const Request>& request, const Reply& reply) noexcept;

private:
    struct Entry {
        Resource resource;
        std::vector<Parameter> known;
        bool varies_by_accept;
    };

    void dispatch(const Entry& entry, const std::shared_ptr<const Request>& request, PathArguments arguments,
                  const Reply& reply);
    [[nodiscard]] std::shared_ptr<Call> prepare(const Entry& entry, const std::shared_ptr<const Request>& request,
                                                PathArguments arguments) const;
    void run(const Entry& entry, const std::shared_ptr<const Call>& call, const Reply& reply) noexcept;
    void give(const Entry& entry, const Call& call, const std::function<Response()>& answer,
              const Reply& reply) noexcept;
    [[nodiscard]] Response answer_now(const Resource& resource, const Answer& answer, const Call& call) const;
    [[nodiscard]] Response complete(const Entry& entry, const Call& call, Response response) const;
    [[nodiscard]] Response without_resource(const Request& request, const Router::Outcome& outcome) const;
    /// `entry` is null where no resource was found.
    [[nodiscard]] Response failed(const std::exception_ptr& thrown, const Entry* entry);

    std::vector<Entry> entries_;
    Router router_;
    const StaticFiles& files_;
    const CurrentState& current_;
    Workers& workers_;
    std::string public_url_;
    std::string version_;
    std::string own_host_ = "localhost";
    std::string process_id_;  // beginning of request ids
    std::atomic<std::uint64_t> failures_ = 0;
};

}  // namespace sanvat::api
