// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "api/response.hpp"

namespace sanvat::api {

/// The files of the viewer, read into memory at the start: what is not among them cannot be had, whatever a path says.
/// `name.br` and `name.gz` beside a file are its compressed forms. Immutable.
class StaticFiles {
public:
    StaticFiles() = default;

    /// All files of the folder and below it; none where there is no such folder.
    explicit StaticFiles(const std::filesystem::path& folder);

    /// By the path in a URL, such as "/assets/index-a1b2.js"; null where there is none.
    [[nodiscard]] const Response* find(std::string_view path) const;

private:
    std::map<std::string, Response, std::less<>> files_;
};

}  // namespace sanvat::api
