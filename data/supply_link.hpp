// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "data/lineage.hpp"

namespace sanvat::data {

/// Raw material of an area that goes to a facility and, where known, into a product.
struct SupplyLink {
    std::string id;
    std::string area;                     ///< raw-material area id
    std::optional<std::string> facility;  ///< facility id
    std::optional<std::string> product;   ///< product id
    std::optional<double> tonnes;         ///< a year, above 0
    std::optional<double> share;          ///< 0 to 1, of the product's raw material
    Lineage lineage;
};

}  // namespace sanvat::data
