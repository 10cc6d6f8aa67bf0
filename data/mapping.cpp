// SPDX-License-Identifier: Apache-2.0
#include "data/mapping.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "data/text.hpp"

namespace sanvat::data {

namespace {

Error at_line(const std::filesystem::path& file, const toml::source_region& where, std::string problem,
              std::string remedy) {
    std::string line = where.begin.line > 0 ? "line " + std::to_string(where.begin.line) + ": " : "";
    return bad_input({.file = file.string(), .layer = {}, .record = {}, .parameter = {}}, line + problem,
                     std::move(remedy));
}

/// A scalar as the text it stands for: 3, 2.5, true, 2025-07-01 and "text" alike.
std::string scalar_text(const toml::node& node, const std::filesystem::path& file) {
    if (const auto text = node.value_exact<std::string>()) return to_nfc(*text);
    if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
    if (const auto integer = node.value_exact<std::int64_t>()) return std::to_string(*integer);
    if (const auto number = node.value_exact<double>()) return to_text(Value{*number});
    if (const auto day = node.value_exact<toml::date>()) {
        char iso[24];
        std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", static_cast<int>(day->year), static_cast<int>(day->month),
                      static_cast<int>(day->day));
        return iso;
    }
    throw at_line(file, node.source(), "not a text, number, day or true/false", "write a plain value");
}

const toml::table& table_of(const toml::node& node, std::string_view name, const std::filesystem::path& file) {
    if (const auto* table = node.as_table()) return *table;
    throw at_line(file, node.source(), "\"" + std::string{name} + "\" is no table",
                  "write [" + std::string{name} + "]");
}

std::map<std::string, std::string> texts_of(const toml::table& table, const std::filesystem::path& file) {
    std::map<std::string, std::string> texts;
    for (const auto& [key, node] : table)
        texts[to_nfc(key.str())] = scalar_text(node, file);
    return texts;
}

toml::table parse(const std::filesystem::path& file) {
    if (!std::filesystem::is_regular_file(file)) {
        throw bad_input({.file = file.string(), .layer = {}, .record = {}, .parameter = {}}, "no such mapping file",
                        "check the path");
    }
    try {
        return toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        throw at_line(file, error.source(), "not TOML: " + std::string{error.description()}, "mend the line");
    }
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

/// The first column of that folded name which nobody took yet.
std::optional<std::size_t> free_column(const std::vector<std::string>& folded, const std::set<std::size_t>& taken,
                                       std::string_view name) {
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (folded[i] == name && !taken.contains(i)) return i;
    }
    return std::nullopt;
}

}  // namespace

Mapping read_mapping(const std::filesystem::path& file) {
    Mapping mapping;
    for (const auto& [key, node] : parse(file)) {
        const std::string_view name = key.str();
        if (name == "guess") {
            const auto guess = node.value_exact<bool>();
            if (!guess)
                throw at_line(file, node.source(), "\"guess\" is neither true nor false", "write true or false");
            mapping.guess = *guess;
        } else if (name == "columns") {
            mapping.columns = texts_of(table_of(node, name, file), file);
        } else if (name == "constants") {
            mapping.constants = texts_of(table_of(node, name, file), file);
        } else if (name == "values") {
            for (const auto& [field, values] : table_of(node, name, file)) {
                const std::string section = "values." + std::string{field.str()};
                mapping.values[std::string{field.str()}] = texts_of(table_of(values, section, file), file);
            }
        } else {
            throw at_line(file, node.source(), "\"" + std::string{name} + "\" is unknown",
                          "use guess, [columns], [values.FIELD] and [constants]");
        }
    }
    return mapping;
}

BoundFields bind_fields(const Mapping& mapping, std::span<const FieldSpec> fields, const std::vector<Column>& columns,
                        const ErrorPlace& place) {
    BoundFields bound;
    std::set<std::size_t> taken;
    for (const auto& [field, name] : mapping.columns) {
        const auto found = std::ranges::find(columns, name, &Column::name);
        if (found == columns.end()) {
            throw bad_input(place, "no column \"" + name + "\", which the mapping names for " + field,
                            "it has " + joined(columns));
        }
        const auto index = static_cast<std::size_t>(found - columns.begin());
        bound.columns[field] = index;
        taken.insert(index);
    }
    std::vector<std::string> folded;
    for (const Column& column : columns)
        folded.push_back(fold(column.name));
    const auto guess = [&](const FieldSpec& field, std::string_view name) {
        if (bound.columns.contains(field.name) || mapping.constants.contains(std::string{field.name})) return;
        const auto index = free_column(folded, taken, name);
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
