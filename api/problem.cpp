// SPDX-License-Identifier: Apache-2.0
#include "api/problem.hpp"

#include <spdlog/spdlog.h>

#include "api/json_writer.hpp"

namespace sanvat::api {

namespace {

/// After how many seconds a client may try a full queue again.
constexpr std::string_view retry_after_s = "2";

struct Problem {
    int status = 500;
    std::string_view detail = {};
    std::string_view parameter = {};
    std::string_view expected = {};
    std::string_view request_id = {};
};

Response to_response(const Problem& problem) {
    JsonWriter json;
    json.begin_object()
        .member("type", "about:blank")
        .member("title", reason_phrase(problem.status))
        .member("status", problem.status)
        .member("detail", problem.detail);
    if (!problem.parameter.empty()) json.member("parameter", problem.parameter);
    if (!problem.expected.empty()) json.member("expected", problem.expected);
    if (!problem.request_id.empty()) json.member("request_id", problem.request_id);
    json.end_object();
    Response response = respond(media::problem, json.take());
    response.status = problem.status;
    response.cache_control = caching::never;
    if (!problem.request_id.empty()) response.headers.emplace_back("X-Request-Id", problem.request_id);
    if (problem.status == 503) response.headers.emplace_back("Retry-After", retry_after_s);
    return response;
}

Response our_fault(std::string_view what, std::string_view request_id) {
    spdlog::error("request {}: {}", request_id, what);
    return to_response({.status = 500,
                        .detail = "The server failed to answer. The fault is logged under the request id.",
                        .request_id = request_id});
}

/// One sentence of the problem, with the parameter in front, and the remedy after it.
std::string detail_of(const data::Error& error) {
    std::string detail = error.place().parameter;
    if (!detail.empty()) detail += ": ";
    if (!error.place().layer.empty()) detail += "layer " + error.place().layer + ": ";
    if (error.place().record) detail += "record " + std::to_string(*error.place().record) + ": ";
    detail += error.problem();
    if (!error.remedy().empty()) detail += "; " + error.remedy();
    return detail;
}

}  // namespace

int http_status(data::ErrorKind kind) noexcept {
    switch (kind) {
        case data::ErrorKind::bad_value:
        case data::ErrorKind::bad_input:
            return 400;
        case data::ErrorKind::not_found:
            return 404;
        case data::ErrorKind::too_large:
            return 413;
        case data::ErrorKind::busy:
            return 503;
        case data::ErrorKind::bad_store:
        case data::ErrorKind::failure:
            return 500;
    }
    return 500;
}

Response problem(const data::Error& error, std::string_view request_id) {
    const int status = http_status(error.kind());
    if (status == 500) return our_fault(error.what(), request_id);
    return to_response({.status = status,
                        .detail = detail_of(error),
                        .parameter = error.place().parameter,
                        .expected = error.remedy()});
}

Response problem(int status, std::string_view detail) {
    return to_response({.status = status, .detail = detail});
}

Response problem(const std::exception_ptr& thrown, std::string_view request_id) {
    try {
        std::rethrow_exception(thrown);
    } catch (const data::Error& error) {
        return problem(error, request_id);
    } catch (const std::exception& error) {
        return our_fault(error.what(), request_id);
    }
}

}  // namespace sanvat::api
