// SPDX-License-Identifier: Apache-2.0
#include "api/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "api/page.hpp"
#include "api/problem.hpp"
#include "data/error.hpp"
#include "tiler/digest.hpp"

namespace sanvat::api {

namespace {

std::string allow_header(const std::vector<std::string_view>& methods) {
    std::string allow;
    for (const std::string_view method : methods) {
        allow.append(method).append(", ");
        if (method == "GET") allow += "HEAD, ";
    }
    return allow + "OPTIONS";
}

Response preflight(const std::string& allow) {
    Response response;
    response.status = 204;
    response.cache_control = {};
    response.headers = {{"Allow", allow},
                        {"Access-Control-Allow-Methods", allow},
                        {"Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match, If-Range, Range"},
                        {"Access-Control-Max-Age", "86400"}};
    return response;
}

data::Error queue_full() {
    return {data::ErrorKind::busy, {}, "more is being worked out than the server can take on", "try again in a moment"};
}

data::Error body_not_taken() {
    data::ErrorPlace place;
    place.parameter = "body";
    return {data::ErrorKind::too_large, std::move(place), "no body is taken here", "send the request without one"};
}

/// What answers of files are counted as.
constexpr std::string_view static_file = "file";

std::string new_process_id() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return fmt::format("{:x}", std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

Service::Service(std::vector<Resource> resources, const StaticFiles& files, const CurrentState& current,
                 Workers& workers, std::string public_url, std::string version)
    : files_(files),
      current_(current),
      workers_(workers),
      public_url_(std::move(public_url)),
      version_(std::move(version)),
      process_id_(new_process_id()) {
    for (Resource& resource : resources) {
        router_.add(resource.method, resource.path, entries_.size());
        std::vector<Parameter> known = resource.known_parameters();
        const bool has_html = std::ranges::find(resource.formats, Format::html) != resource.formats.end();
        entries_.push_back({std::move(resource), std::move(known), has_html});
    }
}

Response Service::failed(const std::exception_ptr& thrown, const Entry* entry) {
    Response response = problem(thrown, fmt::format("{}-{}", process_id_, ++failures_));
    if (entry) response.resource = entry->resource.id;
    return response;
}

std::vector<std::string> Service::resource_ids() const {
    std::vector<std::string> ids{std::string(static_file)};
    for (const Entry& entry : entries_)
        ids.push_back(entry.resource.id);
    return ids;
}

bool Service::takes_body(const Request& head) const noexcept {
    try {
        const Router::Outcome outcome = router_.route(head.method, head.path);
        return outcome.target && !entries_[*outcome.target].resource.body.empty();
    } catch (const std::exception&) {
        return false;  // `handle` comes across the same, and says so
    }
}

void Service::handle(const std::shared_ptr<const Request>& request, const Reply& reply) noexcept {
    const Entry* entry = nullptr;
    try {
        Router::Outcome outcome = router_.route(request->method, request->path);
        if (!outcome.target) return reply(without_resource(*request, outcome));
        entry = &entries_[*outcome.target];
        dispatch(*entry, request, std::move(outcome.arguments), reply);
    } catch (const std::exception&) {
        reply(failed(std::current_exception(), entry));
    }
}

void Service::dispatch(const Entry& entry, const std::shared_ptr<const Request>& request, PathArguments arguments,
                       const Reply& reply) {
    if (request->body_withheld) throw body_not_taken();
    const auto call = prepare(entry, request, std::move(arguments));
    if (!entry.resource.heavy || !entry.resource.heavy(*call)) return run(entry, call, reply);
    if (!workers_.post([this, &entry, call, reply] { run(entry, call, reply); })) throw queue_full();
}

std::shared_ptr<Call> Service::prepare(const Entry& entry, const std::shared_ptr<const Request>& request,
                                       PathArguments arguments) const {
    auto call = std::make_shared<Call>(Call{request, current_.get(), std::move(arguments), Query(request->query),
                                            Links(public_url_, request->header("host"), own_host_)});
    const Resource& resource = entry.resource;
    if (!resource.lenient) call->query.require_known(entry.known);
    if (!resource.formats.empty()) {
        call->format = choose_format(call->query.find("f"), request->joined_header("accept"), resource.formats);
    }
    return call;
}

void Service::run(const Entry& entry, const std::shared_ptr<const Call>& call, const Reply& reply) noexcept {
    if (const auto* answer = std::get_if<Answer>(&entry.resource.answer)) {
        return give(
            entry, *call, [&] { return answer_now(entry.resource, *answer, *call); }, reply);
    }
    try {
        std::get<LaterAnswer>(entry.resource.answer)(
            call, [this, &entry, call, reply](const auto& answer) { give(entry, *call, answer, reply); });
    } catch (const std::exception&) {
        reply(failed(std::current_exception(), &entry));
    }
}

void Service::give(const Entry& entry, const Call& call, const std::function<Response()>& answer,
                   const Reply& reply) noexcept {
    Response response;
    try {
        response = complete(entry, call, answer());
    } catch (const std::exception&) {
        response = failed(std::current_exception(), &entry);
    }
    reply(std::move(response));
}

Response Service::answer_now(const Resource& resource, const Answer& answer, const Call& call) const {
    if (call.format != Format::html || resource.own_html) return answer(call);
    Call as_json = call;
    as_json.format = Format::json;
    const Response json = answer(as_json);
    Page page(resource.summary);
    page.trail({{"sanvat", call.links.to("/")}});
    page.link_list({{"JSON", call.links.to(call.request->path, call.query.with("f", "json"))}});
    page.verbatim(*json.body);
    Response response = respond(media::html, page.take());
    response.cache_control = json.cache_control;
    return response;
}

Response Service::complete(const Entry& entry, const Call& call, Response response) const {
    response.varies_by_accept = entry.varies_by_accept;
    response.resource = entry.resource.id;
    const bool may_be_kept = response.status == 200 && response.cache_control != caching::never;
    if (may_be_kept && response.etag.empty() && call.request->method != "POST") {
        response.etag = tiler::digest(fmt::format("{} {} {} {}?{} {}", version_, call.state->tag(), call.links.base(),
                                                  call.request->path, call.request->query, to_string(call.format)));
    }
    return response;
}

Response Service::without_resource(const Request& request, const Router::Outcome& outcome) const {
    std::vector<std::string_view> allowed = outcome.allowed;
    const Response* file = files_.find(request.path);
    if (allowed.empty() && file) allowed.emplace_back("GET");
    if (allowed.empty()) {
        return problem(data::not_found("path", "\"" + request.path + "\" is no resource of this server",
                                       "see / and /api for those there are"),
                       {});
    }
    const std::string allow = allow_header(allowed);
    if (request.method == "OPTIONS") return preflight(allow);
    if (file && (request.method == "GET" || request.method == "HEAD")) {
        Response response = *file;
        response.resource = static_file;
        return response;
    }
    Response response = problem(405, request.method + " is not possible here; the methods are " + allow);
    response.headers.emplace_back("Allow", allow);
    return response;
}

}  // namespace sanvat::api
