// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: reading a TOML table strictly.
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "data/error.hpp"

namespace sanvat::tiler {

/// One table of a TOML file whose every key must be asked for: `finish` names those that nobody did. All errors are
/// bad_input with file, line and the full path of the key. The table and the file name must outlive the section.
class TomlSection {
public:
    TomlSection(const toml::table& table, std::string path, const std::filesystem::path& file);

    /// Asks for the key, too.
    [[nodiscard]] bool has(std::string_view key);
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::vector<std::string> keys() const;

    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// Finite, from `low` to `high`.
    [[nodiscard]] double number(std::string_view key, double low, double high);
    [[nodiscard]] std::vector<double> numbers(std::string_view key, double low, double high);
    [[nodiscard]] int integer(std::string_view key, int low, int high);
    [[nodiscard]] bool boolean(std::string_view key);
    [[nodiscard]] TomlSection section(std::string_view key);
    [[nodiscard]] std::vector<TomlSection> sections(std::string_view key);  ///< an array of tables
    [[nodiscard]] const toml::node& node(std::string_view key);

    /// Throws where a key was never asked for.
    void finish() const;

    /// The error to throw about a key that is there, or about the section itself where it is not.
    [[nodiscard]] data::Error wrong(std::string_view key, const std::string& problem, const std::string& remedy) const;

private:
    template <typename T>
    T value(std::string_view key, const char* what);
    [[nodiscard]] const toml::node& wanted(std::string_view key, const char* what);
    [[nodiscard]] std::string full(std::string_view key) const;

    const toml::table& table_;
    std::string path_;
    const std::filesystem::path& file_;
    std::set<std::string, std::less<>> asked_;
};

}  // namespace sanvat::tiler
