// SPDX-License-Identifier: Apache-2.0
#include "data/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/temporary_folder.hpp"

namespace sanvat::data::csv_test {
namespace {

using testing::HasSubstr;

std::string complaint(const std::string& text) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("t.csv", text);
    try {
        const CsvTable table(file, {"id", "value"});
        for (const CsvRecord& record : table.records())
            (void)record.number("value");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_input);
        return error.what();
    }
    return "none";
}

TEST(Csv, ReadsQuotedFieldsWithCommasQuotesAndLineEnds) {
    const test::TemporaryFolder folder;
    const auto file = folder.write("t.csv", "\xEF\xBB\xBFid,value\r\n\"a, \"\"b\"\"\nc\",1.5\r\nd,");
    const CsvTable table(file, {"value", "id"});
    const auto records = table.records();
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].text("id"), "a, \"b\"\nc");
    EXPECT_EQ(records[0].number("value"), 1.5);
    EXPECT_EQ(records[1].number("value"), std::nullopt);
    EXPECT_EQ(records[1].optional_text("value"), std::nullopt);
}

TEST(Csv, RefusesOtherColumnsThanDeclared) {
    EXPECT_THAT(complaint("id\n1\n"), HasSubstr("other columns"));
    EXPECT_THAT(complaint("id,value,extra\n1,2,3\n"), HasSubstr("other columns"));
    EXPECT_THAT(complaint(""), HasSubstr("is empty"));
}

TEST(Csv, NamesTheRecordThatIsWrong) {
    EXPECT_THAT(complaint("id,value\na,1\nb\n"), HasSubstr("record 2: 1 fields where the header has 2"));
    EXPECT_THAT(complaint("id,value\na,1\nb,12x\n"), HasSubstr("record 2: value: \"12x\" is no number"));
    EXPECT_THAT(complaint("id,value\na,1\nb,nan\n"), HasSubstr("record 2"));
    EXPECT_THAT(complaint("id,value\na,\"1\n"), HasSubstr("record 1: a quoted field that never ends"));
    EXPECT_THAT(complaint("id,value\na,1\"2\n"), HasSubstr("record 1: a quote inside a field"));
    EXPECT_THAT(complaint("id,value\na,\"1\"2\n"), HasSubstr("record 1: text after the closing quote"));
}

TEST(Csv, RefusesTextThatIsNotUtf8) {
    EXPECT_THAT(complaint("id,value\nCao B\xBBng,1\n"), HasSubstr("is not UTF-8"));
}

TEST(Csv, RefusesAPointThatIsHalfOrOffTheGlobe) {
    const test::TemporaryFolder folder;
    const CsvTable table(folder.write("t.csv", "lon,lat\n106,\n200,22\n,\n106.5,22.5\n"), {"lon", "lat"});
    const auto records = table.records();
    EXPECT_THROW((void)records[0].point(), Error);
    EXPECT_THROW((void)records[1].point(), Error);
    EXPECT_EQ(records[2].point(), std::nullopt);
    EXPECT_EQ(records[3].point(), (LonLat{106.5, 22.5}));
}

TEST(Csv, ReadsUnitKeysAndRefusesOthers) {
    const test::TemporaryFolder folder;
    const CsvTable table(folder.write("t.csv", "units\n01273-20250701;049-20200301\n01273\n\n"), {"units"});
    const auto records = table.records();
    const auto keys = records[0].units("units");
    ASSERT_EQ(keys.size(), 2U);
    EXPECT_EQ(keys[1].to_string(), "049-20200301");
    EXPECT_THROW((void)records[1].units("units"), Error);
    EXPECT_TRUE(records[2].units("units").empty());
}

}  // namespace
}  // namespace sanvat::data::csv_test
