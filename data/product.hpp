// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/admin_unit.hpp"

namespace sanvat::data {

/// Product groups under either rule book. Names as in design: food drinks medicinal handicraft ornamental tourism
/// (Decision 148 of 2023) and food drinks herbs textiles souvenirs tourism (Decision 1048 of 2019).
enum class ProductGroup : std::uint8_t {
    food,
    drinks,
    medicinal,
    handicraft,
    ornamental,
    tourism,
    herbs,
    textiles,
    souvenirs,
};

/// The six groups of each rule book, in its order.
inline constexpr std::array product_groups_2019{ProductGroup::food,     ProductGroup::drinks,    ProductGroup::herbs,
                                                ProductGroup::textiles, ProductGroup::souvenirs, ProductGroup::tourism};
inline constexpr std::array product_groups_2023{ProductGroup::food,       ProductGroup::drinks,
                                                ProductGroup::medicinal,  ProductGroup::handicraft,
                                                ProductGroup::ornamental, ProductGroup::tourism};

[[nodiscard]] std::string_view to_string(ProductGroup group) noexcept;
[[nodiscard]] std::optional<ProductGroup> parse_product_group(std::string_view text) noexcept;

/// First day of the 2023 rule book (Decision 148/QĐ-TTg, 24 February 2023).
inline constexpr Date rule_book_2023{std::chrono::year{2023} / std::chrono::February / 24};

/// How long a rating is valid, in months (Decisions 1048 and 148: 36 months from the signing).
inline constexpr int rating_months = 36;

/// Stars of a rating; products below three are not recognised.
inline constexpr int fewest_stars = 3;
inline constexpr int most_stars = 5;

/// One recognition: valid from its signing up to, not including, the same day `rating_months` later.
struct Rating {
    int stars = 3;  ///< 3 to 5
    Date signed_on;
    std::string decision;  ///< empty where the source does not name it
    std::string source;
    Provenance provenance = Provenance::reported;  ///< of stars and date together

    [[nodiscard]] Validity validity() const { return {signed_on, signed_on.plus_months(rating_months)}; }
};

struct Product {
    std::string id;
    std::string name;
    std::optional<ProductGroup> group_2019;  ///< one of the 2019 list
    std::optional<ProductGroup> group_2023;  ///< one of the 2023 list
    std::string subgroup;                    ///< as the source words it
    std::string material;                    ///< crop of its raw material where the name or source tells
    std::optional<std::string> producer;     ///< producer id
    std::optional<std::string> facility;     ///< facility id
    std::optional<UnitKey> declared_unit;
    std::string status;           ///< "recognised", "candidate", "unknown", as the source has it
    std::vector<Rating> ratings;  ///< by signing date, oldest first
    Lineage lineage;
};

/// The rating in force on the date: of several, the one signed last.
[[nodiscard]] const Rating* rating_on(const Product& product, Date date) noexcept;

/// The group under the rule book in force on the date.
[[nodiscard]] std::optional<ProductGroup> group_on(const Product& product, Date date) noexcept;

}  // namespace sanvat::data
