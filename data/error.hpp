// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace sanvat::data {

/// What sort of thing went wrong. The kind alone decides the exit code of the program (cli/exit_code.hpp) and the
/// HTTP status (api/problem.cpp); nothing else does.
enum class ErrorKind : std::uint8_t {
    bad_value,  ///< a parameter or an option has a value outside what is allowed
    not_found,  ///< a record, collection, style or tile that does not exist
    bad_input,  ///< a file, a record or a request body that cannot be understood
    bad_store,  ///< a store that is missing, is no GeoPackage or has an unknown schema
    too_large,  ///< more than the limit that protects the program
    busy,       ///< a bounded queue is full; the same call may go through later
    failure,    ///< the fault is on our side or the machine's
};

/// Where the evidence lies. Parts that are unknown stay empty.
struct ErrorPlace {
    std::string file;                    ///< path as the user gave it
    std::string layer;                   ///< layer or table inside the file
    std::optional<std::int64_t> record;  ///< 1-based record number inside the layer
    std::string parameter;               ///< name of the query parameter, option or column
};

/// The one exception type that sanvat throws on purpose.
///
/// `what()` is one line fit for a terminal: "FILE: layer L, record 17: problem; remedy". `problem()` and `remedy()` are
/// its parts. Text of a `failure` may speak of the inside and is logged, never sent to a client.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, ErrorPlace place, std::string problem, std::string remedy = {});

    [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
    [[nodiscard]] const ErrorPlace& place() const noexcept { return place_; }
    [[nodiscard]] const std::string& problem() const noexcept { return problem_; }
    [[nodiscard]] const std::string& remedy() const noexcept { return remedy_; }

private:
    ErrorKind kind_;
    ErrorPlace place_;
    std::string problem_;
    std::string remedy_;
};

/// A parameter or option whose value is not allowed: `bad_value("limit", "-1 is not a count", "give 1 to 10000")`.
[[nodiscard]] Error bad_value(std::string parameter, std::string problem, std::string remedy);

/// Something asked for by name that does not exist.
[[nodiscard]] Error not_found(std::string parameter, std::string problem, std::string remedy = {});

/// Input that cannot be understood, with where it stands.
[[nodiscard]] Error bad_input(ErrorPlace place, std::string problem, std::string remedy);

}  // namespace sanvat::data
