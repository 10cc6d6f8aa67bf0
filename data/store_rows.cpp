// SPDX-License-Identifier: Apache-2.0
#include "data/store_rows.hpp"

namespace sanvat::data {

std::string listed(const std::vector<std::string>& names, std::string_view before, std::string_view after) {
    std::string text;
    for (const std::string& name : names)
        text.append(text.empty() ? "" : ", ").append(before).append(name).append(after);
    return text;
}

}  // namespace sanvat::data
