// SPDX-License-Identifier: Apache-2.0
#include "analysis/filter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>

#include "data/error.hpp"
#include "tests/support/small_province.hpp"

namespace sanvat::analysis::filter_test {
namespace {

const Collection& products() {
    return collection(CollectionId::products);
}

std::string complaint(CollectionId id, const char* property, const char* values) {
    try {
        static_cast<void>(parse_condition(collection(id), property, values));
    } catch (const data::Error& error) {
        EXPECT_EQ(error.place().parameter, property);
        return error.problem() + "; " + error.remedy();
    }
    return "no complaint";
}

TEST(Filter, TakesACommaAsOneOf) {
    test::SmallProvince province;
    province.product("three", province.a, "2023-12-01", 3);
    province.product("four", province.a, "2023-12-01", 4);
    const auto snapshot = province.snapshot();
    const auto table = snapshot->features(CollectionId::products, snapshot->reference_date());
    const auto count = [&](const char* property, const char* values) {
        Filter filter;
        filter.add(parse_condition(products(), property, values));
        return std::ranges::count_if(table->features(),
                                     [&](const Feature& feature) { return filter.matches(feature); });
    };
    EXPECT_EQ(count("stars", "3"), 1);
    EXPECT_EQ(count("stars", "3,4"), 2);
    EXPECT_EQ(count("stars", "4.0"), 1) << "numbers by value";
    EXPECT_EQ(count("stars", "5"), 0);
    EXPECT_EQ(count("name", "Sản phẩm four"), 1);
    EXPECT_EQ(count("facility", "x"), 0) << "null equals nothing";
}

TEST(Filter, SaysWhatIsAllowed) {
    EXPECT_THAT(complaint(CollectionId::products, "colour", "red"), testing::HasSubstr("is no property of products"));
    EXPECT_THAT(complaint(CollectionId::products, "stars", "many"), testing::HasSubstr("give a number"));
    EXPECT_THAT(complaint(CollectionId::products, "stars", "nan"), testing::HasSubstr("give a number"));
    EXPECT_THAT(complaint(CollectionId::products, "stars", "3,"), testing::HasSubstr("\"\" is not allowed"));
    EXPECT_THAT(complaint(CollectionId::facilities, "kind", "bakery"), testing::HasSubstr("craft_village"));
    EXPECT_THAT(complaint(CollectionId::craft_villages, "recognised", "yes"), testing::HasSubstr("true or false"));
    EXPECT_THAT(complaint(CollectionId::craft_villages, "recognised_on", "2023-02-31"),
                testing::HasSubstr("a day like"));
}

TEST(Filter, DoesNotShowAPlaceOfAnotherProvenanceThanWasAskedFor) {
    test::SmallProvince province;
    auto& area = province.area("r", {province.a}, 2024, 10);
    area.outline = province.content.units[1].polygon;
    area.outline_provenance = data::Provenance::illustrative;
    province.facility("f", province.a, data::LonLat{106.1, 22.1});
    const auto snapshot = province.snapshot();
    const Feature& reported =
        snapshot->features(CollectionId::raw_material_areas, snapshot->reference_date())->features().front();
    const Feature& facility =
        snapshot->features(CollectionId::facilities, snapshot->reference_date())->features().front();
    Filter filter;
    EXPECT_TRUE(filter.shows_place(reported));
    filter.add(parse_provenance_condition("reported,illustrative"));
    EXPECT_TRUE(filter.shows_place(reported));
    filter.add(parse_provenance_condition("reported,derived"));
    EXPECT_TRUE(filter.matches(reported)) << "the record stays";
    EXPECT_FALSE(filter.shows_place(reported));
    EXPECT_TRUE(filter.shows_place(facility));
}

TEST(Filter, HasOneSpellingForCacheKeys) {
    Filter one;
    one.add({"stars", {"4", "3"}});
    one.add({"group", {"food"}});
    Filter other;
    other.add({"group", {"food"}});
    other.add({"stars", {"3", "4"}});
    EXPECT_NE(one.canonical(), Filter().canonical());
    EXPECT_EQ(one.canonical(), other.canonical());
}

/// Filters from texts, numbers and names that look like pieces of filters, so that spellings run together if they can.
class RandomFilter {
public:
    explicit RandomFilter(std::mt19937& random) : random_(random) {}

    Expression expression(int depth) {
        const int kind = number(0, depth > 0 ? 6 : 4);
        if (kind <= 1) return {Comparison{property(), static_cast<Comparator>(number(0, 5)), operand()}};
        if (kind == 2) return {Likeness{property(), pattern(), number(0, 1) == 1}};
        if (kind == 3) return {NullTest{operand(), number(0, 1) == 1}};
        if (kind == 4) return {Constant{number(0, 1) == 1}};
        Junction junction{kind == 5 ? Junction::Kind::all : Junction::Kind::any, {}};
        for (int i = number(0, 3); i > 0; --i)
            junction.parts.push_back(expression(depth - 1));
        return {std::move(junction)};
    }

    /// The same condition, said in another way.
    Expression reworded(const Expression& expression) {
        Expression other = expression;
        if (auto* comparison = std::get_if<Comparison>(&other.node)) {
            using enum Comparator;
            constexpr std::array mirror{equal, unequal, more, at_least, less, at_most};
            if (number(0, 1) == 1) {
                std::swap(comparison->left, comparison->right);
                comparison->comparator = mirror.at(static_cast<std::size_t>(comparison->comparator));
            }
        }
        if (auto* junction = std::get_if<Junction>(&other.node)) {
            if (!junction->parts.empty() && number(0, 1) == 1) junction->parts.push_back(junction->parts[0]);
            for (Expression& part : junction->parts)
                part = reworded(part);
            std::ranges::shuffle(junction->parts, random_);
        }
        if (number(0, 3) == 0) other = negated(negated(std::move(other)));
        if (number(0, 3) == 0) {
            const auto kind = number(0, 1) == 1 ? Junction::Kind::all : Junction::Kind::any;
            other = {Junction{kind, std::vector<Expression>(static_cast<std::size_t>(number(1, 2)), other)}};
        }
        return other;
    }

private:
    int number(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }

    std::string text() {
        constexpr std::array pieces{"'", "\"", " ",     "\\",   "%",        "_",  "a",    "=", "<",          ">",
                                    "(", ")",  " AND ", " OR ", " IS NULL", "''", "NULL", "4", "2025-07-01", "Đ"};
        std::string text;
        for (int i = number(0, 3); i > 0; --i)
            text += pieces.at(static_cast<std::size_t>(number(0, static_cast<int>(pieces.size()) - 1)));
        return text;
    }

    Operand property() {
        constexpr std::array names{"name", "stars", "group", "rating_signed_on"};
        if (number(0, 9) == 0) return PropertyRef(text());
        return PropertyRef(names.at(static_cast<std::size_t>(number(0, 3))));
    }

    Operand operand() {
        switch (number(0, 6)) {
            case 0:
                return property();
            case 1:
                return data::Value{number(0, 1) == 1};
            case 2:
                return data::Value{static_cast<std::int64_t>(number(-2, 5))};
            case 3:
                return data::Value{number(-3, 3) * 0.5};
            case 4:
                return data::Value{};
            case 5:
                return data::Value{std::string(number(0, 1) == 1 ? "2025-07-01" : "4")};
            default:
                return data::Value{text()};
        }
    }

    LikePattern pattern() {
        LikePattern pattern;
        for (int i = number(0, 3); i > 0; --i) {
            const int piece = number(0, 2);
            if (piece == 0) pattern.add_text(text());
            if (piece == 1) pattern.add_one();
            if (piece == 2) pattern.add_any();
        }
        return pattern;
    }

    std::mt19937& random_;
};

/// A key that cannot be mistaken: every piece goes with its length. Of the same things that `canonical` holds for
/// equal.
class PlainKey {
public:
    static std::string of(const Expression& expression) {
        const auto [kind, parts] = flat(expression);
        return parts.size() == 1 ? *parts.begin() : join(kind, parts);
    }

private:
    using Parts = std::pair<Junction::Kind, std::set<std::string>>;

    static std::string piece(const std::string& text) { return std::to_string(text.size()) + ":" + text; }

    static std::string join(Junction::Kind kind, const std::set<std::string>& parts) {
        std::string key = kind == Junction::Kind::all ? "all" : "any";
        for (const std::string& part : parts)
            key += piece(part);
        return key;
    }

    static std::string of(const Operand& operand) {
        if (const auto* property = std::get_if<PropertyRef>(&operand)) return "property" + piece(property->name());
        const auto& value = std::get<data::Value>(operand);
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            return "number" + std::to_string(static_cast<double>(*integer));
        if (const auto* number = std::get_if<double>(&value)) return "number" + std::to_string(*number + 0.0);
        return "value" + std::to_string(value.index()) + piece(data::to_text(value));
    }

    static std::string compared(const Operand& left, std::size_t comparator, const Operand& right) {
        return "compare" + std::to_string(comparator) + piece(of(left)) + piece(of(right));
    }

    static Parts flat(const Expression& expression) {
        const auto* junction = std::get_if<Junction>(&expression.node);
        if (!junction) return {Junction::Kind::all, {leaf(expression)}};
        std::map<std::string, Parts> inner;
        for (const Expression& part : junction->parts)
            inner.emplace(of(part), flat(part));
        if (inner.size() == 1) return inner.begin()->second;
        Parts whole{junction->kind, {}};
        for (auto& [key, part] : inner) {
            if (part.first == whole.first || part.second.size() == 1) {
                whole.second.merge(part.second);
            } else {
                whole.second.insert(key);
            }
        }
        if (whole.second.empty()) whole.second.insert(leaf({Constant{junction->kind == Junction::Kind::all}}));
        return whole;
    }

    static std::string leaf(const Expression& expression) {
        if (const auto* c = std::get_if<Comparison>(&expression.node)) {
            constexpr std::array<std::size_t, 6> mirror{0, 1, 4, 5, 2, 3};
            const auto comparator = static_cast<std::size_t>(c->comparator);
            return std::min(compared(c->left, comparator, c->right),
                            compared(c->right, mirror.at(comparator), c->left));
        }
        if (const auto* l = std::get_if<Likeness>(&expression.node)) {
            return (l->negated ? "unlike" : "like") + piece(of(l->text)) + piece(l->pattern.to_string());
        }
        if (const auto* n = std::get_if<NullTest>(&expression.node))
            return (n->negated ? "some" : "none") + of(n->operand);
        return std::get<Constant>(expression.node).value ? "yes" : "no";
    }
};

TEST(Filter, SpellsTwoFiltersAlikeOnlyWhereTheyAreTheSame) {
    std::mt19937 random(17);
    RandomFilter filters(random);
    std::map<std::string, std::string> key_of_spelling;
    std::map<std::string, std::string> spelling_of_key;
    for (int i = 0; i < 60'000; ++i) {
        const Expression expression = filters.expression(i % 4);
        const std::string spelling = canonical(expression);
        const std::string key = PlainKey::of(expression);
        ASSERT_EQ(key_of_spelling.emplace(spelling, key).first->second, key) << spelling;
        ASSERT_EQ(spelling_of_key.emplace(key, spelling).first->second, spelling) << key;
    }
    EXPECT_GT(key_of_spelling.size(), 10'000U);
}

TEST(Filter, SpellsAFilterTheSameHoweverItIsSaid) {
    std::mt19937 random(19);
    RandomFilter filters(random);
    for (int i = 0; i < 20'000; ++i) {
        const Expression expression = filters.expression(i % 4);
        ASSERT_EQ(canonical(filters.reworded(expression)), canonical(expression));
    }
    Filter zero;
    zero.add(Expression{Comparison{PropertyRef("stars"), Comparator::more, data::Value{0.0}}});
    Filter less_than_nothing;
    less_than_nothing.add(Expression{Comparison{PropertyRef("stars"), Comparator::more, data::Value{-0.0}}});
    EXPECT_EQ(zero.canonical(), less_than_nothing.canonical());
}

}  // namespace
}  // namespace sanvat::analysis::filter_test
