// SPDX-License-Identifier: Apache-2.0
#include "analysis/product_links.hpp"

#include <algorithm>

namespace sanvat::analysis {

ProductLinks::ProductLinks(const data::Register& content) {
    for (const data::SupplyLink& link : content.supply_links)
        add(link);
}

void ProductLinks::add(const data::SupplyLink& link) {
    if (link.product) {
        by_product_[*link.product].push_back(&link);
    } else if (link.facility) {
        by_facility_[*link.facility].push_back(&link);
    }
}

ProductLinks::Links ProductLinks::to(const data::Product& product) const {
    Links links;
    const auto take = [&](const std::map<std::string, Links>& from, const std::string& id) {
        if (const auto found = from.find(id); found != from.end()) {
            links.insert(links.end(), found->second.begin(), found->second.end());
        }
    };
    take(by_product_, product.id);
    if (product.facility) take(by_facility_, *product.facility);
    std::ranges::sort(links, {}, &data::SupplyLink::id);
    return links;
}

}  // namespace sanvat::analysis
