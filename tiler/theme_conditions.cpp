// SPDX-License-Identifier: Apache-2.0
#include "tiler/theme_conditions.hpp"

#include <algorithm>
#include <vector>

namespace sanvat::tiler::theme_file {

using data::TomlSection;

namespace {

/// Patterns are for text alone; any text may come to be there.
analysis::PropertyCondition pattern_condition(const TomlSection& part, const ThemeLayer& layer,
                                              const std::string& property, const std::vector<std::string>& values) {
    const analysis::Collection& collection = analysis::collection(layer.collection);
    if (collection.properties[*collection.find(property)].type != data::ValueType::string)
        throw part.wrong(property, "is no text", "write whole values, without *");
    return {property, values};
}

}  // namespace

bool has_property(const ThemeLayer& layer, std::string_view property) {
    switch (layer.source) {
        case ThemeSource::collection:
            return analysis::collection(layer.collection).find(property).has_value();
        case ThemeSource::roads:
            return property == "name" || property == "class";
        case ThemeSource::places:
            return property == "name" || property == "kind";
        case ThemeSource::figure:
        case ThemeSource::density:
            return property == "name";
    }
    return false;
}

std::string property_or_id(TomlSection& part, std::string_view key, const ThemeLayer& layer) {
    std::string property = part.text(key);
    if (property == "id" || has_property(layer, property)) return property;
    throw part.wrong(key, "is no property of " + std::string(layer.collection_name()), "give another, or id");
}

analysis::PropertyCondition condition(TomlSection part, const ThemeLayer& layer) {
    const auto keys = part.keys();
    if (keys.size() != 1) throw part.wrong("", "is not one property", "write { property = [\"value\", …] }");
    const std::string& property = keys.front();
    const auto values = part.texts(property);
    const bool records = layer.source == ThemeSource::collection;
    if (!has_property(layer, property) || (values.empty() && !records)) {
        throw part.wrong(property, "is no property of " + std::string(layer.collection_name()),
                         "see /collections/…/queryables");
    }
    if (!records || values.empty()) return {property, values};
    const bool patterns =
        std::ranges::any_of(values, [](const std::string& value) { return value.find('*') != std::string::npos; });
    if (patterns) return pattern_condition(part, layer, property, values);
    std::string list;
    for (const std::string& value : values)
        list += (list.empty() ? "" : ",") + value;
    try {
        return analysis::parse_condition(analysis::collection(layer.collection), property, list);
    } catch (const data::Error& error) {
        throw part.wrong(property, error.problem(), error.remedy());
    }
}

}  // namespace sanvat::tiler::theme_file
