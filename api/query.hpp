// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sanvat::api {

/// A parameter that a resource knows, for checking requests and for the OpenAPI document alike.
struct Parameter {
    std::string name;
    std::string description;
    std::string schema;  ///< JSON Schema as text: `{"type":"integer","minimum":1}`
    bool required = false;
};

/// The parameters of a request, decoded, in the order given.
class Query {
public:
    Query() = default;

    /// Reads what follows the '?'. Throws bad_value for wrong percent-encoding and for a name given twice.
    explicit Query(std::string_view encoded);

    /// Throws bad_value naming the first parameter that is not among the known ones, and listing those.
    void require_known(std::span<const Parameter> known) const;

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

    /// Throws bad_value where it is missing; `remedy` says what to give.
    [[nodiscard]] std::string_view get(std::string_view name, std::string_view remedy) const;

    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const noexcept { return all_; }

    /// Encoded again with one parameter set or replaced.
    [[nodiscard]] std::string with(std::string_view name, std::string_view value) const;

    /// Encoded again, but for one parameter.
    [[nodiscard]] std::string without(std::string_view name) const;

    /// Encoded again, those parameters alone.
    [[nodiscard]] std::string only(std::initializer_list<std::string_view> names) const;

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

}  // namespace sanvat::api
