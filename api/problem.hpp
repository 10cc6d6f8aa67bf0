// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "api/response.hpp"
#include "data/error.hpp"

namespace sanvat::api {

/// The one table of what an error means to a client of the server.
[[nodiscard]] int http_status(data::ErrorKind kind) noexcept;

/// An RFC 9457 problem: title and status, `detail` in words, and where a parameter is at fault `parameter` with
/// `expected`, what would be right. Of a 500 it says nothing but the request id under which it is logged.
[[nodiscard]] Response problem(const data::Error& error, std::string_view request_id);

/// For what went wrong before there was a resource.
[[nodiscard]] Response problem(int status, std::string_view detail);

/// Whatever was thrown; logs what is our own fault.
[[nodiscard]] Response problem(const std::exception_ptr& thrown, std::string_view request_id);

}  // namespace sanvat::api
