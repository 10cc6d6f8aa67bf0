// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/date.hpp"
#include "data/error.hpp"
#include "data/value.hpp"

namespace sanvat::data {

/// One table of a TOML file whose every key must be asked for: `finish` names those that nobody did. All errors are
/// bad_input with file, line and the full path of the key ("styles.overview.layers", "owners[2].id"). A section keeps
/// its file alive; a copy goes on with what was asked until then.
class TomlSection {
public:
    /// Asks for the key, too.
    [[nodiscard]] bool has(std::string_view key);
    /// Of what is there, in alphabetical order.
    [[nodiscard]] std::vector<std::string> keys() const;
    [[nodiscard]] bool is_list(std::string_view key) const;

    // What stands there. Each throws where the key is missing, or holds something else.
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// Finite, from `low` to `high`.
    [[nodiscard]] double number(std::string_view key, double low, double high);
    [[nodiscard]] std::vector<double> numbers(std::string_view key, double low, double high);
    [[nodiscard]] int integer(std::string_view key, int low, int high);
    [[nodiscard]] bool boolean(std::string_view key);
    [[nodiscard]] Date date(std::string_view key);
    [[nodiscard]] Value value(std::string_view key);                           ///< never null; dates as ISO text
    [[nodiscard]] std::vector<std::vector<Value>> rows(std::string_view key);  ///< a list of lists of such values
    [[nodiscard]] TomlSection section(std::string_view key);
    [[nodiscard]] std::vector<TomlSection> sections(std::string_view key);  ///< a list of tables, maybe empty

    /// The text of the whole file, for as long as there is a section of it.
    [[nodiscard]] std::string_view source() const noexcept;

    /// Throws where a key was never asked for.
    void finish() const;

    /// The error to throw about a key that is there, or about the section itself where it is not.
    [[nodiscard]] Error wrong(std::string_view key, const std::string& problem, const std::string& remedy) const;

private:
    struct Table;
    explicit TomlSection(std::shared_ptr<const Table> table) : table_(std::move(table)) {}
    friend TomlSection read_toml(const std::filesystem::path& file);

    template <typename T>
    T exact(std::string_view key, const char* what);

    std::shared_ptr<const Table> table_;
    std::set<std::string, std::less<>> asked_;
};

/// The whole file. Throws Error(bad_input) where it cannot be read or is no TOML, then with the line.
[[nodiscard]] TomlSection read_toml(const std::filesystem::path& file);

}  // namespace sanvat::data
