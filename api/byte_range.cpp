// SPDX-License-Identifier: Apache-2.0
#include "api/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sanvat::api {

namespace {

/// Digits and nothing else; a number too large for the type is as far as can be.
std::optional<std::uint64_t> parse_position(std::string_view digits) noexcept {
    if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return {};
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return code == std::errc() ? value : UINT64_MAX;
}

std::string_view trimmed(std::string_view text) noexcept {
    while (text.starts_with(' ') || text.starts_with('\t'))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t'))
        text.remove_suffix(1);
    return text;
}

ByteRange from(std::uint64_t first, std::uint64_t last, std::uint64_t size) noexcept {
    if (first >= size) return {ByteRange::Kind::none, 0, 0};
    return {ByteRange::Kind::part, first, std::min(last, size - 1) - first + 1};
}

}  // namespace

ByteRange parse_range(std::string_view header, std::uint64_t size) noexcept {
    constexpr std::string_view unit = "bytes=";
    if (!header.starts_with(unit)) return {};
    const std::string_view range = trimmed(header.substr(unit.size()));
    const auto dash = range.find('-');
    if (dash == std::string_view::npos) return {};
    const auto first = parse_position(range.substr(0, dash));
    const auto last = parse_position(range.substr(dash + 1));
    const bool open_end = range.size() == dash + 1;
    if (dash == 0 && last) return from(size - std::min(*last, size), size, *last > 0 ? size : 0);
    if (!first || (!last && !open_end) || (last && *last < *first)) return {};
    return from(*first, last.value_or(UINT64_MAX), size);
}

}  // namespace sanvat::api
