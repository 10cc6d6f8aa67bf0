// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/admin_unit.hpp"

namespace sanvat::data {

enum class ProducerKind : std::uint8_t { cooperative, enterprise, household, cooperative_group, other };

[[nodiscard]] std::string_view to_string(ProducerKind kind) noexcept;
[[nodiscard]] std::optional<ProducerKind> parse_producer_kind(std::string_view text) noexcept;

/// Who makes things. A private person's name never stands here; such an owner is a household without a name of its own.
struct Producer {
    std::string id;
    std::string name;
    std::optional<ProducerKind> kind;      ///< absent where the source does not say
    std::optional<UnitKey> declared_unit;  ///< commune or district the source names
    Lineage lineage;
};

}  // namespace sanvat::data
