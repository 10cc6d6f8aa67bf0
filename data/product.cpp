// SPDX-License-Identifier: Apache-2.0
#include "data/product.hpp"

namespace sanvat::data {

const Rating* rating_on(const Product& product, Date date) noexcept {
    const Rating* found = nullptr;
    for (const Rating& rating : product.ratings) {
        if (rating.validity().holds(date) && (!found || found->signed_on <= rating.signed_on)) found = &rating;
    }
    return found;
}

std::optional<ProductGroup> group_on(const Product& product, Date date) noexcept {
    return date < rule_book_2023 ? product.group_2019 : product.group_2023;
}

}  // namespace sanvat::data
