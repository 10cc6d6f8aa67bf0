// SPDX-License-Identifier: Apache-2.0
#include "api/query.hpp"

#include <algorithm>

#include "api/percent.hpp"
#include "data/error.hpp"

namespace sanvat::api {

namespace {

std::string decoded(std::string_view text, std::string_view parameter) {
    auto plain = percent_decode(text, true);
    if (plain) return *std::move(plain);
    throw data::bad_value(std::string(parameter), "\"" + std::string(text) + "\" is not percent-encoded UTF-8",
                          "encode every byte that is no letter or digit as %XX");
}

void append(std::string& encoded, std::string_view name, std::string_view value) {
    encoded += encoded.empty() ? "" : "&";
    encoded.append(percent_encode(name)).append("=").append(percent_encode(value));
}

}  // namespace

Query::Query(std::string_view encoded) {
    while (!encoded.empty()) {
        const std::string_view pair = encoded.substr(0, encoded.find('&'));
        encoded.remove_prefix(std::min(pair.size() + 1, encoded.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        std::string name = decoded(pair.substr(0, equals), pair.substr(0, equals));
        std::string value = decoded(pair.substr(std::min(equals + 1, pair.size())), name);
        if (find(name)) throw data::bad_value(name, "is given twice", "give it once; values are separated by commas");
        all_.emplace_back(std::move(name), std::move(value));
    }
}

void Query::require_known(std::span<const Parameter> known) const {
    for (const auto& [name, value] : all_) {
        if (std::ranges::find(known, name, &Parameter::name) != known.end()) continue;
        std::string names;
        for (const Parameter& parameter : known) {
            names += names.empty() ? "" : ", ";
            names += parameter.name;
        }
        throw data::bad_value(name, "is no parameter of this resource",
                              names.empty() ? "give none" : "the parameters are " + names);
    }
}

std::optional<std::string_view> Query::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : all_) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::string_view Query::get(std::string_view name, std::string_view remedy) const {
    if (const auto value = find(name)) return *value;
    throw data::bad_value(std::string(name), "is missing", std::string(remedy));
}

std::string Query::with(std::string_view name, std::string_view value) const {
    std::string encoded = without(name);
    append(encoded, name, value);
    return encoded;
}

std::string Query::without(std::string_view name) const {
    std::string encoded;
    for (const auto& [key, content] : all_) {
        if (key != name) append(encoded, key, content);
    }
    return encoded;
}

std::string Query::only(std::initializer_list<std::string_view> names) const {
    std::string encoded;
    for (const auto& [key, content] : all_) {
        if (std::ranges::find(names, key) != names.end()) append(encoded, key, content);
    }
    return encoded;
}

}  // namespace sanvat::api
