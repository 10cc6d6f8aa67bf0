// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/open_file.hpp"

namespace sanvat::api {

/// Bytes that never change, shared between answers.
using Bytes = std::shared_ptr<const std::string>;

[[nodiscard]] inline Bytes make_bytes(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

namespace media {
inline constexpr std::string_view json = "application/json";
inline constexpr std::string_view geojson = "application/geo+json";
inline constexpr std::string_view schema = "application/schema+json";
inline constexpr std::string_view openapi = "application/vnd.oai.openapi+json;version=3.0";
inline constexpr std::string_view problem = "application/problem+json";
inline constexpr std::string_view html = "text/html; charset=utf-8";
inline constexpr std::string_view csv = "text/csv; charset=utf-8";
inline constexpr std::string_view xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr std::string_view gpx = "application/gpx+xml";
inline constexpr std::string_view png = "image/png";
}  // namespace media

/// How long a client may keep an answer without asking again.
namespace caching {
/// Until the next request: a change of the store must show at once, and the ETag makes asking cheap.
inline constexpr std::string_view revalidate = "no-cache";
/// A file whose name has a hash of its content.
inline constexpr std::string_view forever = "public, max-age=31536000, immutable";
inline constexpr std::string_view never = "no-store";
}  // namespace caching

/// What a resource answers. The delivery adds what every answer has: HEAD, 304, compression, Vary, CORS, Date.
struct Response {
    int status = 200;
    std::string content_type;
    Bytes body;                    ///< null: none
    std::optional<FilePart> file;  ///< sent in place of a body

    /// Already compressed forms of the body; null where there are none.
    Bytes gzip;
    Bytes brotli;

    std::string etag;       ///< without quotes, of the uncompressed body; empty: no ETag
    bool weak_etag = true;  ///< false: equal tags mean equal bytes
    std::string cache_control{caching::revalidate};
    bool varies_by_accept = false;
    std::string_view resource;  ///< id of the one that gave it, as long-lived as the service; empty: none
    std::vector<std::pair<std::string, std::string>> headers;  ///< further ones
};

[[nodiscard]] inline Response respond(std::string_view content_type, std::string body) {
    Response response;
    response.content_type = content_type;
    response.body = make_bytes(std::move(body));
    return response;
}

/// The words of RFC 9110 for a status that sanvat sends.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

}  // namespace sanvat::api
