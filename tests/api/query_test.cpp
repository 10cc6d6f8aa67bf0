// SPDX-License-Identifier: Apache-2.0
#include "api/query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/percent.hpp"
#include "data/error.hpp"

namespace sanvat::api::query_test {
namespace {

using testing::HasSubstr;

/// What is thrown, as "parameter: problem; remedy".
template <typename Call>
std::string complaint(Call call) {
    try {
        call();
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
        return error.what();
    }
    return "nothing";
}

TEST(Query, DecodesNamesAndValues) {
    const Query query("q=mi%E1%BA%BFn+dong&&empty=&bare&a%3Db=c=d");
    EXPECT_EQ(query.find("q"), "miến dong");
    EXPECT_EQ(query.find("empty"), "");
    EXPECT_EQ(query.find("bare"), "");
    EXPECT_EQ(query.find("a=b"), "c=d");
    EXPECT_EQ(query.find("other"), std::nullopt);
}

TEST(Query, RefusesWrongEncodingAndNamesTheParameter) {
    for (const char* text : {"q=%", "q=%4", "q=%zz", "q=%FF", "q=%C3", "q=a%00b"}) {
        EXPECT_THAT(complaint([&] { Query{text}; }), HasSubstr("q: ")) << text;
    }
}

TEST(Query, RefusesANameGivenTwiceEvenIfEncodedDifferently) {
    EXPECT_THAT(complaint([] { Query{"limit=1&l%69mit=2"}; }), HasSubstr("limit: is given twice"));
}

TEST(Query, NamesTheUnknownParameterAndListsTheKnownOnes) {
    const std::vector<Parameter> known{{"limit", "", ""}, {"bbox", "", ""}};
    EXPECT_NO_THROW(Query("limit=1").require_known(known));
    const std::string text = complaint([&] { Query("limit=1&bbbox=2").require_known(known); });
    EXPECT_THAT(text, HasSubstr("bbbox: "));
    EXPECT_THAT(text, HasSubstr("limit, bbox"));
}

TEST(Query, ComesBackWithOneParameterReplaced) {
    EXPECT_EQ(Query("bbox=1,2,3,4&after=a&q=x%26y").with("after", "b c"), "bbox=1,2,3,4&q=x%26y&after=b%20c");
}

TEST(Query, ComesBackWithoutAParameter) {
    EXPECT_EQ(Query("bbox=1,2,3,4&after=a&q=x%26y").without("after"), "bbox=1,2,3,4&q=x%26y");
}

TEST(Percent, EncodesWhatDecodingGivesBack) {
    std::string all;
    for (int c = 1; c < 128; ++c)
        all += static_cast<char>(c);
    all += "Đường phên";
    EXPECT_EQ(percent_decode(percent_encode(all), true), all);
    EXPECT_EQ(percent_decode(percent_encode(all), false), all);
    EXPECT_EQ(percent_decode("a+b", false), "a+b");
}

}  // namespace
}  // namespace sanvat::api::query_test
