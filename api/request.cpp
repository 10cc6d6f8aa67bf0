// SPDX-License-Identifier: Apache-2.0
#include "api/request.hpp"

#include <algorithm>

#include "data/text.hpp"

namespace sanvat::api {

namespace {

constexpr char small(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view Request::header(std::string_view name) const noexcept {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

std::string Request::joined_header(std::string_view name) const {
    std::string joined;
    for (const auto& [key, value] : headers) {
        if (key != name) continue;
        if (!joined.empty()) joined += ", ";
        joined += value;
    }
    return joined;
}

bool Request::keeps_alive() const {
    if (body_withheld) return false;
    const std::string connection = joined_header("connection");
    const auto says = [&](std::string_view token) {
        const auto items = list_items(connection);
        return std::any_of(items.begin(), items.end(), [&](auto item) { return same_token(item, token); });
    };
    return http_1_0 ? says("keep-alive") : !says("close");
}

std::vector<std::string_view> list_items(std::string_view value) {
    std::vector<std::string_view> items;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        const std::string_view item = data::trim(value.substr(0, comma));
        if (!item.empty()) items.push_back(item);
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return items;
}

bool same_token(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

}  // namespace sanvat::api
