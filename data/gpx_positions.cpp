// SPDX-License-Identifier: Apache-2.0
#include "data/gpx_positions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>

#include "data/error.hpp"

namespace sanvat::data {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Moves behind the next occurrence of the text; to the end where there is none.
void skip_past(std::string_view& document, std::string_view text) {
    const auto at = document.find(text);
    document.remove_prefix(at == std::string_view::npos ? document.size() : at + text.size());
}

/// The inside of the next tag of an element, "trkpt lat='1' lon='2'"; nothing at the end. A `>` in quotes closes none.
std::optional<std::string_view> next_tag(std::string_view& document) {
    while (true) {
        const auto open = document.find('<');
        if (open == std::string_view::npos) return std::nullopt;
        document.remove_prefix(open + 1);
        if (document.starts_with("!--")) {
            skip_past(document, "-->");
        } else if (document.starts_with("![CDATA[")) {
            skip_past(document, "]]>");
        } else {
            break;
        }
    }
    char quote = 0;
    std::size_t end = 0;
    for (; end < document.size() && (quote != 0 || document[end] != '>'); ++end) {
        const char c = document[end];
        if (quote == c) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        }
    }
    if (end == document.size()) return std::nullopt;  // it breaks off, which is for the reader to tell
    const std::string_view tag = document.substr(0, end);
    document.remove_prefix(end);
    return tag;
}

/// The value of an attribute as written, without its quotes.
std::optional<std::string_view> attribute(std::string_view tag, std::string_view name) {
    tag.remove_prefix(std::min(tag.find_first_of(blanks), tag.size()));
    while (true) {
        tag.remove_prefix(std::min(tag.find_first_not_of(blanks), tag.size()));
        const std::string_view found = tag.substr(0, tag.find_first_of("= \t\r\n"));
        const auto open = tag.find_first_of("\"'");
        if (open == std::string_view::npos) return std::nullopt;
        const auto close = tag.find(tag[open], open + 1);
        if (close == std::string_view::npos) return std::nullopt;
        if (found == name) return tag.substr(open + 1, close - open - 1);
        tag.remove_prefix(close + 1);
    }
}

bool is_number(std::string_view text) {
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    text.remove_prefix(first);
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    if (text.starts_with('+')) text.remove_prefix(1);
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc{} && end == text.data() + text.size() && number - number == 0;
}

void check(std::string_view tag, std::string_view element, std::size_t count, std::string_view name) {
    const auto value = attribute(tag, name);
    if (value && is_number(*value)) return;
    constexpr std::size_t most_shown = 40;
    std::string problem = std::string(element) + " " + std::to_string(count) + ": ";
    problem += value ? std::string(name) + " \"" + std::string(value->substr(0, most_shown)) + "\" is no number"
                     : "has no " + std::string(name);
    throw bad_input({}, std::move(problem), R"(give every point lat and lon in degrees, as lat="22.67" lon="106.26")");
}

}  // namespace

void check_gpx_positions(std::string_view document) {
    constexpr std::array<std::string_view, 3> elements{"wpt", "rtept", "trkpt"};
    std::array<std::size_t, 3> counts{};
    while (const auto tag = next_tag(document)) {
        const std::string_view name = tag->substr(0, tag->find_first_of(" \t\r\n/"));
        const auto element = std::ranges::find(elements, name);
        if (element == elements.end()) continue;
        const std::size_t count = ++counts.at(static_cast<std::size_t>(element - elements.begin()));
        check(*tag, name, count, "lat");
        check(*tag, name, count, "lon");
    }
}

}  // namespace sanvat::data
