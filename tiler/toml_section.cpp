// SPDX-License-Identifier: Apache-2.0
#include "tiler/toml_section.hpp"

#include <cmath>

namespace sanvat::tiler {

namespace {

std::string line_of(const toml::node& node) {
    return "line " + std::to_string(node.source().begin.line) + ": ";
}

std::string range(double low, double high) {
    const auto text = [](double v) {
        std::string s = std::to_string(v);
        s.erase(s.find_last_not_of('0') + 1);
        if (s.back() == '.') s.pop_back();
        return s;
    };
    return "give a number from " + text(low) + " to " + text(high);
}

}  // namespace

TomlSection::TomlSection(const toml::table& table, std::string path, const std::filesystem::path& file)
    : table_(table), path_(std::move(path)), file_(file) {}

std::vector<std::string> TomlSection::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, node] : table_)
        keys.emplace_back(key.str());
    return keys;
}

bool TomlSection::has(std::string_view key) {
    asked_.emplace(key);
    return table_.contains(key);
}

std::string TomlSection::full(std::string_view key) const {
    if (path_.empty() || key.empty()) return path_ + std::string(key);
    return path_ + "." + std::string(key);
}

data::Error TomlSection::wrong(std::string_view key, const std::string& problem, const std::string& remedy) const {
    const toml::node* node = table_.get(key);
    return data::bad_input({.file = file_.string(), .layer = {}, .record = {}, .parameter = {}},
                           line_of(node ? *node : table_) + full(key) + " " + problem, remedy);
}

const toml::node& TomlSection::wanted(std::string_view key, const char* what) {
    asked_.emplace(key);
    const toml::node* node = table_.get(key);
    if (!node) throw wrong(key, "is missing", std::string("give ") + what);
    return *node;
}

template <typename T>
T TomlSection::value(std::string_view key, const char* what) {
    const auto value = wanted(key, what).value_exact<T>();
    if (!value) throw wrong(key, std::string("is not ") + what, std::string("give ") + what);
    return *value;
}

std::string TomlSection::text(std::string_view key) {
    return value<std::string>(key, "a text");
}

bool TomlSection::boolean(std::string_view key) {
    return value<bool>(key, "true or false");
}

double TomlSection::number(std::string_view key, double low, double high) {
    const toml::node& node = wanted(key, "a number");
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value) || *value < low || *value > high) {
        throw wrong(key, "is no number in range", range(low, high));
    }
    return *value;
}

int TomlSection::integer(std::string_view key, int low, int high) {
    const auto number = value<std::int64_t>(key, "a whole number");
    if (number < low || number > high) throw wrong(key, "is out of range", range(low, high));
    return static_cast<int>(number);
}

std::vector<std::string> TomlSection::texts(std::string_view key) {
    const toml::array* array = wanted(key, "a list of texts").as_array();
    std::vector<std::string> texts;
    if (array) {
        for (const auto& element : *array) {
            const auto text = element.value_exact<std::string>();
            if (text) texts.push_back(*text);
        }
    }
    if (!array || texts.size() != array->size()) throw wrong(key, "is not a list of texts", "give [\"…\", \"…\"]");
    return texts;
}

std::vector<double> TomlSection::numbers(std::string_view key, double low, double high) {
    const toml::array* array = wanted(key, "a list of numbers").as_array();
    std::vector<double> numbers;
    if (array) {
        for (const auto& element : *array) {
            const auto number = element.is_number() ? element.value<double>() : std::nullopt;
            if (number && *number >= low && *number <= high) numbers.push_back(*number);
        }
    }
    if (!array || numbers.size() != array->size()) throw wrong(key, "is not a list of numbers", range(low, high));
    return numbers;
}

TomlSection TomlSection::section(std::string_view key) {
    const toml::table* table = wanted(key, "a table").as_table();
    if (!table) throw wrong(key, "is not a table", "write it as [" + full(key) + "] or { … }");
    return {*table, full(key), file_};
}

std::vector<TomlSection> TomlSection::sections(std::string_view key) {
    const toml::array* array = wanted(key, "a list of tables").as_array();
    if (!array || !array->is_homogeneous<toml::table>()) {
        throw wrong(key, "is not a list of tables", "write it as [[" + full(key) + "]]");
    }
    std::vector<TomlSection> sections;
    for (std::size_t i = 0; i < array->size(); ++i) {
        sections.emplace_back(*array->get(i)->as_table(), full(key) + "[" + std::to_string(i) + "]", file_);
    }
    return sections;
}

const toml::node& TomlSection::node(std::string_view key) {
    return wanted(key, "a value");
}

void TomlSection::finish() const {
    for (const auto& [key, node] : table_) {
        if (asked_.contains(key.str())) continue;
        std::string known;
        for (const std::string& name : asked_)
            known += (known.empty() ? "" : ", ") + name;
        throw wrong(key.str(), "is not a key that is known here", "known are " + known);
    }
}

}  // namespace sanvat::tiler
