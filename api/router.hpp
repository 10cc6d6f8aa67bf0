// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sanvat::api {

/// What stood in the places of a pattern's names, percent-decoded.
class PathArguments {
public:
    void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
    /// Requires a name of the pattern.
    [[nodiscard]] const std::string& at(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

/// Finds the resource that a path names. A pattern is literal text with names in braces, none of them empty or spanning
/// a slash: "/tiles/{name}/{z}/{x}/{y}.{format}". Paths must fit whole: no slash too many, no letter too many.
class Router {
public:
    /// Patterns added earlier win.
    void add(std::string_view method, std::string_view pattern, std::size_t target);

    struct Outcome {
        std::optional<std::size_t> target;
        PathArguments arguments;
        /// Methods of the patterns that fit the path; empty where none does.
        std::vector<std::string_view> allowed;
    };

    /// HEAD is answered by GET. Throws bad_value where the path is not percent-encoded UTF-8.
    [[nodiscard]] Outcome route(std::string_view method, std::string_view path) const;

private:
    struct Segment {
        // Literal and name in turn: "{y}.{format}" is "", "y", ".", "format", "".
        std::vector<std::string> literals;
        std::vector<std::string> names;
        [[nodiscard]] bool match(std::string_view text, std::vector<std::string>& values) const;
    };
    struct Route {
        std::string method;
        std::vector<Segment> segments;
        std::size_t target;
        [[nodiscard]] bool match(const std::vector<std::string>& path, std::vector<std::string>& values) const;
    };
    [[nodiscard]] static Segment parse_segment(std::string_view text);

    std::vector<Route> routes_;
};

}  // namespace sanvat::api
