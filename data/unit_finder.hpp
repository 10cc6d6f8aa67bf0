// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/register.hpp"

namespace sanvat::data {

/// What a record says about its unit, in the words of its source. Empty parts say nothing.
struct UnitWords {
    std::string key;           ///< "01273-20250701"
    std::string code;          ///< "01273", also without leading zeros, or a key
    std::string name;          ///< "Xã Đàm Thủy", "Đàm Thủy", or a code or key where names are expected
    std::string district;      ///< name or code of the district it lies (or lay) in
    std::optional<Date> date;  ///< a day on which the unit existed
    [[nodiscard]] bool empty() const noexcept {
        return key.empty() && code.empty() && name.empty() && district.empty();
    }
};

/// The unit found, or why none was: exactly one of the two is set unless the words are empty.
struct FoundUnit {
    std::optional<UnitKey> key;
    std::string problem;
    std::string remedy;
};

/// Finds units by exact code or name (marks and case may differ); it guesses nothing. Codes are re-used and names
/// repeat, so a second hint is often needed: the kind before the name, the district, a date, or code and name
/// together. A district named on its own is the unit.
///
/// Holds a reference to the register, which must outlive it and whose units and crosswalk must not change meanwhile.
class UnitFinder {
public:
    explicit UnitFinder(const Register& content);

    [[nodiscard]] FoundUnit find(const UnitWords& words) const;

    /// All units the words fit, where `find` wants a single one. Valid as long as the register's units.
    [[nodiscard]] std::vector<const AdminUnit*> candidates(const UnitWords& words) const;

    /// None where there is no such unit. Valid as long as the register's units.
    [[nodiscard]] const AdminUnit* unit(const UnitKey& key) const;

private:
    using Candidates = std::vector<const AdminUnit*>;

    [[nodiscard]] Candidates by_code(std::string_view code) const;
    [[nodiscard]] Candidates by_name(const std::string& name) const;
    [[nodiscard]] Candidates districts(const UnitWords& words) const;
    [[nodiscard]] Candidates narrowed(Candidates candidates, const UnitWords& words) const;
    [[nodiscard]] bool lies_in(const AdminUnit& unit, const AdminUnit& district, bool through_crosswalk) const;

    const Register& content_;
    std::multimap<std::string, const AdminUnit*> by_code_;
    std::multimap<std::string, const AdminUnit*> by_name_;  ///< folded, with and without the kind
};

/// A statistics-office code as text: digits with the leading zeros that a spreadsheet dropped. National rule: two
/// digits for a province, three for a district, five for a commune (Decision 124/2004/QĐ-TTg).
[[nodiscard]] std::string padded_code(std::string_view code, AdminLevel level);

}  // namespace sanvat::data
