// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/links.hpp"
#include "api/negotiation.hpp"
#include "api/query.hpp"
#include "api/request.hpp"
#include "api/response.hpp"
#include "api/router.hpp"
#include "api/state.hpp"

namespace sanvat::api {

/// A request on its way through a resource, checked as far as the resource's description goes: no parameter that it
/// does not know, a format that it offers.
struct Call {
    std::shared_ptr<const Request> request;
    StatePtr state;
    PathArguments path;
    Query query;
    Links links;
    Format format = Format::json;
};

/// Gives the answer or throws; data::Error becomes a problem by its kind.
using Answer = std::function<Response(const Call&)>;

/// Takes what gives the answer or throws.
using Done = std::function<void(const std::function<Response()>&)>;

/// Calls `Done` once, at once or later from any thread; or throws without having called it.
using LaterAnswer = std::function<void(const std::shared_ptr<const Call>&, Done)>;

/// One resource with everything that the router and the OpenAPI document need to know.
struct Resource {
    std::string method = "GET";
    std::string path = {};  ///< a pattern of the Router
    std::string id = {};    ///< operationId
    std::string tag = {};
    std::string summary = {};
    std::vector<Parameter> path_parameters = {};
    std::vector<Parameter> parameters = {};  ///< of the query; `f` and `filter-lang` come by themselves
    std::string body = {};                   ///< what the body holds; empty: requests with one get 413
    std::vector<Format> formats = {};        ///< the first is the default; empty: one form only, without `f`
    std::string_view json_type = media::json;
    std::vector<std::string_view> types = {media::json};  ///< what it sends where there are no formats
    bool own_html = false;                                ///< otherwise HTML shows the JSON
    bool lenient = false;                                 ///< parameters that it does not know are ignored
    bool documented = true;
    /// True for calls that belong in a worker: more than about a millisecond. Never where it is not set.
    std::function<bool(const Call&)> heavy = {};
    std::variant<Answer, LaterAnswer> answer = {};

    /// All that the query may hold.
    [[nodiscard]] std::vector<Parameter> known_parameters() const;
};

[[nodiscard]] inline bool always(const Call& /*call*/) {
    return true;
}

}  // namespace sanvat::api
