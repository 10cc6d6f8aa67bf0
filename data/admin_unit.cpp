// SPDX-License-Identifier: Apache-2.0
#include "data/admin_unit.hpp"

#include <string>

namespace sanvat::data {

namespace {

/// The first letter as a capital. Kinds are lower-case Vietnamese words ("xã", "đặc khu").
std::string capitalised(std::string text) {
    if (text.starts_with("đ")) return "Đ" + text.substr(std::string_view{"đ"}.size());
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace

std::string UnitKey::to_string() const {
    std::string text = code + "-";
    for (const char c : valid_from.to_string()) {
        if (c != '-') text += c;
    }
    return text;
}

std::optional<UnitKey> parse_unit_key(std::string_view text) {
    const auto dash = text.rfind('-');
    if (dash == std::string_view::npos || dash == 0 || text.size() - dash != 9) return std::nullopt;
    const std::string_view day = text.substr(dash + 1);
    std::string iso{day.substr(0, 4)};
    iso.append("-").append(day.substr(4, 2)).append("-").append(day.substr(6, 2));
    const auto date = Date::parse(iso);
    if (!date) return std::nullopt;
    return UnitKey{std::string{text.substr(0, dash)}, *date};
}

std::string full_name(const AdminUnit& unit) {
    if (unit.kind.empty()) return unit.name;
    return capitalised(unit.kind) + " " + unit.name;
}

}  // namespace sanvat::data
