// SPDX-License-Identifier: Apache-2.0
#include "api/router.hpp"

#include <algorithm>
#include <stdexcept>

#include "api/percent.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    if (path.starts_with('/')) path.remove_prefix(1);
    for (;;) {
        const std::size_t slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

std::vector<std::string> decoded_segments(std::string_view path) {
    std::vector<std::string> decoded;
    for (const std::string_view segment : segments_of(path)) {
        auto text = percent_decode(segment, false);
        if (!text) {
            throw data::bad_value("path", "\"" + std::string(segment) + "\" is not percent-encoded UTF-8",
                                  "encode every byte that is no letter or digit as %XX");
        }
        decoded.push_back(*std::move(text));
    }
    return decoded;
}

}  // namespace

const std::string& PathArguments::at(std::string_view name) const {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.first == name; });
    if (found == all_.end()) throw std::logic_error("no path argument " + std::string(name));
    return found->second;
}

Router::Segment Router::parse_segment(std::string_view text) {
    Segment segment;
    for (;;) {
        const std::size_t open = text.find('{');
        segment.literals.emplace_back(text.substr(0, open));
        if (open == std::string_view::npos) return segment;
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) throw std::logic_error("a pattern lacks a closing brace");
        segment.names.emplace_back(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

void Router::add(std::string_view method, std::string_view pattern, std::size_t target) {
    Route route{std::string(method), {}, target};
    for (const std::string_view segment : segments_of(pattern))
        route.segments.push_back(parse_segment(segment));
    routes_.push_back(std::move(route));
}

bool Router::Segment::match(std::string_view text, std::vector<std::string>& values) const {
    if (names.empty()) return text == literals.front();
    if (!text.starts_with(literals.front())) return false;
    text.remove_prefix(literals.front().size());
    // From the back, so that the ending is what follows the last dot.
    std::vector<std::string> found(names.size());
    for (std::size_t i = names.size(); i > 0; --i) {
        const std::string& literal = literals[i];
        const std::size_t at =
            i == names.size() ? text.size() - std::min(text.size(), literal.size()) : text.rfind(literal);
        if (at == std::string_view::npos || text.substr(at, literal.size()) != literal) return false;
        const std::size_t end = at + literal.size();
        if (i < names.size()) found[i] = text.substr(end);
        text = text.substr(0, at);
    }
    found.front() = text;
    if (std::any_of(found.begin(), found.end(), [](const std::string& value) { return value.empty(); })) return false;
    std::move(found.begin(), found.end(), std::back_inserter(values));
    return true;
}

bool Router::Route::match(const std::vector<std::string>& path, std::vector<std::string>& values) const {
    if (path.size() != segments.size()) return false;
    values.clear();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!segments[i].match(path[i], values)) return false;
    }
    return true;
}

Router::Outcome Router::route(std::string_view method, std::string_view path) const {
    const std::vector<std::string> segments = decoded_segments(path);
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    Outcome outcome;
    std::vector<std::string> values;
    for (const Route& route : routes_) {
        if (!route.match(segments, values)) continue;
        const bool listed =
            std::find(outcome.allowed.begin(), outcome.allowed.end(), route.method) != outcome.allowed.end();
        if (!listed) outcome.allowed.emplace_back(route.method);
        if (outcome.target || route.method != wanted) continue;
        outcome.target = route.target;
        std::size_t next = 0;
        for (const Segment& segment : route.segments) {
            for (const std::string& name : segment.names)
                outcome.arguments.add(name, values[next++]);
        }
    }
    return outcome;
}

}  // namespace sanvat::api
