// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analysis/collection.hpp"
#include "analysis/like_pattern.hpp"
#include "data/value.hpp"

namespace sanvat::analysis {

struct Feature;

/// Three-valued logic as in SQL: what is compared with null is unknown.
enum class Truth : std::uint8_t { no, unknown, yes };

/// A property, found by name once: features are then asked by position.
class PropertyRef {
public:
    explicit PropertyRef(std::string_view name);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// Null where the feature's collection has no such property.
    [[nodiscard]] const data::Value& of(const Feature& feature) const noexcept;

private:
    std::string name_;
    std::array<std::int16_t, collection_count> positions_;  ///< below 0: none such
};

/// A property or a literal. Days are text ("2025-07-01"), as in features.
using Operand = std::variant<PropertyRef, data::Value>;

enum class Comparator : std::uint8_t { equal, unequal, less, at_most, more, at_least };

/// Numbers by value, text and days by code points, false before true.
struct Comparison {
    Operand left;
    Comparator comparator = Comparator::equal;
    Operand right;
};

struct Likeness {
    Operand text;
    LikePattern pattern;
    bool negated = false;
};

struct NullTest {
    Operand operand;
    bool negated = false;
};

struct Constant {
    bool value = true;
};

struct Expression;

/// All of the parts, or any of them.
struct Junction {
    enum class Kind : std::uint8_t { all, any };
    Kind kind = Kind::all;
    std::vector<Expression> parts;
};

/// A condition on features. BETWEEN and IN are junctions of comparisons, and NOT stands nowhere: it is carried down to
/// the parts, which three-valued logic allows. Evaluation recurses as deep as the expression nests, which the parser
/// limits.
struct Expression {
    std::variant<Comparison, Likeness, NullTest, Constant, Junction> node;
};

[[nodiscard]] Expression negated(Expression expression);

/// Takes over the parts of junctions of the same kind, so that brackets that mean nothing leave no trace.
[[nodiscard]] Expression joined(Junction::Kind kind, std::vector<Expression> parts);

[[nodiscard]] Truth evaluate(const Expression& expression, const Feature& feature);

/// The same text for expressions that differ in no more than the order of what AND and OR join, repetitions, brackets,
/// NOT, sides of a comparison, or BETWEEN and IN written out.
[[nodiscard]] std::string canonical(const Expression& expression);

}  // namespace sanvat::analysis
