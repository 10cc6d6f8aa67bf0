// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "data/register.hpp"

namespace sanvat::analysis {

/// What a crop is called; empty where no record says.
struct CropName {
    std::string vi;
    std::string en;
};

/// Crops by id, as the raw-material areas of a store name them: the first name by the areas' order.
[[nodiscard]] std::map<std::string, CropName> crop_names(const data::Register& content);

}  // namespace sanvat::analysis
