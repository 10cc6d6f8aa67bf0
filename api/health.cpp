// SPDX-License-Identifier: Apache-2.0
#include "api/json_writer.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

Response alive(const Call& /*call*/) {
    Response response = respond(media::json, JsonWriter().begin_object().member("status", "ok").end_object().take());
    response.cache_control = caching::never;
    return response;
}

Response ready(const Call& call) {
    const analysis::Snapshot& snapshot = *call.state->snapshot();
    JsonWriter json;
    json.begin_object()
        .member("status", "ready")
        .member("reference_date", snapshot.reference_date())
        .member("store", call.state->tag())
        .end_object();
    Response response = respond(media::json, json.take());
    response.cache_control = caching::never;
    return response;
}

}  // namespace

void add_health(Resources& resources) {
    resources.push_back({.path = "/health",
                         .id = "getHealth",
                         .tag = "Server",
                         .summary = "Whether the server is alive",
                         .formats = {Format::json, Format::html},
                         .answer = Answer(alive)});
    resources.push_back({.path = "/ready",
                         .id = "getReadiness",
                         .tag = "Server",
                         .summary = "Whether the server can answer, and from which state of the store",
                         .formats = {Format::json, Format::html},
                         .answer = Answer(ready)});
}

void add_metrics(Resources& resources, std::function<std::string()> text) {
    constexpr std::string_view exposition = "text/plain; version=0.0.4; charset=utf-8";
    resources.push_back({.path = "/metrics",
                         .id = "getMetrics",
                         .tag = "Server",
                         .summary = "Counters and gauges of the server, for Prometheus",
                         .types = {exposition},
                         .answer = Answer([text = std::move(text)](const Call&) {
                             Response response = respond(exposition, text());
                             response.cache_control = caching::never;
                             return response;
                         })});
}

}  // namespace sanvat::api
