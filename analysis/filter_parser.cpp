// SPDX-License-Identifier: Apache-2.0
#include "analysis/filter_parser.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "analysis/filter_tokens.hpp"
#include "data/date.hpp"
#include "data/error.hpp"
#include "data/text.hpp"

namespace sanvat::analysis {

namespace {

using Kind = FilterToken::Kind;

enum class Type : std::uint8_t { boolean, number, text, date, timestamp };

Type type_of(data::ValueType type) {
    switch (type) {
        case data::ValueType::boolean:
            return Type::boolean;
        case data::ValueType::integer:
        case data::ValueType::number:
            return Type::number;
        case data::ValueType::date:
            return Type::date;
        case data::ValueType::string:
            break;
    }
    return Type::text;
}

std::string name_of(Type type) {
    constexpr std::array names{"true or false", "a number", "text", "a day", "a point in time"};
    return names[static_cast<std::size_t>(type)];
}

/// How a value of the type is written.
std::string spelling_of(Type type) {
    constexpr std::array spellings{"TRUE or FALSE", "a number", "text in single quotes",
                                   "a day like DATE('2025-07-01')", "a time like TIMESTAMP('2025-07-01T00:00:00Z')"};
    return spellings[static_cast<std::size_t>(type)];
}

/// One side of a comparison, and what an error says of it.
struct Term {
    Operand operand;
    Type type = Type::text;
    std::size_t at = 0;
    std::string name;   ///< of a property; the literal as written
    std::string words;  ///< that the property takes, separated by blanks; empty: any

    [[nodiscard]] bool is_property() const { return std::holds_alternative<PropertyRef>(operand); }
};

struct Escape {
    char letter;
    char means;
};
/// Of CQL2 text, requirement cql2-text/escaping.
constexpr std::array escapes{Escape{'a', '\a'}, Escape{'b', '\b'},  Escape{'t', '\t'},
                             Escape{'n', '\n'}, Escape{'v', '\v'},  Escape{'f', '\f'},
                             Escape{'r', '\r'}, Escape{'\'', '\''}, Escape{'\\', '\\'}};

/// What the two characters from a backslash on stand for; nothing where the backslash is a character like others.
std::optional<char> escaped(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    const auto found = std::ranges::find(escapes, text[1], &Escape::letter);
    return found == escapes.end() ? std::nullopt : std::optional{found->means};
}

/// The literal without its escapes. `put(characters, is_plain)` gets it piece by piece; characters that are not plain
/// were escaped, or may mean something to LIKE.
template <typename Put>
void unescape(std::string_view literal, char quote, Put put) {
    for (std::size_t i = 0; i < literal.size(); ++i) {
        const auto meant = quote == '\'' && literal[i] == '\\' ? escaped(literal.substr(i)) : std::nullopt;
        if (meant) {
            put(*meant, true);
            ++i;
        } else {
            put(literal[i], false);
            if (literal[i] == quote) ++i;
        }
    }
}

std::string plain_text(std::string_view literal, char quote) {
    std::string text;
    unescape(literal, quote, [&](char c, bool /*was_escaped*/) { text += c; });
    return data::to_nfc(text);
}

LikePattern pattern_of(std::string_view literal) {
    LikePattern pattern;
    std::string text;
    const auto put_text = [&] {
        pattern.add_text(data::to_nfc(text));
        text.clear();
    };
    bool escaping = false;
    unescape(literal, '\'', [&](char c, bool was_escaped) {
        if (was_escaped || escaping) {
            // A backslash before any other character is one by itself, in a pattern as in other text.
            if (escaping && c != '%' && c != '_') text += '\\';
            escaping = false;
            text += c;
        } else if (c == '\\') {
            escaping = true;
        } else if (c == '%' || c == '_') {
            put_text();
            c == '%' ? pattern.add_any() : pattern.add_one();
        } else {
            text += c;
        }
    });
    put_text();
    return pattern;
}

/// "2025-07-01T08:30:00.5" of "2025-07-01T08:30:00.50Z", so that order of text is order in time.
std::optional<std::string> parse_timestamp(std::string_view text) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    if (text.size() < form.size() || text.back() != 'Z' || !data::Date::parse(text.substr(0, 10))) return std::nullopt;
    text.remove_suffix(1);
    const std::string_view whole = text.substr(0, form.size() - 1);
    const std::string_view fraction = text.substr(whole.size());
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t i = 10; i < whole.size(); ++i) {
        if (form[i] == '0' ? !is_digit(whole[i]) : whole[i] != form[i]) return std::nullopt;
    }
    if (whole.substr(11, 2) > "23" || whole.substr(14, 2) > "59" || whole.substr(17, 2) > "60") return std::nullopt;
    if (fraction.empty()) return std::string(whole);
    const auto last = fraction.find_last_not_of('0');
    if (fraction[0] != '.' || fraction.size() == 1 || !std::ranges::all_of(fraction.substr(1), is_digit))
        return std::nullopt;
    return std::string(whole) + std::string(last == 0 ? "" : fraction.substr(0, last + 1));
}

class Parser {
public:
    Parser(std::string_view filter, std::span<const CollectionId> collections)
        : tokens_(filter_tokens(filter)), collections_(collections) {}

    Expression parse() {
        Expression expression = disjunction();
        if (next().kind != Kind::end) throw unexpected("AND, OR or the end");
        return expression;
    }

private:
    [[nodiscard]] const FilterToken& next() const { return tokens_[position_]; }

    bool take(std::string_view word) {
        const bool found = next().is(word);
        if (found) ++position_;
        return found;
    }

    void require(std::string_view word, std::string_view where) {
        if (!take(word)) throw unexpected(std::string(word).append(" ").append(where));
    }

    [[nodiscard]] FilterFault unexpected(const std::string& expected) const {
        const FilterToken& token = next();
        const std::string found =
            token.kind == Kind::end ? "the filter ends" : "\"" + std::string(token.text) + "\" cannot stand here";
        return {token.at, found, "expected " + expected};
    }

    Expression disjunction() {
        std::vector<Expression> parts;
        do {
            parts.push_back(conjunction());
        } while (take("OR"));
        return joined(Junction::Kind::any, std::move(parts));
    }

    Expression conjunction() {
        std::vector<Expression> parts;
        do {
            parts.push_back(factor());
        } while (take("AND"));
        return joined(Junction::Kind::all, std::move(parts));
    }

    Expression factor() {
        bool negative = false;
        while (take("NOT"))
            negative = !negative;
        Expression expression = primary();
        return negative ? negated(std::move(expression)) : expression;
    }

    Expression primary() {
        if (next().is("(")) return bracketed();
        const bool is_true = next().is("TRUE");
        if (is_true || next().is("FALSE")) {
            ++position_;
            if (!comparator() && !next().is("IN") && !next().is("IS") && !next().is("NOT")) return {Constant{is_true}};
            --position_;
        }
        return predicate();
    }

    Expression bracketed() {
        if (depth_ == deepest_filter) {
            throw FilterFault{next().at, "more than " + std::to_string(deepest_filter) + " brackets are open",
                              "nest brackets at most " + std::to_string(deepest_filter) + " deep"};
        }
        ++depth_;
        ++position_;
        Expression expression = disjunction();
        require(")", "to close a bracket, AND or OR");
        --depth_;
        return expression;
    }

    Expression predicate() {
        const Term left = term();
        if (take("IS")) {
            const bool negative = take("NOT");
            require("NULL", "after IS");
            return {NullTest{left.operand, negative}};
        }
        const bool negative = take("NOT");
        if (take("BETWEEN")) return turned(between(left), negative);
        if (take("IN")) return turned(one_of(left), negative);
        if (take("LIKE")) return turned(like(left), negative);
        if (negative) throw unexpected("BETWEEN, IN or LIKE after NOT");
        const auto found = comparator();
        if (!found) throw unexpected("=, <>, <, <=, >, >=, BETWEEN, IN, LIKE or IS after " + left.name);
        ++position_;
        return comparison(left, *found, term());
    }

    static Expression turned(Expression expression, bool negative) {
        return negative ? negated(std::move(expression)) : expression;
    }

    [[nodiscard]] std::optional<Comparator> comparator() const {
        using enum Comparator;
        constexpr std::array<std::pair<std::string_view, Comparator>, 6> known{
            {{"=", equal}, {"<>", unequal}, {"<", less}, {"<=", at_most}, {">", more}, {">=", at_least}}};
        for (const auto& [symbol, comparator] : known) {
            if (next().is(symbol)) return comparator;
        }
        return std::nullopt;
    }

    Expression between(const Term& left) {
        const Term low = term();
        require("AND", "between the two bounds");
        const Term high = term();
        std::vector<Expression> parts{comparison(left, Comparator::at_least, low),
                                      comparison(left, Comparator::at_most, high)};
        return joined(Junction::Kind::all, std::move(parts));
    }

    Expression one_of(const Term& left) {
        require("(", "after IN");
        std::vector<Expression> parts;
        do {
            parts.push_back(comparison(left, Comparator::equal, term()));
        } while (take(","));
        require(")", "or a comma in the list after IN");
        return joined(Junction::Kind::any, std::move(parts));
    }

    Expression like(const Term& left) {
        if (left.type != Type::text) {
            throw FilterFault{left.at, left.name + " is " + name_of(left.type) + ", and LIKE looks into text",
                              "compare it with = or BETWEEN"};
        }
        if (next().kind != Kind::text) throw unexpected("a pattern in single quotes after LIKE");
        return {Likeness{left.operand, pattern_of(tokens_[position_++].text)}};
    }

    static Expression comparison(const Term& left, Comparator comparator, const Term& right) {
        if (left.type != right.type) throw mismatch(left, right);
        if (comparator == Comparator::equal || comparator == Comparator::unequal) {
            require_word(left, right);
            require_word(right, left);
        }
        return {Comparison{left.operand, comparator, right.operand}};
    }

    static FilterFault mismatch(const Term& left, const Term& right) {
        // At fault is the literal: the property is of the type it is.
        const bool swapped = right.is_property() && !left.is_property();
        const Term& fixed = swapped ? right : left;
        const Term& wrong = swapped ? left : right;
        return {wrong.at,
                wrong.name + " is " + name_of(wrong.type) + ", and " + fixed.name + " is " + name_of(fixed.type),
                "compare " + fixed.name + " with " + spelling_of(fixed.type)};
    }

    static void require_word(const Term& property, const Term& literal) {
        if (property.words.empty() || literal.is_property()) return;
        const auto& text = std::get<std::string>(std::get<data::Value>(literal.operand));
        const bool known = !text.empty() && text.find(' ') == std::string::npos &&
                           (" " + property.words + " ").find(" " + text + " ") != std::string::npos;
        if (!known) {
            throw FilterFault{literal.at, property.name + " is never " + literal.name, "give one of " + property.words};
        }
    }

    Term term() {
        const FilterToken& token = next();
        if (token.kind == Kind::end || token.kind == Kind::symbol) throw unexpected("a property or a value");
        ++position_;
        if (token.kind == Kind::number) return number(token);
        if (token.kind == Kind::text) {
            return literal(token, Type::text, data::Value{plain_text(token.text, '\'')}, "'", "'");
        }
        if (token.kind == Kind::quoted_name) return property(token, plain_text(token.text, '"'));
        if (token.is("TRUE") || token.is("FALSE")) return literal(token, Type::boolean, data::Value{token.is("TRUE")});
        if (token.is("DATE") || token.is("TIMESTAMP")) return instant(token);
        if (is_filter_keyword(token.text)) {
            --position_;
            throw unexpected("a property or a value; put the name of a property in double quotes if it is a keyword");
        }
        if (next().is("(")) {
            throw FilterFault{token.at, "there is no function " + std::string(token.text),
                              "use comparisons, BETWEEN, IN, LIKE and IS NULL"};
        }
        return property(token, std::string(token.text));
    }

    static Term literal(const FilterToken& token, Type type, data::Value value, std::string_view before = {},
                        std::string_view after = {}) {
        return {std::move(value), type, token.at, std::string(before).append(token.text).append(after), {}};
    }

    static Term number(const FilterToken& token) {
        // from_chars takes no plus.
        const std::string_view digits = token.text.substr(token.text.front() == '+' ? 1 : 0);
        double value = 0;
        const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (code != std::errc{} || end != digits.data() + digits.size()) {
            throw FilterFault{token.at, std::string(token.text) + " is beyond all numbers", "give a smaller one"};
        }
        return literal(token, Type::number, data::Value{value});
    }

    Term instant(const FilterToken& constructor) {
        const bool is_date = constructor.is("DATE");
        const Type type = is_date ? Type::date : Type::timestamp;
        require("(", "after " + std::string(constructor.text));
        const FilterToken& token = next();
        if (token.kind != Kind::text) throw unexpected(spelling_of(type));
        ++position_;
        const auto day = data::Date::parse(token.text);
        const auto text =
            is_date ? (day ? std::optional{day->to_string()} : std::nullopt) : parse_timestamp(token.text);
        if (!text) {
            throw FilterFault{token.at, "'" + std::string(token.text) + "' is not " + name_of(type),
                              "give " + spelling_of(type)};
        }
        require(")", "after the " + std::string(is_date ? "day" : "time"));
        return {data::Value{*text},
                type,
                constructor.at,
                std::string(constructor.text).append("('").append(token.text).append("')"),
                {}};
    }

    [[nodiscard]] Term property(const FilterToken& token, const std::string& name) const {
        Term found{PropertyRef(name), Type::text, token.at, name, {}};
        bool known = false;
        bool any_word = false;
        for (const CollectionId id : collections_) {
            const Collection& collection = analysis::collection(id);
            const auto position = collection.find(name);
            if (!position) continue;
            // Properties of one name are of one type in all collections (a test sees to it).
            const Property& own = collection.properties[*position];
            known = true;
            found.type = type_of(own.type);
            any_word = any_word || own.values.empty();
            found.words.append(found.words.empty() ? "" : " ").append(own.values);
        }
        if (!known) throw unknown(token, name);
        if (any_word) found.words.clear();
        return found;
    }

    [[nodiscard]] FilterFault unknown(const FilterToken& token, const std::string& name) const {
        std::string names;
        std::string properties;
        for (const CollectionId id : collections_) {
            const Collection& collection = analysis::collection(id);
            names.append(names.empty() ? "" : ", ").append(collection.name);
            for (const Property& property : collection.properties)
                properties.append(properties.empty() ? "" : ", ").append(property.name);
        }
        if (collections_.size() == 1) {
            return {token.at, names + " has no property \"" + name + "\"", "give one of " + properties};
        }
        return {token.at, "none of " + names + " has a property \"" + name + "\"", "see their queryables"};
    }

    std::vector<FilterToken> tokens_;
    std::span<const CollectionId> collections_;
    std::size_t position_ = 0;
    int depth_ = 0;
};

/// Characters before a byte, plus one.
std::size_t character_number(std::string_view text, std::size_t at) {
    return 1 + static_cast<std::size_t>(std::ranges::count_if(
                   text.substr(0, at), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Expression parse_filter(std::string_view parameter, std::string_view text, std::span<const CollectionId> collections) {
    const auto refuse = [&](const std::string& problem, const std::string& remedy) {
        return data::bad_value(std::string(parameter), problem, remedy);
    };
    if (text.size() > longest_filter) {
        throw refuse("is " + std::to_string(text.size()) + " bytes long",
                     "give at most " + std::to_string(longest_filter));
    }
    if (!data::is_utf8(text)) throw refuse("is no UTF-8 text", "encode it as UTF-8");
    if (data::trim(text).empty()) throw refuse("is empty", "leave it out, or give a condition like stars >= 4");
    try {
        return Parser(text, collections).parse();
    } catch (const FilterFault& fault) {
        throw refuse("character " + std::to_string(character_number(text, fault.at)) + ": " + fault.problem,
                     fault.remedy);
    }
}

}  // namespace sanvat::analysis
