// SPDX-License-Identifier: Apache-2.0
// The names of every enumeration of the model, in one place: stores, files, parameters and answers all use these.
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "data/admin_unit.hpp"
#include "data/facility.hpp"
#include "data/indicator_figure.hpp"
#include "data/lineage.hpp"
#include "data/producer.hpp"
#include "data/product.hpp"

namespace sanvat::data {

namespace {

using std::string_view;

constexpr std::array<string_view, 5> position_accuracies{"surveyed", "traced", "commune", "district", "none"};
constexpr std::array<string_view, 3> provenances{"reported", "derived", "illustrative"};
constexpr std::array<string_view, 3> admin_levels{"province", "district", "commune"};
constexpr std::array<string_view, 5> producer_kinds{"cooperative", "enterprise", "household", "cooperative_group",
                                                    "other"};
constexpr std::array<string_view, 4> facility_kinds{"agro_processing", "forest_processing", "cooperative",
                                                    "craft_village"};
constexpr std::array<string_view, 9> product_groups{"food",    "drinks", "medicinal", "handicraft", "ornamental",
                                                    "tourism", "herbs",  "textiles",  "souvenirs"};
constexpr std::array<string_view, 2> figure_roles{"target", "published"};

template <typename Enum, std::size_t n>
string_view name_of(const std::array<string_view, n>& names, Enum value) noexcept {
    return names[static_cast<std::size_t>(value)];
}

template <typename Enum, std::size_t n>
std::optional<Enum> value_of(const std::array<string_view, n>& names, string_view text) noexcept {
    for (std::size_t i = 0; i < n; ++i) {
        if (names[i] == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace

string_view to_string(PositionAccuracy accuracy) noexcept {
    return name_of(position_accuracies, accuracy);
}
string_view to_string(Provenance provenance) noexcept {
    return name_of(provenances, provenance);
}
string_view to_string(AdminLevel level) noexcept {
    return name_of(admin_levels, level);
}
string_view to_string(ProducerKind kind) noexcept {
    return name_of(producer_kinds, kind);
}
string_view to_string(FacilityKind kind) noexcept {
    return name_of(facility_kinds, kind);
}
string_view to_string(ProductGroup group) noexcept {
    return name_of(product_groups, group);
}
string_view to_string(FigureRole role) noexcept {
    return name_of(figure_roles, role);
}

std::optional<PositionAccuracy> parse_position_accuracy(string_view text) noexcept {
    return value_of<PositionAccuracy>(position_accuracies, text);
}
std::optional<Provenance> parse_provenance(string_view text) noexcept {
    return value_of<Provenance>(provenances, text);
}
std::optional<AdminLevel> parse_admin_level(string_view text) noexcept {
    return value_of<AdminLevel>(admin_levels, text);
}
std::optional<ProducerKind> parse_producer_kind(string_view text) noexcept {
    return value_of<ProducerKind>(producer_kinds, text);
}
std::optional<FacilityKind> parse_facility_kind(string_view text) noexcept {
    return value_of<FacilityKind>(facility_kinds, text);
}
std::optional<ProductGroup> parse_product_group(string_view text) noexcept {
    return value_of<ProductGroup>(product_groups, text);
}
std::optional<FigureRole> parse_figure_role(string_view text) noexcept {
    return value_of<FigureRole>(figure_roles, text);
}

}  // namespace sanvat::data
