// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/json_writer.hpp"

namespace sanvat::api {

/// True for what a Host header may hold: a name or an IPv4 address, or an IPv6 address in brackets, and a port from 1
/// to 65535 if any. Nothing else may get into links.
[[nodiscard]] bool is_host(std::string_view text) noexcept;

/// True for an absolute http or https URL of a checked host, with a path if any, and no query or fragment.
[[nodiscard]] bool is_public_url(std::string_view text) noexcept;

/// Makes absolute links.
class Links {
public:
    /// The first of these that is there: the URL under which a proxy offers the server; the Host header if it is one;
    /// the server's own host and port.
    Links(std::string_view public_url, std::string_view host_header, std::string_view own_host);

    /// Without a slash at its end.
    [[nodiscard]] const std::string& base() const noexcept { return base_; }

    /// To a path that begins with '/', and a query without '?', if any.
    [[nodiscard]] std::string to(std::string_view path, std::string_view query = {}) const;

private:
    std::string base_;
};

/// A link object as OGC API Common has it. An empty title is left out.
void write_link(JsonWriter& json, std::string_view href, std::string_view rel, std::string_view type,
                std::string_view title = {});

}  // namespace sanvat::api
