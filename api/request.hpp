// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sanvat::api {

/// What a client asked for, as it came over the wire: nothing is decoded but the framing.
struct Request {
    std::string method;  ///< "GET"; a token, case kept
    std::string path;    ///< percent-encoded, begins with '/'
    std::string query;   ///< percent-encoded, without the '?'
    bool http_1_0 = false;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in small letters, values trimmed
    std::string body;
    bool body_withheld = false;  ///< a body was announced that is not read; nothing can follow on the connection

    /// The value of a header by its name in small letters; empty where it is absent. Of several the first.
    [[nodiscard]] std::string_view header(std::string_view name) const noexcept;

    /// All values of a list header joined by commas, which RFC 9110 §5.3 makes the same.
    [[nodiscard]] std::string joined_header(std::string_view name) const;

    /// True where the connection stays open after the answer: HTTP/1.1 unless the client says `close`, HTTP/1.0 only
    /// where it says `keep-alive`. Never where the body was withheld.
    [[nodiscard]] bool keeps_alive() const;
};

/// Splits a header value at its commas, blanks trimmed, empty parts dropped. Quoted commas do not occur in the headers
/// that sanvat reads.
[[nodiscard]] std::vector<std::string_view> list_items(std::string_view value);

/// Equal but for the case of ASCII letters, as header names and tokens are.
[[nodiscard]] bool same_token(std::string_view a, std::string_view b) noexcept;

}  // namespace sanvat::api
