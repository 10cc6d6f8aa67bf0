// SPDX-License-Identifier: Apache-2.0
#include "api/links.hpp"

#include <algorithm>
#include <charconv>

namespace sanvat::api {

namespace {

bool consists_of(std::string_view text, std::string_view further) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               further.find(c) != std::string_view::npos;
    });
}

/// As far as it matters: nothing that could end the address. Whether it is one, the client will notice.
bool is_ipv6(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

bool is_port(std::string_view text) noexcept {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

constexpr std::size_t longest_name = 253;  // RFC 1035 §2.3.4, without the final dot

}  // namespace

bool is_host(std::string_view text) noexcept {
    std::string_view name = text;
    std::string_view rest;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos || !is_ipv6(text.substr(1, end - 1))) return false;
        rest = text.substr(end + 1);
    } else {
        name = text.substr(0, text.find(':'));
        rest = text.substr(name.size());
        if (!consists_of(name, "-._") || name.size() > longest_name) return false;
    }
    return rest.empty() || (rest.starts_with(':') && is_port(rest.substr(1)));
}

bool is_public_url(std::string_view text) noexcept {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!text.starts_with(scheme)) continue;
        text.remove_prefix(scheme.size());
        const std::string_view host = text.substr(0, text.find('/'));
        const std::string_view path = text.substr(host.size());
        return is_host(host) && (path.empty() || consists_of(path, "/-._~%"));
    }
    return false;
}

Links::Links(std::string_view public_url, std::string_view host_header, std::string_view own_host) {
    if (!public_url.empty()) {
        base_ = public_url.substr(0, public_url.find_last_not_of('/') + 1);
    } else {
        base_ = "http://";
        base_ += is_host(host_header) ? host_header : own_host;
    }
}

std::string Links::to(std::string_view path, std::string_view query) const {
    std::string url = base_;
    url += path;
    if (!query.empty()) url.append("?").append(query);
    return url;
}

void write_link(JsonWriter& json, std::string_view href, std::string_view rel, std::string_view type,
                std::string_view title) {
    json.begin_object().member("href", href).member("rel", rel).member("type", type.substr(0, type.find("; ")));
    if (!title.empty()) json.member("title", title);
    json.end_object();
}

}  // namespace sanvat::api
