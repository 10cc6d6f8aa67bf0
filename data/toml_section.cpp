// SPDX-License-Identifier: Apache-2.0
#include "data/toml_section.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>
#include <fstream>
#include <optional>
#include <sstream>

namespace sanvat::data {

struct TomlFile {
    std::filesystem::path path;
    std::string text;
    toml::table root;
};

namespace {

Error wrong_at(const std::filesystem::path& file, const toml::source_region& where, const std::string& problem,
               const std::string& remedy) {
    return bad_input({.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
                     "line " + std::to_string(where.begin.line) + ": " + problem, remedy);
}

std::string range(double low, double high) {
    return "give a number from " + to_text(Value{low}) + " to " + to_text(Value{high});
}

std::optional<double> number_of(const toml::node& node, double low, double high) {
    const auto number = node.is_number() ? node.value<double>() : std::nullopt;
    return number && std::isfinite(*number) && *number >= low && *number <= high ? number : std::nullopt;
}

/// Null where it is no scalar, or a time.
Value scalar_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto flag = node.value_exact<bool>()) return *flag;
    if (const auto integer = node.value_exact<std::int64_t>()) return *integer;
    if (const auto number = node.value_exact<double>()) return *number;
    if (const auto day = node.value_exact<toml::date>())
        return fmt::format("{:04}-{:02}-{:02}", day->year, day->month, day->day);
    return {};
}

}  // namespace

/// Where the section stands in the file.
struct TomlSection::Table {
    std::shared_ptr<const TomlFile> file;
    const toml::table& keys;
    std::string path;

    [[nodiscard]] std::string full(std::string_view key) const {
        return path.empty() || key.empty() ? path + std::string(key) : path + "." + std::string(key);
    }

    [[nodiscard]] Error wrong(std::string_view key, const std::string& problem, const std::string& remedy) const {
        const toml::node* node = keys.get(key);
        return wrong_at(file->path, (node ? *node : keys).source(), full(key) + " " + problem, remedy);
    }

    [[nodiscard]] const toml::node& wanted(std::string_view key, const char* what) const {
        const toml::node* node = keys.get(key);
        if (!node) throw wrong(key, "is missing", std::string("give ") + what);
        return *node;
    }

    [[nodiscard]] const toml::array& list(std::string_view key, const char* what) const {
        const toml::array* array = wanted(key, what).as_array();
        if (!array) throw wrong(key, std::string("is not ") + what, "write it in [ ]");
        return *array;
    }

    [[nodiscard]] std::shared_ptr<const Table> inner(const toml::table& table, std::string inner_path) const {
        return std::make_shared<const Table>(Table{file, table, std::move(inner_path)});
    }
};

bool TomlSection::has(std::string_view key) {
    asked_.emplace(key);
    return table_->keys.contains(key);
}

std::vector<std::string> TomlSection::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, node] : table_->keys)
        keys.emplace_back(key.str());
    return keys;
}

bool TomlSection::is_list(std::string_view key) const {
    const toml::node* node = table_->keys.get(key);
    return node && node->is_array();
}

Error TomlSection::wrong(std::string_view key, const std::string& problem, const std::string& remedy) const {
    return table_->wrong(key, problem, remedy);
}

template <typename T>
T TomlSection::exact(std::string_view key, const char* what) {
    asked_.emplace(key);
    const auto value = table_->wanted(key, what).value_exact<T>();
    if (!value) throw wrong(key, std::string("is not ") + what, std::string("give ") + what);
    return *value;
}

std::string TomlSection::text(std::string_view key) {
    return exact<std::string>(key, "a text");
}

bool TomlSection::boolean(std::string_view key) {
    return exact<bool>(key, "true or false");
}

double TomlSection::number(std::string_view key, double low, double high) {
    asked_.emplace(key);
    const auto number = number_of(table_->wanted(key, "a number"), low, high);
    if (!number) throw wrong(key, "is no number in range", range(low, high));
    return *number;
}

int TomlSection::integer(std::string_view key, int low, int high) {
    const auto number = exact<std::int64_t>(key, "a whole number");
    if (number < low || number > high) throw wrong(key, "is out of range", range(low, high));
    return static_cast<int>(number);
}

Date TomlSection::date(std::string_view key) {
    static_cast<void>(exact<toml::date>(key, "a date"));
    const auto day = Date::parse(std::get<std::string>(value(key)));
    if (!day) throw wrong(key, "is no day of the calendar", "write it as 2025-07-01");
    return *day;
}

Value TomlSection::value(std::string_view key) {
    asked_.emplace(key);
    Value value = scalar_of(table_->wanted(key, "a value"));
    if (is_null(value)) throw wrong(key, "is not a text, number, day or true/false", "write a plain value");
    return value;
}

std::vector<std::string> TomlSection::texts(std::string_view key) {
    asked_.emplace(key);
    std::vector<std::string> texts;
    for (const toml::node& element : table_->list(key, "a list of texts")) {
        const auto text = element.value_exact<std::string>();
        if (!text) throw wrong(key, "is not a list of texts", "give [\"…\", \"…\"]");
        texts.push_back(*text);
    }
    return texts;
}

std::vector<double> TomlSection::numbers(std::string_view key, double low, double high) {
    asked_.emplace(key);
    std::vector<double> numbers;
    for (const toml::node& element : table_->list(key, "a list of numbers")) {
        const auto number = number_of(element, low, high);
        if (!number) throw wrong(key, "is not a list of numbers", range(low, high));
        numbers.push_back(*number);
    }
    return numbers;
}

std::vector<std::vector<Value>> TomlSection::rows(std::string_view key) {
    asked_.emplace(key);
    std::vector<std::vector<Value>> rows;
    for (const toml::node& element : table_->list(key, "a list of lists")) {
        const toml::array* array = element.as_array();
        if (!array) throw wrong(key, "is not a list of lists", "write [[…], […]]");
        auto& row = rows.emplace_back();
        for (const toml::node& part : *array) {
            row.push_back(scalar_of(part));
            if (is_null(row.back())) throw wrong(key, "holds something that is no plain value", "write [[…], […]]");
        }
    }
    return rows;
}

TomlSection TomlSection::section(std::string_view key) {
    asked_.emplace(key);
    const toml::table* table = table_->wanted(key, "a table").as_table();
    if (!table) throw wrong(key, "is not a table", "write it as [" + table_->full(key) + "] or { … }");
    return TomlSection(table_->inner(*table, table_->full(key)));
}

std::vector<TomlSection> TomlSection::sections(std::string_view key) {
    asked_.emplace(key);
    std::vector<TomlSection> sections;
    for (const toml::node& element : table_->list(key, "a list of tables")) {
        const toml::table* table = element.as_table();
        if (!table) throw wrong(key, "is not a list of tables", "write it as [[" + table_->full(key) + "]]");
        const std::string path = table_->full(key) + "[" + std::to_string(sections.size()) + "]";
        sections.push_back(TomlSection(table_->inner(*table, path)));
    }
    return sections;
}

void TomlSection::finish() const {
    for (const auto& [key, node] : table_->keys) {
        if (asked_.contains(key.str())) continue;
        std::string known;
        for (const std::string& name : asked_)
            known += (known.empty() ? "" : ", ") + name;
        throw wrong(key.str(), "is not a key that is known here", "known are " + known);
    }
}

std::string_view TomlSection::source() const noexcept {
    return table_->file->text;
}

TomlSection read_toml(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream || !std::filesystem::is_regular_file(file)) {
        throw bad_input({.file = file.string(), .layer = {}, .record = {}, .parameter = {}}, "cannot be read",
                        "give the path of a TOML file");
    }
    try {
        const auto whole = std::make_shared<const TomlFile>(TomlFile{file, text.str(), toml::parse(text.view())});
        return TomlSection(std::make_shared<const TomlSection::Table>(TomlSection::Table{whole, whole->root, ""}));
    } catch (const toml::parse_error& error) {
        throw wrong_at(file, error.source(), "not TOML: " + std::string(error.description()), "mend the line");
    }
}

}  // namespace sanvat::data
