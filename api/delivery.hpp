// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/request.hpp"
#include "api/response.hpp"

namespace sanvat::api {

/// An answer as it goes over the wire.
struct Message {
    int status = 0;                ///< that of the head
    std::string head;              ///< status line, headers, empty line
    Bytes body;                    ///< null: none
    std::optional<FilePart> file;  ///< behind head and body

    [[nodiscard]] std::uint64_t size() const noexcept {
        return head.size() + (body ? body->size() : 0) + (file ? file->length : 0);
    }
    bool close = false;  ///< the connection ends after it
};

/// The tag, without quotes, by which the client says in If-None-Match that it has the bytes of this strong ETag
/// already, in the coding that it would get them in. For what takes long to make and is large enough to be compressed
/// where its media type allows it; `deliver` sees to all else.
[[nodiscard]] std::optional<std::string> held_etag(const Request& request, std::string_view etag,
                                                   std::string_view content_type);

/// Makes the message for a request: chooses the coding, answers 304 where the client has the same already, leaves the
/// body out for HEAD, and adds Date, Vary, CORS and connection headers.
///
/// Heads are written here rather than by Pistache, whose `send` always adds a Content-Length of the bytes it is given:
/// 0 for an answer to HEAD and for 304, which is wrong.
[[nodiscard]] Message deliver(const Request& request, const Response& response, bool close);

}  // namespace sanvat::api
