// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>

#include "data/sample.hpp"

namespace sanvat::data::test_sample {

/// The register of Cao Bằng, built once a process.
inline const Register& sample() {
    static const Register built = build_sample(SANVAT_SAMPLE_DIR);
    return built;
}

inline Date day(const char* text) {
    return Date::parse(text).value();
}

inline UnitKey key(const char* text) {
    return parse_unit_key(text).value();
}

inline const AdminUnit& unit(const UnitKey& wanted) {
    const auto found = std::ranges::find(sample().units, wanted, &AdminUnit::key);
    if (found == sample().units.end()) throw std::out_of_range("no unit " + wanted.to_string());
    return *found;
}

inline const AdminUnit& unit(const char* wanted) {
    return unit(key(wanted));
}

template <typename Record>
const Record* find(const std::vector<Record>& table, const std::optional<std::string>& id) {
    if (!id) return nullptr;
    const auto found = std::ranges::find(table, *id, &Record::id);
    return found == table.end() ? nullptr : &*found;
}

/// The district that a product counts in: that of its facility's point, else the one above its declared unit.
inline std::string district_of(const Product& product) {
    const Facility* facility = find(sample().facilities, product.facility);
    if (facility && facility->point && locates(facility->lineage.position_accuracy)) {
        for (const AdminUnit& unit : sample().units) {
            if (unit.level == AdminLevel::district && contains(unit.polygon, *facility->point)) return unit.key.code;
        }
        return {};
    }
    for (std::optional<UnitKey> at = product.declared_unit; at; at = unit(*at).parent) {
        if (unit(*at).level == AdminLevel::district) return at->code;
    }
    return {};
}

inline bool is_made(const Lineage& lineage) {
    return lineage.provenance == Provenance::illustrative;
}

}  // namespace sanvat::data::test_sample
