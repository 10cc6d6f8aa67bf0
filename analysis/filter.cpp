// SPDX-License-Identifier: Apache-2.0
#include "analysis/filter.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "analysis/feature_table.hpp"
#include "data/date.hpp"
#include "data/error.hpp"
#include "data/text.hpp"

namespace sanvat::analysis {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<double> number_of(std::string_view text) noexcept {
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size() || !(number - number == 0)) return std::nullopt;
    return number;
}

bool equals(const data::Value& value, const std::string& text) {
    struct Equals {
        const std::string& text;
        bool operator()(std::monostate /*null*/) const { return false; }
        bool operator()(bool flag) const { return text == (flag ? "true" : "false"); }
        bool operator()(std::int64_t number) const { return number_of(text) == static_cast<double>(number); }
        bool operator()(double number) const { return number_of(text) == number; }
        bool operator()(const std::string& own) const { return own == text; }
    };
    return std::visit(Equals{text}, value);
}

/// What a property takes, in words; empty where the value is fine.
std::string expected(const Property& property, const std::string& value) {
    using enum data::ValueType;
    if (!property.values.empty()) {
        const auto known = split(property.values, ' ');
        if (std::ranges::find(known, value) != known.end()) return {};
        std::string list = "one of";
        for (const auto& name : known)
            list += " " + name;
        return list;
    }
    switch (property.type) {
        case boolean:
            return value == "true" || value == "false" ? "" : "true or false";
        case integer:
        case number:
            return number_of(value) ? "" : "a number";
        case date:
            return data::Date::parse(value) ? "" : "a day like 2025-07-01";
        case string:
            return data::is_utf8(value) ? "" : "UTF-8 text";
    }
    return {};
}

}  // namespace

bool Filter::matches(const Feature& feature) const {
    return std::ranges::all_of(conditions_, [&](const PropertyCondition& condition) {
        const data::Value& value = feature.value(condition.property);
        return std::ranges::any_of(condition.one_of, [&](const std::string& text) { return equals(value, text); });
    });
}

std::string Filter::canonical() const {
    std::vector<std::string> parts;
    for (PropertyCondition condition : conditions_) {
        std::ranges::sort(condition.one_of);
        std::string part = condition.property;
        for (const auto& value : condition.one_of)
            part += (part.size() == condition.property.size() ? "=" : ",") + value;
        parts.push_back(std::move(part));
    }
    std::ranges::sort(parts);
    std::string text;
    for (const auto& part : parts)
        text += (text.empty() ? "" : "&") + part;
    return text;
}

PropertyCondition parse_condition(const Collection& collection, std::string_view property, std::string_view values) {
    const auto position = collection.find(property);
    if (!position) {
        throw data::bad_value(std::string(property), "is no property of " + std::string(collection.name),
                              "see the collection's queryables");
    }
    PropertyCondition condition{std::string(property), split(values, ',')};
    for (std::string& value : condition.one_of) {
        const std::string wanted = expected(collection.properties[*position], value);
        if (!wanted.empty())
            throw data::bad_value(std::string(property), "\"" + value + "\" is not allowed", "give " + wanted);
        value = data::to_nfc(value);
    }
    return condition;
}

PropertyCondition parse_provenance_condition(std::string_view values) {
    return parse_condition(collection(CollectionId::facilities), "provenance", values);
}

}  // namespace sanvat::analysis
