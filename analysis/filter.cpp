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

data::ValueType type_of(std::string_view property) noexcept {
    for (const Collection& collection : collections()) {
        if (const auto found = collection.find(property)) return collection.properties[*found].type;
    }
    return data::ValueType::string;
}

/// Null, which equals nothing, where the text is none of the type's.
data::Value value_of(data::ValueType type, const std::string& text) {
    using enum data::ValueType;
    if (type == boolean && (text == "true" || text == "false")) return text == "true";
    if (type == string || type == date) return text;
    const auto found = number_of(text);
    return found && type != boolean ? data::Value{*found} : data::Value{};
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

void Filter::add(const PropertyCondition& condition) {
    if (condition.property == "provenance") provenances_.push_back(condition.one_of);
    const PropertyRef property(condition.property);
    const data::ValueType type = type_of(condition.property);
    std::vector<Expression> parts;
    parts.reserve(condition.one_of.size());
    for (const std::string& text : condition.one_of)
        parts.push_back({Comparison{property, Comparator::equal, value_of(type, text)}});
    add(joined(Junction::Kind::any, std::move(parts)));
}

bool Filter::matches(const Feature& feature) const {
    return std::ranges::all_of(conditions_,
                               [&](const Expression& condition) { return evaluate(condition, feature) == Truth::yes; });
}

bool Filter::shows_place(const Feature& feature) const {
    if (provenances_.empty()) return true;
    const auto* outline = std::get_if<std::string>(&feature.value("outline_provenance"));
    return !outline || takes(data::parse_provenance(*outline).value_or(data::Provenance::illustrative));
}

bool Filter::takes(data::Provenance provenance) const {
    return std::ranges::all_of(provenances_, [name = to_string(provenance)](const auto& allowed) {
        return std::ranges::find(allowed, name) != allowed.end();
    });
}

std::string Filter::canonical() const {
    if (conditions_.empty()) return {};
    return analysis::canonical(joined(Junction::Kind::all, conditions_));
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
