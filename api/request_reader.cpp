// SPDX-License-Identifier: Apache-2.0
#include "api/request_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "api/links.hpp"
#include "data/text.hpp"

namespace sanvat::api {

namespace {

bool is_token(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

/// Visible characters, blanks, tabs and bytes above ASCII.
bool is_field_value(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return small;
}

std::optional<std::size_t> parse_length(std::string_view text, int base) noexcept {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error == std::errc::result_out_of_range) return std::string_view::npos;  // larger than any limit
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Takes a line off the front; the bare LF that RFC 9112 §2.2 lets a reader accept is accepted.
std::optional<std::string_view> next_line(std::string_view& text) noexcept {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// Length of the head with the empty line that ends it; nothing where that has not come.
std::optional<std::size_t> head_length(std::string_view bytes, std::size_t from) noexcept {
    for (std::size_t at = bytes.find('\n', from); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        if (bytes.substr(at + 1).starts_with('\n')) return at + 2;
        if (bytes.substr(at + 1).starts_with("\r\n")) return at + 3;
    }
    return std::nullopt;
}

}  // namespace

bool RequestReader::refuse(int status, std::string reason) {
    progress_ = Progress::refused;
    status_ = status;
    reason_ = std::move(reason);
    return false;
}

RequestReader::Progress RequestReader::feed(std::string_view bytes) {
    if (progress_ == Progress::refused || stopped_) return progress_;
    // What was understood goes when it is the greater part, so that a byte is moved once, however many requests come.
    if (begin_ > buffer_.size() / 2) {
        buffer_.erase(0, begin_);
        begin_ = 0;
    }
    buffer_ += bytes;
    if (progress_ != Progress::complete) read();
    return progress_;
}

void RequestReader::stop() {
    stopped_ = true;
    std::string().swap(buffer_);
    begin_ = 0;
    searched_ = 0;
    if (progress_ == Progress::complete) return;
    progress_ = Progress::empty;
    std::string().swap(request_.body);
}

void RequestReader::consume(std::size_t count) noexcept {
    begin_ += count;
    if (begin_ < buffer_.size()) return;
    buffer_.clear();
    begin_ = 0;
    // An idle connection keeps no room for the body that it once sent.
    if (buffer_.capacity() > limits_.head) std::string().swap(buffer_);
}

Request RequestReader::take() {
    Request request = std::exchange(request_, {});
    stage_ = Stage::head;
    searched_ = 0;
    expects_continue_ = false;
    read();
    return request;
}

void RequestReader::read() {
    // An empty line before a request is what some old clients leave after a body (RFC 9112 §2.2).
    if (stage_ == Stage::head) consume(std::min(rest().find_first_not_of("\r\n"), rest().size()));
    progress_ = rest().empty() && stage_ == Stage::head ? Progress::empty : Progress::partial;
    if (stage_ == Stage::head && !read_head()) return;
    const bool complete = stage_ == Stage::body ? read_body() : read_chunks();
    if (complete) progress_ = Progress::complete;
}

bool RequestReader::read_head() {
    const auto length = head_length(rest(), searched_);
    if (length.value_or(rest().size()) > limits_.head) {
        const bool endless_line = rest().find('\n') > limits_.head;
        return refuse(endless_line ? 414 : 431,
                      "the request line and headers are longer than " + std::to_string(limits_.head) + " bytes");
    }
    if (!length) {
        searched_ = rest().size() < 3 ? 0 : rest().size() - 3;
        return false;
    }
    std::string_view head = rest().substr(0, *length);
    if (!read_request_line(*next_line(head))) return false;
    for (auto line = next_line(head); line && !line->empty(); line = next_line(head)) {
        if (!read_header(*line)) return false;
    }
    consume(*length);
    return read_host() && read_framing();
}

bool RequestReader::read_request_line(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return refuse(400, "the request line has not three parts");
    const std::string_view method = line.substr(0, first);
    std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (!is_token(method)) return refuse(400, "the method is not a token");
    if (!version.starts_with("HTTP/")) return refuse(400, "the request line does not end with an HTTP version");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(505, "only HTTP/1.0 and HTTP/1.1 are spoken");
    request_.http_1_0 = version == "HTTP/1.0";
    authority_.clear();
    const std::string_view scheme = target.substr(0, target.find("://"));
    if (same_token(scheme, "http") || same_token(scheme, "https")) {
        // The absolute form, which a client sends to a proxy.
        target.remove_prefix(std::min(scheme.size() + 3, target.size()));
        authority_ = target.substr(0, target.find_first_of("/?#"));
        target.remove_prefix(authority_.size());
        if (!is_host(authority_)) return refuse(400, "the request target names no host");
    }
    if (target == "*" && method == "OPTIONS") target = "/";
    if (!target.starts_with('/') && authority_.empty()) {
        return refuse(400, "the request target does not begin with '/'");
    }
    const bool plain = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!plain) return refuse(400, "the request target has characters that must be percent-encoded");
    target = target.substr(0, target.find('#'));
    const std::size_t mark = std::min(target.find('?'), target.size());
    request_.method = method;
    request_.path = mark == 0 ? "/" : target.substr(0, mark);  // none at all where an authority stands alone
    request_.query = target.substr(std::min(mark + 1, target.size()));
    return true;
}

bool RequestReader::read_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(400, "a header has no name");
    const std::string_view value = data::trim(line.substr(colon + 1));
    if (!is_field_value(value)) return refuse(400, "a header value has control characters");
    request_.headers.emplace_back(in_small_letters(line.substr(0, colon)), value);
    return true;
}

bool RequestReader::read_host() {
    const auto is_named_host = [](const auto& header) { return header.first == "host"; };
    const auto count = std::ranges::count_if(request_.headers, is_named_host);
    // RFC 9112 §3.2: with two of them a proxy may have gone by the other.
    if (count > 1) return refuse(400, "Host is given more than once");
    if (count == 0) return request_.http_1_0 || refuse(400, "Host is missing");
    std::string& host = std::ranges::find_if(request_.headers, is_named_host)->second;
    if (!authority_.empty()) host = authority_;
    // Both an empty host and an empty port are allowed (RFC 9110 §7.2, RFC 3986 §3.2.3).
    const std::string_view name = std::string_view(host).substr(0, host.size() - (host.ends_with(':') ? 1 : 0));
    if (!name.empty() && !is_host(name)) return refuse(400, "Host is no host");
    return true;
}

bool RequestReader::read_framing() {
    const std::string lengths = request_.joined_header("content-length");
    const std::string codings = request_.joined_header("transfer-encoding");
    expects_continue_ = !request_.http_1_0 && same_token(request_.header("expect"), "100-continue");
    if (!codings.empty()) {
        // Both headers at once are how requests are smuggled past a proxy (RFC 9112 §6.1).
        if (!lengths.empty()) return refuse(400, "both Content-Length and Transfer-Encoding are given");
        if (!same_token(codings, "chunked")) return refuse(501, "the only transfer coding known is chunked");
        if (!withhold_body()) stage_ = Stage::chunks;
        return true;
    }
    body_length_ = 0;
    if (!lengths.empty()) {
        const auto length = parse_length(lengths, 10);
        if (!length) return refuse(400, "Content-Length is not one whole number");
        if (*length > 0 && withhold_body()) return true;
        if (*length > limits_.body) {
            return refuse(413, "the body is longer than " + std::to_string(limits_.body) + " bytes");
        }
        body_length_ = *length;
    }
    stage_ = Stage::body;
    return true;
}

bool RequestReader::withhold_body() {
    if (!takes_body_ || !*takes_body_ || (*takes_body_)(request_)) return false;
    request_.body_withheld = true;
    stop();  // what comes is the body, and there is nobody to read it
    stage_ = Stage::body;
    body_length_ = 0;
    return true;
}

bool RequestReader::read_body() {
    const std::string_view piece = rest().substr(0, body_length_ - request_.body.size());
    request_.body += piece;
    consume(piece.size());
    if (request_.body.size() < body_length_) return false;
    expects_continue_ = false;
    return true;
}

bool RequestReader::read_chunks() {
    std::string_view rest = this->rest();
    const auto keep_rest = [&] { consume(buffer_.size() - begin_ - rest.size()); };
    for (;;) {
        std::string_view ahead = rest;
        const auto line = next_line(ahead);
        if (!line && ahead.size() > 1024) return refuse(400, "a chunk size is longer than 1024 characters");
        if (!line) break;
        const auto size = parse_length(data::trim(line->substr(0, line->find(';'))), 16);
        if (!size) return refuse(400, "a chunk size is not a hexadecimal number");
        if (*size > limits_.body || request_.body.size() + *size > limits_.body) {
            return refuse(413, "the body is longer than " + std::to_string(limits_.body) + " bytes");
        }
        if (*size == 0) {
            // Trailers are read over up to the empty line.
            for (auto trailer = next_line(ahead); trailer; trailer = next_line(ahead)) {
                if (!trailer->empty()) continue;
                rest = ahead;
                keep_rest();
                expects_continue_ = false;
                return true;
            }
            if (ahead.size() > limits_.head || rest.size() > limits_.head)
                return refuse(431, "the trailers are too long");
            break;
        }
        if (ahead.size() < *size + 2) break;
        const std::string_view after = ahead.substr(*size);
        if (!after.starts_with("\r\n") && !after.starts_with('\n'))
            return refuse(400, "a chunk does not end with its size");
        request_.body += ahead.substr(0, *size);
        rest = after.substr(after.starts_with('\n') ? 1 : 2);
    }
    keep_rest();
    return false;
}

}  // namespace sanvat::api
