// SPDX-License-Identifier: Apache-2.0
#include "api/delivery.hpp"

#include <array>
#include <ctime>

#include "api/compression.hpp"
#include "api/negotiation.hpp"
#include "tiler/gzip.hpp"

namespace sanvat::api {

namespace {

/// "Sun, 06 Nov 1994 08:49:37 GMT", made once a second.
const std::string& http_date() {
    thread_local std::time_t made_at = -1;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        std::array<char, 40> buffer{};
        // The program never sets a locale, so the names are the English ones that HTTP wants.
        text.assign(buffer.data(), std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
        made_at = now;
    }
    return text;
}

struct Selected {
    Bytes body;
    Coding coding = Coding::identity;
};

bool comes_compressed(const Response& response) {
    if (response.gzip || response.brotli) return true;
    return response.body && response.body->size() >= smallest_compressed && compressible(response.content_type);
}

Selected select(const Request& request, const Response& response) {
    if (!comes_compressed(response)) return {response.body};
    const AcceptedCodings accepted = parse_accept_encoding(request.joined_header("accept-encoding"));
    if (accepted.brotli && response.brotli) return {response.brotli, Coding::brotli};
    if (!accepted.gzip) return {response.body};
    return {response.gzip ? response.gzip : make_bytes(tiler::gzip(*response.body, tiler::GzipEffort::quick)),
            Coding::gzip};
}

std::string_view etag_ending(Coding coding) noexcept {
    return coding == Coding::gzip ? "-gz" : coding == Coding::brotli ? "-br" : "";
}

std::string quoted_etag(const Response& response, Coding coding) {
    if (response.etag.empty()) return {};
    std::string tag = response.weak_etag ? "W/\"" : "\"";
    return tag.append(response.etag).append(etag_ending(coding)).append("\"");
}

void add(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

std::string vary_of(const Response& response) {
    std::string vary = comes_compressed(response) ? "Accept-Encoding" : "";
    if (response.varies_by_accept) vary += vary.empty() ? "Accept" : ", Accept";
    return vary;
}

bool may_have_body(int status) noexcept {
    return status != 204 && status != 304;
}

}  // namespace

std::optional<std::string> held_etag(const Request& request, std::string_view etag, std::string_view content_type) {
    const bool gzip =
        compressible(content_type) && parse_accept_encoding(request.joined_header("accept-encoding")).gzip;
    std::string tag = std::string(etag).append(etag_ending(gzip ? Coding::gzip : Coding::identity));
    if (!matches_etag(request.joined_header("if-none-match"), "\"" + tag + "\"")) return std::nullopt;
    return tag;
}

Message deliver(const Request& request, const Response& response, bool close) {
    Message message;
    message.close = close || !request.keeps_alive();
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const Selected selected = select(request, response);
    const std::string etag = quoted_etag(response, selected.coding);
    const bool same = reads && (response.status == 200 || response.status == 206) && !etag.empty() &&
                      matches_etag(request.joined_header("if-none-match"), etag);
    const int status = same ? 304 : response.status;

    message.status = status;

    std::string& head = message.head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(std::to_string(status)).append(" ").append(reason_phrase(status)).append("\r\n");
    add(head, "Date", http_date());
    add(head, "Server", "sanvat");
    add(head, "Connection", message.close ? "close" : "keep-alive");
    if (!etag.empty()) add(head, "ETag", etag);
    if (!response.cache_control.empty()) add(head, "Cache-Control", response.cache_control);
    if (const std::string vary = vary_of(response); !vary.empty()) add(head, "Vary", vary);
    add(head, "Access-Control-Allow-Origin", "*");
    add(head, "Access-Control-Expose-Headers",
        "ETag, Link, Retry-After, Content-Disposition, Content-Range, X-Request-Id");
    for (const auto& [name, value] : response.headers)
        add(head, name, value);
    if (may_have_body(status)) {
        add(head, "X-Content-Type-Options", "nosniff");
        if (!response.content_type.empty()) add(head, "Content-Type", response.content_type);
        if (selected.coding != Coding::identity) {
            add(head, "Content-Encoding", selected.coding == Coding::gzip ? "gzip" : "br");
        }
        const std::uint64_t length =
            response.file ? response.file->length : (selected.body ? selected.body->size() : 0);
        add(head, "Content-Length", std::to_string(length));
        if (request.method != "HEAD") {
            message.body = selected.body;
            message.file = response.file;
        }
    }
    head += "\r\n";
    return message;
}

std::string_view reason_phrase(int status) noexcept {
    switch (status) {
        case 200:
            return "OK";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 416:
            return "Range Not Satisfiable";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "";
    }
}

}  // namespace sanvat::api
