// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: what a value in a column of a store may be. The same rules stand in the tables as
// constraints, so that a GIS refuses a wrong edit, and in the reader, for stores made before or edited around them.
#pragma once

#include <algorithm>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "data/admin_unit.hpp"
#include "data/facility.hpp"
#include "data/indicator_figure.hpp"
#include "data/lineage.hpp"
#include "data/producer.hpp"
#include "data/product.hpp"

namespace sanvat::data::schema {

template <typename T>
struct Optional : std::false_type {
    using Value = T;
};
template <typename T>
struct Optional<std::optional<T>> : std::true_type {
    using Value = T;
};

/// Enumerations by their names, each through its own parser.
template <typename E>
[[nodiscard]] std::optional<E> parse_enum(std::string_view text) {
    if constexpr (std::same_as<E, PositionAccuracy>)
        return parse_position_accuracy(text);
    else if constexpr (std::same_as<E, Provenance>)
        return parse_provenance(text);
    else if constexpr (std::same_as<E, AdminLevel>)
        return parse_admin_level(text);
    else if constexpr (std::same_as<E, ProducerKind>)
        return parse_producer_kind(text);
    else if constexpr (std::same_as<E, FacilityKind>)
        return parse_facility_kind(text);
    else if constexpr (std::same_as<E, FigureRole>)
        return parse_figure_role(text);
    else
        return parse_product_group(text);
}

template <typename E>
inline constexpr E last_of{};
template <>
inline constexpr PositionAccuracy last_of<PositionAccuracy> = PositionAccuracy::none;
template <>
inline constexpr Provenance last_of<Provenance> = Provenance::illustrative;
template <>
inline constexpr AdminLevel last_of<AdminLevel> = AdminLevel::commune;
template <>
inline constexpr ProducerKind last_of<ProducerKind> = ProducerKind::other;
template <>
inline constexpr FacilityKind last_of<FacilityKind> = FacilityKind::craft_village;
template <>
inline constexpr FigureRole last_of<FigureRole> = FigureRole::published;
template <>
inline constexpr ProductGroup last_of<ProductGroup> = ProductGroup::souvenirs;

/// True for a value of the enumeration that its column may hold: a group belongs to its rule book.
template <typename E>
[[nodiscard]] bool allows(std::string_view column, E value) {
    if constexpr (std::same_as<E, ProductGroup>) {
        if (column == "group_2019") return std::ranges::find(product_groups_2019, value) != product_groups_2019.end();
        if (column == "group_2023") return std::ranges::find(product_groups_2023, value) != product_groups_2023.end();
    }
    return true;
}

/// The names that the column may hold, each in quotes of that kind.
template <typename E>
[[nodiscard]] std::string words_of(std::string_view column, std::string_view quote, std::string_view separator) {
    std::string words;
    for (int i = 0; i <= static_cast<int>(last_of<E>); ++i) {
        const auto value = static_cast<E>(i);
        if (!allows(column, value)) continue;
        words.append(words.empty() ? "" : separator).append(quote).append(to_string(value)).append(quote);
    }
    return words;
}

/// Limits of a number. Columns of one name mean the same in every table.
struct Range {
    double least = std::numeric_limits<double>::lowest();
    double most = std::numeric_limits<double>::max();
    bool without_least = false;  ///< above `least`, not equal to it
    std::string_view said;       ///< for people; empty where every number will do

    [[nodiscard]] bool holds(double value) const noexcept {
        return value <= most && (without_least ? value > least : value >= least);
    }
    [[nodiscard]] std::string words() const { return said.empty() ? "" : " " + std::string(said); }
};

[[nodiscard]] inline Range range_of(std::string_view column) {
    if (column == "stars") return {fewest_stars, most_stars, false, "from 3 to 5"};
    if (column == "year") return {0, 2100, false, "from 0 (not dated) to 2100"};
    if (column == "tonnes" || column == "hectares") return {.least = 0, .without_least = true, .said = "above 0"};
    // A share measured on outlines carries the dust of dividing areas.
    if (column == "share" || column.starts_with("share_of_")) return {0, 1 + 1e-6, false, "from 0 to 1"};
    return {};
}

/// True for text without which a record cannot be told apart.
[[nodiscard]] constexpr bool is_key(std::string_view column) noexcept {
    return column == "id" || column == "code";
}

/// True for text that says on which record a row hangs. A row that hangs on nothing can be read, but not written.
[[nodiscard]] constexpr bool is_owner(std::string_view column) noexcept {
    return column == "product" || column == "area";
}

/// The limits of a range in SQL, with a blank before each.
[[nodiscard]] std::string sql_limits(const std::string& column, const Range& range);

/// What CREATE TABLE says about the column after its type.
template <typename T>
[[nodiscard]] std::string constraint(std::string_view name) {
    using Value = typename Optional<T>::Value;
    const std::string column = "\"" + std::string(name) + "\"";
    const bool text_needed = std::same_as<T, std::string> && (is_key(name) || is_owner(name));
    std::string rule;
    if constexpr (std::same_as<Value, bool>)
        rule = column + " IN (0, 1)";
    else if constexpr (std::integral<Value>)
        rule = "typeof(" + column + ") = 'integer'" + sql_limits(column, range_of(name));
    else if constexpr (std::floating_point<Value>)
        rule = "typeof(" + column + ") IN ('real', 'integer')" + sql_limits(column, range_of(name));
    else if constexpr (std::is_enum_v<Value>)
        rule = column + " IN (" + words_of<Value>(name, "'", ", ") + ")";
    else if constexpr (std::same_as<Value, Date>)
        rule = "date(" + column + ", '+0 days') IS " + column;  // with a sum, 31 February becomes March
    else if constexpr (std::same_as<Value, UnitKey>)
        rule = column + " GLOB '?*-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'";
    else if (text_needed)
        rule = column + " <> ''";
    if (rule.empty()) return {};
    if (Optional<T>::value) return " CHECK (" + column + " IS NULL OR (" + rule + "))";
    return " NOT NULL CHECK (" + rule + ")";
}

}  // namespace sanvat::data::schema
