// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "data/register.hpp"

namespace sanvat::analysis {

/// Which supply links feed a product: its own, and those without a product that lead to the facility it is made in.
/// Points into the register, which must outlive it.
class ProductLinks {
public:
    using Links = std::vector<const data::SupplyLink*>;

    /// Of no links.
    ProductLinks() = default;
    /// Of all links of the register.
    explicit ProductLinks(const data::Register& content);

    void add(const data::SupplyLink& link);

    /// By id.
    [[nodiscard]] Links to(const data::Product& product) const;

private:
    std::map<std::string, Links> by_product_;
    std::map<std::string, Links> by_facility_;  ///< of links without a product
};

}  // namespace sanvat::analysis
