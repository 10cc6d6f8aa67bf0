// SPDX-License-Identifier: Apache-2.0
#include "analysis/filter_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <map>

#include "analysis/filter.hpp"
#include "analysis/filter_tokens.hpp"
#include "tests/analysis/filter_fixture.hpp"

namespace sanvat::analysis::filter_parser_test {
namespace {

using test_filter::complaint;
using test_filter::facilities;
using test_filter::feature;
using test_filter::parsed;
using test_filter::several;
using test_filter::villages;
using testing::ElementsAre;
using testing::HasSubstr;

const Feature& rice_wine() {
    static const Feature made = feature(CollectionId::products, {{"name", std::string("Rượu ngô 100% \"Đại Hoàng\"")},
                                                                 {"stars", std::int64_t{4}},
                                                                 {"group", std::string("drinks")},
                                                                 {"provenance", std::string("reported")},
                                                                 {"rating_signed_on", std::string("2023-12-15")}});
    return made;
}

Truth truth(const std::string& filter, const Feature& of = rice_wine()) {
    const std::array collections{of.collection};
    return evaluate(parsed(filter, collections), of);
}

TEST(FilterParser, PropertiesOfOneNameAreOfOneTypeEverywhere) {
    std::map<std::string_view, data::ValueType> types;
    for (const Collection& each : collections()) {
        for (const Property& property : each.properties) {
            EXPECT_EQ(types.emplace(property.name, property.type).first->second, property.type)
                << each.name << " " << property.name;
        }
    }
}

TEST(FilterParser, ComparesNumbersTextDaysAndFlags) {
    for (const char* yes : {"stars = 4",
                            "stars=4.0",
                            "stars > 3",
                            "stars >= 4",
                            "stars < 4.5",
                            "stars <= +4",
                            "stars <> -4",
                            "3 < stars",
                            "stars = 4e0",
                            "stars = .4E+1",
                            "group = 'drinks'",
                            "\"group\" = 'drinks'",
                            "name > 'R'",
                            "name = 'Rượu ngô 100% \"Đại Hoàng\"'",
                            "rating_signed_on < DATE('2024-01-01')",
                            "rating_signed_on = date('2023-12-15')",
                            "group <> 'food'",
                            "TRUE",
                            "NOT FALSE",
                            "TRUE = TRUE",
                            "FALSE < TRUE",
                            "stars = stars",
                            "TIMESTAMP('2025-07-01T00:00:00.50Z') = TIMESTAMP('2025-07-01T00:00:00.5Z')",
                            "TIMESTAMP('2025-07-01T00:00:00Z') < TIMESTAMP('2025-07-01T00:00:00.5Z')"}) {
        EXPECT_EQ(truth(yes), Truth::yes) << yes;
        EXPECT_EQ(truth("NOT (" + std::string(yes) + ")"), Truth::no) << yes;
    }
    const Feature village = feature(CollectionId::craft_villages, {{"recognised", true}});
    EXPECT_EQ(truth("recognised = TRUE", village), Truth::yes);
    EXPECT_EQ(truth("recognised <> true", village), Truth::no);
}

TEST(FilterParser, KnowsBetweenInLikeAndNull) {
    for (const char* yes :
         {"stars BETWEEN 4 AND 5", "stars not between 5 and 6", "stars IN (3, 4)", "stars NOT IN (3,5)",
          "group IN ('food','drinks')", "name LIKE 'Rượu%'", "name like '%Đại%'", "name NOT LIKE 'rượu%'",
          "name LIKE 'R__u%'", "name LIKE '%100\\% %'", "name NOT LIKE '100\\%'", "facility IS NULL",
          "stars IS NOT NULL", "rating_signed_on BETWEEN DATE('2023-01-01') AND DATE('2023-12-31')",
          "stars = 4 AND NOT group = 'food' OR stars = 9", "(stars = 9 OR stars = 4) AND (((group = 'drinks')))",
          "stars = 9 AND stars = 8 OR group = 'drinks'", "NOT NOT stars = 4"}) {
        EXPECT_EQ(truth(yes), Truth::yes) << yes;
    }
}

TEST(FilterParser, ReadsQuotesAndEscapes) {
    const auto with_name = [](const char* name) {
        return feature(CollectionId::products, {{"name", std::string(name)}});
    };
    EXPECT_EQ(truth("name = 'it''s'", with_name("it's")), Truth::yes);
    EXPECT_EQ(truth("name = 'it\\'s'", with_name("it's")), Truth::yes);
    EXPECT_EQ(truth("name = 'a\\\\b'", with_name("a\\b")), Truth::yes);
    EXPECT_EQ(truth("name = 'a\\tb'", with_name("a\tb")), Truth::yes);
    EXPECT_EQ(truth("name = 'C:\\data'", with_name("C:\\data")), Truth::yes);
    EXPECT_EQ(truth("name = ''", with_name("")), Truth::yes);
    EXPECT_EQ(truth("name LIKE 'a\\_b'", with_name("a_b")), Truth::yes);
    EXPECT_EQ(truth("name LIKE 'a\\_b'", with_name("axb")), Truth::no);
    EXPECT_EQ(truth("name LIKE 'a\\\\%'", with_name("a\\bc")), Truth::yes);
    EXPECT_EQ(truth("name LIKE '%''s'", with_name("it's")), Truth::yes);
    // Typed in decomposed form: ệ as e, dot below, circumflex.
    EXPECT_EQ(truth("name = 'Vie\u0323\u0302t'", with_name("Việt")), Truth::yes);
    EXPECT_EQ(truth("name LIKE '_ie\u0323\u0302%'", with_name("Việt")), Truth::yes);
}

TEST(FilterParser, NullIsUnknownAndSoIsItsNegation) {
    for (const char* unknown :
         {"facility = 'a'", "NOT facility = 'a'", "facility <> 'a'", "facility LIKE '%'", "facility NOT LIKE '%'",
          "facility IN ('a')", "facility NOT IN ('a')", "facility BETWEEN 'a' AND 'b'", "stars = 4 AND facility = 'a'",
          "stars = 5 OR facility = 'a'", "facility = facility"}) {
        EXPECT_EQ(truth(unknown), Truth::unknown) << unknown;
    }
    EXPECT_EQ(truth("stars = 5 AND facility = 'a'"), Truth::no);
    EXPECT_EQ(truth("stars = 4 OR facility = 'a'"), Truth::yes);
    Filter filter;
    filter.add(parsed("NOT facility = 'a'"));
    EXPECT_FALSE(filter.matches(rice_wine())) << "only true lets through";
}

TEST(FilterParser, OfSeveralCollectionsAPropertyMayBelongToOne) {
    Filter filter;
    filter.add(parsed("stars >= 4 OR kind = 'cooperative'", several));
    EXPECT_TRUE(filter.matches(rice_wine()));
    EXPECT_TRUE(filter.matches(feature(CollectionId::facilities, {{"kind", std::string("cooperative")}})));
    EXPECT_FALSE(filter.matches(feature(CollectionId::facilities, {{"kind", std::string("craft_village")}})));
    EXPECT_THAT(complaint("colour = 'red'", several),
                HasSubstr("none of facilities, products has a property \"colour\""));
}

struct Wrong {
    const char* filter;
    const char* says;
};

class WrongFilter : public testing::TestWithParam<Wrong> {};

TEST_P(WrongFilter, SaysWhereAndWhatWouldBeRight) {
    EXPECT_THAT(complaint(GetParam().filter), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, WrongFilter,
    testing::Values(Wrong{"", "is empty"}, Wrong{"  ", "is empty"}, Wrong{"\xff", "UTF-8"},
                    Wrong{"stars", "character 6: the filter ends; expected =, <>"},
                    Wrong{"stars =", "character 8: the filter ends; expected a property or a value"},
                    Wrong{"stars = 4 AND", "character 14: the filter ends"},
                    Wrong{"(stars = 4", "expected ) to close a bracket"},
                    Wrong{"stars = 4)", "character 10: \")\" cannot stand here; expected AND, OR or the end"},
                    Wrong{"name = 'Rượu", "character 8: a quote opens here and is never closed"},
                    Wrong{"name = 'Rượu' AND \"stars = 4", "character 19: a quote opens here"},
                    Wrong{"name LIKE '100\\'", "never closed"},
                    Wrong{"stars == 4", "character 8: \"=\" cannot stand here"},
                    Wrong{"stars != 4", "character 7: != is no operator here; write <>"},
                    Wrong{"stars BETWEEN 3", "expected AND between the two bounds"},
                    Wrong{"stars BETWEEN 3 OR 5", "character 17: \"OR\" cannot stand here; expected AND"},
                    Wrong{"stars IN 3", "expected ( after IN"}, Wrong{"stars IN ()", "expected a property or a value"},
                    Wrong{"stars IN (3,", "the filter ends"}, Wrong{"stars IN (3 4)", "or a comma in the list"},
                    Wrong{"name LIKE 4", "expected a pattern"}, Wrong{"stars IS 4", "expected NULL after IS"},
                    Wrong{"stars NOT 4", "expected BETWEEN, IN or LIKE after NOT"},
                    Wrong{"stars = 4 stars = 5", "character 11"}, Wrong{"stars = 1.2.3", "is no number"},
                    Wrong{"stars = 4e", "is no number"}, Wrong{"stars = 4x", "is no number"},
                    Wrong{"stars = -", "is no number"}, Wrong{"stars = 1e999", "beyond all numbers"},
                    Wrong{"stars = 4; DROP", "\";\" belongs to no word"}, Wrong{"AND = 4", "double quotes"},
                    Wrong{"rating_signed_on = DATE('2023-02-31')", "character 25: '2023-02-31' is not a day"},
                    Wrong{"rating_signed_on = DATE 2023", "expected ( after DATE"},
                    Wrong{"rating_signed_on = DATE('2023-01-01'", "expected )"},
                    Wrong{"rating_signed_on < TIMESTAMP('2023-01-01')", "not a point in time"},
                    Wrong{"rating_signed_on < TIMESTAMP('2023-01-01T24:00:00Z')", "not a point in time"},
                    Wrong{"S_INTERSECTS(geometry, POINT(1 2))", "character 1: there is no function S_INTERSECTS"},
                    Wrong{"stars + 1 = 4", "is no number"}));

INSTANTIATE_TEST_SUITE_P(
    Meaning, WrongFilter,
    testing::Values(
        Wrong{"colour = 'red'", "character 1: products has no property \"colour\"; give one of name, stars"},
        Wrong{"\"stars \" = 4", "no property \"stars \""},
        Wrong{"stars = 'four'", "character 9: 'four' is text, and stars is a number; compare stars with a number"},
        Wrong{"'four' = stars", "character 1: 'four' is text, and stars is a number"},
        Wrong{"name = 4", "character 8: 4 is a number, and name is text"},
        Wrong{"rating_signed_on > '2023-01-01'", "compare rating_signed_on with a day like DATE('2025-07-01')"},
        Wrong{"rating_signed_on > TIMESTAMP('2023-01-01T00:00:00Z')",
              "is a point in time, and rating_signed_on is a day"},
        Wrong{"stars = TRUE", "TRUE is true or false, and stars is a number"},
        Wrong{"stars = name", "name is text, and stars is a number"}, Wrong{"stars BETWEEN 3 AND 'x'", "character 21"},
        Wrong{"stars IN (3, 'x')", "character 14"},
        Wrong{"stars LIKE '4%'", "stars is a number, and LIKE looks into text"},
        Wrong{"group = 'Drinks'", "character 9: group is never 'Drinks'; give one of food drinks"},
        Wrong{"group IN ('food', 'food drinks')", "character 19"}, Wrong{"'' = group", "group is never ''"}));

TEST(FilterParser, IsBoundedInLengthAndDepth) {
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '(') + "stars = 4" +
               std::string(static_cast<std::size_t>(depth), ')');
    };
    EXPECT_EQ(complaint(nested(64)), "no complaint");
    EXPECT_THAT(complaint(nested(65)), HasSubstr("character 65: more than 64 brackets are open"));
    EXPECT_THAT(complaint(nested(10'000)), HasSubstr("is 20009 bytes long; give at most 4000"));
    std::string nots;
    for (int i = 0; i < 900; ++i)
        nots += "NOT ";
    EXPECT_EQ(truth(nots + "stars = 4"), Truth::yes);
    std::string chain = "stars = 4";
    while (chain.size() < 3'900)
        chain += " OR stars = 5";
    EXPECT_EQ(truth(chain), Truth::yes);
}

TEST(FilterParser, EqualFiltersHaveOneSpelling) {
    const std::vector<std::vector<const char*>> families{
        {"stars = 4 AND group = 'food'", "group = 'food' AND stars = 4.0", "'food' = group AND (4 = stars)",
         "NOT (stars <> 4 OR group <> 'food')", "stars = 4 AND group = 'food' AND stars = 4"},
        {"stars IN (3, 4)", "stars = 4 OR stars = 3", "NOT stars NOT IN (4, 3)", "(stars = 3) OR ((stars = 4))"},
        {"stars BETWEEN 3 AND 4", "stars >= 3 AND 4 >= stars", "NOT (stars < 3 OR stars > 4)"},
        {"stars IS NOT NULL", "NOT (stars IS NULL)"},
        {"stars IS NULL", "stars is null"},
        {"name LIKE 'a%%b'", "name LIKE 'a%b'"},
        {"name NOT LIKE 'a\\%b'", "NOT name LIKE 'a\\%b'"},
        {"name = 'a'"},
        {"name = 'A'"},
        {"name = '4'"},
        {"stars = 4"},
        {"stars = 4 AND (group = 'food' OR group = 'drinks')"},
        {"stars = 4 AND group = 'food' OR group = 'drinks'"},
        {"name = 'a'' AND ''b'"},
        {"name = 'a' AND name = 'b'"}};
    std::map<std::string, const char*> seen;
    for (const auto& family : families) {
        const std::string text = canonical(parsed(family.front()));
        EXPECT_TRUE(seen.emplace(text, family.front()).second) << family.front() << " is spelt like " << seen[text];
        for (const char* member : family)
            EXPECT_EQ(canonical(parsed(member)), text) << member;
    }
}

}  // namespace
}  // namespace sanvat::analysis::filter_parser_test
