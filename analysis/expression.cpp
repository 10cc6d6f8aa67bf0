// SPDX-License-Identifier: Apache-2.0
#include "analysis/expression.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>

#include "analysis/feature_table.hpp"

namespace sanvat::analysis {

namespace {

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

constexpr std::array<std::string_view, 6> symbols{"=", "<>", "<", "<=", ">", ">="};

std::string_view symbol(Comparator comparator) {
    return symbols[static_cast<std::size_t>(comparator)];
}

Comparator opposite(Comparator comparator) {
    using enum Comparator;
    constexpr std::array opposites{unequal, equal, at_least, more, at_most, less};
    return opposites[static_cast<std::size_t>(comparator)];
}

Comparator mirrored(Comparator comparator) {
    using enum Comparator;
    constexpr std::array mirror{equal, unequal, more, at_least, less, at_most};
    return mirror[static_cast<std::size_t>(comparator)];
}

const data::Value& value_of(const Operand& operand, const Feature& feature) noexcept {
    const auto* property = std::get_if<PropertyRef>(&operand);
    return property ? property->of(feature) : *std::get_if<data::Value>(&operand);
}

std::optional<double> number_in(const data::Value& value) noexcept {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
}

/// Unordered where a value is null, not a number, or of another type.
std::partial_ordering order(const data::Value& left, const data::Value& right) noexcept {
    const auto left_number = number_in(left);
    const auto right_number = number_in(right);
    if (left_number && right_number) return *left_number <=> *right_number;
    if (left.index() != right.index()) return std::partial_ordering::unordered;
    if (const auto* text = std::get_if<std::string>(&left)) return *text <=> std::get<std::string>(right);
    if (const auto* flag = std::get_if<bool>(&left)) return *flag <=> std::get<bool>(right);
    return std::partial_ordering::unordered;
}

bool holds(std::partial_ordering order, Comparator comparator) noexcept {
    switch (comparator) {
        case Comparator::equal:
            return std::is_eq(order);
        case Comparator::unequal:
            return std::is_neq(order);
        case Comparator::less:
            return std::is_lt(order);
        case Comparator::at_most:
            return std::is_lteq(order);
        case Comparator::more:
            return std::is_gt(order);
        case Comparator::at_least:
            return std::is_gteq(order);
    }
    return false;
}

constexpr Truth truth(bool flag) noexcept {
    return flag ? Truth::yes : Truth::no;
}

Truth evaluate(const Comparison& comparison, const Feature& feature) noexcept {
    const auto found = order(value_of(comparison.left, feature), value_of(comparison.right, feature));
    if (found == std::partial_ordering::unordered) return Truth::unknown;
    return truth(holds(found, comparison.comparator));
}

Truth evaluate(const Likeness& likeness, const Feature& feature) noexcept {
    const auto* text = std::get_if<std::string>(&value_of(likeness.text, feature));
    return text ? truth(likeness.pattern.matches(*text) != likeness.negated) : Truth::unknown;
}

Truth evaluate(const NullTest& test, const Feature& feature) noexcept {
    return truth(data::is_null(value_of(test.operand, feature)) != test.negated);
}

Truth evaluate(const Constant& constant, const Feature& /*feature*/) noexcept {
    return truth(constant.value);
}

Truth evaluate(const Junction& junction, const Feature& feature) {
    const bool all = junction.kind == Junction::Kind::all;
    const Truth decisive = truth(!all);
    Truth found = truth(all);
    for (const Expression& part : junction.parts) {
        const Truth next = evaluate(part, feature);
        if (next == decisive) return decisive;
        if (next == Truth::unknown) found = Truth::unknown;
    }
    return found;
}

std::string in_quotes(std::string_view text, char quote) {
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote) out += quote;
        out += c;
    }
    return out + quote;
}

std::string text_of(const Operand& operand) {
    if (const auto* property = std::get_if<PropertyRef>(&operand)) return in_quotes(property->name(), '"');
    const auto& value = std::get<data::Value>(operand);
    if (data::is_null(value)) return "NULL";
    if (const auto* text = std::get_if<std::string>(&value)) return in_quotes(*text, '\'');
    return number_in(value) == 0 ? "0" : data::to_text(value);  // and never "-0", which is the same number
}

std::string canonical(const Comparison& comparison) {
    std::string left = text_of(comparison.left);
    std::string right = text_of(comparison.right);
    std::string straight = left;
    straight.append(symbol(comparison.comparator)).append(right);
    std::string turned = std::move(right);
    turned.append(symbol(mirrored(comparison.comparator))).append(left);
    // '"' sorts before "'", digits and words: properties come first.
    return std::min(straight, turned);
}

std::string canonical(const Likeness& likeness) {
    return text_of(likeness.text) + (likeness.negated ? " NOT LIKE " : " LIKE ") +
           in_quotes(likeness.pattern.to_string(), '\'');
}

std::string canonical(const NullTest& test) {
    return text_of(test.operand) + (test.negated ? " IS NOT NULL" : " IS NULL");
}

std::string canonical(const Constant& constant) {
    return constant.value ? "TRUE" : "FALSE";
}

/// The canonical texts of what is joined, sorted and each once; of one alone the kind means nothing.
struct Spelling {
    Junction::Kind kind = Junction::Kind::all;
    std::vector<std::string> parts;
};

std::string text_of(const Spelling& spelling) {
    if (spelling.parts.size() == 1) return spelling.parts.front();
    std::string text;
    for (const std::string& part : spelling.parts) {
        text += text.empty() ? "(" : spelling.kind == Junction::Kind::all ? " AND " : " OR ";
        text += part;
    }
    return text + ")";
}

Spelling spelling_of(const Expression& expression);

Spelling spelling_of(const Junction& junction) {
    std::map<std::string, Spelling> inner;
    for (const Expression& part : junction.parts) {
        Spelling spelling = spelling_of(part);
        inner.emplace(text_of(spelling), std::move(spelling));
    }
    // Of one part alone, brackets and repetitions off, the kind of the junction means nothing.
    if (inner.size() == 1) return std::move(inner.begin()->second);
    Spelling spelling{junction.kind, {}};
    for (auto& [text, part] : inner) {
        if (part.parts.size() == 1 || part.kind == junction.kind) {
            std::ranges::move(part.parts, std::back_inserter(spelling.parts));
        } else {
            spelling.parts.push_back(text);
        }
    }
    if (spelling.parts.empty()) spelling.parts.push_back(canonical(Constant{junction.kind == Junction::Kind::all}));
    std::ranges::sort(spelling.parts);
    spelling.parts.erase(std::unique(spelling.parts.begin(), spelling.parts.end()), spelling.parts.end());
    return spelling;
}

Spelling spelling_of(const Expression& expression) {
    return std::visit(Overloaded{[](const Junction& junction) { return spelling_of(junction); },
                                 [](const auto& node) {
                                     return Spelling{Junction::Kind::all, {canonical(node)}};
                                 }},
                      expression.node);
}

}  // namespace

PropertyRef::PropertyRef(std::string_view name) : name_(name) {
    positions_.fill(-1);
    for (const Collection& collection : collections()) {
        if (const auto found = collection.find(name)) {
            positions_[static_cast<std::size_t>(collection.id)] = static_cast<std::int16_t>(*found);
        }
    }
}

const data::Value& PropertyRef::of(const Feature& feature) const noexcept {
    static const data::Value null;
    const auto position = positions_[static_cast<std::size_t>(feature.collection)];
    return position < 0 ? null : feature.values[static_cast<std::size_t>(position)];
}

Expression negated(Expression expression) {
    std::visit(Overloaded{[](Comparison& c) { c.comparator = opposite(c.comparator); },
                          [](Likeness& l) { l.negated = !l.negated; }, [](NullTest& n) { n.negated = !n.negated; },
                          [](Constant& c) { c.value = !c.value; },
                          [](Junction& j) {
                              const bool all = j.kind == Junction::Kind::all;
                              j.kind = all ? Junction::Kind::any : Junction::Kind::all;
                              for (Expression& part : j.parts)
                                  part = negated(std::move(part));
                          }},
               expression.node);
    return expression;
}

Expression joined(Junction::Kind kind, std::vector<Expression> parts) {
    Junction junction{kind, {}};
    for (Expression& part : parts) {
        auto* inner = std::get_if<Junction>(&part.node);
        if (inner && inner->kind == kind) {
            std::ranges::move(inner->parts, std::back_inserter(junction.parts));
        } else {
            junction.parts.push_back(std::move(part));
        }
    }
    if (junction.parts.size() == 1) return std::move(junction.parts.front());
    return {std::move(junction)};
}

Truth evaluate(const Expression& expression, const Feature& feature) {
    return std::visit([&](const auto& node) { return evaluate(node, feature); }, expression.node);
}

std::string canonical(const Expression& expression) {
    return text_of(spelling_of(expression));
}

}  // namespace sanvat::analysis
