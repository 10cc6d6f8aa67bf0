// SPDX-License-Identifier: Apache-2.0
#include "data/mapping.hpp"

#include <algorithm>
#include <set>

#include "data/text.hpp"
#include "data/toml_section.hpp"

namespace sanvat::data {

namespace {

/// The values of the table as the texts they stand for: 3, 2.5, true, 2025-07-01 and "text" alike.
std::map<std::string, std::string> texts_of(TomlSection& parent, std::string_view name) {
    std::map<std::string, std::string> texts;
    if (!parent.has(name)) return texts;
    TomlSection table = parent.section(name);
    for (const std::string& key : table.keys())
        texts[to_nfc(key)] = to_nfc(to_text(table.value(key)));
    return texts;
}

std::string joined(std::span<const FieldSpec> fields) {
    std::string names;
    for (const FieldSpec& field : fields)
        names.append(names.empty() ? "" : ", ").append(field.name);
    return names;
}

std::string joined(const std::vector<Column>& columns) {
    std::string names;
    for (const Column& column : columns)
        names.append(names.empty() ? "" : ", ").append(column.name);
    return names;
}

Error no_column(const ErrorPlace& place, const std::string& name, const std::string& field,
                const std::vector<Column>& columns) {
    return bad_input(place, "no column \"" + name + "\", which the mapping names for " + field,
                     "it has " + joined(columns));
}

/// The first column of that folded name which nobody took yet.
std::optional<std::size_t> free_column(const std::vector<std::string>& folded, const std::set<std::size_t>& taken,
                                       std::string_view name) {
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (folded[i] == name && !taken.contains(i)) return i;
    }
    return std::nullopt;
}

/// What a Shapefile leaves of a longer name, folded; empty for a shorter one.
std::string cut_name(std::string_view name) {
    constexpr std::size_t longest = 10;  // of a name in dBASE
    return name.size() > longest ? fold(name.substr(0, longest)) : std::string{};
}

}  // namespace

Mapping read_mapping(const std::filesystem::path& file) {
    Mapping mapping;
    TomlSection root = read_toml(file);
    if (root.has("guess")) mapping.guess = root.boolean("guess");
    mapping.columns = texts_of(root, "columns");
    mapping.constants = texts_of(root, "constants");
    if (root.has("values")) {
        TomlSection values = root.section("values");
        for (const std::string& field : values.keys())
            mapping.values[field] = texts_of(values, field);
    }
    root.finish();
    return mapping;
}

BoundFields bind_fields(const Mapping& mapping, std::span<const FieldSpec> fields, const std::vector<Column>& columns,
                        const ErrorPlace& place) {
    BoundFields bound;
    std::set<std::size_t> taken;
    for (const auto& [field, name] : mapping.columns) {
        const auto found = std::ranges::find(columns, name, &Column::name);
        if (found == columns.end()) {
            throw no_column(place, name, field, columns);
        }
        const auto index = static_cast<std::size_t>(found - columns.begin());
        bound.columns[field] = index;
        taken.insert(index);
    }
    std::vector<std::string> folded;
    folded.reserve(columns.size());
    for (const Column& column : columns)
        folded.push_back(fold(column.name));
    const auto guess = [&](const FieldSpec& field, std::string_view name) {
        if (bound.columns.contains(field.name) || mapping.constants.contains(std::string{field.name})) return;
        const auto index = name.empty() ? std::nullopt : free_column(folded, taken, name);
        if (!index) return;
        bound.columns[std::string{field.name}] = *index;
        bound.guessed.push_back({std::string{field.name}, columns[*index].name});
        taken.insert(*index);
    };
    if (mapping.guess) {
        // Own names of all fields before any alias, so that a loose alias never takes another field's own column.
        for (const FieldSpec& field : fields)
            guess(field, fold(field.name));
        for (const FieldSpec& field : fields) {
            for (const std::string_view alias : field.aliases)
                guess(field, alias);
        }
        for (const FieldSpec& field : fields)
            guess(field, cut_name(field.name));
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!taken.contains(i)) bound.unused.push_back(columns[i].name);
    }
    return bound;
}

void check_fields(const Mapping& mapping, std::span<const FieldSpec> fields, const std::filesystem::path& file) {
    const auto check = [&](const std::string& name) {
        if (std::ranges::find(fields, name, &FieldSpec::name) != fields.end()) return;
        throw bad_input({.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
                        "\"" + name + "\" is no field of this kind", "use " + joined(fields));
    };
    for (const auto& [field, column] : mapping.columns)
        check(field);
    for (const auto& [field, value] : mapping.constants)
        check(field);
    for (const auto& [field, values] : mapping.values)
        check(field);
}

std::string translated(const Mapping& mapping, std::string_view field, std::string text) {
    const auto table = mapping.values.find(std::string{field});
    if (table == mapping.values.end()) return text;
    if (const auto exact = table->second.find(text); exact != table->second.end()) return exact->second;
    const std::string folded = fold(text);
    for (const auto& [from, to] : table->second) {
        if (fold(from) == folded) return to;
    }
    return text;
}

}  // namespace sanvat::data
