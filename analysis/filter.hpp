// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analysis/collection.hpp"
#include "analysis/expression.hpp"
#include "data/lineage.hpp"

namespace sanvat::analysis {

struct Feature;

/// "property is one of": text values compared exactly, numbers by value.
struct PropertyCondition {
    std::string property;
    std::vector<std::string> one_of;
};

/// All conditions together. A property that a collection does not have is null there, so that only IS NULL lets
/// something of it through.
///
/// Untrusted text becomes part of a Filter through `parse_condition` and `parse_filter`; inside, a Filter is never
/// wrong.
class Filter {
public:
    /// Lets everything through.
    Filter() = default;

    void add(const PropertyCondition& condition);
    void add(Expression expression) { conditions_.push_back(std::move(expression)); }
    [[nodiscard]] bool empty() const noexcept { return conditions_.empty(); }

    /// True where every condition is true: neither false nor unknown.
    [[nodiscard]] bool matches(const Feature& feature) const;

    /// False where the provenances asked for leave out that of the feature's geometry, which may be filled in though
    /// the record is not: the record stays, without a place.
    [[nodiscard]] bool shows_place(const Feature& feature) const;

    /// True where the provenances asked for, if any, include this one.
    [[nodiscard]] bool takes(data::Provenance provenance) const;

    /// The same text for the same filter, for cache keys; see `canonical(Expression)`.
    [[nodiscard]] std::string canonical() const;

private:
    std::vector<Expression> conditions_;
    std::vector<std::vector<std::string>> provenances_;  ///< what each condition on it allows
};

/// One query parameter ("stars", "3,4") on a collection. Throws bad_value naming the parameter where the collection has
/// no such property, or a value is not of the property's type or enumeration.
[[nodiscard]] PropertyCondition parse_condition(const Collection& collection, std::string_view property,
                                                std::string_view values);

/// The `provenance` parameter, which every collection has.
[[nodiscard]] PropertyCondition parse_provenance_condition(std::string_view values);

}  // namespace sanvat::analysis
